"""The one table of our pages: pandas inside, plain escaped HTML outside, evidence marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup, escape

from indicators import lexicon, store
from indicators.language import say
from indicators.record import Document, Measure, Observation, Span, Status

LINE = 9  # Chinese characters of a name on one line: as many as 社会消费品零售总额 has
SHORT, MIDDLE = 24, 60  # how wide a cell reads: never broken, broken but not to shreds
SHOWN = 12  # rows that stand open; the rest of a long table is folded


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A frame for a page. Cells that are not `Markup` are escaped; the index is not shown."""

    frame: pd.DataFrame
    caption: str

    def _repr_html_(self) -> str:
        if len(self.frame) <= SHOWN + 3:
            return self._html(self.frame, self.caption)
        head, rest = self.frame.iloc[:SHOWN], self.frame.iloc[SHOWN:]
        more = say("table.more", n=len(rest))
        return (
            self._html(head, f"{self.caption}: the first {SHOWN} of {len(self.frame)}")
            + f"<details><summary>{escape(more)}</summary>{self._html(rest, more)}</details>"
        )

    def _html(self, frame: pd.DataFrame, caption: str) -> str:
        styles = [_style(max(map(width, self.frame[name]), default=0)) for name in frame.columns]
        heads = "".join(f"<th>{escape(name)}</th>" for name in frame.columns)
        rows = "".join(_row(row, styles) for row in frame.itertuples(index=False, name=None))
        return (
            f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def __repr__(self) -> str:
        """For consoles: the frame without markup."""
        plain = self.frame.map(lambda cell: Markup(cell).striptags())
        return f"{self.caption}\n{plain.to_string(index=False)}"


def table(caption: str, *rows: Mapping[str, object]) -> Table:
    """A table from its rows, each a column -> cell."""
    return Table(pd.DataFrame(list(rows), dtype=object), caption)


def width(cell: object) -> int:
    """How wide a cell's widest line reads: a Chinese character counts as two."""
    lines = (Markup(line).striptags() for line in str(cell).split("<br>"))
    return max(sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in lines)


def stacked(name: str, figure: str, *small: str) -> Markup:
    """A name in short lines, its figure under it, the rest in small: for narrow screens."""
    size = max(1, -(-len(name) // max(1, -(-len(name) // LINE))))  # lines of one length
    parts = [name[start : start + size] for start in range(0, len(name), size)]
    lines = [*map(escape, parts), Markup("<strong>{}</strong>").format(figure)]
    return Markup("<br>").join([*lines, *(Markup("<small>{}</small>").format(x) for x in small)])


def quote(o: Observation) -> Markup:
    """The sentence that states a figure, the figure marked, with its document and date."""
    document, entry = store.document(o.document), lexicon.catalogue().get(o.indicator_id or "")
    known = f" · {entry.zh}" if entry is not None and entry.zh not in o.indicator else ""
    said = Markup("{}<br><small>{}{}</small>").format(
        marked(document, o.sentence, o.span), source(document), known
    )
    notes = (Markup("<br><small>✎ {}</small>").format(c.note) for c in o.corrections)
    return said + Markup("").join(notes)


def marked(document: Document, around: Span, span: Span) -> Markup:
    """A piece of the text with one span of it marked; everything of the text is escaped."""
    start, end = max(around.start, 0), min(around.end, len(document.text))
    before, after = document.text[start : span.start], document.text[span.end : end]
    return Markup("{}<mark>{}</mark>{}").format(
        before.lstrip(), span.of(document.text), after.rstrip()
    )


def when(o: Observation) -> str:
    """The period, with an en dash: 2012–2021."""
    return "—" if o.period is None else str(o.period).replace("/", "–")


def source(document: Document) -> str:
    """〈title〉, issuer, date."""
    return f"〈{document.title}〉 {document.issuer}, {document.date}"


def kind(status: Status) -> str:
    """Actual or target, in both languages."""
    return "目标 target" if status is Status.TARGET else "实绩 actual"


def label(o: Observation) -> str:
    """A target in a line: the catalogue's name and the figure, 地区生产总值 +7%."""
    return " ".join(_named(o))


def labelled(o: Observation) -> Markup:
    """The same for a cell."""
    return stacked(*_named(o))


def _named(o: Observation) -> tuple[str, str]:
    entry = lexicon.catalogue().get(o.indicator_id or "")
    sign = "+" if o.measure is Measure.GROWTH else ""
    return entry.zh if entry else o.indicator, f"{sign}{o.text}"


def _style(widest: int) -> str:
    """Chinese breaks anywhere: a narrow column would stand on end without a width."""
    if widest <= SHORT:
        return ' style="white-space: nowrap"'
    return ' style="width: 9em"' if widest <= MIDDLE else ""


def _row(cells: tuple[object, ...], styles: list[str]) -> str:
    pairs = zip(cells, styles, strict=True)
    return "<tr>" + "".join(f"<td{style}>{escape(cell)}</td>" for cell, style in pairs) + "</tr>"
