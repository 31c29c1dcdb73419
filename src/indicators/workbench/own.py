"""A document of one's own: read, corrected by hand, asked for its path and its targets, kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from indicators import corrections, markup, store
from indicators.errors import UnknownName, UsageError
from indicators.language import say, spoken
from indicators.reader import read
from indicators.record import Correction, Document, Observation, Reading, Span
from indicators.report import answers, charts
from indicators.report.prospects import prospects
from indicators.sources.entry import Original
from indicators.workbench.question import Answer, Question


@dataclass(frozen=True)
class Own:
    """A document with the corrections of its reading.

    Nothing is changed in place: `correct`, `add`, `remove` and `restore` give another Own. `made`
    are its corrections, `kept` those of them that data/corrections.csv has already.

    >>> own = bring("2025年地区生产总值600亿元。", region="长春市南关区", date="2026-01")
    >>> own.correct("600亿元", "value", "61000000000", reason="revised since", author="甲")
    """

    document: Document
    made: tuple[Correction, ...] = ()
    kept: tuple[Correction, ...] = ()
    original: Original | None = None
    misfits: tuple[str, ...] = ()

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

    @cached_property
    def figures(self) -> tuple[Observation, ...]:
        """What can be corrected: what the machine reads, and behind it what a hand added."""
        added = (corrections.built(self.document, row) for row in self.made if row.adds)
        return (*self.as_read.observations, *added)

    def correct(self, figure: str | int, field: str, new: str, *, reason: str, author: str) -> Own:
        """One field of one figure corrected; a figure is its place in `figures` or its text.

        Raises CorrectionError for a value the field cannot have, UnknownName for a text that is no
        figure of the document or stands for several.
        """
        one = self.figure(figure)
        return self._with(
            corrections.correction(self.document, one, field, new, reason=reason, author=author)
        )

    def remove(self, figure: str | int, *, reason: str, author: str) -> Own:
        """What was read is no figure. One that a hand added goes by `restore`."""
        one = self.figure(figure)
        if one.corrections:
            raise UsageError(f"{one.text!r} was added by hand: restore() takes it away")
        return self._with(corrections.removal(self.document, one, reason=reason, author=author))

    def add(
        self,
        quote: str | Span,
        indicator: str,
        *,
        reason: str,
        author: str,
        within: str = "",
        **given: str,
    ) -> Own:
        """A figure that was missed: number and unit as they stand, or their place in the text.

        `measure`, `period` and `status` say what it is; `value`, `unit`, `bound`, `indicator_id`
        and `region` are read from the text where they are not given. `within` is a part of its
        sentence, for a quote that stands several times.

        >>> own.add("12公顷", "新增绿地", measure="level", period="2023", status="actual",
        ...         reason="missed", author="甲")
        """
        span = quote if isinstance(quote, Span) else self._quoted(quote, within)
        told = {"indicator": indicator, **given}
        return self._with(
            corrections.addition(self.document, span, told, reason=reason, author=author)
        )

    def restore(self, figure: str | int) -> Own:
        """A figure as the machine reads it: its corrections go, an added one goes whole."""
        one = self.figure(figure)
        key = corrections.key(self.document, one)
        return replace(self, made=tuple(row for row in self.made if row.figure != key))

    def figure(self, figure: str | int) -> Observation:
        """The observation of that place in `figures`, or of that text."""
        found = self.figures
        if isinstance(figure, str):
            same = [n for n, o in enumerate(found) if o.text == figure]
            if len(same) != 1:
                places = ", ".join(map(str, same))
                told = (
                    f"stands for the figures {places}: give one of these"
                    if same
                    else "no figure that was read; add() adds one: give one"
                )
                raise UnknownName(f"{figure!r}: {told} of {self.document.name}")
            return found[same[0]]
        if not 0 <= figure < len(found):
            raise UnknownName(f"figure {figure}: {self.document.name} has 0 to {len(found) - 1}")
        return found[figure]

    def stands(self, figure: str | int) -> Observation:
        """A figure with the corrections made of it."""
        one = self.figure(figure)
        key = corrections.key(self.document, one)
        for o in (*self.reading.observations, *self.reading.removed):
            if any(row.figure == key for row in o.corrections):
                return o
        return one

    def growth(self, indicator: str = "gdp", horizon: int = 3, asked: float = 7.0) -> Answer:
        """The path and the chance of one indicator, with the collection's documents beside it."""
        question = Question(self._region, indicator, horizon, asked, language=spoken())
        return question.answer(self.readings)

    def targets(self, horizon: int = 3) -> Answer:
        """The chances of the targets that this document states; UsageError where it has none."""
        known = prospects(self._region, horizon, readings=self.readings)
        own = replace(
            known,
            judged=tuple(j for j in known.judged if self._states(j.observation)),
            unjudged=tuple(u for u in known.unjudged if self._states(u.observation)),
            paces=tuple(p for p in known.paces if self._states(p.target)),
        )
        if not own.judged and not own.unjudged:
            raise UsageError(f"{self.document.name}: {say('workbench.no_target')}")
        return Answer(answers.targets(own), lambda: charts.targets(own), spoken())

    def keep(self) -> tuple[Path, ...]:
        """Enter the document and its corrections in the collection: the files that were written.

        Every later run reads them. A text stands there under its head, any other file as it came.
        """
        here = {(row.figure, row.field) for row in self.made}
        gone = [row for row in self.kept if (row.figure, row.field) not in here]
        fresh = self.made if self.made != self.kept else ()
        return store.keep(fresh, self.document, original=self.original, gone=gone)

    def _with(self, row: Correction) -> Own:
        """A row more, in the place of one for the same field of that figure."""
        same = (row.figure, row.field)
        others = (other for other in self.made if (other.figure, other.field) != same)
        made = replace(self, made=(*others, row))
        _ = made.reading  # raises what does not fit
        return made

    def _quoted(self, quote: str, within: str) -> Span:
        """Where a quote stands, once."""
        text, quote = self.document.text, quote.strip()
        lines = [match.span() for match in re.finditer(re.escape(within), text)] if within else []
        found = [
            Span(*match.span())
            for match in re.finditer(re.escape(quote), text)
            if match.start() >= self.document.body
            and (not within or any(a <= match.start() and match.end() <= b for a, b in lines))
        ]
        if not quote or len(found) != 1:
            what = f"stands {len(found)} times" if found else "does not stand"
            do = "say within which words: within=" if found else "quote it as it stands"
            where = f"within {within!r}" if within else f"in {self.document.name}"
            raise UnknownName(f"{quote!r} {what} {where}: {do}")
        return found[0]

    def _states(self, observation: Observation) -> bool:
        return observation.document == self.document.name

    @property
    def _region(self) -> str:
        if not self.document.region:
            raise UsageError(f"{self.document.name}: no region: say which it is about: region=...")
        return self.document.region

    def _repr_html_(self) -> str:
        """The reading as a notebook shows it, and corrections that do not fit it any more."""
        return self.reading._repr_html_() + "".join(map(markup.line, self.misfits))
