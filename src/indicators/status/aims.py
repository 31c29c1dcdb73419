"""What is called a target, a task or a budget, whatever passage it stands in."""

from __future__ import annotations

import re

from indicators.attach import tasks
from indicators.glance import Sought
from indicators.stand import Stand

AIM = Sought(
    "计划(?:总|完成)?投资(?:达到?|超过?|约)?$|计划(?<!按计划)(?:新增|新建|新改建|改造|建设|开工|招聘|培训)$|(?:提出|明确|规划|要求)，?(?:力争)?到(?:19|20)\\d\\d年[^，；]*$|目标(?:值|任务)?(?:(?:为|是)[^，；。\\d]{0,12})?$|任务数?(?:为|是)[^，；]{0,8}$|有望|冲刺|力争|(?<![于超出合达])预期(?:为|达到?|实现|完成|增长)?$|计划增长$|(?<![按照原])计划(?:新?开工|竣工|实施|新建|改造|建设)[^，；。\\d的]{0,8}$|(?<!占)(?:年度|今年|全年)投资计划(?:为|是)?$"
)
# 年初确定的预期目标为：增长9%；…
AIMS = re.compile("(?<!完成)(?<!实现)(?:预期|控制|奋斗|增长)性?目标(?:任务)?(?:分别)?[为是]?$")
NEAR = 16
INVESTED = re.compile("计划(?:总|完成)?投资[额]?(?:达到?|超过?|约)?$")
OF_AIM = re.compile("[占为成][^，；]*(?:目标|任务|计划)数?的$")
CALLED = re.compile("目标|任务|计划增长$")
BEYOND = re.compile(
    "(?:超额?|完成|[高超]出|[高低快慢优好]于|[比较距与塌])[^，；]*目标(?:值|任务)?$"
)
# 完成年度投资计划114%
MET = re.compile("(?:完成|占)[^，；]*(?:计划|任务)(?:数|的)*$")
# 提出了占比超45%的目标: set, not met
PROPOSED = re.compile("提出|确立|制定|设定|锁定|瞄准|冲刺|冲击")
AIMED = re.compile("的?(?:年度|预期|控制|增长|全年|计划)?目标")
# 年初预算为：收入9亿元；由年初的9亿元调整为8亿元: announced, until it is said to be carried out
BUDGETED = re.compile(
    r"(?<!完成)(?<![占为达])年初预算(?:为|数|是|安排|的[\d.,]+[万亿]?元?调整)|由年初的?[\d.,]+[万亿]?元?(?:调整|调增|调减)|(?<![占为达])调整预算(?:数|为)"
    "|执行中[^，。；]{0,10}调整为|批准的[^，。；]{0,16}预算[^，。；]{0,8}为"
)
CARRIED_OUT = re.compile("完成(?!任务)|执行(?:数|结果)|实现|决算")
# 占年初预算数9亿元的98%
OF_BUDGET = re.compile("(?:完成|占|为|达到?)[^，；]*预算[^，；]*的$")


def aimed(stand: Stand) -> str:
    """The words that call it a target: 年度目标为6%, 85万人的目标, 有望冲刺20亿元; else nothing."""
    if _task(stand):
        return "任务"
    value = stand.figure.amount.value
    called = _listed(stand) or AIM.search(stand.clause) or AIMED.match(stand.text, value.reach_end)
    met = value.kind == "percent" and MET.search(stand.clause)
    return called[0] if called and not met and not BEYOND.search(stand.clause) else ""


def called_aim(stand: Stand) -> bool:
    """Whether it is named an aim that was set: 超额完成60万人目标."""
    named = AIMED.match(stand.text, stand.figure.amount.value.reach_end)
    if budgeted(stand) or _listed(stand) or _task(stand) or INVESTED.search(stand.clause):
        return True
    if PROPOSED.search(stand.clause):
        return False
    called = CALLED.search(stand.clause) and not OF_AIM.search(stand.clause)
    return named is not None or bool(called)


def _listed(stand: Stand) -> re.Match[str] | None:
    """What calls all that is listed behind it aims: 年初确定的预期目标为：增长9%；…."""
    colon = stand.text.rfind("：", 0, stand.figure.amount.start)
    return AIMS.search(stand.text, max(0, colon - NEAR), colon) if colon > 0 else None


def _task(stand: Stand) -> bool:
    """Whether it is the task beside what came of it: (任务数18家), 完成任务7家的114%."""
    value = stand.figure.amount.value
    return tasks.is_one(stand.text, stand.clause_start, value.reach_start, value.reach_end)


def budgeted(stand: Stand) -> str:
    """The words that call it a budget, set or adjusted, not what came of it; else nothing."""
    if "预算" not in stand.text:
        return ""
    if stand.figure.amount.value.kind == "percent" and OF_BUDGET.search(stand.clause):
        return ""
    end = stand.figure.amount.value.reach_end
    said = list(BUDGETED.finditer(stand.text, 0, end + 4))
    if not said or CARRIED_OUT.search(stand.text, said[-1].end(), end):
        return ""
    return said[-1][0]
