"""A figure as SVG whose words may be shown smaller than they were laid out.

matplotlib hangs a word on its beginning, its middle or its end, as it is aligned, so that it stays
in place whatever its size; but each line of several on its beginning alone. Here they hang alike.
"""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

DPI = 72  # of every SVG


class Hung(RendererSVG):
    """Draws a figure; `lines` are its texts of several lines by names that no picture has."""

    def __init__(self, figure: Figure, to: io.StringIO) -> None:
        """The size of the figure; nothing in the picture tells when it was made."""
        wide, high = figure.get_size_inches() * DPI
        super().__init__(wide, high, to, image_dpi=DPI, metadata={"Date": None})  # type: ignore[no-untyped-call]
        self.lines = dict(_named(figure))
        self.now: Text | None = None

    def open_group(self, s: str, gid: str | None = None) -> None:
        """A text begins: one of several lines is known by the name that it was given."""
        self.now = self.lines.get(gid or "")
        super().open_group(s, None if self.now else gid)  # type: ignore[no-untyped-call]

    def draw_text(self, *args: Any, **more: Any) -> None:
        """One line of a text."""
        more["mtext"] = more.get("mtext") or self.now
        super().draw_text(*args, **more)  # type: ignore[no-untyped-call]


def drawn(figure: Figure) -> str:
    """The picture, the same for the same figures; laid out and drawn in one go."""
    buffer = io.StringIO()
    before, figure.dpi = figure.dpi, DPI
    try:
        renderer = Hung(figure, buffer)
        figure.draw(renderer)
        renderer.finalize()  # type: ignore[no-untyped-call]
    finally:
        figure.dpi = before
    return buffer.getvalue()


def _named(figure: Figure) -> list[tuple[str, Text]]:
    found = (text for text in figure.findobj(Text) if "\n" in text.get_text())
    named = [(f"lines-{number}", text) for number, text in enumerate(found)]
    for name, text in named:
        text.set_gid(name)
    return named
