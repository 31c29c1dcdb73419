"""The inputs of a run are told apart by name, and a change of any is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indicators.batch.fitting import run
from indicators.batch.inputs import Inputs, inputs


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "01.ipynb").write_text("{}")
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "series").mkdir()
    (tmp_path / "data" / "corrections.csv").write_text("document\n")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "words.tsv").write_text("亿元\n", "utf-8")
    return tmp_path


def now(home: Path) -> Inputs:
    return inputs(home, home / "package")


CHANGES = {
    "data/documents/a.md": "data/documents",
    "data/series/a.csv": "data/series",
    "data/corrections.csv": "data/corrections.csv",
    "data/more.csv": "data/more.csv",
    "package/words.tsv": "indicators",
    "01.ipynb": "01.ipynb",
}


@pytest.mark.parametrize("file", CHANGES)
def test_a_change_has_the_name_of_what_changed(home: Path, file: str) -> None:
    notebook, one = home / "01.ipynb", run(home / "01.ipynb", {"region": "长春市"})
    before = now(home)
    digests, known = before.of(notebook), before.identity(one)
    assert now(home).identity(one) == known and before.stand(notebook)
    (home / file).write_text("460.2亿元", "utf-8")
    after = now(home)
    changed = {name for name, digest in after.of(notebook).items() if digest != digests.get(name)}
    assert changed == {CHANGES[file]}
    assert after.identity(one) != known
    assert not before.stand(notebook)


def test_a_file_that_came_and_went_during_a_batch_is_a_change(home: Path) -> None:
    file = home / "data" / "corrections.csv"
    before, times = now(home), file.stat()
    content = file.read_bytes()
    file.write_bytes(content.swapcase())
    file.write_bytes(content)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert now(home).shared == before.shared
    assert not before.stand(home / "01.ipynb")


def test_data_is_renewed_and_the_package_stays_what_it_was(home: Path) -> None:
    before, notebook = now(home), home / "01.ipynb"
    (home / "data" / "corrections.csv").write_text("document,field\n")
    renewed = before.renewed()
    assert renewed.shared == now(home).shared != before.shared and renewed.stand(notebook)
    (home / "package" / "words.tsv").write_text("万元\n", "utf-8")
    assert not renewed.stand(notebook) and not renewed.renewed().stand(notebook)
    assert renewed.renewed().shared["indicators"] == before.shared["indicators"]


def test_what_a_link_leads_to_is_an_input(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.csv").write_text("1")
    (home / "data" / "series" / "linked").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(home / "data" / "series")
    (elsewhere / "nowhere").symlink_to(home / "nothing")
    before = now(home)
    (elsewhere / "a.csv").write_text("2")
    assert not before.stand(home / "01.ipynb")
    assert now(home).shared["data/series"] != before.shared["data/series"]


def test_what_nobody_can_read_is_no_input(home: Path) -> None:
    before = now(home)
    os.mkfifo(home / "data" / "pipe")
    os.mkfifo(home / "data" / "series" / "pipe")
    (home / "data" / "link").symlink_to(home / "nothing")
    assert now(home).shared == before.shared and before.stand(home / "01.ipynb")


def test_parameters_make_the_identity_by_value_and_type(home: Path) -> None:
    sets: list[dict[str, object]] = [
        {},
        {"a": 1},
        {"a": 1.0},
        {"a": True},
        {"a": "1"},
        {"a": [1]},
        {"b": 1},
    ]
    found = {now(home).identity(run(home / "01.ipynb", one)) for one in sets}
    assert len(found) == len(sets)
