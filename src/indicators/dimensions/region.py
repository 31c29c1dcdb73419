"""Places: the document's own region, and the areas inside it that a passage speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators import lexicon
from indicators.dimensions import elsewhere
from indicators.dimensions.inside import (
    EACH,
    LYING,
    OPENING,
    beside_counties,
    children_of,
    holding,
    names_below,
    towns,
    zones,
)
from indicators.dimensions.rule import Found
from indicators.record import Region
from indicators.record.passing import passing

# 全区 and 我市 lead back to the region that the document is about
LEVEL = r"|全[省市](?:平均)?(?:水平|增速)\("
WIDER = re.compile(
    "；(?!共|实现|完成|同比|累计)|全(?<![占于比居在]全)[省市区县州旗]|我[省市区县州旗]"
)
BACK = re.compile("我[省市区县州旗]")
# but 大理、昭通等地保持增长，分别接待…: one figure each
HANDED = re.compile(r"等?[地市州县]?[^。；\d]{0,24}(?:分别|依次)")
# 古浪县中医院迁建，人均寿命75岁: a house of the place is not the place
HOUSE = re.compile(
    "报道|海关|[一-鿿]{0,4}(?:医院|学校|[中小]学|学院|博物馆|图书馆|体育馆|车站|机场|大桥|水库|公园|电厂|电站)"
)
FIGURE = re.compile(r"\d(?![\d.]*[年月季日强])")
BESIDE_WIDER = re.compile(
    r"全(?P<w>[国省市])(?:平均)?(?:水平|增速|增幅)?\((?=[约近超]?-?\d)"
    # 增长11%(全国10.7%，全省10.1%)
    r"|(?<=[(，、])全(?P<v>[国省市])(?:平均)?(?:水平|增速|增幅)?为?(?=-?\d[\d.]*%[，、)])"
)
# 全省GDP增长5%，… told in a county, up to where it comes back to itself
ABOVE = re.compile("全(?P<w>[省市])(?![第排位前居首唯最各平率领])")
BELOW = re.compile("；|[全我本][县区旗州]")
CLAUSE = re.compile("[，；]" + LEVEL)
ENDS = re.compile("[，；、]")


@passing(frozen=True, slots=True)
class Area:
    """A place inside the document's region, or `away` from it, and how far it is spoken of."""

    region: Region
    until: int
    away: bool = False


def areas(text: str, within: str = "", own: tuple[str, ...] = ()) -> list[Found[Area]]:
    """The areas named in a folded sentence, in order.

    `within` is the document's region by code, `own` the names that it goes by. An area that opens a
    clause is spoken of until the next one or the next ；, one in the middle of a clause to the end
    of that clause.
    """
    children = children_of(text, within)
    named = [*zones(text), *(town for town in towns(text) if not _cuts(text, town, own))]
    found = sorted([*named, *children, *(beside_counties(text) if children else ())])
    kept = [item for n, item in enumerate(found) if n == 0 or item[0] >= found[n - 1][1]]
    made = [*_away(text, within, own, [start for start, _, _ in kept]), *_wider(text, within)]
    made += _above(text, within, own)
    for place, (start, end, code) in enumerate(kept):
        name = text[start:end]
        limit = kept[place + 1][0] if place + 1 < len(kept) else len(text)
        before = text[max(0, start - elsewhere.LONGEST) : start]
        opens = OPENING.search(before) or LYING.search(before)
        joined = text[start - 1 : start] in elsewhere.JOINTS and HANDED.match(text, end)
        wide = joined or (opens and not HOUSE.match(text, end))
        stop = _stop(WIDER if wide else CLAUSE, text, end, limit, name[-1:] if code else "", own)
        until = stop.start() if stop else limit
        if code and name != lexicon.regions()[code][0] and not EACH.match(text, end):
            # 西安 for 西安市: the clause is about the city, the sentence need not be
            first = FIGURE.search(text, end, until)
            comma = text.find("，", first.start() if first else end + 1, until)
            until = until if comma < 0 else comma
        region = Region(_full(name, code), code or lexicon.full_names().get(name))
        made.append(Found(start, end, Area(region, until), "X区"))
    return sorted(made, key=lambda area: area.start)


def _stop(
    ends: re.Pattern[str], text: str, start: int, limit: int, kind: str, own: tuple[str, ...]
) -> re.Match[str] | None:
    """What ends the stretch about a place; 全县 behind a county of a city does not."""
    same = kind and not any(name.endswith(kind) for name in own)
    for stop in ends.finditer(text, start, limit):
        if not (same and stop[0] == f"全{kind}"):
            return stop
    return None


def _away(text: str, within: str, own: tuple[str, ...], others: Sequence[int]) -> list[Found[Area]]:
    """Places outside the document's region, each until its own or another one is spoken of."""
    groups = elsewhere.find(text, many=not within and any(map(elsewhere.MANY.search, own)))
    if within or not own:
        groups += [[one] for one in elsewhere.counties(text) if one[0] not in others]
    if not groups:
        return []
    known = {within, *holding().get(within, ())} - {""}
    below = names_below(within) if within else None
    inside = set(below[1].values()) if below else set()
    found = []
    for group in groups:
        others_too = any(
            code not in known | inside and text[a:b] not in own for a, b, code in group
        )
        found += [one for one in group if others_too and one[2] not in inside]
    back = [
        m.start() for name in own for m in re.finditer(re.escape(name), text) if _opens(text, m)
    ]
    back += [match.start() for match in BACK.finditer(text)]
    starts = sorted([*others, *back, *(start for start, _, _ in found), len(text)])
    made = []
    for start, end, code in found:
        name = lexicon.regions()[code][0] if code else text[start:end]
        until = next(place for place in starts if place >= end)
        if name.removesuffix("地区") in lexicon.cues("across") or name in lexicon.cues("across"):
            until = text.find("；", end, until) if "；" in text[end:until] else until
        if elsewhere.OF_EACH.match(text, end):
            # 仅次于湖北的58%: of that figure only
            stop = CLAUSE.search(text, end, until)
            until = stop.start() if stop else until
        away = code not in known and text[start:end] not in own
        made.append(Found(start, end, Area(Region(name, code or None), until, away), "X区"))
    return made


def _holder(within: str, kind: str) -> str:
    """The code of the province (省) or the city (市) that a region is or lies in, or nothing."""
    level = {"省": "province", "市": "prefecture"}.get(kind)
    codes = (within, *holding().get(within, ())) if within else ()
    return next((c for c in codes if c and lexicon.regions()[c][1] == level), "")


def _wider(text: str, within: str) -> list[Found[Area]]:
    """The province or the nation whose figure stands in brackets: 比全省(7.7%)和全国(7%)高."""
    found = []
    for match in BESIDE_WIDER.finditer(text) if "(" in text else ():
        inside = match["v"] is not None
        if inside and text.rfind("(", 0, match.start()) <= text.rfind(")", 0, match.start()):
            continue
        level = match["v"] or match["w"]
        code = _holder(within, level)
        if code or level == "国":
            region = Region(lexicon.regions()[code][0], code) if code else Region(elsewhere.NATION)
            closed = text.find(")", match.end())
            until = closed if closed >= 0 else len(text)
            beside = ENDS.search(text, match.end(), until) if inside else None
            until = beside.start() if beside else until
            found.append(Found(match.start(), match.start() + 2, Area(region, until), "X区"))
    return found


def _above(text: str, within: str, own: tuple[str, ...]) -> list[Found[Area]]:
    """The province or the city of a county where 全省 or 全市 opens what is told."""
    found = []
    for match in ABOVE.finditer(text) if within else ():
        code = _holder(within, match["w"])
        mine = lexicon.regions()[within][0].endswith(match["w"])
        if not code or mine or not (_opens(text, match) and elsewhere.tells(text, match.end())):
            continue
        back = [text.find(name, match.end()) for name in own]
        stop = BELOW.search(text, match.end())
        ends = [place for place in (*back, stop.start() if stop else -1) if place >= 0]
        region = Region(lexicon.regions()[code][0], code)
        area = Area(region, min(ends, default=len(text)))
        found.append(Found(match.start(), match.end(), area, "X区"))
    return found


def _opens(text: str, match: re.Match[str]) -> bool:
    place = match.start()
    return elsewhere.OPENING.search(text, max(0, place - elsewhere.LONGEST), place) is not None


def _full(name: str, code: str) -> str:
    return lexicon.regions()[code][0] if code else name


def _cuts(text: str, town: tuple[int, int, str], own: tuple[str, ...]) -> bool:
    """Whether a town is no more than the beginning of the document's region: 上半年镇|远县."""
    start, end, _ = town
    return any(start < text.find(name, start + 1, end + len(name) - 1) < end for name in own)


def own_names(region: str) -> tuple[str, ...]:
    """How a document may call its own region, the longest first: 长春市南关区, 南关区, 南关."""
    code = lexicon.full_names().get(region)
    names = set(lexicon.lineage(code)) if code else {region}
    names |= {region, *map(lexicon.common_name, names)}
    short = {
        re.sub("(?:省|市|区|县|州|(?:壮族|回族|维吾尔)?自治区|自治州)$", "", name)
        for name in names
        if len(name) > 2
    }
    return tuple(sorted(filter(None, names | short), key=len, reverse=True))
