"""A value that is none of the known ones is refused before anything starts, with the nearest."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from indicators import choices, store
from indicators.batch import plan
from indicators.batch.signature import signature
from indicators.cli import main
from indicators.errors import PlanError, UnknownName

NOTEBOOKS = sorted(store.notebooks_folder().glob("*.ipynb"))


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("Region", "长春市南关去", r"did you mean '长春市南关区'"),
        ("Region", "绿园", r"did you mean '长春市绿园区'"),
        ("Region", "区", "did you mean"),
        ("Region", "", "there are 长春市南关区"),
        ("Region", "上海市", "did you mean|there are 长春市"),
        ("City", "长春", "there are 长春市"),
        ("Nation", "世界", "there are 全国"),
        ("Indicator", "gpd", "did you mean 'gdp'"),
        ("Indicator", "grain_output", "is not known"),
        ("Horizon", 6, "there are 1, 2, 3, 4, 5"),
        ("Levels", 4, "there are 3, 5, 10, 20"),
        ("Ahead", 2, "there are 1, 3, 5"),
        ("TargetYear", 1999, "there are 20"),
        ("Language", "de", "there are zh, en"),
    ],
)
def test_another_value_is_refused_with_what_may_be_meant(
    kind: str, value: object, told: str
) -> None:
    fault = choices.CHOICES[kind].fault(value)
    assert re.search(told, fault) and "\n" not in fault


@pytest.mark.parametrize(
    ("kind", "value"),
    [("Region", "长春市南关区"), ("Region", "南关区"), ("Region", "吉林省长春市南关区")]
    + [("City", "长春市"), ("Indicator", "gdp"), ("Horizon", 5), ("TargetYear", 2026)],
)
def test_a_known_value_is_taken(kind: str, value: object) -> None:
    assert not choices.CHOICES[kind].fault(value)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_default_is_one_of_its_set(notebook: Path) -> None:
    for one in signature(notebook).values():
        if one.type in choices.CHOICES:
            assert not list(one.faults(eval(one.default)))


def test_a_faulty_plan_names_each_line_and_starts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "batch.toml"
    file.write_text(
        '[[run]]\nnotebook = "02-growth-path"\n[run.parameters]\n'
        'region = ["长春市南关区", "长春市南关去"]\nindicator = "gpd"\nlanguage = "cn"\n',
        "utf-8",
    )
    assert main(["run", "--plan", str(file)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3 and all(line.startswith("indicators: batch.toml:") for line in told)
    assert (
        "batch.toml:4: region '长春市南关去' is not known: did you mean '长春市南关区'" in told[0]
    )
    (tmp_path / "rows.csv").write_text("region,horizon\n长春市南关区,3\n长春,9\n", "utf-8")
    file.write_text('[[run]]\nnotebook = "02-growth-path"\nparameters = "rows.csv"\n', "utf-8")
    with pytest.raises(PlanError, match=r"rows.csv:3: .*region '长春'(.|\n)*horizon 9"):
        plan.load(file, store.notebooks_folder())


def test_one_run_is_checked_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["run", "02-growth-path", "-p", "region=长春市绿院区", "-p", "horizon=03"]
    assert main(asked) == 2
    told = capsys.readouterr().err
    assert "region '长春市绿院区' is not known: did you mean '长春市绿园区'" in told


def test_a_name_of_several_regions_is_no_region() -> None:
    with pytest.raises(UnknownName, match="may be 长春市"):
        store.readings("区")


def test_a_notebook_without_such_types_takes_what_it_declares(tmp_path: Path) -> None:
    tagged = {
        "cell_type": "code",
        "metadata": {"tags": ["parameters"]},
        "source": 'region: str = "x"',
    }
    notebook = tmp_path / "own.ipynb"
    notebook.write_text(json.dumps({"nbformat": 4, "cells": [tagged]}), "utf-8")
    assert not list(signature(notebook)["region"].faults("anywhere"))
