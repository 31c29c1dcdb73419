"""Places outside a document's own region that a sentence tells of: 武汉市GDP, 同期山东为.

Only what opens a clause and goes on to tell something is one: 学习上海经验, 引进深圳企业 and
北京大学 are none. Provinces and prefectures are known by short names too, counties by full ones,
parts of provinces (苏南, 皖北) by the names that everybody gives them.
"""

from __future__ import annotations

import re
from functools import cache

from indicators import lexicon

NATION = "全国"
AROUND = "地区"  # 长三角地区
JOINTS = ("、", "和", "与")
LISTED = re.compile("(?:[、和与][一-鿿]{1,7}[县市区旗]){0,12}")
COUNTY = range(2, 9)  # characters of the name of a county
# 位于皖南、临江的芜湖
LYING = re.compile(r"(?:位于|地处)[^，；。：、\d]{1,10}(?:、[^，；。：、\d]{1,10})?的$")
OPENING = re.compile(
    r"(?:^|[，；。：\s]|--|[元%人户家)]、|\)[和与]|\d年|月|季度|半年|同期|而|但|其中|此外|另外|同时|显示"
    r"|虽然|尽管|不过|(?<=[，；。-])如|例如|比如|即便是|的是|最[高低快慢大小多少](?:的[^，；。、\d]{0,4})?[是为]"
    rf"|{LYING.pattern})$"
)
NAME = 12  # characters that an indicator's name may have
# 江西(6.9%)、福建(6.7%): a figure in brackets is of the place before them
BRACKETED = re.compile(
    r"\((?:(?:同比)?(?:增长|下降))?[约近超]?-?\d[\d.,]{0,12}(?:[%万亿人元]|美元)"
)
# 被誉为“世界工厂”的东莞，2021年
EPITHET = re.compile("的[一-鿿]{2,8}?(?:，|则)")
# 仅次于湖北的58%、海南的19%: the growth of each
WORSE = re.compile(
    r"(?:高于|低于|仅次于|不及|快于|慢于|超过)(?:[一-鿿]{2,8}?(?:同期)?的\d[\d.]*%[、和与]){0,5}$"
)
OF_EACH = re.compile(r"(?:同期)?的\d[\d.]*%")
# what a document is about that is about many places
MANY = re.compile(
    "全国|中国|[两三四五六七八九十]+(?:大|个)?(?:省|市|县|区|城)|三角|地区$|大湾区|京津冀|[东中西]部"
)
LONGEST = 26  # characters before a place that may open its clause
# words that are places too, and said of other things far more often
WORDS = (
    *("日照", "白银", "来宾", "大庆", "阿里", "普洱"),
    *("朝阳", "兴安", "黄山", "大同", "安康", "长治"),
)
KIND = "(?:市|地区|盟|省|壮族自治区|回族自治区|维吾尔自治区|自治区)$"
TELLS = re.compile(
    r"(?:的|全[市省])?(?P<on>[，：]?(?:(?:19|20)\d\d年|今年|去年|[上下]半年|[前一二三四第]+季度|全年|1[-至]\d{1,2}月|方面，|在[^，。；\d]{2,14}下，|(?:的?(?:数据|表现|成绩|情况|市场))?(?:同样|也)[^，。；\d]{2,8}，)|[：:\d]"
    "|最[多大高快低少小]，|次之，|紧随其后，|紧跟其后，|拔得?头筹，|居榜首，|居首，|虽[^，；。\\d]{2,16}，"
    "|已|也|仅|则|将|以|为|达|超|累计|共有|计划|力争|提出|实现|完成|突破|跨[过上越]|迈[过上入]|排名|位居|位列|新增"
    "|(?:同比)?(?:增长|下降|增速)|占(?!地|比)|分别|全[市省]|加快|加速|常住人口|数字经济|经济(?:总量|规模|增[速长]))?"
)

# 宁波表现抢眼，财政收入为9亿元: in a text about many places what opens a clause is its topic
TOPICAL = re.compile(
    r"(?!的?[^，；。、\d]{0,6}(?:企业|公司|集团|大学|客商|游客|专家|学者|记者|资本|银行|媒体|籍|市民))"
    r"(?![、和与])(?:[^，；。、\d]|[前第]\d+){0,20}[，。\d]"
)
# 深圳的用工人数为9万人, 上海汽车制造业产值增长9%; not 上海企业投资9亿元
MEASURED = re.compile(
    r"(?!的?[^，；。、\d]{0,6}(?:企业|公司|集团|大学|客商|游客|专家|资本|银行|媒体|籍|市民))"
    r"(?:的[^，；。、\d]{2,14}?(?:为|达到?|是|超过?|突破)"
    r"|[^，；。\d]{0,24}?(?:产值|增加值|营业收入|总收入|进出口|出口额|进口额|零售额|产量|投资额)"
    r"(?:同比|分别|平均)?(?:增速|增幅)?(?:分别)?(?:增长|下降|为|达到?|超过?|突破)?)\d"
)


@cache
def _names() -> dict[str, str]:
    """How a province or a prefecture may be called -> its code."""
    found: dict[str, str] = {}
    for code, (name, level, _) in lexicon.regions().items():
        if level not in ("province", "prefecture") or name in lexicon.FILLERS:
            continue
        if lexicon.full_names().get(name) == code:
            found[name] = code
        short = re.sub(KIND, "", name)
        if 2 <= len(short) <= 4 and short not in WORDS:
            found.setdefault(short, code)
    return found


@cache
def _words() -> frozenset[str]:
    return frozenset((*_names(), NATION, *lexicon.cues("across")))


@cache
def _called() -> lexicon.Words:
    return lexicon.Words(_words())


@cache
def _counties() -> dict[str, str]:
    """The full name of a county that no other one has -> its code."""
    regions = lexicon.regions()
    named = {name: code for code, (name, level, _) in regions.items() if level == "county"}
    known = lexicon.full_names()
    return {
        name: code
        for name, code in named.items()
        if name in known and (len(name) > 2 or name.endswith("县"))
    }


@cache
def _county_ends() -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
    """The end of their names, never 全县, 各区 and hardly 城市; and their lengths by it."""
    lengths: dict[str, tuple[int, ...]] = {}
    for name in _counties():
        if len(name) not in COUNTY or name[-1] not in "县市区旗":
            continue
        known = lengths.get(name[-2:], ())
        lengths[name[-2:]] = tuple(sorted({*known, len(name)}))
    ways = (
        f"{last}(?<=[{''.join(sorted(end[0] for end in lengths if end[1] == last))}].)"
        for last in sorted({end[1] for end in lengths})
    )
    return re.compile("|".join(ways)), lengths


def counties(text: str) -> list[tuple[int, int, str]]:
    """Start, end and code of each county that opens a clause, by its full name."""
    known, found = _counties(), list[tuple[int, int, str]]()
    ends, lengths = _county_ends()
    for match in ends.finditer(text):
        end = match.end()
        for length in lengths[text[end - 2 : end]]:
            start = end - length
            code = known.get(text[start:end]) if start >= 0 else None
            if code is None:
                continue
            joined = bool(found) and text[found[-1][1] : start] in JOINTS
            opens = joined or OPENING.search(text, max(0, start - LONGEST), start)
            behind = LISTED.match(text, end) if opens else None
            if behind and tells(text, behind.end()):
                found.append((start, end, code))
    return found


@cache
def _listed() -> re.Pattern[str]:
    """What goes on to list other places: 、江苏和浙江."""
    return re.compile(
        rf"(?:[、和与](?:{lexicon.alternation(_words())})(?:地区)?)*(?:[两三四五六七八九](?:省|市|地|省份|城市)(?=[^，；。\\d]{{2,}}))?"
    )


def find(text: str, many: bool = False) -> list[list[tuple[int, int, str]]]:
    """Start, end and code (empty: the nation) of each, those of a list together.

    `many` says that the document is about many places.
    """
    found: list[list[tuple[int, int, str]]] = []
    for start, end in _called().find(text):
        name = text[start:end]
        end += len(AROUND) * text.startswith(AROUND, end) * (name in lexicon.cues("across"))
        listed = bool(found) and text[found[-1][-1][1] : start] in JOINTS
        opens = listed or OPENING.search(text, max(0, start - LONGEST), start)
        opens = opens or EPITHET.match(text, start - 1)
        worse = OF_EACH.match(text, end) and WORSE.search(text, max(0, start - 40), start)
        if worse or (text[start:end] != NATION and BRACKETED.match(text, end)):
            found.append([(start, end, _names().get(name, ""))])
            continue
        behind = _listed().match(text, end)
        # 仅为上海的76%、广东的72%: what is compared with
        against = not listed and text[start - 1 : start] == "、" and text.startswith("的", end)
        topical = many and opens and text[start:end] != NATION and TOPICAL.match(text, end)
        if opens and behind and not against and (topical or tells(text, behind.end())):
            found += [] if listed else [[]]
            found[-1].append((start, end, _names().get(name, "")))
    return found


def tells(text: str, end: int) -> bool:
    """Whether a sentence goes on behind a place to tell something of it."""
    said = TELLS.match(text, end)
    assert said is not None, "it may match nothing"
    at, names = said.end(), lexicon.indicator_names()
    if said["on"] is not None or MEASURED.match(text, end):
        return True
    return any(text[at : at + n] in names for n in range(2, NAME))
