"""Places: the document's own region, and areas inside it that a sentence speaks of."""

from __future__ import annotations

import re

from indicators import lexicon
from indicators.dimensions.rule import Found
from indicators.record import Region

AREA = re.compile(
    r"(?P<name>(?!全|我|本|该|两个|各|省级|国家级|经济|高新|重点|建设|打造|推进|支持|加快|整个|城市|商业)"
    r"[一-鿿]{2,8}?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|经开区|高新区|开发区|产业园区|工业园区"
    r"|示范区|自贸区|保税区|合作区))"
)
LEADING = re.compile(
    "^(?:释放|加快|快|进|动|持|设|造|推进|推动|支持|实施|建设|打造|促进|依托|位于|其中|以及|加快释放|在|和|与)+"
)


def areas(text: str) -> list[Found[Region]]:
    """Development zones and parks named in a folded sentence, by their place."""
    found = []
    for match in AREA.finditer(text):
        name = LEADING.sub("", match["name"])
        if len(name) >= 4:
            start = match.end() - len(name)
            place = Region(name, lexicon.full_names().get(name))
            found.append(Found(start, match.end(), place, "X区"))
    return found


def own_names(region: str) -> tuple[str, ...]:
    """How a document may call its own region, the longest first: 长春市南关区, 南关区, 南关."""
    code = lexicon.full_names().get(region)
    names = set(lexicon.lineage(code)) if code else {region}
    names.add(region)
    short = {re.sub("(?:省|市|区|县|自治区|自治州)$", "", name) for name in names if len(name) > 2}
    return tuple(sorted(filter(None, names | short), key=len, reverse=True))
