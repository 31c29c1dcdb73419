"""Figures that carry their evidence: from a number on a page to the clause that states it.

`cited(o)` is a figure as text, with invisible marks around it that say which characters of which
document it is; `sourced(text, "growth_targets.csv", "outcome", code=..., year=2025)` is one of a
file of data/series, with its row; `derived(text, "rates", "own")` is one that was worked out, and
says in which table of the page, and in which of its rows. The marks go through every table,
sentence and message as plain text does; where text becomes HTML, `linked` makes links of them, and
`bare` takes them away.
`bundle` gathers what the links need, so that the notebook carries its evidence in its own outputs,
and a page needs no more than the notebook.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from indicators import store
from indicators.language import gloss, say, spoken
from indicators.language.figures import FIGURE
from indicators.record import Observation, Reading, Span
from indicators.report import shipped
from indicators.report.figures import COLUMNS, stated

OPEN, MIDDLE, CLOSE = "\ue0e0", "\ue0e1", "\ue0e2"  # of the private use area: no text has them
CITED = re.compile(f"{OPEN}([^{OPEN}{MIDDLE}{CLOSE}]*)@(\\d+)-(\\d+){MIDDLE}([^{OPEN}]*?){CLOSE}")
DERIVED = re.compile(f"{OPEN}=([\\w.-]+){MIDDLE}([^{OPEN}{CLOSE}]*){CLOSE}")
STATED, TARGETS = "01-what-the-documents-say", "03-target-feasibility"  # pages that list figures
MARKED = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")
MARKS = re.compile(f"{OPEN}[^{MIDDLE}]*{MIDDLE}|[{OPEN}{MIDDLE}{CLOSE}]")

# what a page needs of a file of data/series to tell what its cells are
TOLD = ("indicator", "measure", "unit", "keys", "measured")

Bundle = dict[str, dict[str, dict[str, object]]]


def cited(o: Observation, shown: str = "") -> str:
    """A stated figure, in the document's words unless `shown` says it otherwise."""
    return _standing(shown or o.text, o.document, o.span)


def sourced(shown: str, file: str, column: str = "value", **where: object) -> str:
    """A figure of data/series: the column of the row that has these values in these columns."""
    return _standing(shown, file, shipped.place(file, column, **where))


def learnt(shown: str, file: str) -> str:
    """What was worked out from all rows of a file of data/series."""
    return _standing(shown, file, shipped.head(file))


def _standing(shown: str, document: str, at: Span) -> str:
    return f"{OPEN}{document}@{at.start}-{at.end}{MIDDLE}{shown}{CLOSE}"


def derived(shown: str, *place: str) -> str:
    """A figure that was worked out, with the table that tells how, and its row where it has one."""
    return f"{OPEN}={'-'.join(place)}{MIDDLE}{shown}{CLOSE}"


def led(text: str, *place: str) -> str:
    """The text, each figure in it that leads nowhere yet `derived` from one place; years are not.

    >>> bare(led("2022: 7.4% [5.8–9.0]", "rates")), led("in 2012–2021", "rates")
    ('2022: 7.4% [5.8–9.0]', 'in 2012–2021')
    """

    def figure(found: re.Match[str]) -> str:
        return derived(found[0], *place) if found["figure"] else found[0]

    parts = MARKED.split(text)
    return "".join(p if p.startswith(OPEN) else FIGURE.sub(figure, p) for p in parts)


class Counted(int):
    """A count that leads to what it counts; still a number where words hang on it."""

    place: tuple[str, ...]

    def __new__(cls, number: int, *place: str) -> Counted:
        """So many, listed at a place."""
        made = super().__new__(cls, number)
        made.place = place
        return made

    def __str__(self) -> str:
        """The number as a link."""
        return derived(f"{int(self)}", *self.place)


def elsewhere(number: int, page: str, region: str) -> Counted:
    """A count of what another page lists, that of a notebook about a region."""
    return Counted(number, "page", page, region)


def aim(text: str) -> str:
    """The place that the first link of a text leads to; empty without one."""
    if found := CITED.search(text):
        document, start, end, _ = found.groups()
        return anchor(document, int(start), int(end))
    return f"t-{found[1]}" if (found := DERIVED.search(text)) else ""


def bare(text: str) -> str:
    """The text without its marks, for consoles, titles and widths."""
    return MARKS.sub("", text)


def linked(text: str) -> Markup:
    """The text as HTML, each figure a link to its evidence or to the table that tells it.

    `Markup` is not escaped again.
    """
    html = DERIVED.sub(_way, CITED.sub(_link, str(escape(text))))
    return Markup(MARKS.sub("", html))


def row(o: Observation) -> str:
    """What the row about a figure is called in each table that has one; short: there are many."""
    return _digest(anchor(o.document, o.span.start, o.span.end), 8)


def anchor(document: str, start: int, end: int) -> str:
    """Where a figure's evidence stands on every page that cites it: `e-report-2022.123-128`."""
    if shipped.known(document):  # a page may cite a hundred rows
        return f"e-{_digest(f'{document}.{start}', 8)}"
    slug = re.sub(r"[^\w.-]+", "-", document)
    if slug != document:  # two names must not meet
        slug += f"-{_digest(document, 6)}"
    return f"e-{slug}.{start}-{end}"


def _digest(text: str, signs: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:signs]


def bundle(*texts: str) -> Bundle:
    """The documents, clauses and figures that texts cite, each once, by name and place.

    `rows` are the figures that stand in a file of data/series: its lines are their clauses.

    A figure whose document the collection does not hold is left out: it has no link.
    """
    made: Bundle = {}
    for document, start, end in _places(texts):
        if shipped.known(document):
            _add_row(made, document, Span(start, end))
            continue
        for reading, o in _stated(store.documents_folder()).get((document, start, end), ()):
            _add(made, reading, o)
    return {kind: dict(sorted(found.items())) for kind, found in made.items()}


def _places(texts: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for text in texts:
        for document, start, end, _ in CITED.findall(text):
            yield str(Markup(document).unescape()), int(start), int(end)


def _link(found: re.Match[str]) -> str:
    document, start, end, shown = found.groups()
    where = anchor(str(Markup(document).unescape()), int(start), int(end))
    return f'<a href="#{where}">{shown}</a>'


def _way(found: re.Match[str]) -> str:
    place, shown = found.groups()
    return f'<a href="#t-{place}">{shown}</a>'


def _add(made: Bundle, reading: Reading, o: Observation) -> None:
    document, clause = reading.document, _trimmed(reading.document.text, o.sentence)
    key = f"{document.name}@{clause.start:08}"
    made.setdefault("documents", {})[document.name] = {
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "region": document.region,
    }
    made.setdefault("clauses", {})[key] = {
        "document": document.name,
        "start": clause.start,
        "text": clause.of(document.text),
    }
    where = anchor(document.name, o.span.start, o.span.end)
    row = stated([(o, document)]).rows[0]
    facts = dict(zip((column.name for column in COLUMNS), map(_plain, row), strict=True))
    # a number that states two things has two rows
    made.setdefault("figures", {})[f"{where} {o.indicator} {o.measure} {o.region.name}"] = {
        **{name: value for name, value in facts.items() if value is not None},
        "anchor": where,
        "clause": key,
    }


def _add_row(made: Bundle, name: str, at: Span) -> None:
    file = shipped.file(name)
    line, about = file.line(at.start), file.about
    text = line.of(file.text)
    if line.start == 0:
        text = say("source.rows", n=file.rows)
        at = Span(0, len(text))
    key, where = f"{name}@{line.start:08}", anchor(name, at.start, at.end)
    made.setdefault("documents", {})[name] = {
        "title": about.get(f"title_{spoken()}", name),
        "issuer": gloss("phrase", about["origin"]),
        "file": name,
        "columns": ",".join(file.columns),
        **{key: about[key] for key in TOLD if key in about},
    }
    made.setdefault("clauses", {})[key] = {
        "document": name,
        "start": line.start,
        "text": text,
    }
    made.setdefault("rows", {})[where] = {
        "anchor": where,
        "clause": key,
        "char_start": at.start,
        "char_end": at.end,
    }


def _trimmed(text: str, span: Span) -> Span:
    """A sentence without the white space around it."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _plain(value: object) -> object:
    """Decimals as text: JSON has no exact ones."""
    return value if isinstance(value, str | int) or value is None else format(value, "f")


@lru_cache(maxsize=4)
def _stated(folder: Path) -> Mapping[tuple[str, int, int], Sequence[tuple[Reading, Observation]]]:
    """Every figure of the collection by document and place."""
    found: dict[tuple[str, int, int], list[tuple[Reading, Observation]]] = {}
    for reading in store.readings():
        for o in reading.observations:
            found.setdefault((o.document, o.span.start, o.span.end), []).append((reading, o))
    return found
