"""Names: what a figure measures, in the document's own words, from the text around it.

A name stands left of its figure (固定资产投资增长6%), right of it (打造6个示范点), or is what the
sentence opens with.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indicators import lexicon
from indicators.dimensions.edges import EDGE, Piece, begins_name, quoted, strip_head
from indicators.dimensions.tail import Tail
from indicators.glance import Sought
from indicators.lexicon.entry import wording
from indicators.record import Kind

MODIFIED = re.compile(
    "^的?(?:重点|重大|亿元|工业)?(?:基金|资金|项目|企业|工程|产品|单位|设施|高铁|公路|道路|机场|平台|小区|家庭)(?:[一二三]期)?(?:项目|工程)?(?=$|实现|完成|共有|已有|全部)"
)
OURS = "[全我本][省市区县州旗](?:全年|年末|年底|期末)?|全年|年末|年底|期末"
AROUND = re.compile(f"^(?:{OURS})|(?:增速|[增涨降]幅|增长率|增长速度|安排)$")
SO_FAR = ("累计", "共", "已", "已经")
AMOUNTS = (Kind.STOCK, Kind.COUNT)
LEAD = re.compile(r"\s?(?:的|(?:各类|专项资金)?(?=专项资金))?\s?")
# 109个列入转型工程的项目, 9个覆盖全生命周期的联办事项
LISTED = re.compile(
    "(?:列入|纳入|入选)[^，；。、\\d]{2,20}?(?:项目|企业)|(?:覆盖|涉及|涵盖|面向)[^，；。、\\d]{2,20}?的[一-鿿]{0,4}?(?:事项|项目|企业|平台|网络|体系)"
)
# 9个落地项目: the stage of what is counted
STAGED = re.compile(
    "(?:落地|落户|签约|开工|竣工|完工|投产|投用|入驻|入库|上市|上榜|获奖|参赛|挂牌)(?:项目|企业|工程|机构|单位|作品|队伍|选手)"
)
TRAILING = re.compile(
    "(?:(?<=..)(?:建设)?(?:提速|加速)|(?<=[速幅率])最[高低快慢]|(?<=..)(?:累计|年均|合计|共有|共(?<!公共)|[中已]有)|(?<=[业体户区目])(?:发展(?:迅速|良好|壮大)|(?:迅速|健康|快速|蓬勃)发展)|和|及|与|以及|并"
    # 10个行业门类中，7个…; 带动9万户农户发展
    "|(?<=..)(?<![高初集其])中|(?<=..)(?:基本|大部分|大多数?|多数|提前(?:部分)?|正在|[从由])|(?<=[农牧户]户)(?:发展|增收|致富|受益|脱贫|就业)|(?<=群众)(?:发展|增收|致富|受益|脱贫|就业)|(?<=村民)(?:增收|致富|受益|脱贫|就业))$"
)
LOOKED = re.compile("(?<=..)(?:的?情况|方面|角度|上)?来?看$")
SPEAKS = re.compile("(?:了解到|获悉|得知|表示|介绍|指出|强调|透露|告诉记者|说)$")
# 建材业在水泥业拉动下，实现产值9亿元
DRIVEN = re.compile(
    "(?<=..)在[^，；。]{2,24}(?:带动|拉动|推动|支撑|影响|作用|冲击|压力|推进|形势|背景)下$"
)
# 他说，十年来，经济总量…: who says it and since when come before the topic
LED_IN = re.compile(
    r"(?:(?:(?:据|经)?(?:初步)?(?:预计|统计|核算|测算)|不过|此外|[分从按][^，；。、]{0,10}(?:行业|产业|领域|区域|类型|品种|门类)来?[看分]|另外|同时|可以看出|不难看出|反[应映]在[^，；。]{2,8}|值得[一关]?[提注]的是|具体来看|总体来看|整体来看|与此同时)，|(?:19|20)\d\d年(?:度|末|底|全年|[上下]半年)?，?|(?:当年|当时|同年|同期|此后|随后|其间|此间)，|在[^，；。：“、\d]{2,16}(?:支持|领导|关心|努力|帮助|指导|推动|带动|形势|背景|情况|影响|冲击|压力)下，|[^，；。：“、]*(?:说|表示|显示|表明|介绍|指出|透露|获悉|了解|以来|年来|期间)，|本报讯[^，；。]{0,24}(?:报道)?：)*"
)
# 东岭县位于北部，总面积900平方公里: the topic is the county
LYING = (
    "位于",
    "地处",
    "坐落",
    "出现",
    "增势",
    "势头",
    "健康发展",
    "裂变发展",
    "提速发展",
    "迅猛发展",
    "迅速发展",
    "快速发展",
    "加快发展",
    "稳步发展",
    "蓬勃发展",
)
OPENING = re.compile("“?[^，；。：“、\\d]+")
BASIS = re.compile("[^，]{0,3}基(?:础|数)上")
AIMED = frozenset(
    (
        "目标",
        "预期目标",
        "目标任务",
        "任务",
        "任务目标",
        "计划",
        "要求",
        "速度",
        "水平",
        "预期",
        "控制",
        "年度",
        "增收",
        "减收",
        "增支",
        "减支",
        "共",
        "约",
        "共计",
        "合计",
        "总计",
    )
)
# 创造了搬迁9万人的全国纪录
RECORD = re.compile("(?:全[国省市]|世界|历史|国内|新)*的?(?:纪录|记录|佳绩|好成绩)")
# 普及率, 参与率 and 和谐 hold no joint
JOINTS = "、|(?<!共)和(?![谐平])|(?<!参)与|(?<![普涉触波])及(?![时格])|，"
DONE = re.compile("(?<=..)了(?![解望])")
# 9家企业与高校签订协议
WITH, MEETS = (
    re.compile("(?P<x>[^与同]{2,})[与同]"),
    re.compile("签|开展|建立|合作|达成|结对|联合|共建|对接"),
)
# 有5个市高于全省平均水平
RANKED = re.compile("[省市县区州镇乡村][高低快慢优]于")
BRACKETS = re.compile(r"[(（\[【]")
# 8个县(市、区), 9个乡(镇): the kinds belong to the name, however they are written
KINDS = r"(?!(?<=[县縣乡鄉村])[(（][^()（）]{1,5}[)）])"
# 工业（以下同此口径）增加值: a remark, no part of the name
REMARK = r"（(?:以下|下同|不含|含|包括|即|\d|按|现价)[^（）]*）"
PARENTHESES = re.compile(
    rf"{KINDS}\([^()]*\)|^（[^（）]*）|{KINDS}（[^（）]*）$|{REMARK}|[\[【]\s?\d+\s?[\]】]"
)


@cache
def _predicate() -> Sought:
    words = lexicon.alternation(lexicon.cues("predicate"))
    actions = lexicon.alternation(word for word in lexicon.cues("action") if len(word) > 1)
    return Sought(
        rf"(?!(?<=[高中初同平优均甲乙丙])等|(?<=[发通抵直表传])达|比[例重值率]|连片[开整治改种])(?:居(?=[^，；。、]{{0,14}}(?:第|首位|前列|榜首|前茅|末位))|(?<=项目|企业)中(?![心标介型试小高青])|(?<=[校院企村户民])共(?=安装|建成|领|分|发放|投入|完成|实现|新增|接待)|(?<=群众|村民|居民|职工)(?:发展|销售|外出|办理|参与)|(?<=资金)(?:建设|支持|实施|用于|推进)|(?<=[业县村户])累计(?!$)|(?<=[村县乡户口镇])脱贫(?!攻坚|户|人口|县|村|地区|成效)|(?<=[村户])发展(?=[一-鿿]{{2}})|进展(?=顺利|良好|有序|缓慢|[较加]|迅速)|集中(?=开工|签约|竣工|投产|启动)|从(?![业属事])|{words}|(?:{actions})了)"
    )


def predicates(text: str) -> bool:
    """Whether a text begins with a word that cannot begin a name."""
    return _predicate().match(text) is not None


def topic(text: str, before: int, since: int = 0) -> Piece:
    """What a sentence opens with, up to its first verb or quotation: 汽车产业“一马当先”，…"""
    led_in = LED_IN.match(text, since, before)
    first = OPENING.match(text, led_in.end() if led_in else since, before)
    if not first or first.end() >= before:
        return Piece(0, 0)
    if text.startswith("作为", first.start()):
        # 作为第一个“县县通”的省份，…共投资9亿元
        return Piece(0, 0)
    piece = strip_head(text, Piece(first.start(), first.end()))
    looked = LOOKED.search(piece.of(text))
    if looked:
        # 从资金到位情况看，完成9亿元
        return Piece(piece.start, piece.start + looked.start())
    if SPEAKS.search(piece.of(text)):
        return Piece(0, 0)
    driven = DRIVEN.search(piece.of(text))
    if driven:
        return Piece(piece.start, piece.start + driven.start())
    for place in range(piece.start + 2, piece.end):
        verb = _predicate().match(text, place, piece.end) or _topic_end().match(
            text, place, piece.end
        )
        if verb and (len(verb[0]) > 1 or verb[0] in "由是为") and not begins_name(text[place:]):
            return Piece(piece.start, place - text.endswith("最", piece.start, place))
    return piece


@cache
def _changes() -> re.Pattern[str]:
    # 从9亿元到12亿元: 到 alone leads to where a change ends, before the next figure
    words = lexicon.alternation((*lexicon.cues("riseto"), *lexicon.cues("fallto")))
    return re.compile(rf"{words}|[到至](?:(?:去年|今年|20\d\d年)的?)?$")


@cache
def _topic_end() -> re.Pattern[str]:
    words = {
        w
        for role in ("adverb", "rise", "fall", "riseto", "fallto", "reach")
        for w in lexicon.cues(role)
    }
    return re.compile(lexicon.alternation({*(w for w in words if len(w) > 1), *LYING}))


def right_name(text: str, start: int, end: int) -> Piece:
    """The noun phrase behind a figure, up to the first word that cannot belong to it."""
    stretch = text[start:end]
    lead = LEAD.match(stretch)
    start += lead.end() if lead else 0
    stretch = text[start:end]
    listed = LISTED.match(stretch)
    if listed:
        return Piece(start, start + listed.end())
    named = STAGED.match(stretch) is not None or begins_name(stretch)
    if _changes().match(stretch) or (_predicate().match(stretch) and not named):
        return Piece(start, start)
    stop = end
    for match in _predicate().finditer(stretch, 1 if RANKED.match(stretch) else 2):
        modifies = MODIFIED.match(stretch[match.end() :]) or begins_name(stretch[match.start() :])
        if not modifies and not quoted(stretch, match.start()):
            stop = start + match.start()
            with_ = WITH.match(text, start, stop) if MEETS.match(text, stop) else None
            stop = with_.end("x") if with_ else stop
            break
    kept = text[start:stop].rstrip(EDGE)
    if kept in AIMED or BASIS.match(kept) or RECORD.fullmatch(kept):
        # 增长6%以上的预期目标, 在建成9个的基础上, 比上年同期9万元增收2万元
        return Piece(start, start)
    trailing = TRAILING.search(kept)
    return Piece(start, start + (trailing.start() if trailing else len(kept)))


def spared(said: str) -> tuple[str, ...]:
    """Fewer joints for a list that has too many parts: 社会保障和就业 is one of three.

    和 joins the last two of a list: where a 、 follows, it joins what one part holds.
    """
    return ("、|和", "、", "和") if said.rfind("、") > said.rfind("和") else ("、|和", "和", "、")


def split_list(text: str, piece: Piece, joints: str = JOINTS) -> list[Piece]:
    """A、B和C -> its parts; joints inside quotation marks or a name (批发和零售业) join."""
    pieces, start, said = [], piece.start, piece.of(text)
    names = [match.span() for match in _joined().finditer(said)]
    for match in re.finditer(joints, said):
        inside = any(begin < match.start() < end for begin, end in names)
        if not inside and not quoted(said, match.start()):
            pieces.append(Piece(start, piece.start + match.start()))
            start = piece.start + match.end()
    pieces.append(Piece(start, piece.end))
    return [part for part in pieces if part]


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(lexicon.alternation(lexicon.joined()))


def clean(name: str) -> str:
    """A name without parentheses, footnote marks and edges."""
    bare = PARENTHESES.sub("", name) if BRACKETS.search(name) else name
    bare = _unquoted(bare.strip(EDGE).replace("\n", ""))
    return DONE.sub("", bare) if "了" in bare else bare


def _unquoted(name: str) -> str:
    """A name without the quotation mark that opens what somebody says: “去年产值9亿元。"""
    return name[1:] if name.startswith("“") and "”" not in name else name


@cache
def _adding() -> frozenset[str]:
    return frozenset(lexicon.cues("adds"))


def added_by(text: str, name: int, figure: int, tail: Tail) -> tuple[str, ...]:
    """The verbs that say how a figure came about: 新建5G基站300个, 经营主体新增400户.

    They end where its name or where the figure begins. Compared with an earlier level (较上年新增)
    they tell a change of it.
    """
    found = [*_verbs(text, name)]
    if not tail.last("comparison"):
        found += (word for _, word in tail.roles if word in _adding())
        found += _verbs(text, figure)
    return tuple(found)


def _verbs(text: str, end: int) -> tuple[str, ...]:
    """The longest first; 累计建成 is none, it says how many there are."""
    if text[end - 1 : end] not in _adding_ends():
        return ()
    before = text[max(0, end - 12) : end].removesuffix("了")
    verbs = tuple(verb for verb in lexicon.cues("adds") if before.endswith(verb))
    return () if verbs and before.removesuffix(verbs[0]).endswith(SO_FAR) else verbs


@cache
def _adding_ends() -> frozenset[str]:
    return frozenset(verb[-1] for verb in _adding()) | {"了"}


@lru_cache(maxsize=4096)
def identify(name: str, added: tuple[str, ...] = ()) -> str | None:
    """The catalogue's id for a folded name, or None; `added` is what `added_by` found."""
    bare = wording(name)
    found = _known(bare, added)
    if found is None and AROUND.search(bare):
        return _known(AROUND.sub("", bare), added)
    return found


def _known(bare: str, added: tuple[str, ...]) -> str | None:
    """改造 老旧小区 is known with its verb; 新建 5G基站 is not how many there are."""
    ids = lexicon.indicator_ids()
    for verb in added:
        if verb + bare in ids:
            return ids[verb + bare]
    found = ids.get(bare)
    is_amount = found is not None and lexicon.catalogue()[found].kind in AMOUNTS
    return None if added and is_amount else found
