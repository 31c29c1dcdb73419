"""The catalogue: every entry is met by a sentence, lookalikes are not, every wording leads home."""

from __future__ import annotations

from pathlib import Path

import pytest
from opencc import OpenCC

from indicators import lexicon
from indicators.dimensions import indicator
from indicators.reader import read
from indicators.record import Document, Kind, Period
from indicators.text import fold

CORPUS = Path(__file__).parents[1] / "corpus" / "dimensions" / "catalogue.tsv"
LINES = [tuple(line.split("\t")) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("context", "expected"), LINES)
def test_the_sentence_has_its_indicator(context: str, expected: str) -> None:
    before, _, rest = context.partition("[")
    inside, _, after = rest.partition("]")
    found = read(Document(text=before + inside + after)).observations
    ids = {o.indicator_id for o in found if len(before) <= o.span.start < len(before + inside)}
    assert ids == {None if expected == "-" else expected}


def test_every_entry_has_a_sentence() -> None:
    assert {expected for _, expected in LINES} - {"-"} == set(lexicon.catalogue())


def test_most_indicators_that_documents_use_are_there() -> None:
    assert len(lexicon.catalogue()) >= 180


@pytest.mark.parametrize("script", ["t2s", "s2t", "s2tw", "s2hk"])
def test_every_wording_leads_to_its_entry_in_both_scripts(script: str) -> None:
    convert = OpenCC(script).convert
    for entry in lexicon.catalogue().values():
        for name in entry.aliases:
            assert indicator.identify(fold(convert(name))) == entry.id, (convert(name), entry.id)


def test_every_wording_is_as_a_document_gives_it() -> None:
    for name in lexicon.indicator_names():
        assert indicator.clean(fold(name)) == name


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("全区地区生产总值", "gdp"),
        ("全市年末常住人口", "population"),
        ("我省“四上”企业", "above_scale_units"),
        ("地区生产总值的增长速度", "gdp"),
        ("幸福指数", None),
        ("全市", None),
        ("增速", None),
        ("", None),
    ],
)
def test_what_stands_around_a_name_is_left_out(said: str, id: str | None) -> None:
    assert indicator.identify(said) == id


def test_what_came_about_is_not_what_there_is() -> None:
    assert indicator.identify("5G基站") == "mobile_base_stations"
    assert indicator.identify("5G基站", ("新建",)) == "new_mobile_base_stations"
    assert indicator.identify("5G基站", ("打造",)) is None
    assert indicator.identify("粮食产量", ("打造",)) == "grain_output"


def test_kinds_go_with_their_units() -> None:
    for entry in lexicon.catalogue().values():
        if entry.unit in ("%", "‰"):
            assert entry.kind in (Kind.RATE, Kind.INDEX), entry.id
        if entry.kind is Kind.COUNT:
            assert lexicon.units()[entry.unit].kind == "count", entry.id


def test_a_definition_holds_for_its_years() -> None:
    industry = lexicon.catalogue()["industrial_value_added"]
    assert industry.holds(Period(2011, 2015))
    assert not industry.holds(Period(2010, 2012))
    poverty = lexicon.catalogue()["poverty_rate"]
    assert poverty.holds(Period.year(2020)) and not poverty.holds(Period.year(2021))
