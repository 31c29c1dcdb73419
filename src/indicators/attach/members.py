"""The names of a list: its parts, and the noun that closes it and counts for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators import lexicon
from indicators.attach.attached import Names
from indicators.attach.composing import HEAD, SIDES
from indicators.attach.owners import RATE_OF, STAGES
from indicators.attach.scene import Scene
from indicators.dimensions import indicator
from indicators.dimensions.edges import Piece
from indicators.dimensions.tail import Tail

APART = re.compile("分别(?:(?P<deed>[一-鿿]{2,4})|完成(?P<plan>全?年度?(?:目标|任务|计划)+)的?)?$")
BRANCHES = re.compile("第?[二三](?:次)?(产业.*)$")
SHARE_HEAD = re.compile("((?:增加值|产值|产量|收入|支出|投资|零售额|贷款|出口额?)占.+)$")
# 电子信息、有色金属产业营业收入
INDUSTRIES = re.compile("(产业(?:营业收入|总?产值|增加值|投资))$")
TRADE = re.compile(
    "((?:进出|出|进)口(?:总?[值额])?|(?:地区)?生产总值|保险(?:参保人数|参保率|覆盖[率面]|基金(?:收入|支出)))$"
)
# 制造业、软件业营业收入同比增速
RATED_HEAD = re.compile(
    "((?:营业收入|增加值|总?产值|收入|投资|零售额|产量|销售额|(?:进出|出|进)口额?)"
    "(?:同比|[一两二三]年平均|平均)?(?:增速|增幅|增长率))$"
)
RANK = re.compile("国家级?|省级?|市级?|县级?|区级?|部级?|自治区级?")
FLOCK = re.compile("((?:出栏|存栏)量?)$")
RATE = re.compile(f"({RATE_OF.pattern})")
MEASURE, SHARES = re.compile("(里程|数量|面积|规模|产量)$"), re.compile("占比|比[重例]")
RATED = re.compile("(?:率|比例|标准|人数)$")
AGED = re.compile(r"\d+(?:-\d+)?岁(?:及?以[上下])?")
RANKED = re.compile("(?P<rank>国家|省|市|县|区|部|自治区)级.{2,}")
OWN = re.compile("(?:出栏|出笼|存栏|进出口|出口|进口|总额|总值|GDP|率|消费|人数|人次)$")
COUNTED = re.compile(
    "(?:等)?(?<!第)[两二三四五六七八九十]+(?:[个大类项条]\\S{0,6}|行业|产业)$"
    "|等(?:新兴|主要|重点)?(?:市场|国家|地区|经济体|贸易伙伴)(?:和地区)?$"
)
STAGE = re.compile(lexicon.alternation(STAGES))
PAIRED = frozenset(
    (
        "城镇",
        "城市",
        "农村牧区",
        "农村",
        "乡村",
        "牧区",
        "农区",
        "农牧区",
        "男性",
        "女性",
        "省内",
        "省外",
        "境内",
        "境外",
        "国内",
        "国外",
        "广播",
        "电视",
    )
)

LONE = re.compile("[一-鿿](?=工业|类|型)")
PAIR = re.compile(lexicon.alternation(PAIRED))


def listed(scene: Scene, tail: Tail, wanted: int) -> list[Names]:
    """A、B、C占比 -> (A, 占比), (B, 占比), (C占比)."""
    text = scene.text
    apart = APART.search(tail.piece.of(text))
    end = tail.piece.start + apart.start() if apart else tail.piece.end
    bare = Piece(tail.piece.start, end)
    first = STAGE.match(text, bare.start)
    # 新开工、新竣工项目: the first verb names one of the two
    listed_ = first is not None and text[first.end() : first.end() + 1] in ("、", "和")
    piece = bare if listed_ else scene.head(bare)
    parts = indicator.split_list(text, piece)
    for joints in indicator.spared(piece.of(text)) if wanted else ():
        if len(parts) != wanted:
            parts = indicator.split_list(text, piece, joints)
    if len(parts) < 2:
        return []
    deeds = [way for way in ("deed", "plan") if apart and apart[way]]
    if apart and deeds:
        # 肉牛、肉羊分别出栏3万头和9万只; 就业、再就业分别完成年度目标的9%
        deed = Piece(*apart.span(deeds[0])).moved(tail.piece.start)
        return [(part, deed) for part in parts]
    if parts[-1].of(text) in SIDES and parts[0].of(text).endswith(SIDES):
        # 社保基金收入、支出分别为: of the same account
        account = Piece(parts[0].start, parts[0].end - 2)
        return [(parts[0],), *((account, part) for part in parts[1:])]
    last, shared = parts[-1], shared_head(text, parts)
    if len(parts) == 2 and parts[0].of(text).endswith("存") and last.of(text).startswith("贷款"):
        # 金融机构存、贷款余额
        return [(parts[0], Piece(last.start + 1, last.end)), (last,)]
    lent = HEAD.search(parts[0].of(text)) or MEASURE.search(parts[0].of(text))
    measured = last.of(text) in lexicon.cues("generic") or SHARES.fullmatch(last.of(text))
    if measured and lent and lent.start(1) > 1 and len(parts) == 2:
        # 装备制造业增加值和投资, 等级公路里程及比例
        return [(parts[0],), (Piece(parts[0].start, parts[0].start + lent.start(1)), last)]
    if shared is None:
        summed = COUNTED.search(last.of(text))
        if summed and summed.start() > 1:
            # 面积、产量、产值三项指标按
            parts[-1] = Piece(last.start, last.start + summed.start())
        return [(part,) for part in parts]
    return sharing(text, parts, shared)


def sharing(text: str, parts: Sequence[Piece], shared: Piece) -> list[Names]:
    """The parts of a list with the noun that closes it, which each of them shares."""
    last = parts[-1]
    counted = COUNTED.search(last.of(text), 0, shared.start - last.start)
    lone = Piece(last.start, last.start + counted.start() if counted else shared.start)
    of = shared.of(text).find("占")
    if of > 0:
        # 税收收入和非税收入占预算的比重: both are shares of it
        of_whole = Piece(shared.start + of, shared.end)
        return [
            *((part, of_whole) if _whole(part.of(text)) else (part, shared) for part in parts[:-1]),
            (last,),
        ]
    rate = RATE_OF.search(shared.of(text))
    # 生产总值、工业总产值增幅: both are rates
    rated = (Piece(shared.start + rate.start(), shared.end),) if rate else ()
    return [
        *((part, *rated) if _whole(part.of(text)) else (part, shared) for part in parts[:-1]),
        (lone, shared) if lone else (last,),
    ]


def _whole(said: str) -> bool:
    """Whether a part of a list has a measure of its own, and needs none of the last."""
    said = indicator.clean(said)
    return HEAD.search(said) is not None or OWN.search(said) is not None


def shared_head(text: str, parts: Sequence[Piece]) -> Piece | None:
    """The noun that closes a list and counts for each of it: 城镇、农村(低保标准)."""
    first, last = parts[0].of(text), parts[-1].of(text)
    # 轻、重工业增加值; 吃、穿、用、烧类商品零售额
    twin = LONE.match(last) if len(first) == 1 else PAIR.match(last) if first in PAIRED else None
    if twin and twin.end() + 1 < len(last):
        return Piece(parts[-1].start + twin.end(), parts[-1].end)
    if first in STAGES and (stage := STAGE.match(last)):
        # 新开工、新竣工亿元以上项目
        return Piece(parts[-1].start + stage.end(), parts[-1].end)
    branches = BRANCHES.match(last)
    if branches and first in ("第一", "一", "第二", "二"):
        return Piece(parts[-1].start + branches.start(1), parts[-1].end)
    ranked = RANKED.match(last)
    if ranked and RANK.fullmatch(first):
        # 省、市级龙头企业: the first rank has the noun of the last
        level = first.endswith("级")
        return Piece(parts[-1].start + ranked.end("rank") + level, parts[-1].end)
    aged = AGED.match(last)
    if aged and AGED.fullmatch(first):
        return Piece(parts[-1].start + aged.end(), parts[-1].end)
    head = (
        RATED_HEAD.search(last)
        or INDUSTRIES.search(last)
        or SHARE_HEAD.search(last)
        or TRADE.search(last)
        or FLOCK.search(last)
    )
    if head and first[-2:] in ("保险", "产业") and head[1].startswith(first[-2:]):
        return Piece(parts[-1].start + head.start(1) + 2, parts[-1].end)
    head = head or HEAD.search(last) or RATE.search(last)
    kin = _behind_kin(text, parts)
    if kin and (not head or head.start(1) > kin.start - parts[-1].start):
        # 公路、水路运输总周转量: longer than the head alone
        return kin
    # 借贷户数和借贷余额: each is whole
    alike = first[:2] == last[:2] and len(first) >= len(last)
    shared = head and not alike and head.start(1) >= 1
    return Piece(parts[-1].start + head.start(1), parts[-1].end) if head and shared else None


def _behind_kin(text: str, parts: Sequence[Piece]) -> Piece | None:
    """What stands behind the kind that the parts end with: 县道、乡道、村道(里程).

    Behind parts that are not as long it is a rate: 初中、高中阶段(入学率).
    """
    before, last = parts[-2].of(text), parts[-1].of(text)
    alike = {(part.end - part.start, part.of(text)[-1]) for part in parts[:-1]}
    kin = last.find(before[-1], 1)
    same = len(alike) == 1 and kin == len(before) - 1
    rated = RATED.search(last) and not RATED.search(before)
    if kin < 1 or kin + 2 >= len(last) or not (same or rated):
        return None
    return Piece(parts[-1].start + kin + 1, parts[-1].end)
