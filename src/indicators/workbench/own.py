"""A document of one's own: read, corrected by hand, asked for its path and its targets, kept."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from indicators import corrections, sources, store
from indicators.errors import UnknownName, UsageError
from indicators.language import spoken
from indicators.read import read
from indicators.record import Correction, Document, Observation, Reading
from indicators.report import answers, charts
from indicators.report.prospects import prospects
from indicators.workbench.question import Answer, Question

UNNAMED = "own-document"


@dataclass(frozen=True)
class Own:
    """A document with the corrections of its reading.

    Nothing is changed in place: `correct` gives another Own.

    >>> own = bring("2025年地区生产总值600亿元。", region="长春市南关区", date="2026-01")
    >>> own.correct("600亿元", "value", "61000000000", reason="revised since", author="甲")
    """

    document: Document
    made: tuple[Correction, ...] = ()

    @cached_property
    def as_read(self) -> Reading:
        """What the machine reads."""
        return read(self.document)

    @cached_property
    def reading(self) -> Reading:
        """What was read with the corrections laid over it."""
        rows = {f"row {number}": row for number, row in enumerate(self.made, 1)}
        laid = corrections.corrected([self.as_read], rows)
        for misfit in laid.misfits:
            raise misfit
        return laid.readings[0]

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """This reading, and those of the collection about the same region."""
        try:
            others = store.readings(self._region)
        except UnknownName:
            return (self.reading,)
        return (self.reading, *(r for r in others if r.document.name != self.document.name))

    def correct(self, figure: str | int, field: str, new: str, *, reason: str, author: str) -> Own:
        """One field of one figure corrected; a figure is its place in `as_read` or its text.

        Raises CorrectionError for a value the field cannot have, UnknownName for a text that is no
        figure of the document or stands for several.
        """
        one = self.figure(figure)
        row = corrections.correction(self.document, one, field, new, reason=reason, author=author)
        key = (row.sentence, row.at, row.indicator, row.field)
        others = (r for r in self.made if (r.sentence, r.at, r.indicator, r.field) != key)
        return replace(self, made=(*others, row))

    def figure(self, figure: str | int) -> Observation:
        """The observation of that place in `as_read`, or of that text."""
        found = self.as_read.observations
        if isinstance(figure, str):
            same = [o for o in found if o.text == figure]
            if len(same) != 1:
                places = ", ".join(str(n) for n, o in enumerate(found) if o.text == figure)
                told = (
                    f"stands for the figures {places}: give one of these" if places else "no figure"
                )
                raise UnknownName(f"{figure!r}: {told} of {self.document.name}")
            return same[0]
        if not 0 <= figure < len(found):
            raise UnknownName(f"figure {figure}: {self.document.name} has 0 to {len(found) - 1}")
        return found[figure]

    def growth(self, indicator: str = "gdp", horizon: int = 3, asked: float = 7.0) -> Answer:
        """The path and the chance of one indicator, with the collection's documents beside it."""
        question = Question(self._region, indicator, horizon, asked, language=spoken())
        return question.answer(self.readings)

    def targets(self, horizon: int = 3) -> Answer:
        """The chances of the targets that this document states."""
        known = prospects(self._region, horizon, readings=self.readings)
        own = replace(
            known,
            judged=tuple(j for j in known.judged if self._states(j.observation)),
            unjudged=tuple(u for u in known.unjudged if self._states(u.observation)),
            paces=tuple(p for p in known.paces if self._states(p.target)),
        )
        return Answer(answers.targets(own), charts.targets(own))

    def keep(self) -> tuple[Path, ...]:
        """Enter the document and its corrections in the collection: the files that were written.

        Every later run reads them. Raises UsageError for a document of tables and pages: put its
        file into data/documents.
        """
        if self.document.tables or self.document.skipped:
            raise UsageError(
                f"{self.document.name}: only its text would be kept: put the file itself into"
                " data/documents, then correct it there"
            )
        return store.keep(self.made, self.document)

    def _states(self, observation: Observation) -> bool:
        return observation.document == self.document.name

    @property
    def _region(self) -> str:
        if not self.document.region:
            raise UsageError(f"{self.document.name}: no region: say which it is about: region=...")
        return self.document.region

    def _repr_html_(self) -> str:
        """The reading as a notebook shows it."""
        return self.reading._repr_html_()


def bring(
    text: str | Path, *, name: str = "", region: str = "", date: str = "", title: str = ""
) -> Own:
    """A text, or the file at a path, as a document of one's own.

    What is not given is taken from the text's head or inferred from its content. Raises
    DocumentError for what cannot be read, UnknownName for a region that nobody knows.
    """
    if isinstance(text, Path):
        own = sources.load(text, _given(region, date, title))
    else:
        own = _loaded(text.encode(), f"{name or UNNAMED}.txt", _given(region, date, title))
    return Own(replace(own, name=_safe(name or own.name)))


def dropped(data: bytes, file: str, *, region: str = "", date: str = "", title: str = "") -> Own:
    """A file that was dropped into the page, by its bytes and its name."""
    own = _loaded(data, file, _given(region, date, title))
    return Own(replace(own, name=_safe(own.name)))


def opened(document: str) -> Own:
    """A document of the collection, to be corrected."""
    own = Own(store.document(document))
    made = (c for r in store.readings() for o in r.observations for c in o.corrections)
    return replace(own, made=tuple(c for c in made if c.document == document))


def _loaded(data: bytes, file: str, given: dict[str, str]) -> Document:
    """By the reader of the file's format, which opens files: in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="indicators-") as folder:
        path = Path(folder) / f"{_safe(Path(file).stem)}{Path(file).suffix.lower()}"
        path.write_bytes(data)
        return sources.load(path, given)


def _given(region: str, date: str, title: str) -> dict[str, str]:
    date = sources.head.checked_date(date.strip(), "date")
    return {"region": region.strip(), "date": date, "title": title.strip()}


def _safe(name: str) -> str:
    """A name that is safe as a file's: letters of any script, digits, dots and dashes."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[:80] or UNNAMED
