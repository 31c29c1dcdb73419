"""The derivation of a text, sentence by sentence: each figure, and why each field has its value.

What names, measures and bounds a figure are the rules that it carries; period and status carry the
grounds on which they were judged, in the light of the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators import lexicon
from indicators.reader import read
from indicators.record import Bound, Document, Measure, Observation, Origin, Reading
from indicators.text import fold

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
NAMING = {
    "NAME #": "the name before it",
    "# NAME": "the noun behind it",
    "#的 NAME": "the noun behind 的",
    "#用于 NAME": "what it is spent on",
    "NAME …，#": "the name before the comma",
    "NAME 占…#": "the name before 占, and of what",
    "占 NAME #的": "the whole that a share is told of",
    "占…#的 NAME": "the noun behind 的, and of what",
    "carried": "the name of the figure before",
    "A、B分别 #、#": "names and figures in the same order",
    "A分别 #、#": "one name for all figures of a list",
    "NAME：#": "what a list of places is told of",
    "topic": "what the sentence opens with",
    "told before": "it has no name of its own",
}
UNSAID = {
    Measure.LEVEL: "no verb of change: an amount",
    Measure.SHARE: "no verb of change: a percentage of a whole",
    Measure.MULTIPLE: "times, not added to the whole",
    Measure.GROWTH: "said by the name, the unit or the word behind",
    Measure.DECREASE: "said by the name, the unit or the word behind",
}


def explain(sentence: str, title: str = "", region: str = "", date: str = "") -> Iterator[str]:
    """Lines of a tree: each figure with its fields, the rules applied and why."""
    document = Document(text=sentence, title=title, region=region, date=date)
    reading = read(document)
    yield sentence
    for observation in reading.observations:
        yield from _figure(observation, date)
    yield from _rest(reading)


def _figure(o: Observation, date: str) -> Iterator[str]:
    number, unit, bounds, naming, verbs = _parted(o.rules)
    entry = lexicon.catalogue().get(o.indicator_id or "")
    yield f"├─ [{o.text}] at {o.span.start}..{o.span.end}"
    yield _line("indicator", o.indicator or "?", naming, _catalogued(o))
    if entry and o.period and not entry.holds(o.period):
        yield f"│  ├─ definition not that of today: {entry.note}"
    yield _line("measure", o.measure.value, " · ".join(verbs) or UNSAID[o.measure])
    yield _line("value", o.quantity.stated, number, _resolution(o))
    yield _line("unit", o.quantity.unit, unit)
    yield _line("bound", o.quantity.bound.value, " · ".join(bounds) or _unbounded(o))
    yield _line("period", str(o.period or "-"), _dated(o, date))
    yield _line("status", o.status.value, o.grounds[1])
    yield _line("region", o.region.name or "-", SOURCES[o.region_source])
    yield f"│  └─ rules      {' · '.join(o.rules)}"


def _line(name: str, value: str, *why: str) -> str:
    return f"│  ├─ {name:10} {value}  ← {', '.join(reason for reason in why if reason)}"


def _parted(
    rules: tuple[str, ...],
) -> tuple[str, str, tuple[str, ...], str, tuple[str, ...]]:
    """The rules of number, unit and bound, of the name, and of the verbs between."""
    if rules[:1] == ("table",):
        return "the cell", "the cell or its heads", (), " · ".join(rules), ()
    at = next((n for n, rule in enumerate(rules) if rule in NAMING), len(rules))
    number, unit = (*rules[:2], "", "")[:2]
    name = f"{rules[at]}: {NAMING[rules[at]]}" if at < len(rules) else ""
    return number, unit, rules[2:at], name, rules[at + 1 :]


def _catalogued(o: Observation) -> str:
    entry = lexicon.catalogue().get(o.indicator_id or "")
    if entry is None:
        return "not in the catalogue"
    same = fold(o.indicator) == entry.zh
    return f"{entry.id} of the catalogue" + ("" if same else f", where it is {entry.zh}")


def _resolution(o: Observation) -> str:
    return f"stated to {o.quantity.resolution:f}" if o.quantity.resolution else ""


def _unbounded(o: Observation) -> str:
    if o.quantity.bound != Bound.EXACT:
        return "a bound of the whole list or clause"
    return "two ends" if o.quantity.high is not None else "no word of a bound"


def _dated(o: Observation, date: str) -> str:
    """Where the period comes from, the words there, and which of their years it is."""
    source = SOURCES[o.period_source] + (f" {date}" if o.period_source == Origin.DATE else "")
    return ": ".join(part for part in (source, o.grounds[0]) if part)


def _rest(reading: Reading) -> Iterator[str]:
    for number in reading.unplaced:
        yield f"├─ [{number.text}] no observation: {number.reason}"
    placed, left = len(reading.observations), len(reading.unplaced)
    yield f"└─ {placed} observation{'s' * (placed != 1)}, {left} other number{'s' * (left != 1)}"
