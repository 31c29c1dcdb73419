"""From figures to claims: what each says of which amounts, in two readings of its rounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from indicators import lexicon
from indicators.interval import Interval, exactly, loose, strict
from indicators.record import Bound, Document, Measure, Observation, Quantity, Reading
from indicators.subject import words
from indicators.subject.figure import CHANGES, Figure, figures
from indicators.subject.series import Amount, concept, share_of
from indicators.text import fold

HUNDREDTH = Fraction(1, 100)
ROUNDS_TO_TWICE = Fraction(39, 40)  # 1.95 times rounds to 2.0, and is told as 翻一番


class Both(NamedTuple):
    """An interval in the strict and in the loose reading of rounding."""

    strict: Interval
    loose: Interval


@dataclass(frozen=True, slots=True)
class Claim:
    """What one figure says: `over` is `within`, or `within` times `under`.

    `point` is the figure without its rounding; `mean` says that it is one of a year, raised to the
    years between the two. `added` marks a change in the unit itself: `over` is
    `under` and `within` together.
    """

    observation: Observation
    document: Document
    over: Amount
    point: Fraction
    within: Both
    under: Amount | None = None
    added: bool = False
    mean: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it tells one amount as a share of another of the same time."""
        return self.under is not None and self.under.last == self.over.last

    @property
    def is_ratio(self) -> bool:
        """Whether it tells an amount as so many times an earlier one."""
        return self.under is not None and not self.is_share and not self.added

    @property
    def years(self) -> int:
        """From the one amount to the other; of a total, the years it is over."""
        return (self.over.last - self.under.last) if self.under else self.over.years


def claims(readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """The claims of all documents, in the order of document and place."""
    told = (claim for r in readings for figure in figures(r) for claim in claims_of(figure))
    found = _unambiguous(list(told))
    return tuple(sorted(found, key=lambda c: (c.document.name, c.observation.span, repr(c.over))))


def _unambiguous(found: Sequence[Claim]) -> list[Claim]:
    """Without what is said of several things by one name: 项目7个, 项目120个.

    A document's own words are one name all over it, an indicator of the catalogue in one sentence:
    nobody contradicts himself there, so 200万亩 and 70万亩 are of two things.
    """
    told = defaultdict(set)
    for c in found:
        told[_by_one_name(c)].add(c.within)
    return [c for c in found if len(told[_by_one_name(c)]) == 1]


def _by_one_name(c: Claim) -> tuple[object, ...]:
    near = c.observation.sentence if c.over.series.catalogued else None
    return c.document.name, near, c.over, c.under


def claims_of(figure: Figure) -> Iterator[Claim]:
    """What a figure says, as far as that can be told: none, one or, for some shares, two."""
    o = figure.o
    if o.measure is Measure.LEVEL:
        yield from _level(figure)
    elif o.measure is Measure.SHARE:
        yield from _share(figure)
    elif o.measure is Measure.MULTIPLE or o.quantity.unit in ("%", "x"):
        yield from _change(figure)
    elif o.measure in CHANGES:
        yield from _added(figure)


def _level(figure: Figure) -> Iterator[Claim]:
    q, whole_year = figure.o.quantity, figure.first == figure.last
    if words.STEP.match(words.behind(figure.document, figure.o)):
        q = replace(q, bound=Bound.LOWER)
    total = words.TOTAL.search(figure.lead + figure.o.indicator)
    if q.value > 0 and (whole_year or (total and not words.NO_TOTAL.search(figure.lead))):
        amount = figure.amount()
        if not whole_year:  # 五年来 is of other years in the next document
            amount = amount.of(document=figure.document.name)
        yield _claim(figure, amount, point_of(q), _readings(figure, q))


def _share(figure: Figure) -> Iterator[Claim]:
    o, q = figure.o, figure.o.quantity
    if q.unit != "%" or figure.first != figure.last or "贡献" in o.indicator + figure.lead:
        return
    together = any(r.kind == "shares" and _is_share(r, figure) for r in lexicon.relations())
    if together and q.resolution:
        # shares told together are balanced to add up to 100: the last digit may be one off
        q = replace(q, resolution=2 * q.resolution)
    within, pair = _readings(figure, q), _pair(figure)
    if o.indicator_id is not None and not together:
        yield _claim(figure, figure.amount(unit="%"), point_of(q), within)
    if pair is not None:
        shares = Both(*(x.times(HUNDREDTH) for x in within))
        yield _claim(figure, pair[0], point_of(q) * HUNDREDTH, shares, pair[1])


def _pair(figure: Figure) -> tuple[Amount, Amount] | None:
    """Part and whole of a share, as amounts; None where the whole is not of this place."""
    name = fold(figure.o.indicator)
    relation = next((r for r in lexicon.relations() if _is_share(r, figure)), None)
    if relation is None:
        split = share_of(name)
    elif relation.kind == "share":
        split = relation.of, relation.by
    else:
        split = _place_in_structure(figure, relation)
    if split is None or words.whose(split[1], figure.o.region.name):
        return None
    whole = figure.named(split[1])
    part = figure.named(split[0], whole.series.unit)
    return (part, whole) if whole.series.unit else None


def _is_share(relation: lexicon.Relation, figure: Figure) -> bool:
    told = figure.o.indicator_id or concept(fold(figure.o.indicator))[0]
    return relation.kind in ("share", "shares") and told == concept(relation.word)[0]


def _place_in_structure(figure: Figure, relation: lexicon.Relation) -> tuple[str, str] | None:
    """Which part of a whole the second share of 9.8:49.6:40.6 is."""
    o, split = figure.o, (relation.of, relation.by)
    parts = [r.word for r in lexicon.relations() if r.kind == "part" and (r.of, r.by) == split]
    place = sum((x.indicator, x.period) == (o.indicator, o.period) for x in figure.before)
    return (parts[place], relation.of) if place < len(parts) else None


def _change(figure: Figure) -> Iterator[Claim]:
    """Growth in per cent, or a multiple: the ratio of two amounts."""
    base, q = figure.base(), figure.o.quantity
    multiple = figure.o.measure is Measure.MULTIPLE
    if base is None or base >= figure.last or (not multiple and figure.entry is None):
        return
    ratio, within = _multiple(figure) if multiple else _ratio(figure, q)
    if figure.mean:
        years = figure.last - base
        ratio, within = ratio**years, Both(*(x.power(years) for x in within))
    over = figure.grown()
    claim = _claim(figure, over, ratio, within, figure.at(over, base))
    yield replace(claim, mean=figure.mean)


def _added(figure: Figure) -> Iterator[Claim]:
    """A change in the unit itself: 常住人口增加1.9万人, 城镇化率提高0.72个百分点."""
    base, q = figure.base(), figure.o.quantity
    unit = "%" if q.unit == "pp" else q.unit
    plain = figure.entry is not None and unit in (figure.entry.unit, figure.level_unit)
    if base is None or not plain or figure.mean or words.COMPARISON.search(figure.lead):
        return
    amount = figure.amount(unit=unit)
    over = Amount(amount.series, figure.last, figure.last)
    under = figure.at(over, base)
    if figure.o.measure is Measure.DECREASE:
        over, under = under, over
    if not amount.series.name.startswith("新增"):
        yield replace(_claim(figure, over, point_of(q), _readings(figure, q), under), added=True)


def _claim(
    figure: Figure, over: Amount, point: Fraction, within: Both, under: Amount | None = None
) -> Claim:
    within = Both(*(Interval(max(x.low, Fraction(0)), x.high) for x in within))
    return Claim(figure.o, figure.document, over, point, within, under)


def _readings(figure: Figure, q: Quantity) -> Both:
    return Both(strict(q), loose(q, figure.o.text))


def point_of(q: Quantity) -> Fraction:
    """The figure itself, the middle of a range."""
    return Fraction(q.value) if q.high is None else Fraction(q.value + q.high) / 2


def _ratio(figure: Figure, q: Quantity) -> tuple[Fraction, Both]:
    """Growth as a ratio: +7 % is 1.065 to 1.075 times."""
    scale = Fraction(1) if q.unit == "x" else HUNDREDTH
    down = (figure.o.measure is Measure.DECREASE) != (q.value < 0)
    size = replace(q, value=abs(q.value), high=None if q.high is None else abs(q.high))
    readings = (_grown(x.times(scale), down, q.bound) for x in _readings(figure, size))
    return 1 + point_of(size) * scale * (-1 if down else 1), Both(*readings)


def _grown(rate: Interval, down: bool, bound: Bound) -> Interval:
    """A rate as a ratio; growth of at most 5% may be a loss of any size."""
    if down:
        return Interval(Fraction(0) if rate.high is None else 1 - rate.high, 1 - rate.low)
    grown = exactly(1) + rate
    return Interval(Fraction(0), grown.high) if bound is Bound.UPPER else grown


def _multiple(figure: Figure) -> tuple[Fraction, Both]:
    """So many times; 翻一番 is twice or more, and what rounds to twice in the loose reading."""
    q = figure.o.quantity
    if "番" not in figure.o.text or q.bound is not Bound.EXACT:
        return point_of(q), _readings(figure, q)
    twice = Fraction(q.value)
    return twice, Both(Interval(twice, None), Interval(twice * ROUNDS_TO_TWICE, None))
