"""The sliders of 00-explore: a view of a question, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, TypeVar

import ipywidgets as widgets
from IPython.display import HTML, display

from indicators import choices, markup, store
from indicators.errors import IndicatorsError
from indicators.language import say, speaking, term
from indicators.workbench import reports
from indicators.workbench.question import Answer, Question, indicators_of, named

T = TypeVar("T")
NAME = {"description_width": "17em"}
WIDE = widgets.Layout(width="42em")
KEPT = 64  # answers and pictures: a slider that comes back finds them
SLIDERS: dict[str, tuple[float, float, float]] = {
    "asked": (-5, 20, 0.5),
    "first": (-30, 30, 1),
    "nation": (-3, 3, 0.25),
}


class Explorer:
    """Choices and sliders over a question; sentence and chart follow at once.

    Where no widgets can be shown the answer stands there as it is.
    """

    def __init__(self, question: Question) -> None:
        """The controls as the question has them."""
        self.question = question
        self.answers: dict[Question, Answer | str] = {}
        self.pictures: dict[Question, str] = {}
        with speaking(question.language):
            self.controls = _controls(question)
            self.buttons = {name: _button(name) for name in ("write", "run")}
        self.shown, self.entry = widgets.HTML(), widgets.HTML()
        self.told = widgets.Output()
        for control in self.controls.values():
            control.observe(self._moved, names="value")
        self.buttons["write"].on_click(lambda _: self._told(self._write))
        self.buttons["run"].on_click(lambda _: self._told(self._run))
        self.box = widgets.VBox(
            [
                *self.controls.values(),
                self.shown,
                self.entry,
                widgets.HBox(list(self.buttons.values())),
                self.told,
            ]
        )
        self._show()

    @property
    def answer(self) -> Answer | str:
        """The answer to the present question, or in a line why there is none."""
        return _remembered(self.answers, self.question, self._answered)

    def _answered(self) -> Answer | str:
        try:
            return self.question.answer()
        except IndicatorsError as error:
            return str(error)

    def _moved(self, _: object) -> None:
        values = {name: control.value for name, control in self.controls.items()}
        self.question = Question(**values, language=self.question.language)
        self._show()

    def _show(self) -> None:
        self.shown.value = self._html()
        self.entry.value = f"<pre>{escape(self.question.entry)}</pre>"

    def _html(self) -> str:
        answer = self.answer
        if isinstance(answer, str):
            return f"<p>{escape(answer)}</p>"
        drawn = _remembered(self.pictures, self.question.drawn, lambda: answer.picture)
        return markup.said(answer.sentence) + drawn

    def _told(self, act: Any) -> None:
        """What a button did, in a line; our own errors too."""
        self.told.clear_output()
        with self.told, speaking(self.question.language):
            try:
                display(HTML(act()))  # type: ignore[no-untyped-call]
            except IndicatorsError as error:
                display(HTML(f"<p>{escape(str(error))}</p>"))  # type: ignore[no-untyped-call]

    def _write(self) -> str:
        file = reports.write_down(self.question).relative_to(store.root())
        said = say("workbench.noted", file=escape(str(file)), n=reports.count())
        return f"<p>{said}</p>"

    def _run(self) -> str:
        display(HTML(f"<p>{say('workbench.running')}</p>"))  # type: ignore[no-untyped-call]
        report = reports.run(self.question)
        if report.error:
            return f"<p>{say('workbench.failed', error=escape(report.error))}</p>"
        place = escape(f"../{report.page.relative_to(store.root()).as_posix()}")
        return f'<p><a href="{place}" target="_blank">{say("workbench.page")}</a></p>'

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The widgets, and for whoever cannot show them the answer as it is."""
        bundle = self.box._repr_mimebundle_() or {}
        said = escape(self.question.entry)
        return {**bundle, "text/html": f"{self._html()}<pre>{said}</pre>"}


def explore(question: Question) -> Explorer:
    """The question with sliders: region, indicator, horizon, growth asked for, assumptions.

    >>> explore(Question("长春市南关区", "gdp", horizon=5))
    """
    return Explorer(question)


def _remembered(known: dict[Question, T], question: Question, make: Callable[[], T]) -> T:
    """What is known of a question, or made and known from then on; the oldest goes."""
    if question not in known:
        if len(known) >= KEPT:
            known.pop(next(iter(known)))
        known[question] = make()
    return known[question]


def _controls(question: Question) -> dict[str, Any]:
    """A control for each field of a question, by its name."""
    places = dict.fromkeys([*choices.regions(), question.region])
    ids = dict.fromkeys([*indicators_of(store.readings(question.region)), question.indicator])
    shared = {"style": NAME, "layout": WIDE}
    made: dict[str, Any] = {
        "region": widgets.Dropdown(options=list(places), **shared),
        "indicator": widgets.Dropdown(options=[(named(name), name) for name in ids], **shared),
        "horizon": widgets.IntSlider(min=1, max=5, **shared),
    }
    for name, (low, high, step) in SLIDERS.items():
        value = getattr(question, name)  # may lie beyond what a slider usually offers
        made[name] = widgets.FloatSlider(
            min=min(low, value), max=max(high, value), step=step, readout_format=".2f", **shared
        )
    for name, control in made.items():
        control.description, control.value = term("control", name), getattr(question, name)
    return made


def _button(name: str) -> widgets.Button:
    return widgets.Button(description=term("control", name), layout=widgets.Layout(width="auto"))
