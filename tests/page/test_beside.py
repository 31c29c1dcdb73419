"""The files beside each page of the collection, read back: they hold what the page tells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from indicators.batch.fitting import Run
from indicators.growth import growth_targets, table
from indicators.report import figures, page
from indicators.report.amounts import share
from page.test_collection import RUNS

Rows = list[dict[str, str]]
KEY = ("FREQ", "REF_AREA", "INDICATOR", "MEASURE", "STATUS", "VARIANT", "AS_OF", "SOURCE")
COLUMNS = (*figures.COLUMNS, *figures.MORE)


def rows(made: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))


@pytest.fixture
def beside(executed: Callable[[Run], NotebookNode]) -> Callable[[str], dict[str, bytes]]:
    """The files of the first Chinese run of a notebook."""

    def of(notebook: str) -> dict[str, bytes]:
        return page.beside(executed(next(run for run in RUNS if run.notebook == notebook)))

    return of


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.id))
def test_every_page_has_its_figures_in_every_form(
    run: Run, executed: Callable[[Run], NotebookNode]
) -> None:
    made = page.beside(executed(run))
    assert set(made) == {".csv", ".tables.csv", ".dta", ".sdmx.csv", ".xlsx", ".svg"}
    assert made[".csv"].startswith(b"\xef\xbb\xbf")
    tidy = rows(made[".csv"])
    assert tidy and list(tidy[0]) == [column.name for column in COLUMNS]
    values = [float(row["value"]) for row in tidy]
    with pd.read_stata(io.BytesIO(made[".dta"]), iterator=True) as file:
        assert file.variable_labels() == {column.name: column.zh for column in COLUMNS}
    assert list(pd.read_stata(io.BytesIO(made[".dta"]))["value"]) == values
    sheet = openpyxl.load_workbook(io.BytesIO(made[".xlsx"])).worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == "数值")
    assert [sheet.cell(n, at).value for n in range(2, sheet.max_row + 1)] == values
    told = rows(made[".sdmx.csv"])
    keys = [tuple(row[name] for name in (*KEY, "TIME_PERIOD")) for row in told]
    assert len(set(keys)) == len(keys) == sum(bool(row["first_year"]) for row in tidy)
    assert all(all(row[name] for name in (*KEY, "TIME_PERIOD", "OBS_VALUE")) for row in told)


def test_targets_chances_and_growth_of_provinces_are_observations(
    beside: Callable[[str], dict[str, bytes]], executed: Callable[[Run], NotebookNode]
) -> None:
    tidy = rows(beside("07-provinces-2026")[".csv"])
    official = growth_targets()
    asked = official[official["year"] == 2026].set_index("code").to_dict("index")
    targets = [row for row in tidy if row["status"] == "target"]
    assert len(targets) == 31
    for row in targets:
        known = asked[row["region_code"]]
        assert Decimal(row["value"]) == Decimal(str(known["low"]))
        assert (row["text"], row["bound"]) == (known["stated"], known["bound"])
        assert row["unit"] == "%" and row["document"] == "growth_targets.csv"
    chances = [row for row in tidy if row["measure"] == "chance" and not row["variant"]]
    run = next(run for run in RUNS if run.notebook == "07-provinces-2026")
    shown = BeautifulSoup(page.render(executed(run)), "lxml")
    for row in chances:
        cell = shown.select_one(f"#t-chances-{row['region_code']} strong:not(:has(a[href^='#e-']))")
        assert cell is not None and cell.get_text() == share(float(row["value"]) / 100)
        assert (row["as_of"], row["first_year"], row["unit"]) == ("2025", "2026", "%")
    assert len(chances) == 31


def test_scores_are_observations(beside: Callable[[str], dict[str, bytes]]) -> None:
    tidy = rows(beside("06-how-good-are-the-forecasts")[".csv"])
    assert {row["status"] for row in tidy} == {"score", "actual"}, "levels that leap, too"
    stored = [row for row in tidy if row["document"] == "forecast_scores.csv"]
    cells = table("forecast_scores")
    kept = cells[(cells["scope"] == "all") & (cells["entrant"] == "pooled")]
    assert sorted(float(row["value"]) for row in stored) == sorted(kept["ratio"])
    assert all(row["variant"].startswith("scope=all;panel=") for row in stored)
    assert {"brier", "came_true", "crps", "in80", "measured"} <= {row["measure"] for row in tidy}


def test_a_path_and_its_fan_are_observations(beside: Callable[[str], dict[str, bytes]]) -> None:
    tidy = rows(beside("02-growth-path")[".csv"])
    ahead = [row for row in tidy if row["status"] == "forecast" and row["measure"] == "level"]
    assert {row["first_year"] for row in ahead} == {"2022", "2023", "2024"}
    assert all(row["unit"] == "CNY" and row["as_of"] == "2021" for row in ahead)
    last = {row["variant"]: float(row["value"]) for row in ahead if row["first_year"] == "2024"}
    assert last["p10"] < last["median"] < last["p90"] and 6e10 < last["median"] < 7e10


def test_figures_of_two_things_at_one_place_have_keys_of_their_own() -> None:
    facts = {
        "region_code": "220106",
        "measure": "level",
        "value": "1",
        "status": "target",
        "document": "d",
        "char_start": 3,
        "first_year": 2024,
        "last_year": 2024,
    }
    made = figures.written(figures.gathered([facts, facts]), "sdmx")
    assert [row["SOURCE"] for row in rows(made)] == ["d:3", "d:3/2"]
