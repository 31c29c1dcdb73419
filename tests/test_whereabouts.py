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

# of a text about a province, and of one about many
WIDER = (
    ("湖南省", "湘潭市、郴州市和益阳市投资增速分别上升1.5、1.2和[0.9个百分点]。", "益阳市"),
    ("湖南省", "湘西自治州财政收入增长[3%]。", "湘西土家族苗族自治州"),
    ("湖南省", "长沙市GDP占全省的比例为[29%]。", "长沙市"),
    ("镇远县", "上半年镇远县引进项目[32个]。", "镇远县"),
    ("福建省", "厦门、漳州、宁德的增速高于全省平均水平([4%])。", "福建省"),
    ("福建省", "所有地市的增速均高于全国水平([2%])。", "全国"),
    ("福建省", "宁德的工业继续增长。上半年全市工业增加值增长[9%]。", "宁德市"),
    ("福建省", "漳州顺差持续扩大，顺差达[9亿元]。", "漳州市"),
    ("衢州市衢江区", "一季度全省GDP增速达[5.7%]，快于全国。", "浙江省"),
    ("衢州市衢江区", "人均收入增长7%、全省排名第5，税收增长[9%]。", "衢州市衢江区"),
    ("大冶市", "上半年全市投资增长[4.9%]。", "大冶市"),
    ("随县", "总人口9.8万人，其中镇区人口[5.1万人]。", "随县"),
    ("保山市", "龙陵县经过调整，全县共有[8个]贫困村。", "龙陵县"),
    ("福建省", "从增速看，江西(6%)、湖北([5%])靠前。", "湖北省"),
    ("福建省", "中新社福州报道，外贸总额[9亿元]。", "福建省"),
    ("长沙市", "GDP增长8%，比全省([7%])和全国(6%)高。", "湖南省"),
    ("长沙市", "GDP增长8%，比全省(7%)和全国([6%])高。", "全国"),
    ("长沙市", "GDP增长8%，比全省(7%)和全国(6%)高。其中，工业增长[9%]。", "长沙市"),
    ("全国", "宁波表现比较抢眼，一季度收入为[9亿元]。", "宁波市"),
    ("全国", "宁波企业表现抢眼，一季度收入为[9亿元]。", "全国"),
    ("全国", "虽然武汉的青壮年占比达到[69%]。", "武汉市"),
    ("全国", "山西人口整体减少约[8万人]。", "山西省"),
    ("全国", "安徽次之，人口增量为[9万人]。", "安徽省"),
    ("重庆市", "与成都市共建经济圈。全市地区生产总值增长[6%]。", "重庆市"),
    ("河南省", "支持郑州市建设中心城市。全市场主体达到[9万户]。", "河南省"),
    ("全国", "上海依然领先。新能源汽车产量增长[9%]。", "上海市"),
    ("全国", "上海依然领先。\n新能源汽车产量增长[9%]。", "全国"),
    ("全国", "上海依然领先。全国汽车产量增长[9%]。", "全国"),
    ("全国", "被誉为工厂的东莞，2021年GDP为[9亿元]。", "东莞市"),
    ("佛山市", "禅城、南海和顺德三个区分别完成产值9亿元、[8亿元]和7亿元。", "南海区"),
    ("佛山市", "全市建制镇[21个]。", "佛山市"),
    ("全国", "浙江省GDP增长7%，增速仅次于湖北的[8%]。", "湖北省"),
)


@pytest.mark.parametrize(("region", "passage", "place"), WIDER)
def test_a_text_about_many_places_turns_from_one_to_the_next(
    region: str, passage: str, place: str
) -> None:
    before, _, rest = passage.partition("[")
    inside, _, after = rest.partition("]")
    document = Document(before + inside + after, region=region, date="2022-06")
    found = next(o for o in read(document).observations if o.span.start == len(before))
    assert found.region.name == place


@pytest.mark.parametrize(("passage", "place", "source"), PASSAGES)
def test_a_figure_is_of_the_place_that_its_passage_is_about(
    passage: str, place: str, source: Origin
) -> None:
    before, _, rest = passage.partition("[")
    inside, _, after = rest.partition("]")
    document = Document(before + inside + after, region="长沙市", date="2022-06")
    found = next(o for o in read(document).observations if o.span.start == len(before))
    assert (found.region.name, found.region_source) == (place, source)
