"""One look for every figure: a font that has the glyphs, colours that everyone can tell apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from noto_cjk_sans_otc import FONT_PATH

FAMILY = "Noto Sans CJK SC"  # by name: the first face of the .ttc is the Japanese one
WIDTH = 6.6  # inches: as wide as a page's column, and legible when a phone shrinks it

# Okabe and Ito's colours, told apart by every kind of colour vision; shapes say the same again
INK, SOFT, FAINT = "#1d2430", "#5d6675", "#d5d8de"
BLUE, ORANGE, GREEN = "#0072b2", "#d55e00", "#009e73"

SETTINGS: dict[Any, Any] = {
    "font.family": [FAMILY],
    "font.size": 10,
    "axes.titlesize": 10,
    "axes.labelsize": 10,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": False,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "grid.color": "#e9eaee",
    "grid.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "path",  # the page shows a picture: it cannot reach a font
    "svg.hashsalt": "indicators",
}


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A figure with what it shows in words, for those who do not see it."""

    figure: Figure
    alt: str

    def svg(self) -> str:
        """The picture, the same for the same figures."""
        buffer = io.StringIO()
        with style():
            canvas = FigureCanvasSVG(self.figure)
            # savefig would draw twice for the layout, which one drawing works out as well
            canvas.print_svg(buffer, metadata={"Date": None})  # type: ignore[no-untyped-call]
        return buffer.getvalue()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        form = "image/svg+xml"
        return {form: self.svg(), "text/plain": self.alt}, {form: {"alt": self.alt}}


@contextmanager
def style() -> Iterator[None]:
    """The theme, for the figures made inside; the user's own settings come back after it."""
    _add_font()
    with mpl.rc_context():
        sns.set_theme(style="ticks", palette="colorblind")
        mpl.rcParams.update(SETTINGS)  # after set_theme, which names a font of its own
        yield


def figure(height: float) -> Figure:
    """An empty figure of a page's width; call it inside `style`."""
    return Figure(figsize=(WIDTH, height), layout="constrained")


@cache
def _add_font() -> None:
    fontManager.addfont(str(FONT_PATH))
