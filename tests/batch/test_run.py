"""A batch goes on after a failure, keeps the last good page, and records how every run ended.

Kernels are slow to start: the module's two batches start four.
"""

from __future__ import annotations

import contextlib
import io
import json
import platform
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat import NotebookNode

from indicators.batch import work
from indicators.batch.kernels import Execution, one_line
from indicators.batch.record import Outputs, State, read_batch, read_batches, read_states
from indicators.batch.run import BatchResult
from indicators.errors import PlanError, UnknownName, UsageError

SOUTH, EAST, GREEN = "长春市南关区", "长春市二道区", "长春市绿园区"
THREE = f"{SOUTH}, {EAST}, {GREEN}"
GOOD = f"01-path--{SOUTH}"


@dataclass(frozen=True)
class Batches:
    """A good run, and then a batch in which it fails, the next one dies and the third is good."""

    outputs: Path
    first: BatchResult
    good: Mapping[str, bytes]
    second: BatchResult
    told: list[str]
    noise: str


@pytest.fixture(scope="module")
def batches(
    tmp_path_factory: pytest.TempPathFactory,
    make_collection: Callable[[Path], Path],
    batch: Callable[..., BatchResult],
) -> Batches:
    home = make_collection(tmp_path_factory.mktemp("collection"))
    # a kernel spec of the user's by the same name must not win
    spec = home / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    other = {"argv": ["false", "{connection_file}"], "display_name": "x", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(other))
    told, noise = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(noise):
        patch.setenv("JUPYTER_PATH", str(home / "jupyter"))
        patch.setenv("INDICATORS_HOME", str(home))
        first = batch(GOOD)
        good = {
            f.name: f.read_bytes()
            for f in (home / "outputs").rglob(f"{GOOD}.*")
            if "logs" not in f.parts
        }
        (home / "data" / "mode").write_text("fails")
        second = batch(out=told, jobs=1)
    lines = told.getvalue().splitlines()
    return Batches(home / "outputs", first, good, second, lines, noise.getvalue())


def test_a_failure_does_not_stop_the_others(batches: Batches) -> None:
    failed, died, good = batches.second.records
    assert [failed.status, died.status, good.status] == ["failed", "failed", "ok"]
    assert batches.second.failed == (failed, died)
    assert failed.error == "ValueError: no figure of <b>2022</b> (cell 3)"
    assert died.error.startswith("DeadKernelError")


def test_the_last_good_page_stays(batches: Batches) -> None:
    outputs = batches.outputs
    assert set(batches.good) == {f"{GOOD}.html", f"{GOOD}.ipynb"}
    assert (outputs / "site" / f"{GOOD}.html").read_bytes() == batches.good[f"{GOOD}.html"]
    assert (outputs / "notebooks" / f"{GOOD}.ipynb").read_bytes() == batches.good[f"{GOOD}.ipynb"]
    assert b"ValueError" in (outputs / "failed" / f"{GOOD}.ipynb").read_bytes()
    assert not list(outputs.rglob(".*"))


def test_progress_is_a_line_a_run(batches: Batches) -> None:
    failed, died, good = batches.told
    assert failed.startswith(f"[1/3] 01-path {SOUTH} … failed ")
    assert failed.endswith(" s: ValueError: no figure of <b>2022</b> (cell 3)")
    assert died.startswith(f"[2/3] 01-path {EAST} … failed ")
    assert good.startswith(f"[3/3] 01-path {GREEN} … ok ")
    assert batches.noise == ""


def test_the_kernel_is_this_interpreter_in_this_collection(batches: Batches) -> None:
    notebook = json.loads(batches.good[f"{GOOD}.ipynb"])
    injected, _, glue = notebook["cells"][1:]
    assert "".join(injected["source"]) == f"# Parameters\nregion = '{SOUTH}'\n"
    bundle = glue["outputs"][0]["data"]["application/vnd.indicators+json"]
    assert bundle["python"] == sys.executable
    assert glue["outputs"][1]["text"] == [f"{batches.outputs.parent}\n"]
    # no path of this machine is left in what is shared
    assert notebook["metadata"]["papermill"]["output_path"] == "01-path.ipynb"


def test_the_record_tells_how_every_run_ended(batches: Batches) -> None:
    plan, states = read_states(Outputs(batches.outputs))
    good = batches.first.records[0]
    assert list(plan) == [record.id for record in batches.second.records]
    assert states[GOOD] == State(batches.second.records[0], good)
    assert states[f"01-path--{EAST}"].good is None
    assert good.parameters == {"region": SOUTH}
    assert (good.title, good.answer) == (f"增长 of {SOUTH}", f"{SOUTH}: <2 of 3>")
    assert set(good.inputs) >= {"01-path.ipynb", "data/documents", "data/mode", "indicators"}
    assert good.versions["python"] == platform.python_version()
    assert good.seconds > 0
    assert (batches.outputs / good.page).is_file()
    outputs = Outputs(batches.outputs)
    ended = [(one.number, one.plan, one.outcome) for one in read_batches(outputs)]
    assert ended == [(1, "batch.toml", "done"), (2, "batch.toml", "failed")]
    assert read_batch(outputs, 2) == batches.second.records


def test_the_index_shows_answers_and_failures(batches: Batches) -> None:
    index = batches.second.index.with_name("index.en.html").read_text("utf-8")
    assert "3 runs in the plan, 1 good, 2 failed" in index
    assert "ValueError: no figure of &lt;b&gt;2022&lt;/b&gt; (cell 3)" in index
    assert f"{SOUTH}: &lt;2 of 3&gt;" in index
    # the failed run's title and its `last good page`, and the good run's title
    assert len(re.findall(r'href="01-path--%E9%95%BF[^"]*\.html"', index)) == 3
    assert "No good page yet" in index


def test_nothing_starts_when_the_plan_is_wrong(
    home: Path, batch: Callable[..., BatchResult]
) -> None:
    with pytest.raises(UnknownName) as unknown:
        batch("nobody")
    assert str(unknown.value) == f"'nobody': no run of that name; there are 01-path, {THREE}"
    with (home / "notebooks" / "batch.toml").open("a", encoding="utf-8") as plan:
        plan.write("regoin = 5\n")
    with pytest.raises(PlanError):
        batch()
    assert not (home / "outputs").exists()


def test_a_record_that_cannot_be_read_is_not_written_over(
    home: Path, batch: Callable[..., BatchResult]
) -> None:
    record = home / "outputs" / "record.sqlite"
    record.parent.mkdir()
    record.write_text("{" * 999)
    with pytest.raises(UsageError, match="restore it or move it away"):
        batch()
    assert record.read_text() == "{" * 999


def test_what_cannot_become_a_page_is_a_failed_run(
    home: Path,
    make_notebook: Callable[..., NotebookNode],
    monkeypatch: pytest.MonkeyPatch,
    batch: Callable[..., BatchResult],
) -> None:
    monkeypatch.setattr(work, "execute", lambda *_, **__: Execution(make_notebook("# x"), ""))

    def no_page(_: object) -> str:
        raise RuntimeError("no page")

    monkeypatch.setattr("indicators.report.page.render", no_page)
    result = batch(GOOD)
    assert result.failed[0].error == "RuntimeError: no page"
    assert not (home / "outputs" / "notebooks").exists()
    assert "尚无成功的页面" in result.index.read_text("utf-8")


def test_an_error_is_one_line() -> None:
    assert one_line("\x1b[31mE\x1b[0m:\n  a\u0000 <b>\n") == "E: a <b>"
    assert len(one_line("长" * 999)) == 301
