"""Tables of several districts side by side: figures, their places in the panel, per head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import pandas as pd
from markupsafe import Markup

from indicators import lexicon
from indicators.growth import Shape
from indicators.language import figures as written
from indicators.language import gloss, say, term
from indicators.record import Region
from indicators.report import cited, names, official
from indicators.report.amounts import number
from indicators.report.comparing import Cell, Comparison, Standing, residents, short, standing
from indicators.report.evidence import STATED, TARGETS, elsewhere, row
from indicators.report.evidence import cited as cite
from indicators.report.names import concept, stacked
from indicators.report.statement_charts import KINDS, kind_of
from indicators.report.table import AT, NONE, Row, Table, quote, table
from indicators.report.telling import amount

FEW = 3  # indicators that are shown where none is shared
READINGS: Mapping[str, Callable[[Cell], float | None]] = {
    "whole": lambda cell: float(cell.entry.value),
    "a_year": lambda cell: cell.a_year,
    "headed": lambda cell: cell.per_head,
}


def evidence(known: Comparison) -> Table:
    """The figures that two districts or more state, each with its sentence."""
    rows = [
        {
            "figure": stacked(
                concept(indicator), _figure(cell), short(district, known.place), _when(cell)
            ),
            "sentence": quote(cell.entry.evidence[0]),
        }
        for indicator in known.shared or known.indicators[:FEW]
        for district, cell in known.cells[indicator].items()
    ]
    return table(say("comparison.evidence"), *rows)


def standings(known: Comparison) -> Table:
    """How large each district is: its newest official GDP, beside the city's, its residents."""
    rows = (_standing(short(one, known.place), standing(one)) for one in known.districts)
    return table(say("comparison.standings"), *rows, at="standings")


def places(known: Comparison) -> Table:
    """Where every figure of the documents went, by district, or why it has no place."""
    found, district = known.panel, _by_document(known)
    counts = {
        term("shape", shape): Counter(
            district[o.document] for entry in found.of(shape) for o in entry.evidence
        )
        for shape in Shape
        if found.of(shape)
    }
    for reason, _ in found.reasons.most_common():
        counts[say("comparison.left", reason=gloss("phrase", reason))] = Counter(
            district[one.observation.document] for one in found.left if one.reason == reason
        )
    counts[say("comparison.dispute")] = Counter(
        district[o.document] for one in found.entries if one.contested for o in one.evidence
    )
    counts[say("comparison.together")] = Counter(
        district[o.document] for reading in known.readings for o in reading.observations
    )
    rows = ({"figures": name, **_listed(each, STATED, known)} for name, each in counts.items())
    return table(say("comparison.places"), *rows, at="places")


def _by_document(known: Comparison) -> dict[str, str]:
    """Which district each document is about."""
    documents = (reading.document for reading in known.readings)
    return {one.name: lexicon.region(one.region).name for one in documents}


def _listed(counts: Counter[str], page: str, known: Comparison) -> dict[str, str]:
    """A count for each district, which leads to its page that lists what is counted."""
    return {
        short(one, known.place): f"{elsewhere(counts[one.name], page, one.name)}"
        for one in known.districts
    }


def kinds(known: Comparison) -> Table:
    """How many targets of each kind the districts have: what the shares of the chart count."""
    counts = {d.name: Counter(map(kind_of, known.targets(d))) for d in known.districts}
    used = [kind for kind in KINDS if any(count[kind] for count in counts.values())]
    rows: Iterator[Row] = (
        {
            AT: one.code or one.name,
            "district": short(one, known.place),
            **{kind: _count(counts[one.name][kind], one) for kind in used},
            "number": _count(counts[one.name].total(), one),
        }
        for one in known.districts
    )
    heads = {kind: term("kind", kind) for kind in used}
    return table(say("comparison.kinds"), *rows, heads=heads, at="kinds")


def _count(number: int, district: Region) -> str:
    """A number of targets, which leads to the page that lists them."""
    return f"{elsewhere(number, TARGETS, district.name)}"


def figures(known: Comparison) -> Table:
    """Every indicator of the catalogue that is stated, a column a district."""
    rows = []
    for indicator in known.indicators:
        cells = known.cells[indicator]
        told: Row = {"indicator": concept(indicator)}
        for district in known.districts:
            cell = cells.get(district.name)
            told[short(district, known.place)] = "—" if cell is None else _cell(cell)
        rows.append(told)
    return table(say("comparison.figures"), *rows, at="figures")


def per_head(known: Comparison) -> Table:
    """The figures that two districts or more state, a year and per head."""
    rows = [
        _per_head(indicator, district, cell, known)
        for indicator in known.shared
        for district, cell in known.alike(indicator).items()
    ]
    none: Row = {"indicator": "—", "district": say("comparison.no_pair")}
    return table(say("comparison.per_head"), *(rows or [none]), at="per-head")


def doubts(known: Comparison) -> Table:
    """Who leads as stated, a year, and per head: where the order hangs on the reading."""
    rows: list[Row] = []
    for indicator in known.shared:
        cells = known.alike(indicator)
        leaders = {said: _first(cells, value, known) for said, value in READINGS.items()}
        turned = len({x for x in leaders.values() if x != "—"}) > 1
        answer = say("word.yes" if turned else "word.no")
        rows.append({"indicator": concept(indicator), **leaders, "turned": answer})
    none: Row = {"indicator": "—", "whole": say("comparison.no_pair")}
    return table(say("comparison.doubts"), *(rows or [none]))


def _standing(district: str, found: Standing | None) -> Row:
    if found is None:
        return {"district": district, "gdp_level": "—", "of_city": "—", "residents": "—"}
    year = written.span(found.year, found.year)
    level = official.figure(written.amount(found.gdp, found.unit), found.levels, found.year)
    part = NONE if found.share is None else f"{100 * found.share:.1f}%"
    return {
        "district": district,
        "gdp_level": say("comparison.stated", figure=level, when=year),
        "of_city": part if found.city is None else official.figure(part, found.city, found.year),
        "residents": _residents(found.residents),
    }


def _residents(series: pd.Series[float] | None) -> str:
    if series is None:
        return NONE
    return official.figure(f"{series.iloc[-1]:,.0f}", series, series.index[-1])


def _per_head(indicator: str, district: str, cell: Cell, known: Comparison) -> Row:
    unit = cell.entry.amount.series.unit
    head = cell.per_head if unit not in ("%", "CNY") else None
    return {
        AT: row(cell.entry.evidence[0]),
        "indicator": concept(indicator),
        "district": short(district, known.place),
        "as_stated": say("comparison.stated", figure=_figure(cell), when=_when(cell)),
        "a_year": cite(cell.entry.evidence[0], amount(Fraction(cell.a_year), unit)),
        "per_head": NONE if head is None else _headed(head, district),
    }


def _headed(value: float, district: str) -> str:
    """A count per head, which leads to the number of residents."""
    people = residents(lexicon.region(district))
    assert people is not None, "a count per head has residents"
    return official.figure(number(value), people, people.index[-1])


def _first(cells: dict[str, Cell], value: Callable[[Cell], float | None], known: Comparison) -> str:
    """The district with the largest value; a dash where it is not known of two, or they tie."""
    values = {d: v for d, c in cells.items() if (v := value(c)) is not None}
    best = [d for d, v in values.items() if v == max(values.values())]
    return short(best[0], known.place) if len(values) > 1 and len(best) == 1 else "—"


def _figure(cell: Cell) -> str:
    return cited.stated(cell.entry.evidence[0])


def _when(cell: Cell) -> str:
    return names.when(cell.entry.evidence[0])


def _cell(cell: Cell) -> Markup:
    o = cell.entry.evidence[0]
    when = say("statements.when", when=_when(cell), status=term("status", o.status))
    return Markup("<strong>{}</strong><br><small>{}</small>").format(cited.signed(o), when)
