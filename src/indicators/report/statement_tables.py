"""Tables about what a region's documents state, and what of their numbers found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

from indicators import store
from indicators.dimensions.quantity import UNKNOWN
from indicators.language import gloss, say, spoken, term
from indicators.record import Document, Observation, Origin, Reading, Span, Status
from indicators.report import cited, names
from indicators.report.evidence import Counted, row
from indicators.report.names import stacked
from indicators.report.table import AT, Row, Table, as_chinese, marked, only, quote, source, table

NEAR = (Origin.CLAUSE, Origin.SENTENCE)
TOLD = (Origin.SENTENCE, Origin.PARAGRAPH, Origin.HEADING, Origin.TABLE)
AROUND = 14  # characters of text either side of a number that found no place


def observations(readings: Sequence[Reading]) -> Table:
    """Every figure with its sentence; those of the catalogue first."""
    found = [o for reading in readings for o in reading.observations]
    found.sort(key=lambda o: (o.indicator_id is None, o.document, o.span))
    source = only(found)
    rows = (_observation(o, alone=bool(source)) for o in found)
    return table(say("statements.figures"), *rows, at="figures", source=source)


def documents(readings: Sequence[Reading]) -> Table:
    """The documents that were read."""
    rows: list[Row] = [
        {
            "document": _document(r.document),
            "figures": _listed(len(r.observations)),
            "aside": f"{Counted(len(r.unplaced), 'unplaced')}",
        }
        for r in readings
    ]
    unread = say("statements.not_read")
    rows += [{"document": str(e), "figures": unread, "aside": ""} for e in store.unreadable()]
    return table(say("statements.documents"), *rows, at="documents")


def period_sources(readings: Sequence[Reading]) -> Table:
    """Where the periods came from: the farther from the figure, the less sure."""
    found = [o for reading in readings for o in reading.observations]
    counts = Counter(o.period_source for o in found)
    first = {o.period_source: o for o in reversed(found)}
    rows = (
        {
            "origin": term("origin", origin),
            "figures": _listed(counts[origin]),
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
    by_reason: dict[str, list[tuple[Document, Span]]] = {UNKNOWN: []}
    for document, item in left:
        by_reason.setdefault(item.reason, []).append((document, item.span))
    rows = (
        {
            AT: reason.replace(" ", "-"),
            "aside_as": gloss("unplaced", reason),
            "numbers": f"{len(found)}",
            "example": _examples(found),
        }
        for reason, found in sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
    )
    return table(say("statements.unplaced"), *rows, at="unplaced")


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
        ("same", same, say("evidence.all")),
        ("inside", inside, say("evidence.all")),
        ("dated", dated, say("evidence.undated")),
        ("known", known, say("evidence.unknown")),
    )
    total = Counted(len(pairs), "figures")
    found = (
        {
            AT: at,
            "check": term("evidence", at),
            "figures": say("word.of", part=Counted(part, "figures"), total=total),
            "rule": rule,
        }
        for at, part, rule in rows
    )
    return table(say("evidence.caption", n=total), *found, at="evidence")


def strictly_dated(readings: Sequence[Reading]) -> Table:
    """What is left when only periods of the figure's own clause or sentence are believed."""
    found = [o for reading in readings for o in reading.observations]
    near = [o for o in found if o.period_source in NEAR]
    believed = (
        ("every", [o for o in found if o.period]),
        ("near", near),
        ("known", [o for o in near if o.indicator_id]),
    )
    rows = (_counted(which, chosen) for which, chosen in believed)
    return table(say("believing.caption"), *rows, at="believing")


def _document(document: Document) -> Markup:
    """Its title, and in small who published it and when."""
    small = say("word.pair", one=document.issuer, other=document.date)
    title = names.chinese(document.title)
    return Markup("{}<br><small>{}</small>").format(title, names.chinese(small))


def _counted(which: str, chosen: Sequence[Observation]) -> Row:
    targets = sum(o.status is Status.TARGET for o in chosen)
    return {
        AT: which,
        "believing": term("believing", which),
        "figures": _listed(len(chosen)),
        "goals": _listed(targets),
        "actual": _listed(len(chosen) - targets),
    }


def _listed(count: int) -> str:
    """A number of figures, which leads to the list of them."""
    return f"{Counted(count, 'figures')}"


def _observation(o: Observation, *, alone: bool) -> Row:
    # a place that is not the one the document is about
    zone = [names.place(o.region.name)] if o.region_source in TOLD else []
    name = o.indicator if spoken() == "zh" else names.called(o)
    when = say("statements.when", when=names.when(o), status=term("status", o.status))
    afar = say("statements.afar", origin=term("origin", o.period_source))
    far = [afar] if o.period and o.period_source not in NEAR else []
    told = stacked(name, cited.signed(o), when, *far, *zone)
    return {AT: row(o), "figure": told, "sentence": quote(o, alone=alone)}


def _example_of(o: Observation) -> str:
    figure = cited.stated(o)
    return say("statements.example", name=names.worded(o), figure=figure, when=names.when(o))


def _examples(found: Sequence[tuple[Document, Span]]) -> Markup:
    """The first with what stands around it; all of them to unfold, in the order of the texts."""
    if not found:
        return Markup()
    first = _near(*found[0])
    if len(found) == 1:
        return first
    by_document = groupby(found, key=lambda pair: pair[0])
    every = Markup("").join(_numbers(one, [span for _, span in some]) for one, some in by_document)
    fold = Markup("{}<details><summary>{}</summary>{}</details>")
    return fold.format(first, say("statements.every"), every)


def _numbers(document: Document, spans: Sequence[Span]) -> Markup:
    """The numbers of a document in its own words, under its title."""
    told = Markup(" · ").join(Markup("<q>{}</q>").format(one.of(document.text)) for one in spans)
    return Markup("<p>{}<br>{}</p>").format(as_chinese(escape(source(document))), as_chinese(told))


def _near(document: Document, span: Span) -> Markup:
    """A number with a few characters either side, on the same line."""
    text = document.text
    line = text.rfind("\n", 0, span.start) + 1
    first = span.start - len(text[line : span.start].lstrip("# "))  # a heading without its signs
    last = text.find("\n", span.end)
    end = span.end + AROUND
    near = Span(max(span.start - AROUND, first), end if last < 0 else min(end, last))
    words = marked(document, near, (span, span.of(text)))
    return as_chinese(Markup("<q>{}</q>").format(words))
