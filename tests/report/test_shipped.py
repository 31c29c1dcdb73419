"""Figures of data/series lead to the row that holds them, as it is written in its file."""

from __future__ import annotations

import re

import pytest

from indicators import store
from indicators.errors import SeriesError
from indicators.growth import growth_targets, official
from indicators.language import speaking
from indicators.record import Measure
from indicators.report import official as told
from indicators.report import shipped
from indicators.report.evidence import bundle

HEBEI = {"code": "130000", "year": 2025}
TARGETS = "growth_targets.csv"


@pytest.mark.parametrize(
    ("file", "column", "where", "text"),
    [
        (TARGETS, "outcome", HEBEI, "5.6"),
        (TARGETS, "stated", {"code": "330000", "year": 2026}, "5%—5.5%"),
        ("peer_ambition.csv", "met_low", {"above": "-0.04"}, "0.59"),
        ("forecast_bars.csv", "bar", {"what": "100,000 units x 4 horizons, seconds"}, "< 1"),
    ],
)
def test_the_text_at_the_place_is_the_figure(
    file: str, column: str, where: dict[str, object], text: str
) -> None:
    span = shipped.place(file, column, **where)
    assert span.of((store.series_folder() / file).read_text("utf-8")) == text
    line = shipped.file(file).line(span.start).of(shipped.file(file).text)
    assert all(str(value) in line for value in where.values())


@pytest.mark.parametrize(
    ("column", "where", "told"),
    [
        ("outcome", {"code": "130000", "year": 1800}, "0 rows of code 130000, year 1800"),
        ("outcome", {"year": 2025}, "rows of year 2025 with outcome: one is wanted"),
        ("growth", HEBEI, "1 rows of code 130000, year 2025 with growth"),
    ],
)
def test_what_is_not_one_figure_is_refused(
    column: str, where: dict[str, object], told: str
) -> None:
    with pytest.raises(SeriesError, match=re.escape(told)):
        shipped.place(TARGETS, column, **where)


def test_every_target_and_outcome_has_its_row() -> None:
    rows = growth_targets()
    for code, year, outcome in zip(rows["code"], rows["year"], rows["outcome"], strict=True):
        span = shipped.place(TARGETS, "outcome", code=code, year=year)
        found = span.of(shipped.file(TARGETS).text)
        assert repr(float(found or "nan")) == repr(float(outcome))


def test_a_row_is_of_the_vintage_that_is_used() -> None:
    series = official("220000", "gdp")
    year = int(series.index[-1])
    span = re.search(r"@(\d+)-(\d+)", told.figure("x", series, year))
    assert span is not None
    file = shipped.file(str(series.attrs["file"]))
    assert float(file.text[int(span[1]) : int(span[2])]) == series[year]
    assert str(series.attrs["vintage"]) in file.line(int(span[1])).of(file.text)


def test_files_are_told_in_the_language_of_the_page() -> None:
    growth = official("000000", "gdp", measure=Measure.GROWTH)
    mark = told.figure("5.0%", growth, int(growth.index[-1]))
    for language, origin in (
        ("zh", "国家统计局"),
        ("en", "National Bureau of Statistics of China"),
    ):
        with speaking(language):
            assert bundle(mark)["documents"]["nation_gdp_growth.csv"]["issuer"] == origin
