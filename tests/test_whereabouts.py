"""Which place a figure is of where its sentence names none."""

from __future__ import annotations

import pytest

from indicators import Document, read
from indicators.record import Origin

PASSAGES = (
    ("武汉市GDP增长8%。服务业占全市GDP比重超过[40%]。", "武汉市", Origin.PARAGRAPH),
    ("武汉市GDP增长8%。服务业占比超过[40%]。", "长沙市", Origin.DOCUMENT),
    ("武汉市GDP增长8%，长沙增长[9%]。", "长沙市", Origin.DOCUMENT),
    ("GDP增长8%，高于全国的2.5%。其中，服务业增长[9%]。", "长沙市", Origin.DOCUMENT),
    ("郑州：2022年突破5000亿元\n建成智能工厂[9家]。", "郑州市", Origin.HEADING),
    (
        "郑州：2022年突破5000亿元\n建成工厂3家。\n数字长沙\n建成工厂[9家]。",
        "长沙市",
        Origin.DOCUMENT,
    ),
    ("苏南人均产值9万元，苏北[5万元]。", "苏北", Origin.SENTENCE),
    ("苏南、苏中、苏北差距仍大；机器人产量[9台]。", "长沙市", Origin.DOCUMENT),
    ("昆山市GDP突破900亿元，增长[7%]。", "昆山市", Origin.SENTENCE),
    ("夏县、平陆县分别增长6%和[7%]。", "平陆县", Origin.SENTENCE),
    ("GDP由高到低为：温州9亿元、大连[8亿元]。", "大连市", Origin.SENTENCE),
    ("人均土地仅为上海的76%、广东的[72%]。", "长沙市", Origin.DOCUMENT),
    ("株洲市接待游客9万人次，增长7%；共完成旅游收入[9亿元]。", "株洲市", Origin.SENTENCE),
    ("长沙县、浏阳市等地保持增长，分别接待游客9万人次、[8万人次]。", "浏阳市", Origin.SENTENCE),
    ("湖北省的数据同样喜人，首日接待游客[9万人次]。", "湖北省", Origin.SENTENCE),
    ("广东方面，150家景区接待游客[9万人次]。", "广东省", Origin.SENTENCE),
    ("辽宁在晴好天气的加持下，接待游客[9万人次]。", "辽宁省", Origin.SENTENCE),
    ("株洲市医院迁建，人均寿命[75岁]。", "长沙市", Origin.DOCUMENT),
)


@pytest.mark.parametrize(("passage", "place", "source"), PASSAGES)
def test_a_figure_is_of_the_place_that_its_passage_is_about(
    passage: str, place: str, source: Origin
) -> None:
    before, _, rest = passage.partition("[")
    inside, _, after = rest.partition("]")
    document = Document(before + inside + after, region="长沙市", date="2022-06")
    found = next(o for o in read(document).observations if o.span.start == len(before))
    assert (found.region.name, found.region_source) == (place, source)
