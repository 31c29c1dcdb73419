"""A document of one's own with widgets: drop or paste, look, correct, see what moves, keep."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
from IPython.display import HTML, display

from indicators import store
from indicators.corrections.fields import FIELDS, said
from indicators.errors import IndicatorsError, UsageError
from indicators.language import gloss, say, speaking, spoken, term
from indicators.workbench.own import Own, bring, dropped
from indicators.workbench.question import indicators_of, named

WIDE = widgets.Layout(width="34em")
NAME = {"description_width": "9em"}
TEXTS = ("region", "date", "title")
WHAT = ("new", "reason", "author")


class Bringer:
    """Fields for a text or a file; what was read; a form for a correction; path and targets.

    Nothing is written before `keep`.
    """

    def __init__(self, own: Own | None = None) -> None:
        """Empty, or with a document that was brought in a cell."""
        self.own, self.language = own, spoken()
        self.file = widgets.FileUpload(multiple=False, description=term("control", "file"))
        self.text = widgets.Textarea(
            placeholder=term("control", "paste"), layout=widgets.Layout(width="44em", height="9em")
        )
        self.fields = {name: _line(name) for name in TEXTS}
        self.figure = widgets.Dropdown(
            description=term("control", "figure"), layout=WIDE, style=NAME
        )
        self.field = widgets.Dropdown(
            options=[(gloss("fact", name), name) for name in FIELDS],
            description=term("control", "field"),
            layout=WIDE,
            style=NAME,
        )
        self.old = widgets.HTML(description=term("control", "old"), layout=WIDE, style=NAME)
        self.words = {name: _line(name) for name in WHAT}
        self.indicator = widgets.Dropdown(
            description=term("control", "indicator"), layout=WIDE, style=NAME
        )
        self.buttons = {
            "read": self._button("read", self._read),
            "correct": self._button("correct", self._correct),
            "keep": self._button("keep", self._keep),
        }
        self.reading, self.path, self.targets = (widgets.HTML() for _ in range(3))
        self.told = widgets.Output()
        self.after = widgets.VBox(self._form())
        self.box = widgets.VBox(
            [self.file, self.text, *self.fields.values(), self.buttons["read"], self.told]
        )
        for control in (self.figure, self.field):
            control.observe(self._asked, names="value")
        self.indicator.observe(self._moved, names="value")
        if own is not None:
            self._show()

    def _form(self) -> list[widgets.Widget]:
        correcting = [self.figure, self.field, self.old, *self.words.values()]
        buttons = widgets.HBox([self.buttons["correct"], self.buttons["keep"]])
        return [self.reading, *correcting, buttons, self.indicator, self.path, self.targets]

    def _read(self) -> str:
        given = {name: field.value for name, field in self.fields.items()}
        if self.file.value:
            upload = self.file.value[0]
            self.own = dropped(bytes(upload.content), upload.name, **given)
        elif self.text.value.strip():
            self.own = bring(self.text.value, **given)
        else:
            raise UsageError(say("workbench.nothing"))
        self._show()
        return say("workbench.figures", n=len(self.own.as_read.observations))

    def _correct(self) -> str:
        new, reason, author = (self.words[name].value for name in WHAT)
        own = self._brought()
        self.own = own.correct(
            self.figure.value, self.field.value, new, reason=reason, author=author
        )
        self._show()
        return say("workbench.corrected")

    def _keep(self) -> str:
        files = (str(file.relative_to(store.root())) for file in self._brought().keep())
        return say("workbench.written", file=", ".join(files))

    def _brought(self) -> Own:
        if self.own is None:
            raise UsageError(say("workbench.nothing"))
        return self.own

    def _show(self) -> None:
        """All that follows from the document as it is now."""
        own, place, asked = self._brought(), self.figure.index, self.indicator.value
        self.reading.value = own._repr_html_()
        found = own.as_read.observations
        self.figure.options = [
            (f"{n}: {o.indicator} {o.text} {o.period or ''}", n) for n, o in enumerate(found)
        ]
        if found:
            self.figure.index = place if place is not None and place < len(found) else 0
        ids = indicators_of([own.reading])
        self.indicator.options = [(named(name), name) for name in ids]
        self.indicator.value = asked if asked in ids else ids[0]
        self._asked(None)
        self._moved(None)
        self.box.children = (*self.box.children[:5], self.told, self.after)

    def _asked(self, _: object) -> None:
        """What the field of the figure says now."""
        if self.figure.value is not None:
            figure = self._brought().reading.observations[self.figure.value]
            self.old.value = escape(said(figure, self.field.value))

    def _moved(self, _: object) -> None:
        """Path and feasibility, or in a line why there is none."""
        if self.own is None or self.indicator.value is None:
            return
        own, indicator = self.own, self.indicator.value
        with speaking(self.language):
            self.path.value = _answer(lambda: own.growth(indicator)._repr_html_())
            self.targets.value = _answer(lambda: own.targets()._repr_html_())

    def _button(self, name: str, act: Callable[[], str]) -> widgets.Button:
        button = widgets.Button(
            description=term("control", name), layout=widgets.Layout(width="auto")
        )
        button.on_click(lambda _: self._tell(act))
        return button

    def _tell(self, act: Callable[[], str]) -> None:
        """What a button did, in a line; our own errors too."""
        self.told.clear_output()
        with self.told, speaking(self.language):
            display(HTML(_answer(lambda: f"<p>{escape(act())}</p>")))  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The widgets, and for whoever cannot show them the reading as it is."""
        bundle = self.box._repr_mimebundle_() or {}
        shown = self.own._repr_html_() if self.own else ""
        return {**bundle, "text/html": f"{shown}{self.path.value}{self.targets.value}"}


def desk(own: Own | None = None) -> Bringer:
    """A desk for a document of one's own, or for one that `bring` or `opened` gave.

    >>> desk(bring("2025年地区生产总值600亿元。", region="长春市南关区", date="2026-01"))
    """
    return Bringer(own)


def _answer(act: Callable[[], str]) -> str:
    try:
        return act()
    except IndicatorsError as error:
        return f"<p>{escape(str(error))}</p>"


def _line(name: str) -> widgets.Text:
    return widgets.Text(description=term("control", name), layout=WIDE, style=NAME)
