"""Tables about what a region's documents state, and what of their numbers found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from indicators import lexicon, store
from indicators.dimensions.quantity import UNKNOWN
from indicators.record import Bound, Document, Observation, Origin, Reading, Span
from indicators.report.table import Table, kind, marked, quote, stacked, table, when

BOUNDS = {Bound.EXACT: "", Bound.LOWER: " ≥", Bound.UPPER: " ≤", Bound.ABOUT: " ≈"}
ORIGINS = {
    Origin.CLAUSE: "its own clause",
    Origin.SENTENCE: "its sentence",
    Origin.PARAGRAPH: "its paragraph",
    Origin.HEADING: "the heading above",
    Origin.TITLE: "the title",
    Origin.DATE: "the date of the document",
    Origin.DOCUMENT: "the document",
    Origin.HAND: "a correction by hand",
    Origin.NONE: "nowhere: none is stated",
}
REASONS = {
    "date": "a date or a year",
    "threshold": "a threshold that defines something (投资5000万元以上)",
    "name": "part of a name",
    "technical": "a technical rating (66kV)",
    "ordinal": "an ordinal",
    "duration": "a duration",
    "slogan": "a figure of speech",
    "ratio": "one side of a ratio",
    "list number": "the number of a point in a list",
    "contact": "a telephone number, an address, a licence",
    "footnote": "a footnote mark",
    "no name": "a figure that no indicator is named for",
    UNKNOWN: "not understood",
}
AROUND = 14  # characters of text either side of a number that found no place


def observations(readings: Sequence[Reading]) -> Table:
    """Every figure with its sentence; those of the catalogue first."""
    found = [o for reading in readings for o in reading.observations]
    found.sort(key=lambda o: (o.indicator_id is None, o.document, o.span))
    return table("Stated figures 载明的数字", *map(_observation, found))


def documents(readings: Sequence[Reading]) -> Table:
    """The documents that were read."""
    rows = (
        {
            "Document": r.document.title,
            "Issuer": r.document.issuer,
            "Date": r.document.date,
            "Figures": f"{len(r.observations)}",
            "Set aside": f"{len(r.unplaced)}",
        }
        for r in readings
    )
    broken = (
        {"Document": str(e), "Issuer": "", "Date": "", "Figures": "not read", "Set aside": ""}
        for e in store.unreadable()
    )
    return table("Documents 文件", *rows, *broken)


def period_sources(readings: Sequence[Reading]) -> Table:
    """Where the periods came from: the farther from the figure, the less sure."""
    found = [o for reading in readings for o in reading.observations]
    counts = Counter(o.period_source for o in found)
    rows = []
    for origin in (origin for origin in ORIGINS if counts[origin]):
        example = next(o for o in found if o.period_source is origin)
        rows.append(
            {
                "Period taken from": ORIGINS[origin],
                "Figures": f"{counts[origin]}",
                "For example": f"{name(example)} {example.text}: {when(example)}",
            }
        )
    return table("Where the periods came from", *rows)


def corrections(readings: Sequence[Reading]) -> Table:
    """What was corrected by hand, with who and why; then what fits its text no longer."""
    made = (
        {
            "Figure": f"{o.indicator} {o.text}",
            "Corrected": f"{c.field}: {c.old or '—'} → {c.new or '—'}",
            "Because": c.reason,
            "By": f"{c.author}, {c.date}",
        }
        for reading in readings
        for o in reading.observations
        for c in o.corrections
    )
    left = (
        {"Figure": "not applied", "Corrected": str(misfit), "Because": "", "By": ""}
        for misfit in store.misfits()
    )
    rows = [*made, *left]
    none = {"Figure": "none", "Corrected": "", "Because": "", "By": ""}
    return table("Corrections by hand 人工更正", *(rows or [none]))


def unplaced(readings: Sequence[Reading]) -> Table:
    """The numbers that became no figure, counted by reason; none is dropped.

    Those not understood are counted even where there are none.
    """
    left = [(reading, item) for reading in readings for item in reading.unplaced]
    counts = Counter(item.reason for _, item in left)
    rows = []
    for reason in sorted({*counts, UNKNOWN}, key=lambda reason: -counts[reason]):
        example = next(((r.document, i.span) for r, i in left if i.reason == reason), None)
        rows.append(
            {
                "Set aside because it is": REASONS.get(reason, reason),
                "Numbers": f"{counts[reason]}",
                "For example": _example(*example) if example else "",
            }
        )
    return table("Numbers that are no figures", *rows)


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
        ("the text at its place is the figure", same, "must be all"),
        ("the figure lies in its sentence", inside, "must be all"),
        ("a period is known", dated, "the rest say so"),
        ("the indicator is in the catalogue", known, "the rest keep their own words"),
    )
    return table(
        f"Checks over {len(pairs)} figures",
        *({"Check": a, "Figures": f"{b} of {len(pairs)}", "Rule": c} for a, b, c in rows),
    )


def strictly_dated(readings: Sequence[Reading]) -> Table:
    """What is left when only periods of the figure's own clause or sentence are believed."""
    found = [o for reading in readings for o in reading.observations]
    near = (Origin.CLAUSE, Origin.SENTENCE)
    rows = []
    for label, chosen in (
        ("every period that was found", [o for o in found if o.period]),
        (
            "only periods in the figure's own sentence",
            [o for o in found if o.period_source in near],
        ),
        (
            "… and only indicators of the catalogue",
            [o for o in found if o.period_source in near and o.indicator_id],
        ),
    ):
        targets = sum(o.status == "target" for o in chosen)
        rows.append(
            {
                "Believing": label,
                "Figures": f"{len(chosen)}",
                "Targets": f"{targets}",
                "Actual": f"{len(chosen) - targets}",
            }
        )
    return table("How much hangs on periods taken from afar", *rows)


def name(o: Observation) -> str:
    """The indicator in the document's words, the catalogue's term behind it where it differs."""
    entry = lexicon.catalogue().get(o.indicator_id or "")
    return (
        o.indicator if entry is None or entry.zh in o.indicator else f"{o.indicator}（{entry.zh}）"
    )


def _observation(o: Observation) -> dict[str, object]:
    return {
        "Figure": stacked(
            o.indicator,
            o.text + BOUNDS[o.quantity.bound],
            f"{when(o)} {kind(o.status)[:2]}",
            # a zone or a town inside the region that the document is about
            *([o.region.name] if o.region_source is Origin.SENTENCE else []),
        ),
        "Sentence and document": quote(o),
    }


def _example(document: Document, span: Span) -> Markup:
    """A number with a few characters either side, on the same line."""
    text = document.text
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = span.end + AROUND
    near = Span(max(span.start - AROUND, first), end if last < 0 else min(end, last))
    return marked(document, near, span)
