"""Bad rows planted in each table of words: refused with file, line and what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import resources

import pytest

from indicators import lexicon
from indicators.errors import LexiconError
from indicators.lexicon import english, entry, page, table

REAL = table.text_of


def plant(monkeypatch: pytest.MonkeyPatch, file: str, row: str) -> int:
    """Let the real table end with one more row; its line."""
    text = REAL(file) + row + "\n"
    for module in (table, entry):
        monkeypatch.setattr(module, "text_of", lambda asked: text if asked == file else REAL(asked))
    return text.count("\n")


# the loaders without their cache
UNITS, NUMERALS = lexicon.units.__wrapped__, lexicon.numerals.__wrapped__
BOUNDS, PERIODS = lexicon.bounds.__wrapped__, lexicon.periods.__wrapped__
RELATIONS, JOINED = lexicon.relations.__wrapped__, lexicon.joined.__wrapped__
REGIONS, FURNITURE = lexicon.regions.__wrapped__, page._furniture.__wrapped__
CUES = partial(lexicon.cues.__wrapped__, "rise")
ENGLISH = english.english_names.__wrapped__
HEADS = partial(page.head_words.__wrapped__, "level")

BAD: list[tuple[str, Callable[[], object], str, str]] = [
    ("unit.tsv", UNITS, "甲乙丙\t甲乙丙\tmany\tcount\t苹果3甲乙丙", "'many' is no number above 0"),
    ("unit.tsv", UNITS, "甲乙丙\t甲乙丙\t0\tcount\t苹果3甲乙丙", "'0' is no number above 0"),
    ("unit.tsv", UNITS, "甲乙丙\t甲乙丙\t1\tfruit\t苹果3甲乙丙", "'fruit' is none of money"),
    (
        "unit.tsv",
        UNITS,
        "甲乙丙\t甲乙丙\t1\tcount\t苹果3袋",
        "the example '苹果3袋' does not hold '甲乙丙'",
    ),
    ("unit.tsv", UNITS, "亩\t亩\t1\tphysical\t3亩", "'亩' is given twice, first in "),
    ("unit.tsv", UNITS, "甲乙丙\t甲乙丙\t1\tcount", "4 fields, 5 are wanted"),
    ("unit.tsv", UNITS, "", "1 fields, 5 are wanted"),
    ("unit.tsv", UNITS, "甲乙丙\t\t1\tcount\t苹果3甲乙丙", "the unit is empty"),
    ("numeral.tsv", NUMERALS, "甲乙丙\tthirty\tdigit\t甲乙丙户", "'thirty' is no whole number"),
    ("numeral.tsv", NUMERALS, "甲乙丙\t30\tbig\t甲乙丙户", "'big' is none of digit"),
    ("bound.tsv", BOUNDS, "甲乙丙\tmost\tbefore\t甲乙丙3户", "'most' is none of lower"),
    ("bound.tsv", BOUNDS, "甲乙丙\tupper\tleft\t甲乙丙3户", "'left' is none of before"),
    ("period.tsv", PERIODS, "甲乙丙\tyear\tthree\t3\t甲乙丙", "'three' is no whole number"),
    ("period.tsv", PERIODS, "甲乙丙\tyear\t4\t3\t甲乙丙", "first 4 lies after last 3"),
    ("period.tsv", PERIODS, "甲乙丙\tday\t3\t3\t甲乙丙", "'day' is none of year"),
    ("cue.tsv", CUES, "甲乙丙\tup\t甲乙丙3%", "'up' is none of rise"),
    ("cue.tsv", CUES, "甲乙丙\trise\t增3%", "the example '增3%' does not hold '甲乙丙'"),
    ("relation.tsv", RELATIONS, "甲乙丙\tkin\t全体/丁\t甲乙丙3户", "'kin' is none of "),
    ("joined.tsv", JOINED, "甲和乙\tfruit", "'fruit' is none of industry"),
    ("furniture.tsv", FURNITURE, "甲乙丙\tbox\tfurniture\t甲乙丙", "'box' is none of whole"),
    ("furniture.tsv", FURNITURE, "甲乙丙\titem\tjoke\t甲乙丙", "'joke' is none of furniture"),
    ("head.tsv", HEADS, "甲乙丙\tcolour\t甲乙丙", "'colour' is none of level"),
    ("region_en.tsv", ENGLISH, "990101\tNowhere\tofficial", "'990101' is no code of region.csv"),
    ("region_en.tsv", ENGLISH, "150571\tX\tguessed", "'guessed' is none of official"),
    ("region_en.tsv", ENGLISH, "220102\tX\tpinyin", "'220102' is given twice"),
    ("region.csv", REGIONS, "99,某区,county,220100", "'99' is no code of six digits"),
    ("region.csv", REGIONS, "990101,某区,hamlet,220100", "'hamlet' is none of province"),
    ("region.csv", REGIONS, "990101,某区,county,990100", "'990100' is no region above"),
]


@pytest.mark.parametrize(("file", "load", "row", "says"), BAD)
def test_a_bad_row_is_refused_with_file_and_line(
    monkeypatch: pytest.MonkeyPatch, file: str, load: Callable[[], object], row: str, says: str
) -> None:
    line = plant(monkeypatch, file, row)
    with pytest.raises(LexiconError) as error:
        load()
    assert str(error.value).startswith(f"{file}:{line}: {says}")


def test_every_table_of_words_has_a_bad_row_here() -> None:
    folder = resources.files("indicators.lexicon").iterdir()
    tables = {file.name for file in folder if file.name.endswith((".tsv", ".csv"))}
    assert {file for file, *_ in BAD} == tables


GOOD = """[rain]
en = "Rain"
names = ["降雨量", "雨量"]
unit = "毫米"
kind = "flow"
level_basis = "none"
growth_basis = "none"
better = "neither"
since = 2001
until = 2020
note = "gauges renewed in 2001"
reference = "GB/T 35228—2017"
"""


def catalogue(monkeypatch: pytest.MonkeyPatch, text: str) -> object:
    monkeypatch.setattr(entry, "text_of", lambda file: text)
    return lexicon.catalogue.__wrapped__()


def test_a_good_entry_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = catalogue(monkeypatch, GOOD)
    assert isinstance(found, dict) and found["rain"].zh == "降雨量" and found["rain"].until == 2020


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[rain]", "[Rain]", "1: [Rain]: an id is lower-case English"),
        ('en = "Rain"\n', "", "1: [rain]: 'en' is missing"),
        ('kind = "flow"\n', "", "1: [rain]: 'kind' is missing"),
        ('kind = "flow"', 'kind = "river"', "1: [rain]: kind 'river' is none of flow, stock"),
        ('kind = "flow"', "kind = 3", "1: [rain]: kind 3 is none of flow, stock"),
        ('kind = "flow"', 'sort = "flow"\nkind = "flow"', "1: [rain]: no field is called 'sort'"),
        ('better = "neither"', 'better = "up"', "1: [rain]: better 'up' is none of more"),
        ('growth_basis = "none"', 'growth_basis = "unknown"', "1: [rain]: growth_basis 'unknown'"),
        (
            'growth_basis = "none"',
            'growth_basis = "real"',
            "1: [rain]: a level in 毫米 has no prices",
        ),
        ('"毫米"', '"CNY"', "1: [rain]: a level in CNY has prices"),
        ('"毫米"', '"尺"', "1: [rain]: unit '尺' is not in unit.tsv: add it there"),
        ('"毫米"', '"毫米/尺"', "1: [rain]: unit '尺' is not in unit.tsv: add it there"),
        ('"Rain"', '" "', "1: [rain]: en must be a text"),
        ("2001\nuntil", "2021\nuntil", "1: [rain]: since 2021 lies after until 2020"),
        ("= 2020", '= "2020"', "1: [rain]: until '2020' is no year"),
        ("= 2020", "= 20", "1: [rain]: until 20 is no year"),
        ('note = "gauges renewed in 2001"\n', "", "1: [rain]: since or until without a note"),
        ('["降雨量", "雨量"]', '"降雨量"', "1: [rain]: names must be a list"),
        ('["降雨量", "雨量"]', "[]", "1: [rain]: names must be a list"),
        ('"雨量"', '"雨"', "1: [rain]: '雨' is too short to mean one thing"),
        ('"雨量"', '"降雨的量"', "1: [rain]: '降雨的量' says no more than '降雨量'"),
        ('"雨量"', '"雨量（年）"', "1: [rain]: '雨量（年）' has a blank, bracket"),
        ("= 2020", "= 2020 2", "10: Expected newline"),
        ("[rain]", "rain = 3\n[sun]", "1: [rain]: no table: write its keys"),
        (GOOD, GOOD + "\n" + GOOD, "14: Cannot declare ('rain',) twice: mend the TOML"),
        (GOOD, GOOD + GOOD.replace("[rain]", "[wet]"), "13: [wet]: '降雨量' belongs to [rain]"),
    ],
)
def test_a_bad_entry_is_refused_with_file_line_and_name(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, says: str
) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(LexiconError) as error:
        catalogue(monkeypatch, GOOD.replace(old, new))
    assert str(error.value).startswith(f"indicator.toml:{says}")
