"""What regions are called in English: official forms, own languages' names, homonyms told apart."""

from __future__ import annotations

import re

import pytest

from indicators import lexicon, store
from indicators.lexicon.english import english_names
from indicators.lexicon.gazetteer import FILLERS, regions

NAMES = {
    "陕西省": "Shaanxi",
    "山西省": "Shanxi",
    "西藏自治区": "Tibet (Xizang)",
    "呼和浩特市": "Hohhot",
    "乌鲁木齐市": "Urumqi",
    "哈尔滨市": "Harbin",
    "齐齐哈尔市": "Qiqihar",
    "拉萨市": "Lhasa",
    "鄂尔多斯市": "Ordos",
    "长春市": "Changchun",
    "长治市": "Changzhi",
    "漯河市": "Luohe",
    "六安市": "Lu'an",
    "西安市": "Xi'an",
    "吕梁市": "Lüliang",
    "辽宁省朝阳市": "Chaoyang",
    "吉林市": "Jilin City",
    "苏州市": "Suzhou, Jiangsu",
    "宿州市": "Suzhou, Anhui",
    "延边朝鲜族自治州": "Yanbian Korean Autonomous Prefecture",
    "阿拉善盟": "Alxa League",
    "长春市朝阳区": "Chaoyang District, Changchun",
    "北京市朝阳区": "Chaoyang District, Beijing",
    "农安县": "Nong'an County, Changchun",
    "公主岭市": "Gongzhuling, Changchun",
    "番禺区": "Panyu District, Guangzhou",
    "威宁彝族回族苗族自治县": "Weining Yi, Hui and Miao Autonomous County, Bijie",
}


@pytest.mark.parametrize(("zh", "en"), NAMES.items())
def test_irregular_names(zh: str, en: str) -> None:
    assert lexicon.english_place(zh) == en


def test_every_province_and_prefecture_and_district_of_the_collection_has_a_name() -> None:
    for code, (name, level, _) in regions().items():
        if level != "county" and name not in FILLERS:
            assert code in english_names(), name
    for region in store.regions():
        assert lexicon.english_place(region.name)


def test_names_are_latin_and_told_apart_within_what_they_lie_in() -> None:
    latin = re.compile(r"[A-Z][A-Za-züêâ]*(['’ ,()-]+[A-Za-züê]+)*\)?")
    seen: dict[tuple[str, str], str] = {}
    for code, english in english_names().items():
        assert latin.fullmatch(english), english
        name, _, parent = regions()[code]
        assert seen.setdefault((parent, english), name) == name, english


def test_a_zone_has_none() -> None:
    assert lexicon.english_place("绿园经开区") is None
    assert lexicon.english_place("石家庄高新技术产业开发区") is None
