"""The parts of a name that a verb divides: 休闲农业(实现)收入, 用于(民生)均(占)到(支出)."""

from __future__ import annotations

import re

# 休闲农业(实现)收入, 用于(民生)均(占)到(支出)
TAKEN = re.compile(
    "(?:.*用于)?(?P<x>.{2,}?)(?:(?<![生人户校])均|约|都|已|各|仅)(?P<z>占)(?:到|据)?了?(?P<y>.{2,})$"
)
ACHIEVED = re.compile(
    "(?P<x>.{2,10}?|.{2,24}(?:企业|单位|业)|.{2,40}税)[已将可]?(?:累计|全年|共计?|总共|合计|首次)?(?P<v>(?:实现|完成)(?P<y>.{2,}))$"
)
# 重点项目已(开工)9个
STARTED = re.compile(
    "(?P<x>.{2,}?项目)(?:已经?|实际|实现|全部|共)+(?P<v>(?:新?开工|竣工|投产|建成|完工|签约|落地|复工)(?:建设)?)$"
)
# 交通项目计划共安排项目90个
PLACED = re.compile("(?P<x>.{2,}?)(?:计划)?(?<!公)共(?:安排|实施|下达)(?P<y>项目|资金|投资)$")


def of(said: str) -> list[tuple[int, int]]:
    """The parts of a name with its verb left out: 休闲农业(实现)收入, 用于(民生)均(占)到(支出)."""
    share = TAKEN.match(said) if "占" in said else None
    if share:
        return [share.span("x"), share.span("z"), share.span("y")]
    placed = PLACED.match(said) if "共" in said else None
    if placed:
        again = placed["x"].endswith(placed["y"])
        return [placed.span("x")] if again else [placed.span("x"), placed.span("y")]
    begun = STARTED.match(said) if "项目" in said else None
    if begun:
        return [begun.span("v"), begun.span("x")]
    verb = ACHIEVED.match(said) if "实现" in said or "完成" in said else None
    if verb and verb["x"].endswith(("年内", "全年", "今年")):
        return [(verb.start("x"), verb.end("x") - 2), verb.span("y")]
    if verb and verb["x"].endswith("年度计划"):
        # 项目9个，年度计划完成投资8亿元: one name
        return []
    if verb and len(verb["x"]) <= 3 and verb["y"] == "投资":
        return [verb.span("v")]
    return [verb.span("x"), verb.span("y")] if verb else []
