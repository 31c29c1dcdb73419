"""`indicators lab` is a real JupyterLab on the collection."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

TOKEN = "a-token-for-this-test"


@pytest.fixture
def lab() -> Iterator[str]:
    """The address of a running lab, ended by its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
    )
    with subprocess.Popen(
        [sys.executable, "-m", "indicators", "lab", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(20)


def ask(address: str, seconds: float = 40) -> Any:
    """What the server answers, as soon as it is up."""
    asked = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_the_lab_shows_the_notebooks(lab: str) -> None:
    listed = ask(f"{lab}/api/contents/notebooks")
    names = {item["name"] for item in listed["content"]}
    assert {"01-what-the-documents-say.ipynb", "batch.toml"} <= names
    assert ask(f"{lab}/api/kernelspecs")["kernelspecs"]
