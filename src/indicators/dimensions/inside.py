"""Places inside a document's region: its parts by the gazetteer, zones, towns."""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon
from indicators.dimensions import elsewhere

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
# 兰州、天水等9个市州 is about more than the two
AMONG = re.compile("(?:、[一-鿿]{2,6})*等")
GIVEN = re.compile(r"[地市州县][^。；\d]{0,24}(?:分别|依次)")
# 甲、乙和丙三个行政区分别: short names of districts
EACH = re.compile(
    "(?:[、和与][一-鿿]{2,4}?){0,12}[两三四五六七八九十]+个?(?:行政区|县市区|县区|区县|县市|市区|区|县|市)(?:分别|各)"
)
# 启东市、海门市: what stands beside a place is one, though the code has it no longer
BESIDE = re.compile("(?:、|和)(?P<name>[一-鿿]{2}[市县区旗])(?=分别|均|、|[一-鿿]{2})")
# 丙乡安置小区、丁镇花园等5个: houses of several places
LISTED = re.compile("[一-鿿]{2,12}(?:、[一-鿿]{2,14}){0,6}等(?=\\d)")
PART = re.compile(r"(?<=[，、：；])(?:开发区|高新区|经开区)(?=-?\d)")
LYING = elsewhere.LYING
OPENING = re.compile(rf"(?:{elsewhere.OPENING.pattern[:-1]}|年来|来，)$")


def zones(text: str) -> list[tuple[int, int, str]]:
    """Where zones are named, without the verbs that lead to them: 建成(东港经济开发区)."""
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


def towns(text: str) -> list[tuple[int, int, str]]:
    """Where towns and streets open a clause."""
    return [
        (m.start("name"), m.end("name"), "")
        for m in (TOWN.finditer(text) if RURAL.search(text) else ())
        if not NO_TOWN.search(m["name"]) and not LISTED.match(text, m.end("name"))
    ]


def beside_counties(text: str) -> list[tuple[int, int, str]]:
    """What a list names beside the counties of a city: 甲县9亿元，开发区2亿元."""
    return [(*match.span(), "") for match in PART.finditer(text)]


@cache
def names_below(code: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """A pattern for the regions inside one, and their codes, by full and by short names."""
    names: dict[str, str] = {}
    holders = holding()
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
def holding() -> dict[str, frozenset[str]]:
    """The code of every region -> the codes of those that it lies in."""
    regions, found = lexicon.regions(), {}
    for child in regions:
        above, code = set(), child
        while code in regions:
            code = regions[code][2]
            above.add(code)
        found[child] = frozenset(above)
    return found


def children_of(text: str, within: str) -> list[tuple[int, int, str]]:
    """Where regions inside one are spoken of, with their codes."""
    known = names_below(within) if within else None
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
