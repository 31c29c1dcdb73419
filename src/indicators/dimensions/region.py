"""Places: the document's own region, and the areas inside it that a passage speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indicators import lexicon
from indicators.dimensions import elsewhere
from indicators.dimensions.rule import Found
from indicators.record import Region
from indicators.record.passing import passing

ZONES = (
    "经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|经开区|高新区|开发区|产业园区|工业园区"
    "|化工园区|物流园|工业园(?!区)|工业集中区|产业集聚区|旅游度假区|示范区|自贸区|保税区|合作区|新区|新港区"
)
# what says nothing about which one: 全市开发区, 国家级高新区
GENERAL = (
    "全|我|本|该|两个|[两三四五六七八九十]大|各|每|市级|县级|区级|省级|国家级|经济|高新|重点|建设|打造|推进|支持|加快|整个|城市|商业"
    "|国家|级|多个|产业|工业|园区|新型"
)
AREA = re.compile(rf"(?P<name>(?!{GENERAL})[一-鿿]{{2,8}}?(?:{ZONES}))")
# what an area and a town are never without: most sentences are done at that glance
ZONE, RURAL = re.compile(ZONES), re.compile("镇|乡|街道")
TOWN = re.compile(
    r"(?:^|(?<=[，；。：、\s])|(?<=其中))(?!其中|全|各|重点|特色|每|中心)(?P<name>[一-鿿]{2,3}?(?:镇|乡|街道))(?![一-鿿]?(?:化|村))"
)
NO_TOWN = re.compile(
    "其中|[城村集全各我本该]镇|建制镇|[万亿]元|[城下返家故全各我本该]乡|组织|发动|带领|深入|新增|新[建改设]|[改扩]建|改造|完成|支持|实现|去年|年末|推进|建成"
    "|建设|所有|部分|乡镇"
)
GENERALLY = re.compile(GENERAL)
# 新增全国农业现代化示范区5个 counts zones
KIND = re.compile("全国|国家级|省级|现代化|综合试验")
# 一季度全市工业园区, 争取落实到位省产业园区: of more than a name
AMID = re.compile("全[国省市区县州旗]|季度|半年|争取|落实|到位|共|已|从|洽谈|引入|入驻|[0-9和与及]")
# 规划建设产业示范区8个
COUNTED = re.compile(r"\d+[个家处座]")
WHOLE = ("全国", "全省", "全市", "全区", "全县", "全州")
LEADING = re.compile(
    "^(?:为[一-鿿]{0,4}?(?=推进|加快|促进|推动)|坚决|坚定|打赢|打好|扎实|持续|大力|抓好|盘活|整治|改造|低效|老旧|闲置|提速|规划|围绕|聚焦|对标|瞄准|[个家座处要]|成功|创建|创成|获批|获评|入选|入围|列入|荣获|成为|建成|完成|启动|全力|加强|深化|释放|加快|快|进|动|持|设|造|走进|来到|走访|推进|推动|支持|实施|建设|打造|促进|依托|位于|其中|以及|在|和|与|月份|月(?!湖[^北南]|亮|山))+"
)
# 全区 and 我市 lead back to the region that the document is about
LEVEL = r"|全[省市](?:平均)?(?:水平|增速)\("
WIDER = re.compile(
    "；(?!共|实现|完成|同比|累计)|全(?<![占于比居在]全)[省市区县州旗]|我[省市区县州旗]"
)
BACK = re.compile("我[省市区县州旗]")
# 兰州、天水等9个市州 is about more than the two
AMONG = re.compile("(?:、[一-鿿]{2,6})*等")
# but 大理、昭通等地保持增长，分别接待…: one figure each
HANDED = re.compile(r"等?[地市州县]?[^。；\d]{0,24}(?:分别|依次)")
GIVEN = re.compile(r"[地市州县][^。；\d]{0,24}(?:分别|依次)")
# 甲、乙和丙三个行政区分别: short names of districts
EACH = re.compile(
    "(?:[、和与][一-鿿]{2,4}?){0,12}[两三四五六七八九十]+个?(?:行政区|县市区|县区|区县|县市|市区|区|县|市)(?:分别|各)"
)
# 启东市、海门市: what stands beside a place is one, though the code has it no longer
BESIDE = re.compile("(?:、|和)(?P<name>[一-鿿]{2}[市县区旗])(?=分别|均|、|[一-鿿]{2})")
# 古浪县中医院迁建，人均寿命75岁: a house of the place is not the place
HOUSE = re.compile(
    "报道|海关|[一-鿿]{0,4}(?:医院|学校|[中小]学|学院|博物馆|图书馆|体育馆|车站|机场|大桥|水库|公园|电厂|电站)"
)
# 丙乡安置小区、丁镇花园等5个: houses of several places
LISTED = re.compile("[一-鿿]{2,12}(?:、[一-鿿]{2,14}){0,6}等(?=\\d)")
FIGURE = re.compile(r"\d(?![\d.]*[年月季日强])")
BESIDE_WIDER = re.compile(
    r"全(?P<w>[国省市])(?:平均)?(?:水平|增速|增幅)?\((?=[约近超]?-?\d)"
    # 增长11%(全国10.7%，全省10.1%)
    r"|(?<=[(，、])全(?P<v>[国省市])(?:平均)?(?:水平|增速|增幅)?为?(?=-?\d[\d.]*%[，、)])"
)
# 全省GDP增长5%，… told in a county, up to where it comes back to itself
ABOVE = re.compile("全(?P<w>[省市])(?![第排位前居首唯最各平率领])")
BELOW = re.compile("；|[全我本][县区旗州]")
PART = re.compile(r"(?<=[，、：；])(?:开发区|高新区|经开区)(?=-?\d)")
CLAUSE = re.compile("[，；]" + LEVEL)
ENDS = re.compile("[，；、]")
LYING = elsewhere.LYING
OPENING = re.compile(rf"(?:{elsewhere.OPENING.pattern[:-1]}|年来|来，)$")


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
    children = _children(text, within)
    named = [*_zones(text), *(town for town in _towns(text) if not _cuts(text, town, own))]
    found = sorted([*named, *children, *(_parts(text) if children else ())])
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
    known = {within, *_holders().get(within, ())} - {""}
    below = _below(within) if within else None
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
    codes = (within, *_holders().get(within, ())) if within else ()
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


def _zones(text: str) -> list[tuple[int, int, str]]:
    found = []
    for match in AREA.finditer(text) if ZONE.search(text) else ():
        name = LEADING.sub("", match["name"].rpartition("的")[2])
        start = match.end() - len(name)
        # 全国和谐社区建设示范区
        whole = text[max(0, start - 1) : start + 1] in WHOLE
        if len(name) < 3 or whole or COUNTED.match(text, match.end()):
            continue
        if not GENERALLY.match(name) and not KIND.search(name) and not AMID.search(name):
            found.append((start, match.end(), ""))
    return found


def _towns(text: str) -> list[tuple[int, int, str]]:
    return [
        (m.start("name"), m.end("name"), "")
        for m in (TOWN.finditer(text) if RURAL.search(text) else ())
        if not NO_TOWN.search(m["name"]) and not LISTED.match(text, m.end("name"))
    ]


def _cuts(text: str, town: tuple[int, int, str], own: tuple[str, ...]) -> bool:
    """Whether a town is no more than the beginning of the document's region: 上半年镇|远县."""
    start, end, _ = town
    return any(start < text.find(name, start + 1, end + len(name) - 1) < end for name in own)


def _parts(text: str) -> list[tuple[int, int, str]]:
    """What a list names beside the counties of a city: 甲县9亿元，开发区2亿元."""
    return [(*match.span(), "") for match in PART.finditer(text)]


@cache
def _below(code: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """A pattern for the regions inside one, and their codes, by full and by short names."""
    names: dict[str, str] = {}
    holders = _holders()
    for child, (name, level, _) in lexicon.regions().items():
        if child == code or name in lexicon.FILLERS or code not in holders[child]:
            continue
        common = lexicon.common_name(name)
        names[name] = names[common] = child
        if common != name:
            # 湘西州, 湘西自治州
            names[f"{common[:-1]}自治{common[-1]}"] = child
        if len(name) > 2 and name.endswith("市" if level == "prefecture" else ("市", "县", "区")):
            names.setdefault(name[:-1], child)
    return (re.compile(lexicon.alternation(names)), names) if names else None


@cache
def _holders() -> dict[str, frozenset[str]]:
    """The code of every region -> the codes of those that it lies in."""
    regions, found = lexicon.regions(), {}
    for child in regions:
        above, code = set(), child
        while code in regions:
            code = regions[code][2]
            above.add(code)
        found[child] = frozenset(above)
    return found


def _children(text: str, within: str) -> list[tuple[int, int, str]]:
    known = _below(within) if within else None
    if known is None:
        return []
    pattern, names = known
    found, passed = list[tuple[int, int, str]](), -1
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - elsewhere.LONGEST) : match.start()]
        opens = OPENING.search(before) or LYING.search(before)
        # 推进甲、乙消费中心建设: the first of a list opens it or none does
        each = EACH.match(text, match.end()) is not None
        listed = before.endswith("、") and passed != match.start() - 1
        joined = bool(found) and found[-1][1] == match.start() - 1
        told = opens or listed or ((each or joined) and before.endswith(elsewhere.JOINTS))
        passed = passed if told else match.end()
        code = names[match[0]]
        short = match[0] != lexicon.regions()[code][0] and lexicon.regions()[code][1] == "county"
        if short and not each and not before.endswith("其中"):
            # 新建 is a district, too
            continue
        among = AMONG.match(text, match.end())
        if told and not (among and not GIVEN.match(text, among.end())):
            found.append((match.start(), match.end(), code))
            beside = BESIDE.match(text, match.end())
            if beside and beside["name"] not in names:
                found.append((*beside.span("name"), ""))
    return found


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
