"""A real S3 server as a process on 127.0.0.1: documents are read from it, pages published to it.

Only where `pip install '.[s3]'` was done: server and client are seventy packages.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("moto", reason="pip install '.[s3]'")
s3fs = pytest.importorskip("s3fs", reason="pip install '.[s3]'")

PATIENCE = 120.0
PLAN = '[[run]]\nnotebook = "01"\nparameters.number = [1, 2]\n'
SERIES = Path(__file__).parents[1] / "data" / "series"


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str]]]:
    """The server, and the environment in which any client finds it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    variables = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_MAX_ATTEMPTS": "2",
    }
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(port):
                assert process.poll() is None and time.monotonic() < until
                time.sleep(0.1)
            yield process, variables
        finally:
            process.kill()


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return not client.connect_ex(("127.0.0.1", port))


@pytest.fixture
def files(server: tuple[object, dict[str, str]]) -> Any:
    """The same store, seen from here, with a bucket."""
    _, variables = server
    found = s3fs.S3FileSystem(
        key="any",
        secret="any",
        client_kwargs={"endpoint_url": variables["AWS_ENDPOINT_URL"]},
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    found.mkdir("bucket")
    return found


def test_reports_go_there_and_documents_come_from_there(
    server: tuple[subprocess.Popen[bytes], dict[str, str]],
    files: Any,
    tmp_path: Path,
    save_notebook: Callable[..., Path],
) -> None:
    process, variables = server
    save_notebook(tmp_path, "01", "number: int = 0", "number * 2")
    (tmp_path / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    document = tmp_path / "data" / "documents" / "a.md"
    document.write_text("新增就业300人。\n", "utf-8")
    (tmp_path / "data" / "series").symlink_to(SERIES)

    def call(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "indicators", *arguments]
        environment = {**variables, "INDICATORS_HOME": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        return done.returncode, done.stdout, done.stderr

    to = "s3://bucket/reports"
    code, out, told = call("run", "--to", to)
    assert code == 0 and " files published, 0 unchanged: s3://bucket/reports" in out, told
    outputs = tmp_path / "outputs"
    made = [file for one in ("site", "notebooks", "tables") for file in (outputs / one).rglob("*")]
    names = {file.relative_to(outputs).as_posix() for file in made if file.is_file()}
    for name in names:
        assert files.cat_file(f"bucket/reports/{name}") == (outputs / name).read_bytes(), name
    assert len(files.find("bucket/reports")) == len(names) + 1
    assert "0 files published" in call("run", "--to", to)[1]
    assert "no such file or directory" in call("run", "--to", "s3://no-bucket/reports")[2]

    files.pipe_file("bucket/in/a.txt", document.read_bytes())
    code, _, told = call("read", "s3://bucket/in", "--format", "parquet", "--to", "s3://bucket/p")
    assert code == 0 and files.find("bucket/p/observations"), told

    process.kill()
    process.wait()
    document.write_text("新增就业301人。\n", "utf-8")
    code, out, told = call("run", "--to", to)
    assert code == 1 and "2 run: 2 good, 0 failed" in out
    [line] = [one for one in told.splitlines() if one.startswith("indicators: ")]
    assert line.startswith("indicators: s3://bucket/reports/published.json: "), line
