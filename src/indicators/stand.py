"""A figure where it stands: its clause, the times before it, and what these say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from indicators import lexicon
from indicators.attach import Attached, tasks
from indicators.dimensions.clock import Time
from indicators.dimensions.rule import Found
from indicators.glance import Sought
from indicators.record import Measure, Quantity
from indicators.record.passing import passing
from indicators.status import PROJECTED

CUMULATIVE = re.compile(
    "始终|一直|连年|历年|累计|每年|年均(?<!\\d年均)(?!浓度|值)|平均(?!浓度|值|预期|气温|水平)|共(?<!公共)(?!同|有|享|建|产|和)|总计|合计|连续"
)
# 累计2.6万亿元，占77%; not 年均增长8%，占77%
ADDED_UP = re.compile("历年|累计|总计|合计|共(?<!公共)(?!同|有|享|建|产|和)")
FLOW = re.compile(
    "整合$|下沉|输转|创(?:劳务)?收(?!支)|节[约支省]|追[回缴]|清[欠缴]|挽回|房(?:销售|交易)"
    "|新(?:注册|登记|认定|开通|落户|组建|设立|开工|投产|签约|发展|入库|办|造)|新修|转移就业|就业转移"
    "|治理(?!能力|率|体系)|再就业|巩固提升|创建|取消|下放|调整(?!后|为)|派出|派驻"
    "|处置(?!能力|率|设施|场)|垦造|竣工|淘汰|腾出|清理|新植|新栽|栽植|统筹整合|筹建|筹集|改制"
    "|组建|关停|征迁|征收|清退|取缔|盘活|收储|流转|告别|修复|造林|资助|救助|孵化(?!器)|认定|复垦"
    "|硬化|架设|铺设|办理|查处|受理|偿还|兑付|下达|投放|引育|培养|选派|举办|开展|承接|新增|净增"
    "|新建|新改建|改造|建成(?!区|面积)|完成|实施(?!方案|意见|细则)|接待|培训|发放"
    "|投入(?!强度|占|产出)|引进|改扩建|修建|增加(?!值)|整治|化解|脱贫|搬迁|开发(?!区)|出列|投用"
    "|建设|培育|开工|拆除|腾退|加装|打通|惠及|减免|减税|安置|解决|出台|签约"
)
WHOLE = re.compile("总[数量额]")
GONE = re.compile(
    "改制|组建|关停|搬迁|焕然一新|越线|达标退出|搬出|出列|脱贫|退出|摘帽|清零|销号|告别|受益|投产|投用|通车|喜迁|搬进|住进|入住"
)
CLAUSE = re.compile("[，；：]")
# …须增长10%，去年已有欠账: what is told of the past says nothing of it
PAST = re.compile("[，；](?=[^，；]{0,4}(?:前年|去年|上年))")
LATER = re.compile(
    "[，；](?=[^，；]{0,4}[到至]20\\d\\d年|(?:预计|今年)?年内(?:可|能|将|有望)"
    "|[^，；\\d]{0,10}(?:今年|明年|下一步|下半年)[^，；\\d]{0,6}(?:力争|确保|计划|争取|还要|将))"
)
STATES = (Measure.LEVEL, Measure.SHARE)
BESIDE = re.compile("[为是到于]全[国省市区县]|平均水平")
PLAIN_SHARE = re.compile("占(?!.*(?:比重|比例|由|从|到))")
# 财政支出的80%以上用于民生
USED = re.compile("(?<=[%‰成])用于|(?<=以上)用于|(?<=左右)用于")
ADDED = re.compile("新增|净增|新建|建成(?!区)|完成|投入|发放")
HIGHER = re.compile("(?:分别|均|增速|增幅)*(?:高于|高出|快于|低于)")
AVERAGED = re.compile("年(?:平)?均")
FROM = re.compile(r"(?:由|从)(?:[^，；。\d]|(?:19|20)\d\d|[\d.]+(?:[^，；。\d]{1,5}[、和]|:))*$")
# 三次产业结构由18:45:37调整为15:41:44
ONE = ":1"  # 收入比由2.5:1缩小到2.3:1
REMADE = re.compile(
    r"(?::[\d.]+)*，?(?:缩小|扩大|降低|下降|调整|优化|转变|演变|变|发展|提升|升级)[到至为成]"
)
# 从1000亿元到去年的3000亿元
UNTIL = r"攀升|跨[上越]|[到至](?:去年|今年|目前|现在|如今|20\d\d年)"
REACHED = frozenset(("达", "达到", "达成", "到达"))
HOPES = re.compile(
    "基[础数]上，?|[，；、](?=[^，；、]*(?:力争|确保|争取|计划|今年|明年|下一步|年内[可能将]|[再将要]))"
)
HOPED = re.compile("力争|确保|争取|目标|将(?!近)|计划|拟|到20\\d\\d年")
NEAR = 120  # characters before a figure that may say that it is done
DONE = re.compile(
    "截至|实际(?:完成|达到)|目前已|已经?(?:开工|集聚|形成|吸引|完成|建成|投用|投产|签约|到位|发放|下达|落实|实现|达)"
)
# 近三分之二的农户已经加入合作社，我们要…
SINCE_DONE = re.compile("[^，；。]{0,16}(?<!力争)(?<!确保)(?:已经|都已|均已|已全部)")
# 拥有1500万市场主体、7000万劳动者: what there is, even among tasks
HAS = re.compile(
    "(?:^|[，；。])\\s?(?:已经?|还|并)?拥有(?![^，；。]*(?:达到|超过|提高到|增加到))[^，；。]*$"
)
# 计划投资20亿元，完成63.5%
PROGRESS = re.compile("计划[^，。；]*，(?:累计|目前|已经?|现已)?完成(?:投资|年度计划)?的?$")
KEPT = re.compile("稳定在|保持")
BASIS = re.compile("的?[^，；。]{0,4}基(?:础|数)上")
# 五年引进外资9亿美元，新办企业70家
YEARS = re.compile(
    "\\s*[两三四五十]年(?=[一-鿿])(?![来间里内中前后以级期规计行一多时任制免质战变])"
)
PER_HEAD = re.compile("每[百千万十]|人均|户均")
SUMMED = re.compile(
    "累计|共(?:接待|新增|生产|引进|建成|完成|实施|投入|拨付|发放|安排|筹集|下达|争取)|总计"
)
ANNUAL = re.compile(
    r"年(?<![\d一二三四五]年)(?:接待|产|加工|处理|销售|营业)|全年|当年|每年|完成(?:增加值|总产值|主营业务收入|营业收入|销售收入|生产总值)$"
)
# 年初预算为：收入9亿元；由年初的9亿元调整为8亿元: announced, until it is said to be carried out
BUDGETED = re.compile(
    r"(?<!完成)(?<![占为达])年初预算(?:为|数|是|安排|的[\d.,]+[万亿]?元?调整)|由年初的?[\d.,]+[万亿]?元?(?:调整|调增|调减)|(?<![占为达])调整预算(?:数|为)"
    "|执行中[^，。；]{0,10}调整为|批准的[^，。；]{0,16}预算[^，。；]{0,8}为"
)
CARRIED_OUT = re.compile("完成(?!任务)|执行(?:数|结果)|实现|决算")
AIM = Sought(
    "计划(?:总|完成)?投资(?:达到?|超过?|约)?$|(?:提出|明确|规划|要求)，?(?:力争)?到(?:19|20)\\d\\d年[^，；]*$|目标(?:值|任务)?(?:为|是)?$|任务数?(?:为|是)[^，；]{0,8}$|有望|冲刺|力争|(?<![于超出合达])预期(?:为|达到?|实现|完成|增长)?$|计划增长$|(?<!占)(?:年度|今年|全年)投资计划(?:为|是)?$"
)
INVESTED = re.compile("计划(?:总|完成)?投资[额]?(?:达到?|超过?|约)?$")
OF_AIM = re.compile("[占为成][^，；]*(?:目标|任务|计划)数?的$")
CALLED = re.compile("目标|任务|计划增长$")
BEYOND = re.compile(
    "(?:超额?|完成|[高超]出|[高低快慢优好]于|[比较距与塌])[^，；]*目标(?:值|任务)?$"
)
# 占年初预算数9亿元的98%
OF_BUDGET = re.compile("(?:完成|占|为|达到?)[^，；]*预算[^，；]*的$")
# 完成年度投资计划114%
MET = re.compile("(?:完成|占)[^，；]*(?:计划|任务)(?:数|的)*$")
# 提出了占比超45%的目标: set, not met
PROPOSED = re.compile("提出|确立|制定|设定|锁定|瞄准|冲刺|冲击")
AIMED = re.compile("的?(?:年度|预期|控制|增长|全年|计划)?目标")


@passing(frozen=True, slots=True)
class Stand:
    """A figure where it stands: its clause up to it, and the times before it."""

    text: str
    figure: Attached
    clause_start: int
    clause: str
    before: tuple[Found[Time], ...]

    @classmethod
    def of(cls, text: str, figure: Attached, times: Sequence[Found[Time]]) -> Stand:
        """The stand of a figure in a sentence with these times."""
        place = figure.amount.start
        marks = text.rfind("，", 0, place), text.rfind("；", 0, place), text.rfind("：", 0, place)
        start = max(marks) + 1
        dated = [
            t
            for t in times
            if t.end <= place and t.value.period is not None and not _aside(text, t, place)
        ]
        return cls(text, figure, start, text[start:place], tuple(dated))

    def behind_basis(self, time: Found[Time]) -> bool:
        """Whether 在去年5亿元的基础上 stands between a time and the figure."""
        between = self.text[time.end : self.figure.amount.start]
        return "基础上" in between or "基数上" in between

    @property
    def told(self) -> str:
        """The sentence from the time on that stands nearest before the figure."""
        return self.text[self.before[-1].start if self.before else 0 :]

    @property
    def since(self) -> str:
        """The clause of the figure and what follows it, up to where the past is told."""
        end = _first(PAST, self.text, self.figure.amount.value.reach_end)
        return self.text[self.clause_start : end]

    @property
    def said(self) -> str:
        """The sentence up to where it goes on to another year: …达2.9万亿元，力争到2027年…"""
        behind = self.figure.amount.value.reach_end
        said = self.text[: _first(LATER, self.text, behind)]
        later = PROJECTED.search(said, behind) if "后" in said else None
        # 总投资9亿元的水库开工，建成后将惠及…: what will be is told of the rest
        apart = later is not None and CLAUSE.search(said, behind, later.start() + 1) is not None
        return said[: later.start()] if later and apart else said

    @property
    def begins_change(self) -> bool:
        """Whether the figure is where a change starts: 由670元提高到700元."""
        led = ("由" in self.clause or "从" in self.clause) and FROM.search(self.clause)
        if not led or self._reached:
            return False
        end = self.figure.amount.value.reach_end
        ratio = self.text.startswith(":", end) or self.clause.endswith(":")
        end += self.text.startswith(ONE, end) * len(ONE)
        changes = REMADE if ratio else _changes()
        return changes.match(self.text, end) is not None

    @property
    def aimed(self) -> bool:
        """Whether the figure is called a target: 年度目标为6%, 全年85万人的目标, 有望冲刺20亿元."""
        end = self.figure.amount.value.reach_end
        if self._task:
            return True
        if not (AIM.search(self.clause) or AIMED.match(self.text, end)):
            return False
        met = self.figure.amount.value.kind == "percent" and MET.search(self.clause)
        return not met and BEYOND.search(self.clause) is None

    @property
    def budgeted(self) -> bool:
        """Whether the figure is one of a budget that is set or adjusted, not of what came of it."""
        if "预算" not in self.text:
            return False
        if self.figure.amount.value.kind == "percent" and OF_BUDGET.search(self.clause):
            return False
        end = self.figure.amount.value.reach_end
        said = list(BUDGETED.finditer(self.text, 0, end + 4))
        return bool(said) and not CARRIED_OUT.search(self.text, said[-1].end(), end)

    @property
    def called_aim(self) -> bool:
        """Whether it is named an aim that was set: 超额完成60万人目标."""
        named = AIMED.match(self.text, self.figure.amount.value.reach_end)
        if self.budgeted or self._task or INVESTED.search(self.clause):
            return True
        if PROPOSED.search(self.clause):
            return False
        called = CALLED.search(self.clause) and not OF_AIM.search(self.clause)
        return named is not None or bool(called)

    @property
    def _task(self) -> bool:
        """Whether it is the task beside what came of it: (任务数18家), 完成任务7家的114%."""
        value = self.figure.amount.value
        return tasks.is_one(self.text, self.clause_start, value.reach_start, value.reach_end)

    @property
    def done(self) -> bool:
        """Whether it is said to be done, and no aim since: 截至2月底已开工64个、完成5亿元."""
        if BASIS.match(self.text, self.figure.amount.value.reach_end):
            return True
        place = self.figure.amount.start
        if self._over(place) or SINCE_DONE.match(self.text, self.figure.amount.value.reach_end):
            return True
        if self.figure.amount.value.kind == "percent" and PROGRESS.search(self.text, 0, place):
            return True
        before = self.text[max(0, place - NEAR) : place]
        return DONE.search(before) is not None and DONE.search(HOPES.split(before)[-1]) is not None

    def _over(self, place: int) -> bool:
        """Whether a part of the year dates it that has ended: 上半年实现产值9亿元, told in July."""
        since = self.before[-1] if self.before else None
        if since is None or not since.value.over:
            return False
        reach = since.end, place
        return not (HOPED.search(self.text, *reach) or HOPES.search(self.text, *reach))

    def part_of(self, other: Quantity) -> bool:
        """Whether it is a part of the figure before it: 计划9万人，其中，新增技师5万人."""
        since, amount = self.figure.since, self.figure.amount
        within = since > 0 and "其中" in self.text[since : amount.start]
        return within and amount.value.quantity.unit == other.unit and not self.done

    @property
    def there(self) -> bool:
        """Whether it is told as what there is, at no other time: 拥有1500万市场主体."""
        if self.before or "拥有" not in self.text:
            return False
        before = self.text[max(0, self.figure.amount.start - NEAR) : self.figure.amount.start]
        return HAS.search(before) is not None and HOPED.search(self.text) is None

    @property
    def total(self) -> bool:
        """Whether the figure is a total, or an average, of its years.

        累计生产煤炭5亿吨，外送电量9亿千瓦时: what is listed behind a total is one too.
        """
        start = self.clause_start
        if self.figure.tail.last("riseto", "fallto") and "carried" in self.figure.rules:
            # 由每年9天减少到2天: where a change ends is a state
            start = max(start, self.figure.since)
        if CUMULATIVE.search(self.text, start, self.figure.amount.start):
            return True
        if (
            len(self.before) == 1
            and YEARS.match(self.text)
            and self.figure.measure == Measure.LEVEL
            and not self._reached
        ):
            return True
        if KEPT.search(self.clause) and (
            self.figure.measure == Measure.SHARE or "产量" in self.clause
        ):
            return True
        if self.figure.measure == Measure.SHARE and self._shared:
            # 民生支出累计2.6万亿元，占一般公共预算支出的77%; 新增就业70万人、占全国1/10
            return bool(ADDED_UP.search(self._shared) or ADDED.search(self._shared))
        if USED.match(self.text, self.figure.amount.value.reach_end):
            return True
        if HIGHER.match(self.clause):
            # 生产总值年均增长13.7%，高于全国5.9个百分点
            return AVERAGED.search(self._clause_before) is not None
        told = self.text[self.before[-1].start if self.before else 0 : self.clause_start]
        amount, plain = self.figure.amount, self.figure.measure == Measure.LEVEL
        listed = plain and not self.figure.tail.roles and amount.value.reach_start == amount.start
        return listed and SUMMED.search(told) is not None and not PER_HEAD.search(self.clause)

    @property
    def _clause_before(self) -> str:
        """What stands before its clause, up to the mark before that."""
        before = max(self.text.rfind(mark, 0, self.clause_start - 1) for mark in "，；：。")
        return self.text[before + 1 : self.clause_start]

    @property
    def _shared(self) -> str:
        """What the figure is a share of, where only 占 says so, told before it."""
        if PLAIN_SHARE.match(self.clause):
            return self._clause_before
        said, mark, share = self.clause.rpartition("、")
        return said if mark and PLAIN_SHARE.match(share) else ""

    @property
    def _reached(self) -> bool:
        if WHOLE.match(self.figure.rules[-1]):
            # 净增企业9万户、总量达20万户: how many there are
            return True
        return bool(self.figure.tail.last("riseto", "fallto"))

    @property
    def state(self) -> bool:
        """Whether the figure tells how things are at a time, not what became of them over years."""
        beside = self.figure.tail.last("comparison")
        return self.figure.measure in STATES or BESIDE.search(beside) is not None

    @property
    def flow(self) -> bool:
        """Whether the clause tells what was done in the years: 新改建农村公路865公里."""
        if self.figure.measure != Measure.LEVEL or self._reached or ANNUAL.search(self.clause):
            return False
        end = self.figure.amount.value.reach_end
        return bool(
            FLOW.search(self.clause) or GONE.search(CLAUSE.split(self.text[end : end + 30])[0])
        )


def _first(turn: re.Pattern[str], text: str, behind: int) -> int:
    """Where a sentence first takes a turn behind a place, or its end."""
    turns = _turns(turn, text)
    return next((place for place in turns if place >= behind), len(text)) if turns else len(text)


@lru_cache(maxsize=4)
def _turns(turn: re.Pattern[str], text: str) -> tuple[int, ...]:
    """All places where a sentence takes a turn: asked again for each of its figures."""
    return tuple([match.start() for match in turn.finditer(text)])


def _aside(text: str, time: Found[Time], place: int) -> bool:
    """Whether a time stands in brackets closed before a place: it dates what they hold."""
    opened = text.rfind("(", 0, time.start)
    return opened > text.rfind(")", 0, time.start) and text.find(")", time.end, place) >= 0


@cache
def _changes() -> re.Pattern[str]:
    """What stands behind the figure where a change starts: 由670元、590元提高到."""
    words = [word for role in ("rise", "fall", "riseto", "fallto") for word in lexicon.cues(role)]
    verbs = lexicon.alternation({*words, "发展", "壮大", "延伸", "整合", "转为"} - REACHED)
    listed = r"(?:[、和][\d.,]+[%万亿元户人个]{1,3})*(?:门槛|大关|关口|台阶)?(?:预计)?"
    return re.compile(rf"{listed}，?(?:{verbs}|{UNTIL})")
