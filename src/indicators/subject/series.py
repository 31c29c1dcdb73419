"""What a claim is about: one amount, told apart from all that are not the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from indicators import lexicon
from indicators.dimensions.indicator import clean, identify
from indicators.lexicon import Relation
from indicators.record import Basis, Document, Observation, Status

CENSUSES = (2004, 2008, 2013, 2018, 2023)  # each revised the levels of the years before it
RELEASED = 2  # years from a census to the documents that hold its levels
WHOLE = re.compile("(?:的)?(?:比重|比例|份额|百分比|比)(?:为|达|达到)?$")
PLACE = re.compile("^(?:全[省市区县州旗]|[我本][省市区县州旗])")


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What is measured, where, in which unit, at which prices, and in which state of publication.

    `concept` is an id of the catalogue or a word of relation.tsv or, within one `document`, a
    document's own words; `part` is the part of the year that every figure covers, `scope` what it
    leaves out. Figures of two series are never compared.
    """

    concept: str
    region: str
    unit: str
    basis: Basis
    status: Status
    part: str = ""
    scope: str = ""
    vintage: str = ""
    document: str = ""

    @property
    def catalogued(self) -> bool:
        """Whether the concept is an indicator of the catalogue."""
        return self.concept in lexicon.catalogue()

    @property
    def name(self) -> str:
        """The catalogue's term, or the document's own words."""
        entry = lexicon.catalogue().get(self.concept)
        return entry.zh if entry else self.concept


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """The amount of a series in a year, or over a run of years."""

    series: Series
    first: int
    last: int

    def of(self, **changes: object) -> Amount:
        """The amount of a series that differs in this."""
        return replace(self, series=replace(self.series, **changes))  # type: ignore[arg-type]

    @property
    def years(self) -> int:
        """How many years it is over."""
        return self.last - self.first + 1

    @property
    def when(self) -> str:
        """`2021` or `2012-2021`, with the part of the year."""
        years = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return years + self.series.part


def concept(name: str) -> tuple[str, bool]:
    """What a name stands for, and whether it means the same in every document."""
    plain = related("same").get(bare(name), bare(name))
    found = identify(plain) or plain
    return found, found in lexicon.catalogue() or found in related("part")


def bare(name: str) -> str:
    """A name without brackets and without 全市 or 我区 before it."""
    return PLACE.sub("", clean(name))


def share_of(name: str) -> tuple[str, str] | None:
    """Part and whole of a share's name: 金融业占地区生产总值比重; None where no whole is named."""
    part, cut, whole = name.rpartition("占")
    whole = WHOLE.sub("", whole)
    return (part, whole) if cut and part and whole else None


@cache
def related(kind: str) -> dict[str, str]:
    """The words of relation.tsv of one kind, with what each belongs to."""
    return {r.word: r.of for r in lexicon.relations() if r.kind == kind}


@cache
def splits() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each whole with all parts of one split, as concepts."""
    found: dict[tuple[str, str], list[Relation]] = {}
    for relation in lexicon.relations():
        if relation.kind == "part":
            found.setdefault((relation.of, relation.by), []).append(relation)
    return tuple(
        (concept(of)[0], tuple(concept(r.word)[0] for r in parts))
        for (of, _), parts in found.items()
    )


def published(document: Document) -> int | None:
    """The year of a document, if it has one."""
    year = document.date[:4]
    return int(year) if year.isdigit() else None


def vintage(status: Status, year: int, document: Document) -> str:
    """The state of publication that a document's figure of a year belongs to.

    A first release is out by the year after; later documents hold revised figures, those of two
    sides of a census being two. Targets are of the year that announces them.
    """
    when = published(document)
    if when is None:
        return "undated"
    if status is Status.TARGET:
        return f"announced {when}"
    if when <= year + 1:
        return "first release"
    known = [census for census in CENSUSES if census + RELEASED <= when]
    return f"as of the census of {known[-1]}" if known else "before the censuses"


def status_in(year: int, o: Observation, document: Document) -> Status:
    """Whether the year that a figure is compared with is achieved where the document is written."""
    when = published(document)
    if o.status is Status.ACTUAL or when is None:
        return Status.ACTUAL
    done = when if document.date[5:7] == "12" else when - 1
    return Status.ACTUAL if year <= done else Status.TARGET
