"""Implied figures and contradictions as lines: the contract of `indicators check`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

from indicators.claims.claim import Claim
from indicators.claims.contradiction import Contradiction
from indicators.claims.implied import Implied
from indicators.interval import Interval
from indicators.listing import clipped
from indicators.record import Bound
from indicators.subject.series import Amount

FIELDS = (
    *("kind", "what", "indicator", "indicator_id", "region", "period", "value", "low", "high"),
    *("loose_low", "loose_high", "unit", "bound", "formula", "claims"),
)
BEFORE = {Bound.LOWER: "at least ", Bound.UPPER: "at most ", Bound.ABOUT: "about "}
LARGE = ((Fraction(10**8), "亿"), (Fraction(10**4), "万"))
MONEY = {"CNY": "元", "USD": "美元"}
DIGITS = 6  # behind the point, of a value that is no finite decimal

Row = dict[str, object]


def page(found: Sequence[Implied | Contradiction], form: str) -> Iterator[str]:
    """The lines of a format: `table`, `jsonl` or `csv`."""
    return {"table": lines, "jsonl": jsonl, "csv": csv_lines}[form](found)


def rows(found: Sequence[Implied | Contradiction]) -> Iterator[Row]:
    """One row each, with the fields of FIELDS; amounts are decimals as text, empty if open."""
    for one in found:
        yield _implied(one) if isinstance(one, Implied) else _contradiction(one)


def jsonl(found: Sequence[Implied | Contradiction]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows(found):
        yield json.dumps(row, ensure_ascii=False)


def csv_lines(found: Sequence[Implied | Contradiction]) -> Iterator[str]:
    """A head and a line each; the claims stand in one cell as JSON."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows(found):
        writer.writerow({**row, "claims": json.dumps(row["claims"], ensure_ascii=False)})
    yield from buffer.getvalue().splitlines()


def lines(found: Sequence[Implied | Contradiction]) -> Iterator[str]:
    """For a terminal: each figure with its arithmetic, and under it the sentences behind it."""
    for one in found:
        yield headline(one)
        for claim in one.claims:
            yield f"  {place(claim)}  [{claim.observation.text}]  {clipped(sentence(claim), 88)}"


def headline(one: Implied | Contradiction) -> str:
    """What follows, or what is in conflict, in one line."""
    if isinstance(one, Implied):
        s = one.amount.series
        return f"{one.kind}: {s.name} {one.amount.when} {told(one)} = {one.formula}"
    s, doubt = one.odd.over.series, " if no figure is rounded to its zeros" * one.doubtful
    more = f" (these figures are in {one.more} more)" * bool(one.more)
    return f"contradiction{doubt}: {s.name} {one.odd.over.when}: {against(one)}{more}"


def told(one: Implied) -> str:
    """`93.46亿元 [92.56-94.37]`, `at least 120.00亿元`."""
    if one.told is not None or one.bound in (Bound.EXACT, Bound.ABOUT):
        return BEFORE.get(one.bound, "") + spanned(one.value, one.within.strict, one.unit)
    end = one.within.strict.low if one.bound is Bound.LOWER else one.within.strict.high
    return BEFORE[one.bound] + amount(end or Fraction(0), one.unit)


def against(one: Contradiction) -> str:
    """`90亿元 against 93.46亿元 [92.56-94.37]`: what is said, and what the other claims leave."""
    stated, (left, point, unit) = one.odd.observation.text, one.readable
    if left.high is None:
        return f"{stated} against at least {amount(left.low, unit)}"
    if not one.left.low:
        return f"{stated} against at most {amount(left.high, unit)}"
    middle = (left.low + left.high) / 2 if point is None else point
    return f"{stated} against {spanned(middle, left, unit)}"


def spanned(value: Fraction, within: Interval, unit: str) -> str:
    """A value with its interval, in a unit for readers."""
    factor, word = scale(value, unit)
    low = number(within.low / factor, value / factor)
    high = "…" if within.high is None else number(within.high / factor, value / factor)
    dash = " to " if within.low < 0 else "-"
    return f"{number(value / factor)}{word} [{low}{dash}{high}]"


def amount(value: Fraction, unit: str) -> str:
    """A value in a unit for readers: 1.33万人."""
    factor, word = scale(value, unit)
    scaled = value / factor
    return (f"{int(scaled)}" if scaled.denominator == 1 else number(scaled)) + word


def scale(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """By how much to divide for readers, and the unit then: 亿元 from a hundred million yuan on."""
    word = MONEY.get(unit, unit)
    if unit in ("%", "x"):
        return Fraction(1), word
    for factor, large in LARGE:
        if abs(value) >= factor and (unit not in MONEY or factor > 10**4 or abs(value) >= 10**6):
            return factor, large + word
    return Fraction(1), word


def number(value: Fraction, like: Fraction | None = None) -> str:
    """Two digits behind the point, fewer from a thousand on."""
    size = abs(value if like is None else like)
    return f"{float(value):.{2 if size < 1000 else 1 if size < 10000 else 0}f}"


def place(claim: Claim) -> str:
    """Where a claim stands: `report:257..262`."""
    span = claim.observation.span
    return f"{claim.document.name}:{span.start}..{span.end}"


def sentence(claim: Claim) -> str:
    """The sentence that makes it."""
    return claim.observation.sentence.of(claim.document.text).strip()


def _implied(one: Implied) -> Row:
    strict, loose = one.within
    return _row(
        one.claims,
        one.amount,
        kind="implied",
        what=one.kind.value,
        value=_decimal(one.value),
        low=_decimal(strict.low),
        high=_decimal(strict.high),
        loose_low=_decimal(loose.low),
        loose_high=_decimal(loose.high),
        unit=one.unit,
        bound=one.bound.value,
        formula=one.formula,
    )


def _contradiction(one: Contradiction) -> Row:
    left, point, unit = one.readable
    return _row(
        one.claims,
        one.odd.over,
        kind="doubtful contradiction" if one.doubtful else "contradiction",
        what="between documents" if len(one.documents) > 1 else "inside a document",
        value=_decimal(point),
        low=_decimal(left.low),
        high=_decimal(left.high),
        loose_low=None,
        loose_high=None,
        unit=unit,
        bound=one.odd.observation.quantity.bound.value,
        formula=against(one),
    )


def _row(claims: Sequence[Claim], about: Amount, **fields: object) -> Row:
    series = about.series
    named = {
        "indicator": series.name,
        "indicator_id": series.concept if series.catalogued else None,
        "region": claims[0].observation.region.name or None,
        "period": about.when,
        "claims": [_said(claim) for claim in claims],
    }
    found = {**fields, **named}
    return {name: found[name] for name in FIELDS}


def _said(claim: Claim) -> dict[str, str | int]:
    span = claim.observation.span
    return {
        "document": claim.document.name,
        "start": span.start,
        "end": span.end,
        "text": claim.observation.text,
        "sentence": sentence(claim),
    }


def _decimal(value: Fraction | None) -> str | None:
    """A fraction as plain decimal text, rounded behind DIGITS where it has no end."""
    if value is None:
        return None
    text = f"{round(value * 10**DIGITS):d}".rjust(DIGITS + 2, "0")
    sign, digits = ("-", text.replace("-", "0")) if value < 0 else ("", text)
    whole, rest = digits[:-DIGITS].lstrip("0") or "0", digits[-DIGITS:].rstrip("0")
    return sign + whole + (f".{rest}" if rest else "")
