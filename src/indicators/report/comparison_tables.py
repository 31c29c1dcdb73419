"""Tables of several districts side by side: figures, their places in the panel, per head."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from markupsafe import Markup

from indicators.claims.telling import amount as told
from indicators.growth import Shape
from indicators.report.comparing import HEADS, Cell, Comparison, name, short
from indicators.report.table import Table, kind, quote, stacked, table, when

SHAPES = {
    Shape.ANNUAL: "一年 of a year",
    Shape.PART: "一年的一部分 of a part of a year",
    Shape.TOTAL: "几年累计 totals over years",
    Shape.MEAN: "几年平均 means over years",
}


def evidence(known: Comparison) -> Table:
    """The figures that two districts or more state, each with its sentence."""
    rows = [
        {
            "District": short(district, known.place),
            "Figure": stacked(name(indicator), cell.entry.evidence[0].text, _when(cell)),
            "Sentence and document": quote(cell.entry.evidence[0]),
        }
        for indicator in known.shared or known.indicators[:3]
        for district, cell in known.cells(indicator).items()
    ]
    return table("Figures side by side, with their sentences", *rows)


def places(known: Comparison) -> Table:
    """Where every figure of the documents went: its shape in the panel, or why it has no place."""
    found = known.panel
    total = sum(len(reading.observations) for reading in known.readings)
    rows = [
        {"Figures": SHAPES[shape], "Number": f"{sum(len(e.evidence) for e in found.of(shape))}"}
        for shape in Shape
        if found.of(shape)
    ]
    rows += [
        {"Figures": f"left out: {reason}", "Number": f"{count}"}
        for reason, count in found.reasons.most_common()
    ]
    rows.append({"Figures": "in dispute", "Number": f"{len(found.conflicts)}"})
    return table(f"Where the {total} figures went; none is lost", *rows)


def figures(known: Comparison) -> Table:
    """Every indicator of the catalogue that is stated, a column a district."""
    rows = []
    for indicator in known.indicators:
        cells = known.cells(indicator)
        row: dict[str, object] = {"Indicator": name(indicator)}
        for district in known.districts:
            cell = cells.get(district.name)
            row[short(district, known.place)] = "—" if cell is None else _cell(cell)
        rows.append(row)
    return table("What each district states 各区所载", *rows)


def per_head(known: Comparison) -> Table:
    """The figures that two districts or more state, a year and per head."""
    rows = []
    for indicator in known.shared:
        for district, cell in known.alike(indicator).items():
            head = cell.per_head if cell.entry.amount.series.unit not in ("%", "CNY") else None
            rows.append(
                {
                    "Indicator": name(indicator),
                    "District": short(district, known.place),
                    "As stated": f"{cell.entry.evidence[0].text}, {_when(cell)}",
                    "A year": told(Fraction(cell.a_year), cell.entry.amount.series.unit),
                    f"A year per {HEADS:,} residents": "—" if head is None else f"{head:.0f}",
                }
            )
    none = {"Indicator": "—", "District": "no indicator is stated by two districts"}
    return table("Side by side, a year and per head", *(rows or [none]))


def doubts(known: Comparison) -> Table:
    """Who leads as stated, a year, and per head: where the order hangs on the reading."""
    readings: dict[str, Callable[[Cell], float | None]] = {
        "As stated, totals whole": lambda cell: float(cell.entry.value),
        "A year": lambda cell: cell.a_year,
        "Per head": lambda cell: cell.per_head,
    }
    rows = []
    for indicator in known.shared:
        cells = known.alike(indicator)
        leaders = {said: _first(cells, value, known) for said, value in readings.items()}
        turned = len({x for x in leaders.values() if x != "—"}) > 1
        rows.append({"Indicator": name(indicator), **leaders, "Turned": "yes" if turned else "no"})
    none = {"Indicator": "—", "As stated, totals whole": "no indicator is shared"}
    return table("Which district comes first, read otherwise", *(rows or [none]))


def _first(cells: dict[str, Cell], value: Callable[[Cell], float | None], known: Comparison) -> str:
    """The district with the largest value; a dash where it is not known of two, or they tie."""
    values = {d: v for d, c in cells.items() if (v := value(c)) is not None}
    best = [d for d, v in values.items() if v == max(values.values())]
    return short(best[0], known.place) if len(values) > 1 and len(best) == 1 else "—"


def _when(cell: Cell) -> str:
    return when(cell.entry.evidence[0])


def _cell(cell: Cell) -> Markup:
    o = cell.entry.evidence[0]
    sign = {"growth": "+", "decrease": "−"}.get(o.measure.value, "")
    mark = {"lower": " ≥", "upper": " ≤", "about": " ≈"}.get(o.quantity.bound.value, "")
    return Markup("<strong>{}</strong><br><small>{} {}</small>").format(
        f"{sign}{o.text}{mark}", _when(cell), kind(o.status)[:2]
    )
