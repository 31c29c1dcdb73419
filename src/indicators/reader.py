"""The main path: a document in, its observations and its unplaced numbers out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Context, localcontext
from typing import TYPE_CHECKING

from indicators import context, furniture, headings, lexicon, status, timing
from indicators.attach import Attached, attach
from indicators.dimensions import indicator, period, region
from indicators.dimensions.region import Area
from indicators.dimensions.rule import Found
from indicators.frame import Frame, Setting, frame
from indicators.outline import Outline
from indicators.ranking import Ranking
from indicators.record import (
    Document,
    Observation,
    Origin,
    Reading,
    Span,
    Unplaced,
)
from indicators.stand import Stand
from indicators.text import Sentence, fold, split
from indicators.timing import spans
from indicators.whereabouts import Placed, Whereabouts

if TYPE_CHECKING:
    from indicators import tables

EXACT = Context(prec=64)


def read(document: Document) -> Reading:
    """Everything the document states, and every number that found no place."""
    with localcontext(EXACT):  # a figure is exact, whatever the caller reckons with
        return _read(document)


def _read(document: Document) -> Reading:
    parts, marks = split(document)
    page = _Page(document, frame(document, parts))
    setting, memory = page.frame.start, timing.Memory()
    settings = [(0, setting)]
    for sentence in parts:
        setting = page.enter(setting, sentence, memory)
        settings.append((sentence.places[0], setting))
    for reading in _tables(page, settings):
        page.observations += reading.observations
        page.unplaced += reading.unplaced
        for own, sentence in reading.sentences:
            page.enter(own, sentence, timing.Memory())
    page.unplaced += [_unplaced(document, span, "footnote") for span in marks]
    page.unplaced += furniture.numbers(document.text, document.skipped)
    page.observations.sort(key=lambda observation: observation.span.start)
    page.unplaced.sort(key=lambda number: number.span)
    return Reading(document, tuple(page.observations), tuple(page.unplaced))


def _tables(page: _Page, settings: Sequence[tuple[int, Setting]]) -> Iterator[tables.Reading]:
    """Each table with the setting that holds where it stands."""
    document = page.document
    if not document.tables:
        return
    from indicators import tables  # most texts have none

    folded = fold(document.text)
    for table in document.tables:
        place = bisect_right(settings, table.span.start, key=lambda item: item[0])
        yield tables.read(document, folded, table, page.frame, settings[place - 1][1])


class _Page:
    """A document while it is read."""

    def __init__(self, document: Document, frame: Frame) -> None:
        """Nothing is read yet."""
        self.document, self.frame = document, frame
        self.places = region.own_names(fold(document.region))
        self.code = lexicon.full_names().get(fold(document.region), "")
        self.outline = Outline()
        self.whereabouts = Whereabouts(document.region)
        self.observations: list[Observation] = []
        self.unplaced: list[Unplaced] = []
        self.ranking = Ranking()

    def enter(self, setting: Setting, sentence: Sentence, memory: timing.Memory) -> Setting:
        """Read a sentence, and return the setting that holds from it on."""
        document, frame = self.document, self.frame
        times = spans.told(frame, period.find(sentence.text, frame.clock))
        begun = self.outline.enter(sentence, setting)
        before, setting = setting, context.advance(frame, begun, sentence, times)
        turned = setting != before or timing.returns(frame.genre, sentence)
        memory.enter(sentence, turned, context.aiming(frame, setting))
        times = spans.resolve_runs(frame, setting, sentence.text, times)
        areas = region.areas(sentence.text, self.code, self.places)
        here = self.whereabouts.enter(sentence, areas)
        inside = _called(areas, sentence.text)
        figures, left = attach(sentence.text, times, (*inside, *self.places))
        original = sentence.original(document.text) if figures else ""
        if sentence.heading and not figures:
            self.ranking.turn()
        for figure in figures:
            name = figure.called(sentence.text)
            placed = (areas and _region(areas, figure)) or here
            stand = Stand.of(sentence.text, figure, times)
            timed = timing.period_of(frame, setting, stand, memory)
            judged = status.judge(
                frame, setting, stand, (timed.source, timed.stated), self.ranking.last
            )
            timed = timing.agreeing(frame, setting, stand, timed, judged.status)
            timed = timing.of_whole(stand, timed, self.ranking.last)
            written = name if original == sentence.text else figure.called(original)
            names = name, written
            made = _observe(document, sentence, figure, names, timed, judged, placed)
            made = self.ranking.settle(made, name, (*inside, *self.places))
            if made.indicator:
                self.observations.append(made)
            else:
                # a figure of nothing: 今年增长7%
                self.unplaced.append(_unplaced(document, made.span, "no name"))
        self.ranking.leave()
        past = sentence.heading and headings.written_before(frame, sentence.text)
        if not (past or headings.entitled(frame, sentence)):
            memory.leave(sentence, times)
        self.unplaced += [
            _unplaced(document, sentence.at(item.start, item.end), item.reason) for item in left
        ]
        return setting


def _called(areas: Sequence[Found[Area]], text: str) -> dict[str, None]:
    """The names that the areas of a sentence go by, in their order."""
    return dict.fromkeys(
        name for area in areas for name in (area.value.region.name, text[area.start : area.end])
    )


def _observe(
    document: Document,
    sentence: Sentence,
    figure: Attached,
    names: tuple[str, str],
    timed: timing.Timed,
    judged: status.Judged,
    placed: Placed,
) -> Observation:
    """A figure as an observation; `names` are its name as folded and as the document writes it."""
    span = sentence.at(figure.amount.start, figure.amount.end)
    begin = figure.amount.value.reach_start
    begins = figure.name[0].start if figure.name else begin, begin
    added = indicator.added_by(sentence.text, *begins, figure.tail)
    return Observation(
        document=document.name,
        span=span,
        text=span.of(document.text),
        indicator=names[1],
        indicator_id=indicator.identify(names[0], added),
        measure=figure.measure,
        quantity=figure.amount.value.quantity,
        period=timed.period,
        period_source=timed.source if timed.period else Origin.NONE,
        status=judged.status,
        region=placed[0],
        region_source=placed[1],
        sentence=sentence.span,
        rules=figure.rules,
        grounds=(timed.ground, judged.ground),
    )


def _region(areas: Sequence[Found[Area]], figure: Attached) -> Placed | None:
    """The area that the sentence speaks of at the figure."""
    place = figure.amount.start
    told = [a for a in areas if a.end <= place]
    joined = len(told) - figure.order[1] if figure.order[1] > 1 else -1
    spoken = [
        area.value.region
        for rank, area in enumerate(told)
        if place < area.value.until or (0 <= joined <= rank and place < told[-1].value.until)
    ]
    if not spoken:
        return None
    listed, length = figure.order
    return spoken[listed - length if 1 < length <= len(spoken) else -1], Origin.SENTENCE


def _unplaced(document: Document, span: Span, reason: str) -> Unplaced:
    return Unplaced(span, span.of(document.text), reason)
