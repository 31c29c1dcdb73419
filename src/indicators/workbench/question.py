"""A question about one indicator's growth, and its answer: what the sliders of 00-explore ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from indicators import choices, lexicon, markup
from indicators.language import speaking, spoken
from indicators.record import Reading
from indicators.report import answers, charts
from indicators.report.evidence import bare
from indicators.report.export import Summary
from indicators.report.theme import Chart
from indicators.report.trajectory import trajectory

REPORT = "02-growth-path"


@dataclass(frozen=True, slots=True)
class Question:
    """How did an indicator of a region grow, and where does it go?

    `asked` is growth in per cent a year whose chance is told, `horizon` years ahead (1 to 5).
    Two assumptions: `first`, per cent by which the first stated level was larger than stated, and
    `nation`, points a year by which the nation outgrows what the model says.

    >>> Question("长春市南关区", horizon=5).answer().sentence[:12]
    """

    region: str
    indicator: str = "gdp"
    horizon: int = 3
    asked: float = 7.0
    first: float = 0.0
    nation: float = 0.0
    language: str = field(default_factory=spoken)

    @property
    def parameters(self) -> Mapping[str, object]:
        """The parameters of the report on it."""
        return asdict(self)

    @property
    def entry(self) -> str:
        """The question as a run of a batch file."""
        said = [f"{name} = {_toml(value)}" for name, value in self.parameters.items()]
        return "\n".join(["[[run]]", f'notebook = "{REPORT}"', "[run.parameters]", *said, ""])

    def answer(self, readings: Sequence[Reading] | None = None) -> Answer:
        """The sentence and the chart, from the collection or from these readings.

        Raises what `trajectory` raises: UnknownName, UsageError, SeriesError.
        """
        with speaking(self.language):
            known = trajectory(
                self.region,
                self.indicator,
                self.horizon,
                self.asked,
                first=self.first,
                nation=self.nation,
                readings=readings,
            )
            return Answer(answers.growth(known), lambda: charts.growth(known), self.language)

    @property
    def drawn(self) -> Question:
        """The question that has the same chart: growth asked for is told, not drawn."""
        return replace(self, asked=0.0)


@dataclass(frozen=True, eq=False)
class Answer:
    """A sentence with its chart, which is drawn when it is looked at."""

    summary: Summary
    draw: Callable[[], Chart]
    language: str

    @cached_property
    def chart(self) -> Chart:
        """The chart in the language of the answer."""
        with speaking(self.language):
            return self.draw()

    @property
    def sentence(self) -> str:
        """The answer in words."""
        return bare(self.summary.answer)

    def _repr_html_(self) -> str:
        """Sentence and chart for a notebook."""
        return markup.said(self.sentence) + self.picture

    @cached_property
    def picture(self) -> str:
        """The chart as an image, without script."""
        return markup.picture(self.chart.svg(), bare(self.chart.alt))


def indicators_of(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The ids that can be asked for: how they spread among peers is known; stated ones first."""
    stated = {o.indicator_id for reading in readings for o in reading.observations}
    return tuple(sorted(choices.indicators(), key=lambda name: name not in stated))


def named(indicator: str) -> str:
    """An indicator as a list shows it, in Chinese and English."""
    entry = lexicon.catalogue().get(indicator)
    return f"{entry.zh} {entry.en}" if entry else indicator


def _toml(value: object) -> str:
    """A string, whole number or decimal as TOML writes it: a JSON string is one of TOML's."""
    return json.dumps(value, ensure_ascii=False)
