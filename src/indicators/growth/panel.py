"""The figures of many documents as one panel: merged where they agree, told where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from indicators import lexicon
from indicators.errors import UnknownName
from indicators.growth.placing import Entry, Left, Shape, placed
from indicators.record import Basis, Measure, Observation, Reading, Status
from indicators.subject import Amount

COLUMNS = (
    *("region", "code", "indicator", "first", "year", "measure", "status", "basis", "vintage"),
    *("part", "scope", "value", "low", "high", "unit", "bound", "shape", "contested", "documents"),
)
FIRST_RELEASE = "first release"
Key = tuple[Amount, Measure, Shape]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Region x indicator x year x basis x vintage x status, and what found no place.

    Figures that say the same are one entry with all their evidence; those that disagree are as many
    entries, `contested`. Every observation is the evidence of one entry or is in `left`.
    """

    entries: tuple[Entry, ...]
    left: tuple[Left, ...]

    @property
    def conflicts(self) -> tuple[tuple[Entry, ...], ...]:
        """The entries of one amount that disagree, together."""
        found: dict[Key, list[Entry]] = {}
        for entry in self.entries:
            if entry.contested:
                found.setdefault(_key(entry), []).append(entry)
        return tuple(map(tuple, found.values()))

    @property
    def reasons(self) -> Counter[str]:
        """Why figures found no place, and how many."""
        return Counter(one.reason for one in self.left)

    def of(self, shape: Shape) -> tuple[Entry, ...]:
        """The entries of one shape: annual figures, parts of a year, totals, means."""
        return tuple(entry for entry in self.entries if entry.shape is shape)

    def frame(self, shape: Shape | None = None) -> pd.DataFrame:
        """One row an entry, with the columns of COLUMNS; amounts in `unit`, growth in per cent."""
        chosen = self.entries if shape is None else self.of(shape)
        return pd.DataFrame([_row(entry) for entry in chosen], columns=list(COLUMNS))

    def chained(self, region: str, indicator: str, basis: Basis) -> pd.DataFrame:
        """Annual growth chained to an index: columns `growth` (per cent), `index`, `piece` by year.

        Only achieved rates of the whole place on this basis are chained, one a year, the newest
        vintage of several. A
        year without an undisputed plain rate ends a piece; each piece starts from 100. Raises
        UnknownName for an indicator nobody knows.
        """
        if indicator not in lexicon.catalogue():
            raise UnknownName(f"indicator {indicator!r}: see indicator.toml for those there are")
        rates = {
            entry.amount.last: float(entry.value)
            for entry in sorted(self.of(Shape.ANNUAL), key=_newest_last)
            if entry.measure is Measure.GROWTH and _is(entry, region, indicator, basis)
        }
        return pd.DataFrame(_links(rates), columns=["year", "growth", "index", "piece"]).set_index(
            "year"
        )


def panel(readings: Sequence[Reading]) -> Panel:
    """The panel of documents; the order in which they are given changes nothing."""
    found = list(placed(readings))
    groups: dict[Key, list[Entry]] = {}
    for entry in (one for one in found if isinstance(one, Entry)):
        groups.setdefault(_key(entry), []).append(entry)
    entries = [merged for _, same in sorted(groups.items()) for merged in _merged(same)]
    left = [one for one in found if isinstance(one, Left)]
    left.sort(key=lambda one: _where(one.observation))
    return Panel(tuple(entries), tuple(left))


def _key(entry: Entry) -> Key:
    return entry.amount, entry.measure, entry.shape


def _merged(same: list[Entry]) -> Iterator[Entry]:
    """The finest of figures that can all be true, with the evidence of all; else each value."""
    common = same[0].within
    for entry in same[1:]:
        common = common.both(entry.within)
    if common.empty:
        values = sorted({(e.value, e.bound.value) for e in same})
        for value, bound in values:
            told = [e for e in same if (e.value, e.bound.value) == (value, bound)]
            yield replace(_finest(told), contested=True)
    else:
        yield _finest(same)


def _finest(same: Sequence[Entry]) -> Entry:
    """The entry that leaves least open; its own evidence first."""
    ordered = sorted(same, key=lambda e: (not e.plain, _width(e), _where(e.evidence[0])))
    return replace(ordered[0], evidence=tuple(o for e in ordered for o in e.evidence))


def _width(entry: Entry) -> tuple[bool, float]:
    within = entry.within
    return within.high is None, 0.0 if within.high is None else float(within.high - within.low)


def _where(o: Observation) -> tuple[str, int, int]:
    return o.document, o.span.start, o.span.end


def _is(entry: Entry, region: str, indicator: str, basis: Basis) -> bool:
    series = entry.amount.series
    place = region == series.region or lexicon.same_region(entry.evidence[0].region.name, region)
    wanted = (indicator, basis, Status.ACTUAL, "")
    known = (series.concept, series.basis, series.status, series.scope) == wanted
    return place and known and entry.plain and not entry.contested


def _newest_last(entry: Entry) -> tuple[bool, str]:
    """Revised figures after first releases, the latest census last."""
    vintage = entry.amount.series.vintage
    return not vintage.startswith(FIRST_RELEASE), vintage


def _links(rates: dict[int, float]) -> Iterator[tuple[int, float, float, int]]:
    index, piece, before = 100.0, 0, None
    for year in sorted(rates):
        if before is None or year != before + 1:
            index, piece = 100.0, piece + 1
        index *= 1 + rates[year] / 100
        before = year
        yield year, rates[year], index, piece


def _row(entry: Entry) -> tuple[object, ...]:
    o, s = entry.evidence[0], entry.amount.series
    documents = dict.fromkeys(e.document for e in entry.evidence)
    high = float("inf") if entry.within.high is None else float(entry.within.high)
    return (
        *(o.region.name, o.region.code, s.concept, entry.amount.first, entry.amount.last),
        *(entry.measure.value, s.status.value, s.basis.value, s.vintage, s.part, s.scope),
        *(float(entry.value), float(entry.within.low), high, s.unit, entry.bound.value),
        *(
            entry.shape.value,
            entry.contested,
            "、".join(documents),
        ),
    )
