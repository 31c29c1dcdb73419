"""Figures of a page and their evidence: every use leads to its clause, every clause to its uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from indicators.report.page.clean import words

PIECE = re.compile(
    r"<h(?P<level>[1-6])(?P<attributes>[^>]*)>(?P<heading>.*?)</h(?P=level)>"
    r'|<a [^>]*href="#(?P<anchor>e-[^"]*)"[^>]*>(?P<cited>.*?)</a>'
    r'|<a [^>]*href="#(?P<to>t-[^"]*)"[^>]*>(?P<derived>.*?)</a>'
    r'|<table class="(?P<table>t-[^"]*)">'
    r'|<(?P<row>/?tr)(?: class="(?P<place>t-[^"]*)")?',
    re.DOTALL,
)
PAGE, SEP = re.compile(r"[\w.%-]+\.html", re.ASCII), "--"
PLACES = re.compile(r'<(?:table|tr) class="(t-[^"]*)">')


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the page where a figure stands."""

    id: str
    section: Markup


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and its place; `slug` is shared by those of the same words."""

    level: int
    text: Markup
    slug: str
    id: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a document with its figures marked, and by figure its uses in order."""

    html: Markup
    uses: tuple[tuple[str, tuple[Use, ...]], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the page cites, with the clauses that it needs of it.

    Of a file of data/series the clauses are rows; `columns` names what stands in them.
    """

    title: str
    issuer: str
    date: str
    file: str
    columns: str
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class Citing:
    """The links of one page while it is made: to evidence, and to the tables and rows that it has.

    `places` are those that figures may link to, `pages` other pages, each a file beside this one.
    """

    evidence: Mapping[str, Mapping[str, Any]]
    places: set[str] = field(default_factory=set)
    pages: Mapping[str, str] = field(default_factory=dict)
    section: Markup = Markup()
    uses: dict[str, list[Use]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _placed: set[str] = field(default_factory=set)
    _row: set[str] | None = None  # what the row of a table that we are in has cited
    _count: int = 0

    def __post_init__(self) -> None:
        """Only what the notebook brings along can be linked to."""
        self._known = {figure["anchor"] for figure in self._figures()}

    def settle(self, html: Markup) -> Markup:
        """A piece of the page: headings, tables, rows and uses of a figure get a place to link to.

        A link to evidence, a table or a row that the notebook does not carry becomes plain text.
        """
        return Markup(PIECE.sub(self._piece, str(html)))

    def sources(self) -> tuple[Source, ...]:
        """The documents in use, the newest first, their clauses in the order of the text.

        Files of data/series have no date of their own and stand behind them.
        """
        documents = self.evidence["documents"]
        cited = self._cited()
        keys = sorted(cited, key=lambda key: (self._of(key)["document"], self._of(key)["start"]))
        found = [
            _source(documents[name], [self._clause(key, cited[key]) for key in group])
            for name, group in groupby(keys, key=lambda key: str(self._of(key)["document"]))
        ]
        return tuple(sorted(found, key=lambda source: source.date, reverse=True))

    def _figures(self) -> Iterator[Mapping[str, Any]]:
        for kind in ("figures", "rows"):
            yield from self.evidence.get(kind, {}).values()

    def _of(self, clause: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.evidence["clauses"][clause]
        return found

    def _cited(self) -> dict[str, list[tuple[int, int, str]]]:
        """Clause -> start, end and anchor of its figures that the page uses."""
        found: dict[str, set[tuple[int, int, str]]] = {}
        for figure in self._figures():
            if figure["anchor"] in self.uses:
                place = (figure["char_start"], figure["char_end"], figure["anchor"])
                found.setdefault(figure["clause"], set()).add(place)
        return {clause: sorted(figures) for clause, figures in found.items()}

    def _clause(self, key: str, figures: Sequence[tuple[int, int, str]]) -> Clause:
        clause = self._of(key)
        text, start = clause["text"], clause["start"]
        places = [(first - start, last - start, anchor) for first, last, anchor in figures]
        uses = ((text[first:last], tuple(self.uses[anchor])) for first, last, anchor in places)
        html = Markup().join([*_marked(text, places), *self._corrected(key)])
        return Clause(html, tuple(uses))

    def _corrected(self, clause: str) -> Iterator[Markup]:
        """What a hand corrected of the figures of a clause that the page uses, each once."""
        figures = (one for one in self.evidence["figures"].values() if one["clause"] == clause)
        used = (one.get("corrected") for one in figures if one["anchor"] in self.uses)
        for note in dict.fromkeys(note for note in used if note):
            yield Markup("<br><small>※ {}</small>").format(note)

    def _piece(self, found: re.Match[str]) -> str:
        if level := found["level"]:
            heading = self.settle(Markup(found["heading"]))
            return self._heading(int(level), found["attributes"], heading)
        if place := found["table"]:
            return self._placed_at(place, "table") + ">"
        if place := found["to"]:
            if page := self.pages.get(place):
                return f'<a class="page" href="{page}">{found["derived"]}</a>'
            return found[0] if place in self.places else found["derived"]
        if row := found["row"]:
            self._row = set() if row == "tr" else None
            return self._placed_at(found["place"], row)
        return self._use(found) if found["anchor"] in self._known else found["cited"]

    def _use(self, found: re.Match[str]) -> str:
        """A use has a place to come back to; a row has one for a figure and its quote."""
        if self._row is not None:
            if found["anchor"] in self._row:
                return found[0]
            self._row.add(found["anchor"])
        self._count += 1
        use = Use(f"u{self._count}", self.section)
        self.uses.setdefault(found["anchor"], []).append(use)
        return f'<a id="{use.id}" {found[0].removeprefix("<a ")}'

    def _placed_at(self, place: str | None, tag: str) -> str:
        """The beginning of a tag; of tables or rows that share a name the first is linked to."""
        if not place or place in self._placed:
            return f"<{tag}"
        self._placed.add(place)
        return f'<{tag} id="{place}"'

    def _heading(self, level: int, attributes: str, html: Markup) -> str:
        text = Markup(words(html))
        slug = re.sub(r"\W+", "-", text.unescape()).strip("-").lower() or "section"
        same = sum(one.slug == slug for one in self.headings)
        place = f"s-{slug}-{same + 1}" if same else f"s-{slug}"
        self.headings.append(Heading(level, text, slug, place))
        if level < 3:
            self.section = text
        return f'<h{level} id="{place}"{attributes}>{html}</h{level}>'


def places(html: str) -> set[str]:
    """The tables of a page, and their rows, that figures may link to."""
    return set(PLACES.findall(html))


def elsewhere(kin: Mapping[str, str]) -> dict[str, str]:
    """The places by which figures name other pages; an address of anything else is none."""
    return {
        f"t-page-{name.replace(SEP, '-')}": address
        for name, address in kin.items()
        if PAGE.fullmatch(address)
    }


def _source(document: Mapping[str, Any], clauses: Sequence[Clause]) -> Source:
    title, issuer, date, file, columns = (
        str(document.get(key) or "") for key in ("title", "issuer", "date", "file", "columns")
    )
    return Source(title, issuer, date, file, columns, tuple(clauses))


def _marked(text: str, places: Sequence[tuple[int, int, str]]) -> Iterator[Markup]:
    """The clause, each figure marked once; of figures that overlap the later ones are points."""
    at = 0
    for start, end, anchor in places:
        if start >= at:
            yield escape(text[at:start])
            yield Markup('<mark id="{}">{}</mark>').format(anchor, text[start:end])
            at = end
        else:
            yield Markup('<span id="{}"></span>').format(anchor)
    yield escape(text[at:])
