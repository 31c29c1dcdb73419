"""The ledger: every number of a document with what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.files import shown
from indicators.listing import clipped, width
from indicators.record import Reading, Span

OBSERVATION = "observation"
NOT_UNDERSTOOD = "not understood"
CONTEXT = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, where it stands, and its disposition: an observation, or the reason why not."""

    span: Span
    text: str
    disposition: str
    detail: str = ""


def entries(reading: Reading) -> tuple[Entry, ...]:
    """Every number of the document in the order of the text.

    A figure that two names share is one number: it stands once, with both names.
    """
    found: dict[Span, Entry] = {}
    for o in reading.observations:
        said = f"{o.indicator} {o.measure.value} {o.period or '-'} {o.status.value}"
        before = found.get(o.span)
        detail = f"{before.detail}; {said}" if before else said
        found[o.span] = Entry(o.span, o.text, OBSERVATION, detail)
    for number in reading.unplaced:
        found.setdefault(number.span, Entry(number.span, number.text, number.reason))
    return tuple(found[span] for span in sorted(found))


def counts(reading: Reading) -> Counter[str]:
    """How many numbers there are of each disposition."""
    return Counter(entry.disposition for entry in entries(reading))


def lines(reading: Reading) -> Iterator[str]:
    """The ledger of one document for a terminal, with its counts at the end."""
    name, text = shown(reading.document.name), reading.document.text
    for entry in entries(reading):
        before = " ".join(text[max(0, entry.span.start - CONTEXT) : entry.span.start].split())
        behind = " ".join(text[entry.span.end : entry.span.end + CONTEXT].split())
        place = clipped(f"{before}[{entry.text}]{behind}", 56)
        padded = place + " " * (56 - width(place))
        what = f"{entry.disposition}  {entry.detail}".rstrip()
        yield f"{name}  {entry.span.start:6}  {padded}  {what}"
    total = counts(reading)
    told = ", ".join(f"{count} {kind}" for kind, count in total.most_common())
    yield f"{name}  {sum(total.values())} numbers: {told or 'none'}"
    yield f"{name}  not understood: {total[NOT_UNDERSTOOD]}"
