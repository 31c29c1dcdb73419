"""The forms of the desk: a correction of a figure, and a figure that was missed."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from indicators import lexicon
from indicators.corrections.fields import FIELDS, said
from indicators.language import term
from indicators.record import Bound, Measure, Observation, Status, called
from indicators.workbench.question import named

WIDE = widgets.Layout(width="34em")
NAME = {"description_width": "13em"}
TOLD = ("indicator", "measure", "period", "status")
READ = ("value", "unit", "bound", "indicator_id", "region")  # from the text, where left empty


def line(name: str) -> widgets.Text:
    """A line to write in, under its name."""
    return widgets.Text(description=term("control", name), layout=WIDE, style=NAME)


def choices(field: str) -> dict[str, str]:
    """What a field of a closed set may hold, by what it is called in the language in use."""
    closed = {
        "measure": {called("measure", one): str(one) for one in Measure},
        "bound": {called("bound", one): str(one) for one in Bound},
        "status": {called("status", one): str(one) for one in Status},
        "indicator_id": {named(name): name for name in lexicon.catalogue()},
    }
    return closed.get(field, {})


def written(field: str, words: str) -> str:
    """What stands in corrections.csv for what was chosen or typed."""
    return choices(field).get(words.strip(), words.strip())


class Mending:
    """A figure, its field, what it says, what it should say, why and who."""

    def __init__(self) -> None:
        """Nothing to choose from yet."""
        self.figure = widgets.Dropdown(
            description=term("control", "figure"), layout=WIDE, style=NAME
        )
        self.field = widgets.Dropdown(
            options=[(term("field", field), field) for field in FIELDS],
            description=term("control", "field"),
            layout=WIDE,
            style=NAME,
        )
        self.old = widgets.HTML(description=term("control", "old"), layout=WIDE, style=NAME)
        self.new = _open("control", "new")
        self.words = {name: line(name) for name in ("reason", "author")}
        self.field.observe(lambda _: self._offered(), names="value")
        self._offered()

    @property
    def widgets(self) -> tuple[widgets.Widget, ...]:
        """In the order of their use."""
        return (self.figure, self.field, self.old, self.new, *self.words.values())

    @property
    def by(self) -> dict[str, str]:
        """Why and who."""
        return {name: word.value for name, word in self.words.items()}

    @property
    def wanted(self) -> str:
        """What the field should say, as it is written down."""
        return written(self.field.value, self.new.value)

    def offer(self, figures: tuple[Observation, ...]) -> None:
        """The figures to choose from; the one that was chosen stays."""
        place = self.figure.index
        self.figure.options = [
            (f"{n}: {o.indicator} {o.text} {o.period or ''}", n) for n, o in enumerate(figures)
        ]
        if figures:
            self.figure.index = place if place is not None and place < len(figures) else 0

    def show(self, figure: Observation) -> None:
        """What the chosen field of a figure says."""
        says = said(figure, self.field.value)
        words = {value: word for word, value in choices(self.field.value).items()}
        self.old.value = escape(words.get(says, says)) or "—"

    def _offered(self) -> None:
        self.new.options = tuple(choices(self.field.value))
        self.new.value = ""


class Adding:
    """A figure as it stands in the text, and what it is."""

    def __init__(self) -> None:
        """Empty; what most missed figures are is chosen."""
        self.quote, self.within = line("quote"), line("within")
        self.fields = {name: _field(name) for name in (*TOLD, *READ)}
        self.fields["measure"].value = term("measure", Measure.LEVEL)
        self.fields["status"].value = term("status", Status.ACTUAL)

    @property
    def widgets(self) -> tuple[widgets.Widget, ...]:
        """In the order of their use."""
        return (self.quote, self.within, *self.fields.values())

    @property
    def given(self) -> dict[str, str]:
        """The fields as `Own.add` takes them; what the text says may be left out."""
        told = {name: written(name, field.value) for name, field in self.fields.items()}
        return {name: value for name, value in told.items() if value or name == "period"}


def _open(group: str, name: str) -> widgets.Combobox:
    """A line to write in that offers what is known."""
    return widgets.Combobox(
        description=term(group, name), ensure_option=False, layout=WIDE, style=NAME
    )


def _field(name: str) -> widgets.Combobox:
    one = _open("field", name)
    one.options = tuple(choices(name))
    one.placeholder = term("control", "as_said") if name in READ else ""
    return one
