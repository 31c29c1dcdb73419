"""The region a document is about, when nobody said: from its title, its issuer, or its words.

A name that several places have is told apart only by what it lies in, named in the same document.
Otherwise it stays as stated: who reads decides, not the program.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from indicators import lexicon
from indicators.sources.page import Said
from indicators.text import fold

ENDING = re.compile("[省市区县州旗盟]")
SHORTEST, LONGEST = 2, 16
SEEN = 20_000
OFTEN = 3
# districts whose names are words too
WORDS = frozenset(("城区", "郊区", "矿区", "市区", "市中区", "新区", "开发区"))
# a zone is a place of its own, not the city that its name begins with
ZONE = re.compile("[一-鿿]{2,8}(?:经济技术|高新技术(?:产业)?|经济|高新)(?:开发区|产业园区|区)")
PROVINCE = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")


def region(title: str, issuer: str, text: str) -> Said | None:
    """The region with where it stands; an ambiguous name comes as the document writes it."""
    beginning = fold(text[:SEEN])
    zone = ZONE.search(fold(title))
    if zone and any(zone[0].startswith(name) for name in (*_shorts(), *_all(zone[0])[:1])):
        return Said("region", zone[0], "the title")
    for said, where in ((title, "the title"), (issuer, "the issuer")):
        named = _named(fold(said)) or (where == "the title" and _short(fold(said), beginning))
        if named:
            return _told_apart(named, f"{title}\n{issuer}\n{beginning}", where)
    counts = Counter(_all(beginning))
    ranked = counts.most_common()
    if not ranked or ranked[0][1] < OFTEN:
        return None
    first, count = ranked[0]
    # what it lies in is named beside it, and does not compete with it
    rivals = [n for name, n in ranked[1:] if not _contains(name, first)]
    if rivals and 2 * rivals[0] > count:
        return None
    return _told_apart(first, beginning, f"the text, {count} times")


def _named(text: str) -> str:
    """The first name in a text, as long as it goes: 长春市南关区2023年…."""
    return next(iter(_all(text)), "")


def _all(text: str) -> list[str]:
    """The names of regions in the order of a text, the longest at each place."""
    known, found, reached = lexicon.place_names(), list[str](), 0
    for match in ENDING.finditer(text):
        for length in range(LONGEST, SHORTEST, -1):
            start = match.end() - length
            name = text[start : match.end()] if start >= 0 else ""
            if name in known and name not in WORDS:
                # 长春市南关区 goes before the 长春市 that it begins with
                if found and start < reached:
                    found.pop()
                found.append(name)
                reached = match.end()
                break
    return found


def _short(title: str, text: str) -> str:
    """惠州 for 惠州市, 广西 for 广西壮族自治区, in a title that names one such place.

    Not where the text speaks of one district of it: 推动长春振兴中彰显绿园担当 is about that.
    """
    named = {full for short, full in _shorts().items() if short in title}
    if len(named) != 1:
        return ""
    [full] = named
    inside = {name for name in _all(text) if name != full and _contains(full, name)}
    return "" if len(inside) == 1 and full not in _all(text) else full


def _told_apart(name: str, text: str, where: str) -> Said:
    """A name with what it lies in, if exactly one of its places has that in the text."""
    codes = lexicon.candidates(name)
    if len(codes) < 2:
        return Said("region", name, where)
    named = set(_all(text))
    told = [full for full in codes if any(_within(full, name, other) for other in named)]
    if len(told) == 1:
        return Said("region", told[0], f"{where}, and what it lies in from the text")
    return Said("region", name, where)


def _within(full: str, name: str, other: str) -> bool:
    """吉林省长春市朝阳区 is told by 长春市 or 吉林省, not by another 朝阳区."""
    above = full.removesuffix(name)
    return bool(above) and other != name and above.find(other) >= 0


def _contains(outer: str, inner: str) -> bool:
    return any(outer in full.removesuffix(inner) for full in lexicon.candidates(inner))


@cache
def _shorts() -> dict[str, str]:
    """Provinces and cities without their ending, where that names one of them: not 吉林."""
    found: dict[str, set[str]] = {}
    for name, level, _ in lexicon.regions().values():
        short = PROVINCE.sub("", name)
        if level in ("province", "prefecture") and short != name and len(short) > 1:
            found.setdefault(short, set()).add(name)
    return {short: names.pop() for short, names in found.items() if len(names) == 1}
