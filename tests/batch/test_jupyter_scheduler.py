"""jupyter-scheduler, as it is, makes the same report from a notebook of the collection."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from indicators.batch.kernels import Place, execute
from indicators.batch.provisioner import NAME

COLLECTION = Path(__file__).parents[2]
QUESTION = "02-growth-path"
ASKED = {"region": "长春市二道区", "horizon": 2}
# run by every kernel before its first cell: it tells its number, its parent's, and what it has
START = """
import os, sys
from pathlib import Path
Path(os.environ["IPYTHONDIR"], "told").write_text(
    f"{os.getpid()} {os.getppid()} {'seaborn' in sys.modules}"
)
"""
# what the server extension does with a job, from its creation to its end
JOBS = """
import json, multiprocessing, sys
from jupyter_scheduler.environments import StaticEnvironmentManager
from jupyter_scheduler.models import CreateJob
from jupyter_scheduler.orm import create_tables
from jupyter_scheduler.scheduler import Scheduler

root, one = sys.argv[1:]
create_tables(f"sqlite:///{root}/jobs.sqlite")
manager = StaticEnvironmentManager()
scheduler = Scheduler(root, manager, f"sqlite:///{root}/jobs.sqlite", task_runner_class=None)
model = CreateJob(name="x", runtime_environment_name="x", **json.loads(one))
number = scheduler.create_job(model)
for process in multiprocessing.active_children():
    process.join()
job = scheduler.get_job(number, job_files=False)
print(json.dumps([job.status, job.status_message, scheduler.get_staging_paths(job)]))
"""


@pytest.fixture
def job(tmp_path: Path, declared: dict[str, str]) -> Mapping[str, str]:
    """The files of a job that ended well; its kernel wrote of itself in tmp_path/told."""
    (tmp_path / "collection").symlink_to(COLLECTION / "notebooks")
    (tmp_path / "profile_default" / "startup").mkdir(parents=True)
    (tmp_path / "profile_default" / "startup" / "00.py").write_text(START)
    asked = {
        "input_uri": f"collection/{QUESTION}.ipynb",
        "parameters": {name: repr(value) for name, value in ASKED.items()},
        "output_formats": ["ipynb", "html"],
    }
    environment = {
        **declared,
        "JUPYTER_DEFAULT_PROVISIONER_NAME": NAME,
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "IPYTHONDIR": str(tmp_path),
        "INDICATORS_HOME": str(COLLECTION),
    }
    call = [sys.executable, "-c", JOBS, str(tmp_path), json.dumps(asked)]
    done = subprocess.run(call, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    status, message, files = json.loads(done.stdout)
    assert status == "COMPLETED", (message, done.stderr)
    found: Mapping[str, str] = files
    return found


def outputs(notebook: Any) -> list[Any]:
    """What each cell left that said or drew something."""
    return [cell.outputs for cell in notebook.cells if cell.get("outputs")]


def test_a_job_is_the_same_report_from_a_forked_kernel(
    job: Mapping[str, str], tmp_path: Path
) -> None:
    kernel, zygote, warm = (tmp_path / "told").read_text().split()
    try:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(int(kernel)).wait(60)
    finally:
        os.kill(int(zygote), signal.SIGTERM)  # it would wait for others
    assert warm == "True"
    (tmp_path / "work").mkdir()
    source = COLLECTION / "notebooks" / f"{QUESTION}.ipynb"
    own = execute(source, ASKED, tmp_path / "work", Place(COLLECTION, None))
    assert not own.error and len(outputs(own.notebook)) >= 8
    assert outputs(nbformat.read(job["ipynb"], as_version=4)) == outputs(own.notebook)
    assert "二道区" in Path(job["html"]).read_text("utf-8")
