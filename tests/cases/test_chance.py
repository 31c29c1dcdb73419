"""The contract of `indicators chance`: columns, errors by line, nothing of the future."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.cases import COLUMNS, Row
from indicators.cases.answer import answer
from indicators.cases.case import case_of
from indicators.cases.output import ADDED
from indicators.cases.told import tell
from indicators.cli import main

HEAD = ",".join(COLUMNS)
WORDS = {
    "case": "a",
    "level": "city",
    "as_of": "2018",
    "kind": "growth",
    "target": "7.5%",
    "year": "2019",
    "basis": "real",
    "known": "2017:+8%;2018:+7.2%",
}


def chance(**changes: str) -> float:
    return answer(case_of(WORDS | changes)).chance.probability


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["chance", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def file_of(folder: Path, lines: Sequence[str]) -> str:
    path = folder / "cases.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return str(path)


def test_the_worked_example_by_flags(capsys: pytest.CaptureFixture[str]) -> None:
    flags = "--level district --as-of 2021 --known 2012=220亿元 --known 2021=495.7亿元"
    asked = "--kind level --target 650亿元 --year 2024 --format csv"
    code, out, err = run(capsys, *flags.split(), *asked.split())
    (row,) = csv.DictReader(io.StringIO(out))
    assert (code, err) == (0, "")
    assert row["chance"][:4] == "0.48"  # 0.49 in the study, 0.485 before rounding
    assert (row["required"], row["years_behind"]) == ("9.454", "10")
    assert float(row["low80"]) < float(row["median"]) < float(row["high80"])
    assert "650亿元以上" in row["sentence"]


@pytest.mark.parametrize(
    ("kind", "target", "year", "told"),
    [
        ("growth", "7%", "2022", 0.33),
        ("growth", "7%", "2024", 0.25),
        ("level", "650亿元", "2024", 0.49),
        ("cumulative", "1700亿元", "2024", 0.65),
    ],
)
def test_the_worked_example(kind: str, target: str, year: str, told: float) -> None:
    found = chance(
        level="district",
        as_of="2021",
        kind=kind,
        target=target,
        year=year,
        basis="",
        known="2012:220亿元;2021:495.7亿元",
    )
    assert round(found, 2) == told


def test_a_file_keeps_its_columns_and_answers_what_it_can(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(
        tmp_path,
        [
            "a,city,2018,growth,7.5%,2019,real,2018:+7.2%",
            "b,city,2018,growth,7.5,2019,real,2018:+7.2%",
            "c,city,2018,level,900亿元,2020,nominal,2018:800亿元",
        ],
    )
    code, out, err = run(capsys, "--from", path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1
    assert list(rows[0]) == [*COLUMNS, *ADDED]
    assert [row["case"] for row in rows] == ["a", "c"]
    assert f"{path}:3: target: '7.5' is no figure with a unit" in err


def test_a_table_shows_the_sentence_below_its_case(capsys: pytest.CaptureFixture[str]) -> None:
    flags = "--level city --as-of 2018 --kind growth --target 7.5% --year 2019 --known 2018=7.2%"
    code, out, _ = run(capsys, *flags.split(), "--language", "en")
    assert code == 0
    assert out.splitlines()[0].startswith("case  target  year  chance")
    assert "real growth of at least 7.5% in 2019" in out


def test_flags_that_are_missing_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--level", "city", "--as-of", "2018")
    assert (code, "--kind, --target, --year missing" in err) == (2, True)


def test_a_file_without_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case,level\na,city\n", encoding="utf-8")
    code, _, err = run(capsys, "--from", str(path))
    assert (code, "cases.csv:1: no column as_of, kind" in err) == (2, True)
    path.write_bytes(b"case,\xff\xfe\x00\x81\n")
    assert run(capsys, "--from", str(path))[0] == 2
    assert run(capsys, "--from", str(tmp_path / "none.csv"))[0] == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"level": "town"}, "level: 'town': one of nation, province, city, district"),
        ({"as_of": "soon"}, "as_of: 'soon': a year is wanted"),
        ({"as_of": "18"}, "as_of: 18: a year from 1950"),
        ({"year": "2018"}, "year: 2018 is not after as_of 2018"),
        ({"year": "2040"}, "22 years ahead of 2018: the model was fitted for 1 to 5"),
        ({"kind": "wish"}, "kind: 'wish': one of growth, level, cumulative, share, count"),
        ({"target": "650亿元"}, "target: '650亿元' for kind growth: per cent is wanted"),
        ({"target": "-100%"}, "target: growth of -100%: nothing would be left"),
        ({"target": "增长七成五啦"}, "is no figure with a unit"),
        ({"basis": "lived"}, "basis: 'lived': real or nominal"),
        ({"known": "2018:-100%"}, "known: 2018: -100%: nothing would be left"),
        ({"known": "2018:-3亿元"}, "known: 2018: -3亿元: a level must be above 0"),
        ({"known": "2018:+7%;2018:+8%"}, "known: 2018: growth of 7% and 8%: choose one"),
        ({"kind": "share", "known": "2018:5%", "year": "2024"}, "6 years ahead of 2018"),
        ({"kind": "count", "target": "9家", "known": "2018:8家", "year": "2024"}, "6 years ahead"),
        ({"known": "last year 7%"}, "known: 'last year 7%': write 2021:495.7亿元"),
        ({"known": "2018:5%-6%"}, "known: 2018: 5%-6%: a range: give one figure"),
        (
            {"kind": "level", "target": "9亿元", "basis": "", "known": "2018:8.1亿元;2018:7亿元"},
            "2018: levels 8.1亿元 and 7亿元 contradict each other",
        ),
        (
            {"kind": "level", "target": "9亿元", "basis": "", "known": "2017:8亿元"},
            "known: no level of 2018: the target starts from it",
        ),
        ({"known": "2018:+720%"}, "known: growth of +720% a year 2017-2018: it doubles"),
        ({"known": "2017:80亿元;2018:8亿元"}, "growth of -90% a year 2017-2018: it"),
        ({"kind": "share", "target": "108%", "known": "2018:60%"}, "between 0% and 100%"),
        ({"kind": "share", "target": "60%", "known": "2018:100%"}, "between 0 and 100"),
        ({"kind": "count", "target": "9亿元", "known": "2018:8家"}, "is money, no count"),
        ({"kind": "count", "target": "9家", "known": "2018:8人"}, "convert one"),
        ({"as_of": "2002", "year": "2003", "known": ""}, "national real growth: not all of"),
        ({"as_of": "2030", "year": "2031", "known": ""}, "2026-2030 known: it is of 2001-2025"),
        ({"indicator": "happiness"}, "indicator: 'happiness'"),
        ({"region": "春城市"}, "region: "),
    ],
)
def test_bad_input_is_named_by_place_and_column(changes: dict[str, str], message: str) -> None:
    answers, failures = tell([Row("cases.csv:7: ", WORDS | changes)])
    assert answers == []
    (failure,) = failures
    assert failure.startswith("cases.csv:7: ")
    assert message in failure


def test_a_row_with_too_many_fields() -> None:
    _, failures = tell([Row("c.csv:2: ", WORDS, "more,still")])
    assert failures == ["c.csv:2: more,still: more fields than the head has columns"]


def test_a_file_as_a_spreadsheet_saves_it_in_china(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.csv"
    row = "区县甲,district,2021,level,650亿元,2024,nominal,2021：495.7亿元；2012：220亿元"
    path.write_bytes(f"{HEAD}\r\n{row}\r\n".encode("gb18030"))
    code, out, _ = run(capsys, "--from", str(path), "--format", "csv")
    assert (code, out.splitlines()[1].startswith("区县甲,district")) == (0, True)


def test_a_file_and_a_case_by_flags_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--from", "cases.csv", "--level", "city")
    assert (code, "give either" in err) == (2, True)


def test_a_nominal_year_that_is_not_out_is_estimated_and_told() -> None:
    words = {"kind": "level", "basis": "nominal", "as_of": "2025", "year": "2027"}
    told = answer(case_of(WORDS | words | {"known": "2025:500亿元", "target": "550亿元"}))
    assert 0.2 < told.chance.probability < 0.7
    assert told.notes == (
        "national nominal growth of 2025 is not out: real growth, prices as the year before",
    )


def test_a_target_below_the_present_level_is_likely_but_never_certain_a_year_ahead() -> None:
    told = {"kind": "level", "basis": "nominal", "known": "2018:800亿元"}
    assert 0.9 < chance(**told, target="700亿元") <= 0.95


def test_a_place_without_history_gets_the_nation_and_a_wide_band() -> None:
    known, none = (answer(case_of(WORDS | {"known": k})).chance for k in (WORDS["known"], ""))
    assert none.own is None
    assert "不详" in none.sentence()
    assert none.band[1] - none.band[0] > known.band[1] - known.band[0]


def test_a_gap_uses_what_is_known_and_it_fades() -> None:
    """Growth of three years ago tells less than the same growth of last year."""
    fresh, old, none = (chance(known=k) for k in ("2018:+12%", "2015:+12%", ""))
    assert fresh > old > none


def test_figures_after_as_of_change_nothing_and_are_told() -> None:
    sure = answer(case_of(WORDS))
    leaking = answer(case_of(WORDS | {"known": WORDS["known"] + ";2019:+30%;2020:-9%"}))
    assert leaking.chance == sure.chance
    assert leaking.notes == tuple(
        f"known: {year} lies after as_of 2018: not used" for year in (2019, 2020)
    )


def test_real_growth_is_not_told_for_nominal() -> None:
    """Amounts are nominal: before a real target prices are taken out of them."""
    levels = {"known": "2010:300亿元;2018:600亿元"}
    real = answer(case_of(WORDS | levels)).chance
    assert real.own is not None
    assert real.own.value < 2 ** (1 / 8) - 1
    assert real.own.error > 0


def test_prices_that_nobody_knows_leave_own_growth_out() -> None:
    told = answer(case_of(WORDS | {"known": "1996:30亿元;1998:60亿元"}))
    assert told.chance.own is None
    assert "not all known" in told.notes[0]


def test_the_nation_is_its_own_history() -> None:
    nation = {"level": "nation", "target": "6%—6.5%", "known": ""}
    told = answer(case_of(WORDS | nation)).chance
    assert told.probability > chance(target="6%—6.5%")
    ways = {"pooled", "own record", "growth at risk", "record of targets"}
    assert dict(told.models).keys() == ways
    assert told.high_end is not None
    assert told.high_end < told.probability


def test_china_is_told_by_its_band() -> None:
    """Bad and good national years are its own: they are no scenarios of it."""
    asked = WORDS | {"level": "nation", "known": "", "target": "6.5%"}
    growth, level = (
        answer(case_of(asked | words)).chance.sentence()
        for words in ({}, {"kind": "level", "target": "100万亿元", "known": "2018:91.93万亿元"})
    )
    assert "八成可能在" in growth and "%至" in growth
    assert "亿元至" in level
    assert all(word not in growth + level for word in ("年景偏差", "不详"))


def test_what_it_takes_is_growth_a_loss_or_a_limit() -> None:
    level = {"kind": "level", "basis": "nominal", "known": "2018:800亿元", "target": "700亿元"}
    asked: tuple[dict[str, str], ...] = (
        {},
        {"target": "-1%"},
        level,
        level | {"year": "2020"},
        {"target": "3%以内"},
    )
    told = [answer(case_of(WORDS | words)).chance.sentence() for words in asked]
    wanted = (
        "需增长7.5%；",
        "降幅不超过1.0%即可",
        "降幅不超过12.50%即可",
        "年均降幅不超过6.46%即可",
        "增速不超过3.0%即可",
    )
    assert all(words in one for words, one in zip(wanted, told, strict=True))


def test_a_chance_of_nearly_nothing_is_not_told_as_nought() -> None:
    told = {"year": "2021", "known": "2018:+6%"}
    hardly, nearly = (answer(case_of(WORDS | told | {"target": t})).chance for t in ("25%", "-9%"))
    assert "的可能性不到1%" in hardly.sentence() and "is below 1%" in hardly.sentence("en")
    assert "的可能性在99%以上" in nearly.sentence()


@pytest.mark.parametrize("target", ["7.5%以上", "增长7.5%", "增长7.5%以上", "力争达到7.5%"])
def test_a_target_as_a_document_words_it(target: str) -> None:
    assert chance(target=target) == chance()


def test_the_words_of_a_bound_count() -> None:
    upper, about = chance(target="7.5%以内"), answer(case_of(WORDS | {"target": "7.5%左右"}))
    assert upper > 0.5
    assert about.chance.within is not None
    assert about.chance.within > about.chance.probability
    assert "力争" in answer(case_of(WORDS | {"target": "力争7.5%"})).chance.sentence()


@settings(deadline=None, max_examples=60)
@given(
    st.floats(-10, 20).map(lambda x: round(x, 1)),
    st.floats(0.1, 5).map(lambda x: round(x, 1)),
    st.sampled_from(["province", "city", "district"]),
    st.sampled_from(["2012", "2018", "2020", "2021", "2022"]),
    st.floats(-5, 15).map(lambda x: round(x, 1)),
)
def test_a_higher_target_is_never_likelier(
    target: float, step: float, level: str, as_of: str, last: float
) -> None:
    words = {"level": level, "as_of": as_of, "year": str(int(as_of) + 1)}
    words["known"] = f"{int(as_of) - 1}:+6%;{as_of}:{last:+}%"
    low, high = (chance(**words, target=f"{t:.1f}%") for t in (target, target + step))
    assert 0.05 <= high <= low + 1e-9 <= 0.95 + 1e-9


@settings(deadline=None, max_examples=30)
@given(st.floats(0.01, 1000).map(lambda x: round(x, 2)))
def test_units_change_nothing(scale: float) -> None:
    words = {"kind": "level", "basis": "nominal", "as_of": "2021", "year": "2024"}
    one = chance(**words, known="2021:500亿元", target="650亿元")
    other = chance(**words, known=f"2021:{500 * scale:f}亿元", target=f"{650 * scale:f}亿元")
    assert other == pytest.approx(one, abs=1e-6)


def test_the_order_of_cases_changes_nothing() -> None:
    rows = [Row("", WORDS | {"case": str(n), "target": f"{n}%"}) for n in range(4, 9)]
    forth, back = tell(rows)[0], tell(rows[::-1])[0]
    assert [one.row for one in forth] == [one.row for one in back[::-1]]
