"""One look for every figure: a font that has the glyphs, colours that everyone can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
import seaborn as sns
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ticker import FixedLocator
from noto_cjk_sans_otc import FONT_PATH

from indicators.report import heading
from indicators.report.drawing import drawn
from indicators.report.evidence import bare, bundle
from indicators.report.export import plain
from indicators.report.layout import Margins
from indicators.report.marks import Mark, laid, told
from indicators.report.mime import EVIDENCE

FAMILY = "Noto Sans CJK SC"  # by name: the first face of the .ttc is the Japanese one
# where a reader has no Noto: fonts as wide, so that no label grows into another
FONTS = (
    f"'{FAMILY}','Source Han Sans SC','Noto Sans SC','PingFang SC','Hiragino Sans GB',"
    "'Microsoft YaHei','WenQuanYi Micro Hei','Helvetica Neue',Arial,sans-serif"
)
LINES = 1.25  # heights of a letter, from line to line
PAD = 3  # points between the drawing and the edge
WIDTH = 5.6  # inches: a phone shows it at two thirds of its size
# points: drawn for a phone of 390 pixels, where the small are 10 pixels high. Where a picture has
# room its words are smaller, so that the layout which holds these holds those, too
SMALL, PLAIN, BIG, TITLE = 11.4, 12, 12.6, 14
ROOM, SCREEN = "28em", 5 / 6  # the width from which that is so, and how much smaller

# Okabe and Ito's colours, told apart by every kind of colour vision; shapes say the same again
INK, SOFT, FAINT, GRID = "#1d2430", "#5d6675", "#d5d8de", "#e9eaee"
BLUE, ORANGE, GREEN = "#0072b2", "#d55e00", "#009e73"
NOTHING, PALE_BLUE, PALE_ORANGE = "#f6f7f9", "#cfe3f1", "#f7d9c6"  # grounds with words on them

# by night: what the page's own colours become there, and the sheet behind the picture
NIGHT = {
    INK: "#e4e6ea",
    SOFT: "#a9b1be",
    FAINT: "#4a5262",
    GRID: "#2c323c",
    BLUE: "#56b4e9",
    ORANGE: "#f0956b",
    GREEN: "#3fc69b",
    NOTHING: "#1f242c",
    PALE_BLUE: "#1d4460",
    PALE_ORANGE: "#6b3418",
    "#ffffff": "#15181e",
}

SETTINGS: dict[Any, Any] = {
    "font.family": [FAMILY],
    "font.size": PLAIN,
    "axes.titlesize": PLAIN,
    "axes.labelsize": PLAIN,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": False,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "none",  # a third of the bytes of outlines, and words that can be read out
    "svg.hashsalt": "indicators",
}


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A figure with what it shows in words, for those who do not see it.

    `note` is how to read it, where its kind hangs on what is known; `marks` are the points that
    tell their figure.
    """

    figure: Figure
    alt: str
    note: str = ""
    marks: Sequence[Mark] = ()

    def __post_init__(self) -> None:
        """Give names of several lines room: Chinese is taller than the letters they are set by."""
        for axis in (axis for axes in self.figure.axes for axis in (axes.xaxis, axes.yaxis)):
            if isinstance(axis.get_major_locator(), FixedLocator):  # others have numbers
                for label in axis.get_ticklabels():
                    label.set_linespacing(LINES)

    def svg(self) -> str:
        """The picture, the same for the same figures."""
        with style():
            return _dressed(drawn(self.figure))

    def _ipython_display_(self) -> None:
        """How to read it, then the picture."""
        if self.note:
            told = {"text/markdown": plain(self.note), "text/plain": self.note}
            display(told, raw=True)  # type: ignore[no-untyped-call]
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
        form, cites = "image/svg+xml", bundle(told(self.marks))
        data: dict[str, object] = {form: self.svg(), "text/plain": self.alt}
        about: dict[str, object] = {"alt": self.alt}
        if self.marks:
            about["marks"] = laid(self.marks)
        return {**data, **({EVIDENCE: cites} if cites else {})}, {form: about}


def _dressed(svg: str) -> str:
    """The picture with its fonts named once, words for screens, and the colours of the night."""
    plain = svg.replace(f"font-family: '{FAMILY}'; ", "").replace("; transform: rotate(-0", "")
    named = plain.replace("<svg ", f'<svg xml:lang="zh-CN" font-family="{FONTS}" ', 1)
    return named.replace("</style>", f"{_screen()}{_night()}</style>", 1)


@cache
def _screen() -> str:
    """A picture is asked for its own width, not for the page's."""
    rules = (
        f'[style*="font-size: {size}px"]{{font-size:{size * SCREEN:g}px!important}}'
        for size in (SMALL, PLAIN, BIG, TITLE)
    )
    bold = f'[style*="font-size: {TITLE}px"]{{font-weight:700}}'
    return f"{bold}@media (min-width: {ROOM}){{{''.join(rules)}}}"


@cache
def _night() -> str:
    rules = (
        f'[style*="{name}: {day}"]{{{name}:{night}!important}}'
        for day, night in NIGHT.items()
        for name in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme: dark){{{''.join(rules)}}}"


@contextmanager
def style() -> Iterator[None]:
    """The theme, for the figures made inside; the user's own settings come back after it."""
    _add_font()
    with mpl.rc_context():
        sns.set_theme(style="ticks", palette="colorblind")
        mpl.rcParams.update(SETTINGS)  # after set_theme, which names a font of its own
        yield


def figure(height: float, finding: str, about: str) -> Figure:
    """An empty figure of a page's width under its head; call it inside `style`.

    `finding` says what the chart shows, `about` what is drawn, its unit and its basis.
    """
    told = (bare(finding), TITLE, INK), (about, SMALL, SOFT)
    room = heading.INCH * WIDTH - 2 * PAD
    head = heading.height(room, *((text, size) for text, size, _ in told))
    whole = height + head / heading.INCH
    layout = Margins(PAD, head, head / (heading.INCH * whole))
    made = Figure(figsize=(WIDTH, whole), layout=layout)
    heading.write(made, *told, pad=PAD)
    return made


def _add_font() -> None:
    if faces()[0] not in fontManager.ttflist:
        fontManager.ttflist += faces()
        fontManager._findfont_cached.cache_clear()  # type: ignore[attr-defined]


@cache
def faces() -> tuple[FontEntry, ...]:
    """The faces of the font, which take longer to read than all else of a chart: known, not added.

    Other notebooks find no other fonts than they would without this package.
    """
    before = len(fontManager.ttflist)
    fontManager.addfont(str(FONT_PATH))
    found = tuple(fontManager.ttflist[before:])
    del fontManager.ttflist[before:]
    return found
