"""A derivation shows which rules fired, and for every field why it has its value."""

from __future__ import annotations

import pytest

from indicators import Document, read
from indicators.explain import explain

FIELDS = ("indicator", "measure", "value", "unit", "bound", "period", "status", "region")
SAID = {
    "2023年，全区固定资产投资由120亿元增加到150亿元，增长25%": [
        ("120亿元", "measure", "由 #"),
        ("120亿元", "period", "earlier in the sentence: 2023年 (#年), a change starts from it"),
        ("150亿元", "indicator", "carried: the name of the figure before"),
        ("150亿元", "unit", "CNY  ← # 元"),
        ("25%", "measure", "growth  ← 增长 #"),
        ("25%", "status", "it was over in 2024"),
    ],
    "到2027年，森林覆盖率稳定在45%以上": [
        ("45%", "bound", "lower  ← # 以上"),
        ("45%", "status", "target  ← it lies after 2024"),
    ],
    "城镇、农村居民人均可支配收入分别增长6%、7.5%左右": [
        ("6%", "indicator", "A、B分别 #、#: names and figures in the same order"),
        ("6%", "bound", "about  ← a bound of the whole list"),
        ("7.5%", "bound", "about  ← # 左右"),
        ("7.5%", "period", "from the document's date 2024-02"),
    ],
    "粮食、蔬菜产量分别增长3%和4%": [
        ("3%", "indicator", "A、B分别 #、#: names and figures"),
        ("3%", "bound", "exact  ← no word of a bound"),
    ],
    "城乡居民人均可支配收入分别增长5%和6%": [
        ("5%", "indicator", "A分别 #、#: one name for all"),
        ("6%", "bound", "exact  ← no word of a bound"),
    ],
    "截至去年底，累计引进项目300个": [
        ("300个", "status", "截至 tells what is done"),
        ("300个", "indicator", "not in the catalogue"),
    ],
    "今年计划新建口袋公园5个": [
        ("5个", "status", "计划新建口袋公园 calls it a target"),
        ("5个", "period", "said in the clause: 今年"),
    ],
    "今年新建口袋公园6个": [("6个", "status", "2024 had just begun")],
    "“十四五”期间粮食产量年均增长1.5%以上": [("1.5%", "measure", "年均 # · 增长 #")],
    "新增就业约1.2万人": [
        ("1.2万人", "value", "stated to 1000"),
        ("1.2万人", "bound", "about  ← 约 #"),
    ],
    "全年新建学校12所": [("12所", "measure", "no verb of change: an amount")],
    "城镇调查失业率控制在5.5%—6%": [("5.5%—6%", "value", "5.5..6")],
    "生产总值100亿元。今年增长7%": [("7%", "indicator", "told before: it has no name of its own")],
    "幸福乡蔬菜产量达到80万吨": [("80万吨", "region", "said earlier in the sentence")],
}


def tree(sentence: str) -> dict[str, dict[str, str]]:
    """The fields of each figure with their reasons."""
    found: dict[str, dict[str, str]] = {}
    figure = ""
    for line in explain(sentence, region="长春市南关区", date="2024-02"):
        if line.startswith("├─ [") and " at " in line:
            figure = line[4 : line.index("]")]
            found[figure] = {}
        elif line.startswith("│  ├─ "):
            name, _, why = line[6:].partition(" ")
            found[figure][name] = why.strip()
    return found


@pytest.mark.parametrize("sentence", SAID)
def test_every_field_says_why(sentence: str) -> None:
    found = tree(sentence)
    reading = read(Document(sentence, region="长春市南关区", date="2024-02"))
    assert list(found) == [o.text for o in reading.observations]
    for fields in found.values():
        assert tuple(fields) == FIELDS
        for said in fields.values():
            value, arrow, why = said.partition("  ← ")
            assert value and arrow and why
    for figure, field, part in SAID[sentence]:
        assert part in found[figure][field]
