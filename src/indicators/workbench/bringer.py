"""A document of one's own with widgets: drop or paste, look, correct, see what moves, keep."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
from IPython.display import HTML, display

from indicators import store
from indicators.errors import IndicatorsError, UsageError
from indicators.language import say, speaking, spoken, term
from indicators.workbench.forms import NAME, WIDE, Adding, Mending, line
from indicators.workbench.opening import bring, dropped, opened
from indicators.workbench.own import Own
from indicators.workbench.question import indicators_of, named

TEXTS = ("name", "region", "date", "title")


class Bringer:
    """Fields for a text or a file; what was read; forms for corrections; path and targets.

    Nothing is written before `keep`.
    """

    def __init__(self, own: Own | None = None) -> None:
        """Empty, or with a document that was brought in a cell."""
        self.own, self.language = own, spoken()
        self.file = widgets.FileUpload(multiple=False, description=term("control", "file"))
        self.text = widgets.Textarea(
            placeholder=term("control", "paste"), layout=widgets.Layout(width="44em", height="9em")
        )
        self.fields = {name: line(name) for name in TEXTS}
        self.mending, self.adding = Mending(), Adding()
        self.indicator = widgets.Dropdown(
            description=term("control", "indicator"), layout=WIDE, style=NAME
        )
        self.told, self.done = widgets.Output(), widgets.Output()
        acts = (self._read, self._correct, self._remove, self._restore, self._add, self._keep)
        self.buttons = {name: self._button(name, act) for name, act in zip(ACTS, acts, strict=True)}
        self.reading, self.path, self.targets = (widgets.HTML() for _ in range(3))
        self.after = widgets.VBox(self._form())
        self.box = widgets.VBox(
            [self.file, self.text, *self.fields.values(), self.buttons["read"], self.told]
        )
        for control in (self.mending.figure, self.mending.field):
            control.observe(self._asked, names="value")
        self.indicator.observe(self._moved, names="value")
        self.file.observe(self._chose, names="value")
        if own is not None:
            self._show()

    def _form(self) -> list[widgets.Widget]:
        mending = widgets.HBox([self.buttons[name] for name in ("correct", "remove", "restore")])
        adding = widgets.Accordion([widgets.VBox([*self.adding.widgets, self.buttons["add"]])])
        adding.titles = (term("control", "adding"),)
        return [
            *(self.reading, *self.mending.widgets, mending, adding, self.buttons["keep"]),
            *(self.done, self.indicator, self.path, self.targets),
        ]

    def _read(self) -> str:
        given = {name: field.value for name, field in self.fields.items()}
        if self.text.value.strip():
            self.own = bring(self.text.value, **given)
        elif self.file.value:
            upload = self.file.value[0]
            self.own = dropped(bytes(upload.content), upload.name, **given)
        else:
            raise UsageError(say("workbench.nothing"))
        self._show()
        return say("workbench.figures", n=len(self.own.as_read.observations))

    def _chose(self, _: object) -> None:
        """A file takes the place of what was pasted before."""
        self.text.value = ""

    def _correct(self) -> str:
        form = self.mending
        own = self._brought().correct(self._chosen(), form.field.value, form.wanted, **form.by)
        return self._is_now(own, "workbench.corrected")

    def _remove(self) -> str:
        own = self._brought().remove(self._chosen(), **self.mending.by)
        return self._is_now(own, "workbench.removed")

    def _restore(self) -> str:
        return self._is_now(self._brought().restore(self._chosen()), "workbench.restored")

    def _add(self) -> str:
        form = self.adding
        given = {"indicator": "", **form.given, **self.mending.by, "within": form.within.value}
        return self._is_now(self._brought().add(form.quote.value, **given), "workbench.added")

    def _keep(self) -> str:
        own = self._brought()
        files = (str(file.relative_to(store.root())) for file in own.keep())
        told = ", ".join(files)
        self.own = opened(own.document.name)
        self._show()
        return say("workbench.written", file=told) if told else say("workbench.unchanged")

    def _is_now(self, own: Own, told: str) -> str:
        self.own = own
        self._show()
        return say(told)

    def _brought(self) -> Own:
        if self.own is None:
            raise UsageError(say("workbench.nothing"))
        return self.own

    def _chosen(self) -> int:
        """The figure in the form."""
        if self.mending.figure.value is None:
            raise UsageError(say("workbench.no_figure"))
        return int(self.mending.figure.value)

    def _show(self) -> None:
        """All that follows from the document as it is now."""
        own, asked = self._brought(), self.indicator.value
        self.reading.value = own._repr_html_()
        self.mending.offer(own.figures)
        ids = indicators_of([own.reading])
        self.indicator.options = [(named(name), name) for name in ids]
        self.indicator.value = asked if asked in ids else ids[0]
        self._asked(None)
        self._moved(None)
        self.box.children = (*self.box.children[: 3 + len(TEXTS)], self.told, self.after)

    def _asked(self, _: object) -> None:
        """What the field of the figure says now."""
        if self.own is not None and self.mending.figure.value is not None:
            with speaking(self.language):
                self.mending.show(self.own.stands(int(self.mending.figure.value)))

    def _moved(self, _: object) -> None:
        """Path and feasibility, or in a line why there is none."""
        if self.own is None or self.indicator.value is None:
            return
        own, indicator = self.own, self.indicator.value
        with speaking(self.language):
            self.path.value = _answer(lambda: own.growth(indicator)._repr_html_())
            self.targets.value = _answer(lambda: own.targets()._repr_html_())

    def _button(self, name: str, act: Callable[[], str]) -> widgets.Button:
        beside = widgets.Layout(width="auto", align_self="flex-start")
        button = widgets.Button(description=term("control", name), layout=beside)
        place = self.told if name == "read" else self.done
        button.on_click(lambda _: self._tell(act, place))
        return button

    def _tell(self, act: Callable[[], str], place: widgets.Output) -> None:
        """What a button did, in a line near it; our own errors too."""
        for one in (self.told, self.done):
            one.clear_output()
        with place, speaking(self.language):
            display(HTML(_answer(lambda: f"<p>{escape(act())}</p>")))  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The widgets, and for whoever cannot show them the reading as it is."""
        bundle = self.box._repr_mimebundle_() or {}
        shown = self.own._repr_html_() if self.own else ""
        return {**bundle, "text/html": f"{shown}{self.path.value}{self.targets.value}"}


ACTS = ("read", "correct", "remove", "restore", "add", "keep")


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
