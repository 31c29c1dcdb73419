"""What is said to be done, or to be there, whatever passage it stands in."""

from __future__ import annotations

import re

from indicators.stand import Stand

NEAR = 120  # characters before a figure that may say that it is done
DONE = re.compile(
    "截至|实际(?:完成|达到)|目前已|已经?(?:开工|集聚|形成|吸引|完成|建成|投用|投产|签约|到位|发放|下达|落实|实现|达)"
)
# 近三分之二的农户已经加入合作社，我们要…
SINCE_DONE = re.compile("[^，；。]{0,16}(?<!力争)(?<!确保)(?:已经|都已|均已|已全部)")
# 拥有900万户企业、6000万劳动者: what there is, even among tasks
HAS = re.compile(
    "(?:^|[，；。])\\s?(?:已经?|还|并)?拥有(?![^，；。]*(?:达到|超过|提高到|增加到))[^，；。]*$"
)
# 计划投资20亿元，完成63.5%
PROGRESS = re.compile("计划[^，。；]*，(?:累计|目前|已经?|现已)?完成(?:投资|年度计划)?的?$")
BASIS = re.compile("的?[^，；。]{0,4}基(?:础|数)上")
HOPES = re.compile(
    "基[础数]上，?|[，；、](?=[^，；、]*(?:力争|确保|争取|计划|今年|明年|下一步|年内[可能将]|[再将要]))"
)
HOPED = re.compile("力争|确保|争取|目标|将(?!近)|计划|拟|到20\\d\\d年")


def done(stand: Stand) -> str:
    """The words that say it is done, no aim since: 截至2月底已开工64个、完成5亿元; else nothing."""
    text, value = stand.text, stand.figure.amount.value
    place = stand.figure.amount.start
    behind = BASIS.match(text, value.reach_end) or SINCE_DONE.match(text, value.reach_end)
    if behind:
        return behind[0]
    if _over(stand, place):
        return text[stand.before[-1].start : stand.before[-1].end]
    progress = PROGRESS.search(text, 0, place) if value.kind == "percent" else None
    if progress:
        return progress[0]
    before = text[max(0, place - NEAR) : place]
    if not DONE.search(before):
        return ""
    since = DONE.search(HOPES.split(before)[-1])
    return since[0] if since else ""


def _over(stand: Stand, place: int) -> bool:
    """Whether a part of the year dates it that has ended: 上半年实现产值9亿元, told in July."""
    since = stand.before[-1] if stand.before else None
    if since is None or not since.value.over:
        return False
    reach = since.end, place
    return not (HOPED.search(stand.text, *reach) or HOPES.search(stand.text, *reach))


def there(stand: Stand) -> bool:
    """Whether it is told as what there is, at no other time: 拥有900万户企业."""
    if stand.before or "拥有" not in stand.text:
        return False
    before = stand.text[max(0, stand.figure.amount.start - NEAR) : stand.figure.amount.start]
    return HAS.search(before) is not None and HOPED.search(stand.text) is None
