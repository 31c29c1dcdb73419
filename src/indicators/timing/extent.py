"""What a figure is a sum or a result of: a total of its years, what was done in them."""

from __future__ import annotations

import re

from indicators.record import Measure
from indicators.stand import CLAUSE, Stand
from indicators.timing.since import AVERAGED

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
GONE = re.compile(
    "改制|组建|关停|搬迁|焕然一新|越线|达标退出|搬出|出列|脱贫|退出|摘帽|清零|销号|告别|受益|投产|投用|通车|喜迁|搬进|住进|入住"
)
PLAIN_SHARE = re.compile("占(?!.*(?:比重|比例|由|从|到))")
# 财政支出的80%以上用于民生
USED = re.compile("(?<=[%‰成])用于|(?<=以上)用于|(?<=左右)用于")
ADDED = re.compile("新增|净增|新建|建成(?!区)|完成|投入|发放")
HIGHER = re.compile("(?:分别|均|增速|增幅)*(?:高于|高出|快于|低于)")
KEPT = re.compile("稳定在|保持")
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


def total(stand: Stand) -> bool:
    """Whether the figure is a total, or an average, of its years.

    累计生产煤炭5亿吨，外送电量9亿千瓦时: what is listed behind a total is one too.
    """
    start = stand.clause_start
    if stand.figure.tail.last("riseto", "fallto") and "carried" in stand.figure.rules:
        # 由每年9天减少到2天: where a change ends is a state
        start = max(start, stand.figure.since)
    if CUMULATIVE.search(stand.text, start, stand.figure.amount.start):
        return True
    if (
        len(stand.before) == 1
        and YEARS.match(stand.text)
        and stand.figure.measure == Measure.LEVEL
        and not stand.reached
    ):
        return True
    if KEPT.search(stand.clause) and (
        stand.figure.measure == Measure.SHARE or "产量" in stand.clause
    ):
        return True
    shared = _shared(stand) if stand.figure.measure == Measure.SHARE else ""
    if shared:
        # 民生支出累计2.6万亿元，占一般公共预算支出的77%; 新增就业70万人、占全国1/10
        return bool(ADDED_UP.search(shared) or ADDED.search(shared))
    if USED.match(stand.text, stand.figure.amount.value.reach_end):
        return True
    if HIGHER.match(stand.clause):
        # 生产总值年均增长13.7%，高于全国5.9个百分点
        return AVERAGED.search(stand.clause_before) is not None
    told = stand.text[stand.before[-1].start if stand.before else 0 : stand.clause_start]
    amount, plain = stand.figure.amount, stand.figure.measure == Measure.LEVEL
    listed = plain and not stand.figure.tail.roles and amount.value.reach_start == amount.start
    return listed and SUMMED.search(told) is not None and not PER_HEAD.search(stand.clause)


def flow(stand: Stand) -> bool:
    """Whether the clause tells what was done in the years: 新改建农村公路865公里."""
    if stand.figure.measure != Measure.LEVEL or stand.reached or ANNUAL.search(stand.clause):
        return False
    end = stand.figure.amount.value.reach_end
    return bool(
        FLOW.search(stand.clause) or GONE.search(CLAUSE.split(stand.text[end : end + 30])[0])
    )


def _shared(stand: Stand) -> str:
    """What the figure is a share of, where only 占 says so, told before it."""
    if PLAIN_SHARE.match(stand.clause):
        return stand.clause_before
    said, mark, share = stand.clause.rpartition("、")
    return said if mark and PLAIN_SHARE.match(share) else ""
