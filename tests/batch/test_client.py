"""Our own client: every end is known at once and told in a line; any number may run at a time."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from time import monotonic, sleep, time

import papermill
import pytest
from nbformat import NotebookNode

from indicators.batch.kernels import Execution, Limits, Place, execute, kernels
from indicators.batch.limits import size

Run = Callable[..., Execution]
TWO_MINUTES = Limits(120)
PARAMETERS = 'region: str = "x"'
SLEEP = "import time; time.sleep(600)"
GROW = """
import time
held = []
while True:
    held.append(b"x" * 20_000_000); time.sleep(0.01)
"""
CHILD = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import time; held = b'x' * 700_000_000; time.sleep(600)"])
"""


@pytest.fixture(scope="module", params=[True, False], ids=["forked", "started"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("home")
    (home / "zygote").mkdir()
    with kernels(home, home / "zygote", warm=request.param) as place:
        yield place


@pytest.fixture
def run(place: Place, tmp_path: Path, save_notebook: Callable[..., Path]) -> Run:
    """`run("1 + 1")`: the cells in a kernel of the module's place."""
    numbers = count()

    def run(*cells: str, limits: Limits = TWO_MINUTES, at: Place = place) -> Execution:
        number = next(numbers)
        source = save_notebook(tmp_path, f"run-{number}", PARAMETERS, *cells)
        work = tmp_path / f"work-{number}"
        work.mkdir()
        return execute(source, {"region": "长春市"}, work, at, limits)

    return run


def test_the_death_of_a_kernel_is_known_at_once(run: Run, tmp_path: Path) -> None:
    at = tmp_path / "died-at"
    die = (
        f"import os, time; open({str(at)!r}, 'w').write(str(time.time())); os.kill(os.getpid(), 9)"
    )
    done = run("print('so far')", die)
    late = time() - float(at.read_text())
    assert done.error == "the kernel died (signal 9) in cell 4"
    # about 0.05 s on a machine with nothing else to do; looking every second would not do
    assert late < 0.8
    assert done.notebook
    said, died = _code(done.notebook)[1:]
    assert [out.text for out in said.outputs] == ["so far\n"]
    assert [(out.ename, out.evalue) for out in died.outputs] == [("KernelDied", done.error)]


LIMITS = {
    "cell": (SLEEP, Limits(cell=2), "cell 3 took longer than 2 s"),
    "notebook": (SLEEP, Limits(60, notebook=2), "the notebook took longer than 2 s in cell 3"),
    "memory": (GROW, Limits(60, memory=600 * 2**20), "cell 3 needed more than 600 MB"),
    "outputs": (
        "print('x' * 3_000_000)",
        Limits(60, output=2 * 2**20),
        "with cell 3 the outputs are more than 2 MB",
    ),
    "an output": (
        "'x' * 3_000_000",
        Limits(60, output=2 * 2**20),
        "with cell 3 the outputs are more than 2 MB",
    ),
    "memory of a child": (CHILD, Limits(60, memory=650 * 2**20), "cell 3 needed more than 650 MB"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_ends_a_run_with_a_line(limit: str, run: Run) -> None:
    cell, limits, error = LIMITS[limit]
    begun = monotonic()
    done = run(cell, "'never'", limits=limits)
    assert done.error == error
    assert monotonic() - begun < 45
    assert done.notebook and len(str(done.notebook)) < 100_000
    assert [cell.metadata.papermill.status for cell in _code(done.notebook)] == [
        "completed",
        "failed",
        "pending",
    ]


def test_a_run_within_its_limits_is_let_alone(run: Run) -> None:
    assert run("held = bytearray(100_000_000)", limits=Limits(60, 60, 2**30)).error == ""


def test_sizes_are_told_as_people_say_them() -> None:
    assert [size(2 * 2**30), size(1.5 * 2**30), size(300 * 2**20), size(7)] == [
        *("2 GB", "1.5 GB", "300 MB", "7 bytes")
    ]


def test_several_run_at_once_and_none_hears_another(run: Run, place: Place) -> None:
    if place.door is None:
        pytest.skip("four started kernels would take long; threads share nothing more than here")
    cells = "import time, os; time.sleep(0.3); print(os.getpid(), {0})"
    with ThreadPoolExecutor(4) as threads:
        one = lambda n: run(cells.format(n), "1 / 0" if n == 2 else "'x'")  # noqa: E731
        dones = list(threads.map(one, range(4)))
    assert [bool(done.error) for done in dones] == [False, False, True, False]
    told = [_code(done.notebook)[1].outputs[0].text.split() for done in dones]  # type: ignore[arg-type]
    assert [number for _, number in told] == ["0", "1", "2", "3"]
    assert len({pid for pid, _ in told}) == 4


def test_a_place_may_be_sent_elsewhere(run: Run, place: Place) -> None:
    sent = pickle.loads(pickle.dumps(place))
    assert (sent.home, sent.door) == (place.home, place.door)
    assert run("1 + 1", at=sent).error == ""


def test_stopping_ends_what_runs_in_other_threads(run: Run, place: Place, tmp_path: Path) -> None:
    here = pickle.loads(pickle.dumps(place))
    sign = tmp_path / "sign"
    with ThreadPoolExecutor(1) as threads:
        going = threads.submit(run, f"open({str(sign)!r}, 'w').close()\n{SLEEP}", at=here)
        while not sign.exists() and not going.done():
            sleep(0.05)
        here.stop()
        assert going.result(30).error == "the kernel died (signal 9) in cell 3"
    assert run("1", at=here).error.startswith("the kernel died (signal 9)")


def test_a_kernel_that_cannot_start_is_told(
    run: Run, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place.door:
        pytest.skip("a forked kernel has no start to fail")
    monkeypatch.setattr("indicators.batch.launch.LAUNCHER", "no_such_module")
    error = run("1").error
    assert error.startswith("the kernel died (exit code 1) at its start")
    assert "no_such_module" in error


def test_a_notebook_is_what_papermill_makes_of_it(
    run: Run, place: Place, tmp_path: Path, save_notebook: Callable[..., Path]
) -> None:
    done = run("# text", "print(region)", "1 / 0", "'never'")
    source = next((tmp_path / "notebooks").iterdir())
    with pytest.raises(papermill.PapermillExecutionError):
        papermill.execute_notebook(
            source, tmp_path / "out.ipynb", {"region": "长春市"}, progress_bar=False
        )
    theirs = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))
    assert done.error == "ZeroDivisionError: division by zero (cell 4)"
    assert done.notebook
    assert [_shape(cell) for cell in done.notebook.cells] == [_shape(c) for c in theirs["cells"]]
    assert _keys(done.notebook.metadata) == _keys(theirs["metadata"])


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells of code but the injected one."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in code if "injected-parameters" not in cell.metadata.tags]


def _shape(cell: dict[str, object]) -> object:
    """A cell without its times, ids, paths of this machine and escapes of what is not ASCII."""
    about = dict(cell["metadata"])  # type: ignore[call-overload]
    about["papermill"] = {
        key: value for key, value in about.get("papermill", {}).items() if "time" not in key
    }
    about["papermill"].pop("duration", None)
    about["execution"] = sorted(about.get("execution", ()))
    outputs = [(o["output_type"], o.get("ename")) for o in cell.get("outputs", ())]  # type: ignore[attr-defined]
    return cell["cell_type"], cell.get("execution_count"), about, outputs


def _keys(metadata: dict[str, object]) -> object:
    return {key: sorted(value) for key, value in metadata.items() if isinstance(value, dict)}
