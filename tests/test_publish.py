"""Pages are brought to a store whole, once, the index last; what goes wrong there loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fsspec
import pytest
from nbformat import NotebookNode

from indicators import publish
from indicators.batch import work
from indicators.batch.kernels import Execution
from indicators.batch.record import Outputs
from indicators.cli import main
from indicators.errors import SeriesError
from indicators.remote import Place, place, put

PLAN = '[[run]]\nnotebook = "01"\nparameters.region = ["甲", "乙"]\n'
SERIES = Path(__file__).parents[1] / "data" / "series"
PAGES = ("site/01--甲.html", "site/01--乙.html")


@pytest.fixture
def home(
    tmp_path: Path,
    save_notebook: Callable[..., Path],
    make_notebook: Callable[..., NotebookNode],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A collection with two pages, made without kernels; those of regions in data/bad fail."""
    home = tmp_path / "home"
    home.mkdir()
    save_notebook(home, "01", 'region: str = "甲"')
    (home / "notebooks" / "batch.toml").write_text(PLAN, "utf-8")
    (home / "data" / "documents").mkdir(parents=True)
    (home / "data" / "documents" / "a.md").write_text("新增就业300人。\n", "utf-8")
    (home / "data" / "series").symlink_to(SERIES)
    (home / "data" / "bad").touch()

    def execute(_: Path, parameters: Mapping[str, object], *__: Any) -> Execution:
        region = str(parameters["region"])
        failed = region in (home / "data" / "bad").read_text("utf-8")
        return Execution(make_notebook(f"# {region}"), "ValueError: bad" if failed else "")

    monkeypatch.setattr(work, "execute", execute)
    monkeypatch.setenv("INDICATORS_HOME", str(home))
    return home


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    folder = getattr(request, "param", "memory") == "file"
    yield f"file://{tmp_path}/published" if folder else "memory://reports"
    fsspec.filesystem("memory").store.clear()


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names in the order in which they are put."""
    told: list[str] = []

    def noting(where: Place, data: bytes) -> None:
        put(where, data)
        told.append(where.name)

    monkeypatch.setattr(publish, "put", noting)
    return told


def content(url: str) -> dict[str, bytes]:
    files = fsspec.filesystem(url.partition(":")[0])
    root = files._strip_protocol(url)
    return {path.removeprefix(f"{root}/"): files.cat_file(path) for path in files.find(root)}


def local(home: Path) -> dict[str, bytes]:
    outputs = home / "outputs"
    return {
        file.relative_to(outputs).as_posix(): file.read_bytes()
        for folder in publish.FOLDERS
        for file in (outputs / folder).rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("url", ["memory", "file"], indirect=True)
def test_what_changed_is_put_the_index_after_it(
    home: Path, url: str, order: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--to", url]) == 0
    there = content(url)
    known = json.loads(there.pop("published.json"))["files"]
    assert there == local(home) and known.keys() == there.keys() >= {*PAGES, "tables/runs.parquet"}
    assert {*order[-4:-1]} == {"index.html", "index.en.html", "feed.json"}
    assert order.pop() == "published.json"
    assert capsys.readouterr().out.endswith(
        f"{len(there)} files published, 0 unchanged: {place(url)}\n"
    )
    order.clear()
    assert main(["run", "--to", url, "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last, order) == ({"event": "published", "put": 0, "same": len(there)}, [])
    (home / "data" / "documents" / "a.md").write_text("新增就业301人。\n", "utf-8")
    assert main(["run", "甲", "--to", url]) == 0
    assert "01--甲.html" in order and "01--乙.html" not in order
    assert {name: data for name, data in content(url).items() if name in there} == local(home)


def test_a_store_that_fails_in_the_middle_loses_nothing_and_is_gone_on_with(
    home: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--to", url]) == 0
    before = content(url)
    (home / "data" / "documents" / "a.md").write_text("新增就业301人。\n", "utf-8")

    def failing(where: Place, data: bytes) -> None:
        if where.name == "01--乙.html":
            raise ConnectionError(111, "Connection refused", str(where))
        put(where, data)

    monkeypatch.setattr(publish, "put", failing)
    capsys.readouterr()
    assert main(["run", "--to", url]) == 1
    told = capsys.readouterr()
    assert "2 run: 2 good, 0 failed" in told.out
    [line] = [one for one in told.err.splitlines() if one.startswith("indicators: ")]
    assert line.endswith("01--乙.html: connection refused")
    broken = content(url)
    kept = {"site/index.html", "site/index.en.html", "site/feed.json", PAGES[1]}
    assert {name: broken[name] for name in kept} == {name: before[name] for name in kept}
    assert broken[PAGES[0]] == local(home)[PAGES[0]] != before[PAGES[0]]
    monkeypatch.setattr(publish, "put", put)
    assert main(["run", "--to", url]) == 0
    after = content(url)
    assert after.pop("published.json") and after == local(home)
    out = capsys.readouterr().out
    assert 0 < int(out.split(" files published")[0].rpartition("\n")[2]) < len(after)


def test_a_page_that_is_gone_here_stays_there_and_a_failed_one_goes_with_the_next_good(
    home: Path, url: str
) -> None:
    bad = home / "data" / "bad"
    assert main(["run", "--to", url]) == 0
    bad.write_text("乙", "utf-8")
    assert main(["run", "--to", url]) == 1
    there = content(url)
    assert "site/failed/01--乙.html" in there and there[PAGES[1]]
    bad.write_text("", "utf-8")
    assert main(["run", "--to", url]) == 0
    assert "site/failed/01--乙.html" not in content(url)
    outputs = Outputs(home / "outputs")
    outputs.page("01--甲").unlink()
    [table] = (outputs.root / "tables" / "observations").rglob("*.parquet")
    (table.parents[1] / "province=99").mkdir()
    other = table.rename(table.parents[1] / "province=99" / table.name)
    publish.publish(outputs, place(url))
    assert other.relative_to(outputs.root).as_posix() in content(url)
    (home / "data" / "documents" / "a.md").write_text("新增就业302人。\n", "utf-8")
    publish.publish(outputs, place(url))
    there = content(url)
    assert there[PAGES[0]].endswith(b"</html>\n")
    tables = {name for name in there if name.startswith("tables/")}
    assert tables == {name for name in local(home) if name.startswith("tables/")}


def test_a_plan_that_says_where_is_published_there_and_a_run_by_itself_is_not(
    home: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "notebooks" / "batch.toml").write_text(f'to = "{url}"\n{PLAN}', "utf-8")
    assert main(["run", "01", "-p", "region=甲"]) == 0 and not content(url)
    assert main(["run", "--dry-run"]) == 0 and not content(url)
    capsys.readouterr()
    assert main(["run"]) == 0
    assert f"0 unchanged: {url}\n" in capsys.readouterr().out
    assert {*PAGES, "site/index.html"} <= content(url).keys()
    assert main(["run", "--to", str(home / "elsewhere")]) == 0
    assert (home / "elsewhere" / PAGES[0]).is_file()


def test_pages_are_published_though_no_tables_can_be_made(
    home: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise SeriesError("gdp.csv:3: no number")

    monkeypatch.setattr(publish, "database", fails)
    assert main(["run", "--to", url]) == 1
    assert "indicators: gdp.csv:3: no number\n" in capsys.readouterr().err
    assert {*PAGES, "site/index.html"} <= content(url).keys()


def test_what_is_no_place_for_pages_is_said(
    home: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--to", "nowhere://reports"])
    assert "protocol not known: nowhere" in capsys.readouterr().err
    assert not (home / "outputs").exists()
    put(place(url) / publish.LIST, b"[1, 2]")
    assert main(["run", "--to", url]) == 2
    assert "no list of this package: choose another place" in capsys.readouterr().err
    assert content(url) == {publish.LIST: b"[1, 2]"} and local(home)
