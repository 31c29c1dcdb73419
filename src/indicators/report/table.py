"""The one table of our pages: pandas inside, plain escaped HTML outside, evidence marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup, escape

from indicators import lexicon, store
from indicators.language import gloss, say, spoken
from indicators.record import Document, Observation, Span
from indicators.report import names
from indicators.report.evidence import bare, bundle, cited, linked
from indicators.report.mime import EVIDENCE
from indicators.report.reckoned import Reckoned, bundled

SHORT, MIDDLE = 24, 60  # how wide a cell reads: never broken, broken but not to shreds
SHOWN = 15  # rows that a notebook shows at once
# em: how wide a table may be on a phone, what stands between two columns, a letter
PHONE, GAP, LETTER = 24, 1, 0.6
WHOLE, BEFORE, BEHIND = 50, 14, 4  # signs of a sentence that is quoted whole, or around a figure
WORD = re.compile(r"[!-~]+")  # is not broken; Chinese is
CLAUSES = "，；："
BOX = "max-height: 40em; overflow-y: auto"

NONE = "—"
STACKED = "stacked"  # a table that is too wide for a phone
AT = "at"  # of a row: what links to it call it
FIGURES = ' class="figure"'
NUMBER = re.compile(r"[<>+\-−]?[\d,.]+%?")
FIGURE = re.compile(rf"{NUMBER.pattern}([–\s]*(\[.*\]|{NUMBER.pattern}))?|[—–]?")

Row = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A frame for a page. Cells that are not `Markup` are escaped; the index is not shown.

    Columns have names that stay the same in every language; `heads` says what they are called on
    this page where the messages of `head` do not. `at` is what links to the table call it, `rows`
    what they call its rows, empty for one that none leads to. `source` says where figures are from
    that neither a link nor their row tells of; `holds` are those that were worked out, for the
    files beside a page.
    """

    frame: pd.DataFrame
    caption: str
    heads: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    rows: tuple[str, ...] = ()
    source: str = ""
    holds: tuple[Reckoned, ...] = ()

    def head(self, column: str) -> str:
        """What a column is called on the page; a column without words is called as it is."""
        return self.heads.get(column) or gloss("head", column)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        cells = (str(cell) for row in self._cells() for cell in row)
        cites = bundle(*cells, self.caption, self.source)
        if self.holds:
            cites["reckoned"] = bundled(self.holds)
        shown = {"text/html": self._repr_html_(), "text/plain": repr(self)}
        return {**shown, **({EVIDENCE: cites} if cites else {})}

    def _repr_html_(self) -> str:
        """The whole table; where it is long, in a box that scrolls, which a page folds instead."""
        whole = str(linked(Markup(self._html())))
        shown = whole if len(self.frame) <= SHOWN else f'<div style="{BOX}">{whole}</div>'
        return f'{shown}<p class="from">{linked(self.source)}</p>' if self.source else shown

    def _html(self) -> str:
        seen = [_look(self.frame[name]) for name in self.frame]
        looks, rooms = [look for look, _ in seen], [room for _, room in seen]
        names = [self.head(name) for name in self.frame.columns]
        heads = "".join(
            f"<th{look if look == FIGURES else ''}>{escape(name)}</th>"
            for name, look in zip(names, looks, strict=True)
        )
        places = (f' class="t-{self.at}-{row}"' if row else "" for row in self.rows)
        rows = "".join(
            f"<tr{place}>{_row(row, looks)}</tr>"
            for place, row in zip(places, self._cells(), strict=True)
        )
        kinds = [STACKED] * _wide(names, rooms) + [f"t-{self.at}"] * bool(self.at)
        kind = f' class="{" ".join(kinds)}"' if kinds else ""
        return (
            f"<table{kind}><caption>{escape(self.caption)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def _cells(self) -> Iterable[tuple[object, ...]]:
        return self.frame.itertuples(index=False, name=None)

    def __repr__(self) -> str:
        """For consoles: the frame without markup."""
        plain = self.frame.map(lambda cell: bare(Markup(cell).striptags()))
        named = plain.rename(columns=self.head)
        return f"{bare(self.caption)}\n{named.to_string(index=False)}"


def table(
    caption: str,
    *rows: Mapping[str, object],
    heads: Mapping[str, str] | None = None,
    at: str = "",
    source: str = "",
    holds: Iterable[Reckoned] = (),
) -> Table:
    """A table from its rows, each a column -> cell; `heads` for columns of this table alone.

    Figures that are `derived` from the table name it by `at`, and a row of it by what stands there
    under AT.
    """
    cells = [{column: cell for column, cell in row.items() if column != AT} for row in rows]
    places = tuple(str(row.get(AT, "")) for row in rows)
    frame = pd.DataFrame(cells, dtype=object)
    return Table(frame, caption, heads or {}, at, places, source, tuple(holds))


def width(cell: object) -> int:
    """How wide a cell's widest line reads: a Chinese character counts as two."""
    lines = (Markup(line).striptags() for line in bare(str(cell)).split("<br>"))
    return max(sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in lines)


def quote(o: Observation, *others: Observation, alone: bool = False) -> Markup:
    """The words that state a figure, with their document and date; the figure leads there.

    Of a long sentence the clauses around the figure: all of it stands where the figure leads.
    `others` are further figures of the sentence. What is quoted `alone` is of the one document of
    a table, which `only` names.
    """
    document, known = store.document(o.document), "" if others else _unsaid(o)
    stated = sorted((o, *others), key=lambda one: one.span.start)
    near = _near(document.text, o.sentence, Span(stated[0].span.start, stated[-1].span.end))
    cut = ["…" if one else "" for one in (near.start > o.sentence.start, near.end < o.sentence.end)]
    clauses = marked(document, near, *((one.span, cited(one)) for one in stated))
    said = Markup("<q>{}</q>").format(as_chinese(Markup("{}{}{}").format(cut[0], clauses, cut[1])))
    if not alone:
        cite = Markup("<cite>{}</cite>").format(as_chinese(escape(source(document))))
        said += Markup("<br><small>{}{}</small>").format(cite, known and f" · {known}")
    elif known:
        said += Markup("<br><small>{}</small>").format(known)
    notes = (c.note for one in stated for c in one.corrections)
    return said + Markup("").join(Markup("<br><small>※ {}</small>").format(x) for x in notes)


def only(stated: Iterable[Observation]) -> str:
    """The document of all figures of a table, to be named once; empty where there are several."""
    documents = {o.document for o in stated}
    if len(documents) != 1:
        return ""
    return say("source.only", document=source(store.document(documents.pop())))


def _unsaid(o: Observation) -> str:
    """The catalogue's name of what a figure is about, where neither page nor sentence has it."""
    entry = lexicon.catalogue().get(o.indicator_id or "")
    said_already = entry is None or (spoken() == "zh" and entry.zh in o.indicator)
    return "" if entry is None or said_already else names.indicator(entry)


def _near(text: str, sentence: Span, span: Span) -> Span:
    """The clauses around a figure, at least BEFORE and BEHIND signs; a short sentence whole."""
    if sentence.end - sentence.start <= WHOLE:
        return sentence
    before = max(sentence.start, span.start - BEFORE)
    start = max(text.rfind(mark, sentence.start, before) for mark in CLAUSES)
    ends = [text.find(mark, span.end + BEHIND, sentence.end) for mark in CLAUSES]
    end = min((end for end in ends if end >= 0), default=sentence.end)
    return Span(sentence.start if start < 0 else start + 1, end)


def marked(document: Document, around: Span, *shown: tuple[Span, str]) -> Markup:
    """A piece of the text with spans of it marked, in order; everything of the text is escaped.

    Each span comes with what is shown for it: itself, or what it carries along, `cited`.
    """
    text, end = document.text, min(around.end, len(document.text))
    at, parts = max(around.start, 0), [Markup()]
    for span, told in shown:
        if span.start < at:  # a number may state two things
            continue
        parts.append(Markup("{}<mark>{}</mark>").format(text[at : span.start], told))
        at = span.end
    whole = Markup().join([*parts, escape(text[at:end])])
    return Markup(whole.strip())


def source(document: Document) -> str:
    """《title》, issuer, date."""
    return say("source.document", title=document.title, issuer=document.issuer, date=document.date)


def as_chinese(words: Markup) -> Markup:
    """Evidence stays Chinese on every page, and says so where the page is not."""
    return words if spoken() == "zh" else Markup('<span lang="zh">{}</span>').format(words)


def _look(cells: Iterable[object]) -> tuple[str, float]:
    """The attributes of a column's cells, and how many em it takes at least.

    Figures stand under each other; Chinese breaks anywhere: it would stand on end in a narrow
    column without a width.
    """
    told = [bare(Markup(cell).striptags()) for cell in cells]
    widest = max(map(width, cells), default=0)
    if any(cell.strip("—–") for cell in told) and all(map(FIGURE.fullmatch, told)):
        return FIGURES, widest / 2
    if widest <= SHORT:
        return ' style="white-space: nowrap"', widest / 2
    least = 10 if widest <= MIDDLE else 8
    words = (word for cell in told for word in WORD.findall(cell))
    return f' style="min-width: {least}em"', max([least, *(LETTER * len(word) for word in words)])


def _wide(heads: Iterable[str], rooms: Iterable[float]) -> bool:
    """Whether a phone would cut a table: its rows are cards there. Two columns find their room."""
    needed = [max(_longest(head), room) for head, room in zip(heads, rooms, strict=True)]
    return len(needed) > 2 and sum(needed) + GAP * (len(needed) - 1) > PHONE


def _longest(head: str) -> float:
    """How many em the longest word of a head takes, with the sign that sorts it.

    Chinese heads break at their marks alone.
    """
    words = re.split(r"[\s，、：（]", head)
    return max(sum(1 if ord(sign) > 0x2E80 else LETTER for sign in word) for word in words) + 1


def _row(cells: tuple[object, ...], looks: Iterable[str]) -> str:
    pairs = zip(cells, looks, strict=True)
    return "".join(f"<td{_dressed(look, cell)}>{escape(cell)}</td>" for cell, look in pairs)


def _dressed(look: str, cell: object) -> str:
    """The attributes of a cell; stacked rows leave out what is none."""
    if cell != NONE:
        return look
    return f'{FIGURES[:-1]} none"' if look == FIGURES else ' class="none"'
