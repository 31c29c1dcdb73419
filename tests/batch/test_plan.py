"""A plan expands as it says, or is refused with a line for every fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indicators.batch.names import LONGEST, identity
from indicators.batch.plan import Run, destination, load, select
from indicators.errors import PlanError, UnknownName
from indicators.remote import Remote

PARAMETERS = """\
region: str = "长春市南关区"  # district
horizon: int = 5  # years ahead
share: float = 0.5  # of what is known
strict: bool = False  # no guesses
years: list[int] = [2020, 2021]  # base years
"""


@pytest.fixture
def plan(tmp_path: Path, save_notebook: Callable[..., Path]) -> Callable[[str], tuple[Run, ...]]:
    save_notebook(tmp_path, "01-say", "# 问题", 'region: str = "长春市南关区"  # district')
    save_notebook(tmp_path, "02-growth", PARAMETERS)
    file = tmp_path / "notebooks" / "batch.toml"

    def load_text(text: str) -> tuple[Run, ...]:
        file.write_text(text, "utf-8")
        return load(file, tmp_path / "notebooks")

    return load_text


def test_lists_stand_for_one_run_each(plan: Callable[[str], tuple[Run, ...]]) -> None:
    runs = plan("""
        [[run]]
        notebook = ["01-say", "02-growth.ipynb"]
        parameters.region = ["长春市南关区", "长春市二道区"]
        [[run]]
        notebook = "02-growth"
        [run.parameters]
        horizon = [3, 10]
        years = [2019, 2020]
        share = 1
    """)
    assert [run.id for run in runs] == [
        "01-say--长春市南关区",
        "01-say--长春市二道区",
        "02-growth--长春市南关区",
        "02-growth--长春市二道区",
        "02-growth--horizon-3--years-_2019_2020_--share-1.0--" + runs[4].id[-8:],
        "02-growth--horizon-10--years-_2019_2020_--share-1.0--" + runs[5].id[-8:],
    ]
    assert runs[4].parameters == {"horizon": 3, "years": [2019, 2020], "share": 1.0}
    assert isinstance(runs[4].parameters["share"], float)
    assert runs[0].label == "01-say 长春市南关区"


def entry(parameters: str, notebook: str = '"02-growth"') -> str:
    return f"[[run]]\nnotebook = {notebook}\n[run.parameters]\n{parameters}\n"


REFUSED = [
    # what is written, what is said
    ("[[run]\n", "batch.toml:1: expected ']]' at the end of an array declaration: mend this line"),
    ('[[run]]\nnotebook = "01-say\n', "batch.toml:2: illegal character '\\n': mend this line"),
    ("", "batch.toml: no [[run]]: name at least one"),
    ("run = 5\n", "batch.toml: no [[run]]: name at least one"),
    ("[[runs]]\n", "batch.toml:1: 'runs' is not a key here: use [[run]]"),
    ("to = 5\n" + entry(""), "batch.toml:1: to: 5 is no place: give a folder or a URL in quotes"),
    ('to = " "\n' + entry(""), "batch.toml:1: to: ' ' is no place: give a folder or a URL"),
    ('to = "no://b/c"\n' + entry(""), "batch.toml:1: to: no://b/c: protocol not known: no"),
    ("[[run]]\n", 'batch.toml:1: no notebook: add notebook = "01-say"'),
    ("[[run]]\nnotebook = 2\n", "batch.toml:2: notebook is a name in quotes, not 2"),
    (
        '[[run]]\nnotebok = "01-say"\n',
        "batch.toml:2: 'notebok' is not a key of a run: did you mean 'notebook'?",
    ),
    (
        entry("", '"01-sya"'),
        "batch.toml:2: no notebook '01-sya' in notebooks/: did you mean '01-say'?",
    ),
    (entry("", '"../01-say"'), "batch.toml:2: no notebook '../01-say' in notebooks/: did you"),
    (
        entry('regoin = "长春市南关区"'),
        "batch.toml:4: 'regoin' is not a parameter of 02-growth.ipynb: did you mean 'region'?",
    ),
    (entry("region = 5"), "batch.toml:4: region takes str, not int: 5"),
    (entry("horizon = 2.5"), "batch.toml:4: horizon takes int, not float: 2.5"),
    (entry("horizon = true"), "batch.toml:4: horizon takes int, not bool: True"),
    (entry('horizon = "5"'), "batch.toml:4: horizon takes int, not str: '5'"),
    (entry("horizon = [5, 'x']"), "batch.toml:4: horizon takes int, not str: 'x'"),
    (entry("share = false"), "batch.toml:4: share takes float, not bool: False"),
    (entry("strict = 1"), "batch.toml:4: strict takes bool, not int: 1"),
    (entry("years = 2020"), "batch.toml:4: years takes list[int], not int: 2020"),
    (entry("years = ['2020']"), "batch.toml:4: years takes list[int], not list: ['2020']"),
    (entry("region = 2020-01-01"), "batch.toml:4: region takes str, not date"),
    (entry("region = []"), "batch.toml:4: region is an empty list, so no run at all"),
    ('[[run]]\nnotebook = "01-say"\nparameters = 1\n', "batch.toml:3: parameters is a table"),
    (entry('region = ["x", "x"]'), "batch.toml:1: 02-growth--x is already a run: remove one"),
    (entry('region = ["x", "X"]'), "02-growth--X differs from 02-growth--x in upper and lower"),
    (entry("", '"03-broken"'), "batch.toml:2: 03-broken.ipynb: not a notebook"),
    (entry("", '"04-unread"'), "04-unread.ipynb: parameters cell, line 1: not one name"),
]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", None),
        ('to = "memory://reports"\n', Remote("memory://reports")),
        ('to = "../published"\n', "../published"),
        ('to = "file:///srv/published"\n', "/srv/published"),
    ],
)
def test_a_plan_says_where_its_pages_go(
    said: str, wanted: str | Remote | None, tmp_path: Path, plan: Callable[[str], tuple[Run, ...]]
) -> None:
    plan(said + entry(""))
    notebooks = tmp_path / "notebooks"
    beside = notebooks / wanted if isinstance(wanted, str) else wanted
    assert destination(notebooks / "batch.toml", notebooks) == beside


@pytest.mark.parametrize(("text", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_faulty_plan_is_refused(
    text: str,
    said: str,
    tmp_path: Path,
    plan: Callable[[str], tuple[Run, ...]],
    save_notebook: Callable[..., Path],
) -> None:
    save_notebook(tmp_path, "03-broken").write_text("{", "utf-8")
    save_notebook(tmp_path, "04-unread", "horizon = years = 5")
    with pytest.raises(PlanError) as refusal:
        plan(text)
    assert any(said in line for line in str(refusal.value).splitlines())


def test_all_faults_are_told_at_once(plan: Callable[[str], tuple[Run, ...]]) -> None:
    with pytest.raises(PlanError) as refusal:
        plan(entry("regoin = 'x'\nhorizon = 'x'") + entry("strict = 0", '["01-say", "09-none"]'))
    assert [line.split(": ")[0] for line in str(refusal.value).splitlines()] == [
        "batch.toml:4",
        "batch.toml:5",
        "batch.toml:9",
        "batch.toml:7",
    ]


def test_a_missing_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no such file: write it, or name another plan"):
        load(tmp_path / "batch.toml", tmp_path)


def test_select_by_id_notebook_or_value(plan: Callable[[str], tuple[Run, ...]]) -> None:
    runs = plan(entry('region = ["长春市南关区", "长春市二道区"]', '["01-say", "02-growth"]'))
    assert select(runs, ()) == runs
    assert select(runs, ["02-growth.ipynb"]) == runs[2:]
    assert select(runs, ["长春市二道区"]) == (runs[1], runs[3])
    assert select(runs, ["01*南关区", "02-growth--长春市二道区"]) == (runs[0], runs[3])
    with pytest.raises(UnknownName, match="'长春市二到区': no run .* mean '长春市二道区'"):
        select(runs, ["长春市二到区"])


HOSTILE = ["../../etc/passwd", "a/b", "a?b", "x" * 400, "区" * 100, "", ".hidden", "a b", "<b>"]


def test_ids_are_safe_names_and_differ() -> None:
    ids = [identity("01-say", {"region": region}) for region in HOSTILE]
    ids += [identity("01-say", {"region": "a/c"}), identity("index", {})]
    assert len({name.casefold() for name in ids}) == len(ids)
    for name in ids:
        assert len(name.encode()) <= LONGEST + 10
        assert not set(name) & set('/\\?*<>:|" ')
    assert ids[-1] != "index"  # that page is the site's own
