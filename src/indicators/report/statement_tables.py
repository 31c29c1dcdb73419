"""Tables about what a region's documents state, and what of their numbers found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from indicators import store
from indicators.dimensions.quantity import UNKNOWN
from indicators.language import gloss, say, spoken, term
from indicators.record import Document, Observation, Origin, Reading, Span, Status
from indicators.report import cited, names
from indicators.report.names import stacked
from indicators.report.table import Row, Table, as_chinese, marked, quote, table

NEAR = (Origin.CLAUSE, Origin.SENTENCE)
AROUND = 14  # characters of text either side of a number that found no place


def observations(readings: Sequence[Reading]) -> Table:
    """Every figure with its sentence; those of the catalogue first."""
    found = [o for reading in readings for o in reading.observations]
    found.sort(key=lambda o: (o.indicator_id is None, o.document, o.span))
    return table(say("statements.figures"), *map(_observation, found))


def documents(readings: Sequence[Reading]) -> Table:
    """The documents that were read."""
    rows: list[Row] = [
        {
            "document": _document(r.document),
            "figures": f"{len(r.observations)}",
            "aside": f"{len(r.unplaced)}",
        }
        for r in readings
    ]
    unread = say("statements.not_read")
    rows += [{"document": str(e), "figures": unread, "aside": ""} for e in store.unreadable()]
    return table(say("statements.documents"), *rows)


def period_sources(readings: Sequence[Reading]) -> Table:
    """Where the periods came from: the farther from the figure, the less sure."""
    found = [o for reading in readings for o in reading.observations]
    counts = Counter(o.period_source for o in found)
    first = {o.period_source: o for o in reversed(found)}
    rows = (
        {
            "origin": term("origin", origin),
            "figures": f"{counts[origin]}",
            "example": names.chinese(_example_of(first[origin])),
        }
        for origin in Origin
        if counts[origin]
    )
    return table(say("statements.periods"), *rows)


def corrections(readings: Sequence[Reading]) -> Table:
    """What was corrected by hand, with who and why; then what fits its text no longer."""
    rows: list[Row] = [
        {
            "figure": stacked(o.indicator, _near(reading.document, o.span)),
            "corrected": c.what,
            "why": c.reason,
            "by": say("statements.by", author=c.author, date=c.date),
        }
        for reading in readings
        for o, c in reading.corrections
    ]
    empty = {"why": "", "by": ""}
    unfit = say("statements.not_applied")
    rows += [{"figure": unfit, "corrected": str(misfit), **empty} for misfit in store.misfits()]
    none: Row = {"figure": say("word.none"), "corrected": "", **empty}
    return table(say("statements.corrections"), *(rows or [none]))


def unplaced(readings: Sequence[Reading]) -> Table:
    """The numbers that became no figure, counted by reason; none is dropped.

    Those not understood are counted even where there are none.
    """
    left = [(reading.document, item) for reading in readings for item in reading.unplaced]
    counts = Counter(item.reason for _, item in left)
    first = {item.reason: (document, item.span) for document, item in reversed(left)}
    rows = (
        {
            "aside_as": gloss("unplaced", reason),
            "numbers": f"{counts[reason]}",
            "example": _near(*first[reason]) if reason in first else "",
        }
        for reason in sorted({*counts, UNKNOWN}, key=lambda reason: -counts[reason])
    )
    return table(say("statements.unplaced"), *rows)


def evidence(readings: Sequence[Reading]) -> Table:
    """Whether every figure stands in its text, inside its sentence, word for word."""
    pairs = [(r.document.text, o) for r in readings for o in r.observations]
    same = sum(o.span.of(text) == o.text for text, o in pairs)
    inside = sum(
        o.sentence.start <= o.span.start and o.span.end <= o.sentence.end for _, o in pairs
    )
    dated = sum(o.period is not None for _, o in pairs)
    known = sum(o.indicator_id is not None for _, o in pairs)
    rows = (
        (say("evidence.same"), same, say("evidence.all")),
        (say("evidence.inside"), inside, say("evidence.all")),
        (say("evidence.dated"), dated, say("evidence.undated")),
        (say("evidence.known"), known, say("evidence.unknown")),
    )
    total = len(pairs)
    return table(
        say("evidence.caption", n=total),
        *(
            {"check": check, "figures": say("word.of", part=part, total=total), "rule": rule}
            for check, part, rule in rows
        ),
    )


def strictly_dated(readings: Sequence[Reading]) -> Table:
    """What is left when only periods of the figure's own clause or sentence are believed."""
    found = [o for reading in readings for o in reading.observations]
    near = [o for o in found if o.period_source in NEAR]
    believed = (
        (say("believing.every"), [o for o in found if o.period]),
        (say("believing.near"), near),
        (say("believing.known"), [o for o in near if o.indicator_id]),
    )
    return table(say("believing.caption"), *(_counted(name, chosen) for name, chosen in believed))


def _document(document: Document) -> Markup:
    """Its title, and in small who published it and when."""
    small = say("word.pair", one=document.issuer, other=document.date)
    title = names.chinese(document.title)
    return Markup("{}<br><small>{}</small>").format(title, names.chinese(small))


def _counted(name: str, chosen: Sequence[Observation]) -> Row:
    targets = sum(o.status is Status.TARGET for o in chosen)
    return {
        "believing": name,
        "figures": f"{len(chosen)}",
        "goals": f"{targets}",
        "actual": f"{len(chosen) - targets}",
    }


def _observation(o: Observation) -> Row:
    # a zone or a town inside the region that the document is about
    zone = [names.place(o.region.name)] if o.region_source is Origin.SENTENCE else []
    name = o.indicator if spoken() == "zh" else names.called(o)
    when = say("statements.when", when=names.when(o), status=term("status", o.status))
    return {"figure": stacked(name, cited.signed(o), when, *zone), "sentence": quote(o)}


def _example_of(o: Observation) -> str:
    figure = cited.stated(o)
    return say("statements.example", name=names.worded(o), figure=figure, when=names.when(o))


def _near(document: Document, span: Span) -> Markup:
    """A number with a few characters either side, on the same line."""
    text = document.text
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = span.end + AROUND
    near = Span(max(span.start - AROUND, first), end if last < 0 else min(end, last))
    return as_chinese(marked(document, near, span))
