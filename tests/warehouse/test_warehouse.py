"""The database holds what the package says, is made anew when that changes, and answers SQL."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from indicators import store
from indicators.cli import main
from indicators.errors import UsageError
from indicators.language import speaking
from indicators.report.prospects import prospects
from indicators.warehouse import build, contents, database, lines, query, tables

DOCS = Path(__file__).parents[2] / "docs"
QUESTION = re.compile(r"(?ms)^## \d\. .*?^```sql\n(.*?)^```\n\n(.*?)\n\n")


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs of this test's own."""
    return tmp_path_factory.mktemp("outputs")


@pytest.fixture(autouse=True)
def _elsewhere(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "outputs_folder", lambda: outputs)


def questions() -> list[tuple[str, str]]:
    return QUESTION.findall((DOCS / "queries.md").read_text("utf-8"))


@pytest.mark.parametrize("number", range(5))
def test_the_answers_in_the_docs_are_those_of_the_collection(number: int) -> None:
    assert len(questions()) == 5
    sql, answer = questions()[number]
    assert "\n".join(lines(sql, "table")) == answer


def test_the_tables_hold_what_the_package_says() -> None:
    stated = query('SELECT document, "start", value, low FROM observations')
    assert [tuple(row[:3]) for row in stated.itertuples(index=False)] == [
        (o.document, o.span.start, o.quantity.stated) for o in store.observations()
    ]
    told = prospects("长春市绿园区")
    [(judged, unjudged)] = (
        duckdb.connect(database(), read_only=True)
        .execute(
            "SELECT count(chance), count(reason) FROM chances WHERE document = 'lvyuan-2024-report'"
        )
        .fetchall()
    )
    assert (judged, unjudged) == (len(told.judged), len(told.unjudged))
    sums = sum(o.quantity.value for o in store.observations() if o.quantity.unit == "CNY")
    [_, exact] = lines("SELECT sum(low) FROM observations WHERE unit = 'CNY'", "csv")
    assert Decimal(exact) == sums


def test_equal_inputs_give_equal_content_and_equal_parquet(outputs: Path) -> None:
    file = database()
    kept = parquet(outputs)
    before = {name: list(lines(f'SELECT * FROM "{name}"', "csv")) for name in tables(file)}
    assert {path.name for path in kept} == {f"{name}.parquet" for name in contents.TABLES}
    file.unlink()
    assert database() == file
    assert parquet(outputs) == kept
    assert {name: list(lines(f'SELECT * FROM "{name}"', "csv")) for name in tables(file)} == before


@pytest.mark.parametrize("name", contents.TABLES)
def test_a_table_lies_by_province_and_is_whole(outputs: Path, name: str) -> None:
    database()
    placed = contents.TABLES[name].placed
    files = f"{outputs}/{build.FOLDER}/{name}{'/*/*' if placed else ''}.parquet"
    hive = ", hive_partitioning = true, hive_types = {'province': VARCHAR}" if placed else ""
    there = query(f"SELECT * FROM read_parquet('{files}'{hive})")
    if placed:
        lain = there.pop("province")
        assert set(lain[there["region"] == "长春市南关区"]) <= {"22"}
    # the files come in the order of provinces, and the rows of each in the table's
    assert sorted(map(str, there.to_dict("records"))) == sorted(
        map(str, query(f'SELECT * FROM "{name}"').to_dict("records"))
    )


def test_what_nothing_is_told_of_any_more_does_not_stay(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database()
    kept = parquet(outputs)
    old = outputs / build.FOLDER / "paths" / "province=99" / "paths.parquet"
    old.parent.mkdir()
    old.write_bytes(b"old")
    empty = replace(contents.TABLES["claims"], rows=list)
    monkeypatch.setitem(contents.TABLES, "claims", empty)
    monkeypatch.setattr(build, "identity", lambda: "another")
    database()
    claims = [path for path in parquet(outputs) if path.name == "claims.parquet"]
    assert parquet(outputs).keys() - set(claims) == {p for p in kept if p.name != "claims.parquet"}
    assert [path.parent.name for path in claims] == ["province=none"]
    assert query("SELECT * FROM claims").empty


def parquet(outputs: Path) -> dict[Path, bytes]:
    """The files of the tables with their bytes."""
    folder = outputs / build.FOLDER
    return {
        file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_it_is_made_anew_when_something_changed_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = database()
    made = file.stat().st_mtime_ns
    assert database().stat().st_mtime_ns == made
    monkeypatch.setattr(build, "identity", lambda: "another")
    assert database().stat().st_mtime_ns > made
    file.write_bytes(b"no database")
    assert tables(database())["documents"] == 5


def test_where_nothing_can_be_written_it_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise duckdb.IOException("IO Error: Cannot open file: Permission denied")

    monkeypatch.setattr(store, "outputs_folder", lambda: tmp_path)
    monkeypatch.setattr(duckdb, "connect", refused)
    assert main(["query"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "indicators.duckdb: cannot be written: " in line and "permission denied" in line


def test_the_command_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query"]) == 0
    assert re.search(r"(?m)^observations +\d+ rows$", capsys.readouterr().out)
    assert main(["query", "SELECT 1 AS one, NULL AS none", "--format", "csv"]) == 0
    assert capsys.readouterr().out == "one,none\n1,\n"
    assert main(["query", "SELECT nothing FROM paths"]) == 2
    assert "nothing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE paths",
        "COPY paths TO 'paths.csv'",
        "EXPORT DATABASE 'all'",
        "EXPLAIN ANALYZE COPY paths TO 'paths.csv'",
        "ATTACH 'other.duckdb'",
        "SELECT 1; COPY paths TO 'paths.csv'",
        "INSTALL httpfs",
        "SET threads = 1",
        "-- nothing",
    ],
)
def test_nothing_can_be_written_or_attached(
    sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="one SELECT"):
        query(sql)
    assert not list(tmp_path.iterdir())


def test_reasons_are_told_in_one_language() -> None:
    with speaking("zh"):
        chinese = list(contents.chances())
    with speaking("en"):
        assert list(contents.chances()) == chinese


def test_a_value_is_given_beside_the_question() -> None:
    found = query("SELECT DISTINCT region FROM paths WHERE region = ?", ["长春市南关区"])
    assert found["region"].tolist() == ["长春市南关区"]


ENDLESS = "SELECT sum(a.range * b.range) FROM range(100000000) a, range(100000000) b"


def test_a_question_without_an_end_is_given_up_in_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(UsageError, match=r"no answer within 0.2 seconds: ask for less"):
        query(ENDLESS, seconds=0.2)
    assert main(["query", ENDLESS, "--timeout", "0.2"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("or give it more: --timeout")
    assert query("SELECT 1 AS one")["one"].tolist() == [1], "the next one is answered"


def test_a_long_answer_comes_as_it_is_found() -> None:
    rows = lines("SELECT range FROM range(1000000000000)", "csv", seconds=30)
    assert [next(rows) for _ in range(3)] == ["range", "0", "1"]


def test_line_ends_in_a_cell_stay_one_row_of_csv() -> None:
    told = "\n".join(lines("SELECT 'a\nb' AS one UNION ALL SELECT '' ORDER BY 1", "csv"))
    assert list(csv.reader(io.StringIO(told))) == [["one"], [""], ["a\nb"]]
