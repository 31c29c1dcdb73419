"""The corpus is the test: each line demands exactly its reading, and every rule fires."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indicators.attach import attach
from indicators.dimensions import bound, indicator, numeral, period, quantity, region, unit
from indicators.dimensions.clock import Clock, Time
from indicators.dimensions.number import Number
from indicators.dimensions.rule import Rules
from indicators.record import plain
from indicators.text import fold

CORPUS = Path(__file__).parent.parent / "corpus" / "dimensions"
CLOCK = Clock(2023, 4)


def lines(name: str) -> list[tuple[str, ...]]:
    rows = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(row.split("\t")) for row in rows]


def marked(context: str) -> tuple[str, int, int]:
    """`打造[6个]社区` -> the text and where its figure stands."""
    before, _, rest = context.partition("[")
    inside, _, after = rest.partition("]")
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.mark.parametrize(("text", "expected"), lines("numeral"))
def test_numeral(text: str, expected: str) -> None:
    found = [f"{text[n.start : n.end].strip()}={_value(n.value)}" for n in numeral.find(fold(text))]
    assert (" ".join(found) or "-") == expected


def _value(number: Number) -> str:
    return plain(number.value) + (f"..{plain(number.high)}" if number.high is not None else "")


@pytest.mark.parametrize(("text", "expected"), lines("unit"))
def test_unit(text: str, expected: str) -> None:
    number = numeral.find(fold(text))[0]
    found = unit.find_at(fold(text), number.end)
    kinds = {"technical": "!technical", "duration": "!duration"}
    said = (
        found
        and f"{text[found.start : found.end]}={found.value.unit}{kinds.get(found.value.kind, '')}"
    )
    assert (said or "-") == expected


@pytest.mark.parametrize(("context", "expected", "rules"), lines("bound"))
def test_bound(context: str, expected: str, rules: str) -> None:
    text, start, end = marked(context)
    amount = next(a for a in quantity.find(text)[0] if (a.start, a.end) == (start, end))
    assert amount.value.quantity.bound == expected
    said = [rule for rule in amount.value.rules[2:]]
    assert (" · ".join(said) or "-") == rules


@pytest.mark.parametrize(("text", "expected"), lines("period"))
def test_period(text: str, expected: str) -> None:
    found = period.find(fold(text), CLOCK)
    assert (_said(found[0].value) if found else "none") == expected


def _said(time: Time) -> str:
    if time.open_run:
        return f"run{time.open_run}"
    mark = "?compared" if time.compared else "?local" if time.local else ""
    return f"{time.period or '-'}{mark if time.period else ''}"


@pytest.mark.parametrize(("text", "expected"), lines("region"))
def test_region(text: str, expected: str) -> None:
    found = [area.value.region.name for area in region.areas(fold(text), "220100")]
    assert (" ".join(found) or "-") == expected


@pytest.mark.parametrize(("context", "expected"), lines("indicator"))
def test_indicator(context: str, expected: str) -> None:
    text, start, end = marked(context)
    figures = attach(fold(text), period.find(fold(text), CLOCK))[0]
    named = {(f.amount.start, f.amount.end): f.called(text) for f in figures}
    assert named[start, end] == expected


@pytest.mark.parametrize(("context", "reason"), lines("unplaced"))
def test_unplaced(context: str, reason: str) -> None:
    text, start, end = marked(context)
    figures, rejected = attach(fold(text), period.find(fold(text), CLOCK))
    assert not any(f.amount.start <= start < f.amount.end for f in figures)
    assert [r.reason for r in rejected if r.start <= start < r.end] == [reason]


def fired(name: str, find: Callable[[str], list[str]]) -> set[str]:
    return {rule for text, *_ in lines(name) for rule in find(fold(text))}


def test_every_numeral_rule_fires() -> None:
    said = fired("numeral", lambda text: [found.rule for found in numeral.find(text)])
    assert said == {rule.name for rule in numeral.RULES.rules}


def test_every_period_rule_fires() -> None:
    said = fired("period", lambda text: [found.rule for found in period.find(text, CLOCK)])
    assert said == {rule.name for rule in period.rules().rules}


@pytest.mark.parametrize("rules", [numeral.RULES, period.rules()])
def test_no_rule_is_passed_over_that_would_match(rules: Rules[object]) -> None:
    texts = {fold(row[0]) for file in CORPUS.glob("*.tsv") for row in lines(file.stem)}
    for text in texts:
        passed = [rule for rule in rules.rules if rule not in rules.asked(text)]
        assert not [rule.name for rule in passed if rule.pattern.search(text)], text


def test_a_name_in_the_catalogue_is_identified_behind_a_place_word() -> None:
    assert indicator.identify("全区地区生产总值") == "gdp"
    assert indicator.identify("幸福指数") is None


def test_bound_next_to_the_figure_wins() -> None:
    assert bound.around("控制在5.5%左右", 3, 7).bound == "about"
