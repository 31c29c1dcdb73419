"""Values arrive in a notebook as what they are: region codes, dates, numbers of numpy."""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import papermill
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import store
from indicators.batch import plan
from indicators.batch.fitting import run
from indicators.batch.record import Outputs
from indicators.batch.run import Asked, BatchResult
from indicators.batch.signature import signature
from indicators.batch.values import literal, parsed, plain
from indicators.errors import PlanError

DECLARED = """
from datetime import date  # for the defaults
import datetime
code: str = "000000"  # a region's code
since: date = date(2000, 1, 1)  # first day
at: datetime.datetime = datetime.datetime(2000, 1, 1)
share: float = 0.5  # of all
years: list[int] = [2020]  # base years
strict: bool = False
count = 3
"""
SHOW = "print([code, since, at, share, years, strict, count])"


@pytest.fixture
def home(
    tmp_path: Path, save_notebook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("INDICATORS_HOME", str(tmp_path))
    save_notebook(tmp_path, "01", DECLARED, SHOW)
    (tmp_path / "notebooks" / "rows.csv").write_text(
        '\ufeffcode,since,share,years,strict\n010101,2026-03-01,1,"[2019, 2021]",true\n', "utf-8"
    )
    (tmp_path / "notebooks" / "batch.toml").write_text(
        '[[run]]\nnotebook = "01"\nparameters.code = "022"\nparameters.since = 2025-12-31\n'
        "parameters.at = 2025-01-02T03:04:05\n"
        '[[run]]\nnotebook = "01"\nparameters = "rows.csv"\n'
    )
    return tmp_path


def test_values_arrive_as_what_they_are(home: Path, run_asked: Callable[..., BatchResult]) -> None:
    notebook = home / "notebooks" / "01.ipynb"
    asked = Asked.of()
    frame = {
        "since": pd.Timestamp("2024-05-06 07:08").date(),
        "at": np.datetime64("2024-05-06T07:08", "ns"),
        "share": np.float64(0.25),
        "count": np.int64(7),
        "strict": np.bool_(True),
        "years": np.array([1, 2]),
    }
    single = plan.single("01", ["code=007", "years=[1]", "share=2"], home / "notebooks")
    runs = (*asked.runs, run(notebook, frame), single)
    result = run_asked(Asked(runs, asked.listed, asked.plan))
    assert [record.error for record in result.records] == [""] * 4
    assert [shown(home, record.id) for record in result.records] == [
        "['022', datetime.date(2025, 12, 31), datetime.datetime(2025, 1, 2, 3, 4, 5), 0.5, [2020],"
        " False, 3]",
        "['010101', datetime.date(2026, 3, 1), datetime.datetime(2000, 1, 1, 0, 0), 1.0,"
        " [2019, 2021], True, 3]",
        "['000000', datetime.date(2024, 5, 6), datetime.datetime(2024, 5, 6, 7, 8), 0.25,"
        " [1, 2], True, 7]",
        "['007', datetime.date(2000, 1, 1), datetime.datetime(2000, 1, 1, 0, 0), 2.0, [1],"
        " False, 3]",
    ]


def shown(home: Path, name: str) -> str:
    notebook = json.loads(Outputs(home / "outputs").notebook(name).read_text("utf-8"))
    return "".join(notebook["cells"][-1]["outputs"][0]["text"]).strip()


PARSED = [
    ("0431", "str", "0431"),
    ("5", "int", 5),
    ("-5", "int", -5),
    ("true", "bool", True),
    ("2026-01-02", "date", date(2026, 1, 2)),
    ('["a", "b"]', "list[str]", ["a", "b"]),
    ("长春", "str | None", "长春"),
    ("5", "float", 5),
    ("1.5", "float", 1.5),
]


@pytest.mark.parametrize(("text", "declared", "value"), PARSED)
def test_text_is_read_by_its_declared_type(text: str, declared: str, value: object) -> None:
    assert parsed(text, declared) == value
    assert type(parsed(text, declared)) is type(value)


@pytest.mark.parametrize("text", ["", "05", "x", "5\nother = 6", "[1, 2"])
@pytest.mark.parametrize("declared", ["int", "date", "list[int]", "bool"])
def test_what_is_none_of_its_type_is_refused(text: str, declared: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        parsed(text, declared)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(VALUES)
def test_a_literal_is_the_value(value: object) -> None:
    assert eval(literal(value), {}) == value


def test_odd_numbers_and_unknown_things() -> None:
    assert math.isnan(eval(literal(math.nan)))
    assert literal(Decimal("1.50")) == "__import__('decimal').Decimal('1.50')"
    assert plain(pd.Timestamp("2026-01-02")) == datetime(2026, 1, 2)
    assert plain([np.int8(1), {"a": np.str_("x")}]) == [1, {"a": "x"}]
    assert literal(time(1, 2)) == "__import__('datetime').time(1, 2)"
    with pytest.raises(TypeError, match="a parameter cannot be object"):
        literal(object())


def test_our_notebooks_declare_what_papermill_finds() -> None:
    for notebook in store.notebooks_folder().glob("*.ipynb"):
        found: Mapping[str, dict[str, str]] = papermill.inspect_notebook(str(notebook))
        ours = signature(notebook)
        assert list(ours) == list(found)
        for name, one in ours.items():
            assert (one.default, one.help) == (found[name]["default"], found[name]["help"])
            ast.parse(one.type)


WRONG = [
    (["regon=x"], "-p 'regon' is not a parameter of 01.ipynb: did you mean 'region'?"),
    (["horizon=x"], "-p horizon=x: 'x' is no whole number"),
    (["horizon=1", "horizon=2"], "-p horizon=2: horizon is given twice"),
    (["horizon"], "-p horizon: give a value: -p horizon=VALUE"),
    (["=1"], "-p '' is not a parameter of 01.ipynb: it takes region"),
    (["horizon=[1]"], "-p horizon=[1]: horizon takes one int, not a list: run each"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_a_wrong_parameter_is_told(
    tmp_path: Path, save_notebook: Callable[..., Path], given: list[str], said: str
) -> None:
    save_notebook(tmp_path, "01", 'region: str = "x"\nhorizon: int = 5')
    with pytest.raises(PlanError) as refusal:
        plan.single("01", given, tmp_path / "notebooks")
    assert said in str(refusal.value)
