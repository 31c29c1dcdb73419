"""A small collection whose notebook behaves as data/mode says."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

import pytest
from nbformat import NotebookNode

from indicators.batch import work
from indicators.batch.kernels import Execution
from indicators.batch.progress import Lines
from indicators.batch.run import Asked, BatchResult, Way, run_batch

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PARAMETERS = 'region: str = "长春市南关区"  # district, as documents name it'
BEHAVE = """
import os, sys
from pathlib import Path
from IPython.display import Markdown, display
Path("pid").write_text(str(os.getpid()))
mode = Path("data/mode").read_text()
if mode == "fails" and region == "长春市南关区":
    raise ValueError("no figure of\\n<b>2022</b>")
if mode == "fails" and region == "长春市二道区":
    os._exit(3)
if mode == "hangs":
    import time; time.sleep(60)
Markdown(f"# 增长 <i>of</i> {region}")
"""
GLUE = """
bundle = {"answer": f"{region}: <2 of 3>", "python": sys.executable}
display({"application/vnd.indicators+json": bundle, "text/plain": "glue"}, raw=True)
print(os.environ["INDICATORS_HOME"])
"""
PLAN = """
[[run]]
notebook = "01-path"
parameters.region = ["长春市南关区", "长春市二道区", "长春市绿园区"]
"""


@pytest.fixture(scope="session")
def make_collection(save_notebook: Callable[..., Path]) -> Callable[[Path], Path]:
    """`make_collection(home)`: one notebook, planned for three districts."""

    def make(home: Path) -> Path:
        save_notebook(home, "01-path", PARAMETERS, BEHAVE, GLUE)
        (home / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
        (home / "data" / "documents").mkdir(parents=True)
        (home / "data" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
        (home / "data" / "mode").write_text("good")
        return home

    return make


@pytest.fixture(scope="session")
def batch() -> Callable[..., BatchResult]:
    """`batch("NAME", force=True)`: what `indicators run NAME --force` does, quietly by default."""

    def run(
        *only: str, plan: Path | None = None, out: TextIO | None = None, **way: Any
    ) -> BatchResult:
        return run_batch(Asked.of(plan, only), Way(**way), Lines(out or StringIO()))

    return run


@pytest.fixture(scope="session")
def run_asked() -> Callable[..., BatchResult]:
    """`run_asked(asked, jobs=2)`: runs that are no plan's."""

    def run(asked: Asked, **way: Any) -> BatchResult:
        return run_batch(asked, Way(**way), Lines(StringIO()))

    return run


@pytest.fixture
def home(
    tmp_path: Path, make_collection: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Such a collection, as the one that the command works on."""
    monkeypatch.setenv("INDICATORS_HOME", str(tmp_path))
    return make_collection(tmp_path)


@pytest.fixture
def quick(make_notebook: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Runs without a kernel; the regions that were run. Those in data/bad fail."""
    done: list[str] = []

    def execute(_: Path, parameters: Mapping[str, object], *__: Any) -> Execution:
        region = str(parameters["region"])
        done.append(region)
        bad = Path(os.environ["INDICATORS_HOME"], "data", "bad")
        failed = bad.is_file() and region in bad.read_text("utf-8")
        return Execution(make_notebook(f"# {region}"), "ValueError: bad (cell 3)" if failed else "")

    monkeypatch.setattr(work, "execute", execute)
    return done


@pytest.fixture
def declared(tmp_path: Path) -> dict[str, str]:
    """An environment that declares our plugins as the project file does, installed or not."""
    groups = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"]
    about = tmp_path / "path" / "declared-1.dist-info"
    about.mkdir(parents=True)
    lines = [
        line
        for group, points in groups.items()
        for line in (f"[{group}]", *(f"{name} = {where}" for name, where in points.items()))
    ]
    (about / "entry_points.txt").write_text("\n".join(lines))
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1\n")
    path = os.pathsep.join([str(about.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "JUPYTER_RUNTIME_DIR": str(tmp_path / "r")}
