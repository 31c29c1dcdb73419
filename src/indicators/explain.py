"""The derivation of one sentence, printed as an indented tree."""

from __future__ import annotations

from collections.abc import Iterator

from indicators import lexicon
from indicators.read import read
from indicators.record import Document, Observation, Origin, Reading

SOURCES = {
    Origin.CLAUSE: "said in the clause",
    Origin.SENTENCE: "said earlier in the sentence",
    Origin.TABLE: "said in the heads of the table",
    Origin.PARAGRAPH: "said earlier in the paragraph",
    Origin.HEADING: "said in the heading",
    Origin.TITLE: "from the title",
    Origin.DATE: "from the document's date",
    Origin.DOCUMENT: "the document's own",
    Origin.NONE: "not to be told",
}


def explain(sentence: str, title: str = "", region: str = "", date: str = "") -> Iterator[str]:
    """Lines of a tree: each figure with its name, measure, period, status and the rules applied."""
    document = Document(text=sentence, title=title, region=region, date=date)
    reading = read(document)
    yield sentence
    for observation in reading.observations:
        yield from _figure(observation)
    yield from _rest(reading)


def _figure(o: Observation) -> Iterator[str]:
    yield f"├─ [{o.text}] at {o.span.start}..{o.span.end}"
    catalogue = f" = {o.indicator_id}" if o.indicator_id else ""
    yield f"│  ├─ indicator  {o.indicator or '?'}{catalogue}"
    entry = lexicon.catalogue().get(o.indicator_id or "")
    if entry and o.period and not entry.holds(o.period):
        yield f"│  ├─ definition not that of today: {entry.note}"
    yield f"│  ├─ measure    {o.measure.value}"
    yield f"│  ├─ value      {o.quantity.stated} {o.quantity.unit} ({o.quantity.bound.value})"
    yield f"│  ├─ period     {o.period or '-'} ({SOURCES[o.period_source]})"
    yield f"│  ├─ status     {o.status.value}"
    yield f"│  ├─ region     {o.region.name or '-'} ({SOURCES[o.region_source]})"
    yield f"│  └─ rules      {' · '.join(o.rules)}"


def _rest(reading: Reading) -> Iterator[str]:
    for number in reading.unplaced:
        yield f"├─ [{number.text}] no observation: {number.reason}"
    placed, left = len(reading.observations), len(reading.unplaced)
    yield f"└─ {placed} observation{'s' * (placed != 1)}, {left} other number{'s' * (left != 1)}"
