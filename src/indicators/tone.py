"""Whether a passage tells what was done or what is wanted, by its words and by its digits.

A part of a report that has lost its heading says neither. Deeds end their clauses (待遇稳步提高，)
and leave odd numbers (8692人, 2.22%); aims are imperatives with round ones (新建20所, 7%以上). Of
703 stretches of 600 characters of labelled reports 95 % of the deeds and 96 % of the aims are told.
"""

from __future__ import annotations

import re

DEEDS = re.compile(
    "成功|圆满|荣获|获评|获批|获得|入选|被评为|被列为|[位跃]居|列全|第一(?!产业|书记)|(?<!为)了(?![解望])|如期|顺利|喜|取得"
    "|已|累计|先后|首[个次批家]|率先|超额|新高|同比|比上年|较上年|(?:稳步|不断|持续|明显|显著|大幅|全面|有效|逐步|进一步|加快|深入|有序|扎实)"
    "(?:提升|提高|增强|改善|优化|完善|扩大|加强|推进|开展|推开|实施|向好|好转|回升|增长|下降|夯实|拓展|加快|巩固|推广|落实|显现)(?=[，。；])"
    "|(?:竣工|投用|通车|完工|开工|投产|开园|平稳|使用|见效|落地|好转|改观|成效|进展|提速|加快|向好)(?=[，。；])"
)
AIMS = re.compile(
    "将(?![近军])|要(?![素求点闻道塞件旨目的])|力争|确保|计划|拟|争取|年内|努力|继续|着力|全力|大力|启动|推动|推进(?=[^，。；]{2})"
    "|加强|加快(?=[^，。；]{2})|强化|抓好|做好|健全|完善(?=[^，。；]{2})|深化|支持|鼓励|引导|探索|谋划"
)
# 7%以上, 达到65%: a round aim that looks odd
MEANT = re.compile("左右|以上|以内|(?<![率总])达到")
NUMBER = re.compile(
    r"(?<![\d.])\d[\d,]{0,15}(?:\.\d{1,6})?(?=[%‰万亿个家户人项亩公吨套所条座元名件次处平辆台千例起])"
)
YEAR = re.compile(r"20[0-3]\d$")
ODD = 3  # digits that say something


def tells_deeds(text: str) -> bool:
    """Whether a folded passage of some sentences tells what was done."""
    odd = sum(_odd(match[0].replace(",", "")) for match in NUMBER.finditer(text))
    deeds, aims = len(DEEDS.findall(text)), len(AIMS.findall(text))
    return 2 * (deeds + odd) > aims + len(MEANT.findall(text)) + 1


def _odd(digits: str) -> bool:
    if YEAR.match(digits):
        return False
    said = digits.replace(".", "").lstrip("0") if "." in digits else digits.rstrip("0")
    return len(said) >= ODD
