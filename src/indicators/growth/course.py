"""Where an indicator came from and where it may go: one object that draws and tabulates itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from indicators import markup
from indicators.errors import UsageError
from indicators.growth.joining import agreed
from indicators.growth.levels import Level
from indicators.growth.paths import BentPath, ConstantGrowth, bridge_sigma
from indicators.growth.pooled import QUANTILES
from indicators.growth.view import Outlook
from indicators.language import say, term
from indicators.language.figures import scale, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STATED, PATH, OUTLOOK = "stated", "path", "outlook"
LOW, LOWER, MIDDLE, UPPER, HIGH = QUANTILES


@dataclass(frozen=True, eq=False)
class Course:
    """Stated levels, the path through them and the fan of the next years, in one unit and basis.

    `pieces` join each level to the next; `view` is the outlook at the last level, None where
    nothing is told of the years ahead. Bands hold 80 of 100 cases.
    """

    levels: tuple[Level, ...]
    pieces: tuple[BentPath, ...]
    view: Outlook | None = None
    horizon: int = 3

    @classmethod
    def through(
        cls,
        levels: Sequence[Level],
        related: pd.Series[float] | None = None,
        view: Outlook | None = None,
        horizon: int = 3,
    ) -> Self:
        """The course through two levels or more, bent by `related` wherever that covers a gap.

        Elsewhere growth is constant, with the wider band of that. Raises what `agreed` and
        `BentPath.between` raise, and UsageError for fewer than two levels.
        """
        chosen = agreed(levels)
        if len(chosen) < 2:
            raise UsageError(f"{len(chosen)} level: a course goes through two or more")
        pieces = tuple(_piece(a, b, related) for a, b in pairwise(chosen))
        return cls(chosen, pieces, view, horizon)

    @cached_property
    def constant(self) -> ConstantGrowth:
        """The same growth every year from the first level to the last: 年均增长."""
        return ConstantGrowth.between(self.levels[0], self.levels[-1])

    @property
    def widest(self) -> float:
        """Sd of the log level where the path is least known, in the middle of its longest gap."""
        return max(p.sigma * sqrt(p.last.year - p.first.year) / 2 for p in self.pieces)

    @cached_property
    def history(self) -> pd.DataFrame:
        """Columns `level`, `low`, `high` by year, from the first stated level to the last."""
        joined = pd.concat([piece.frame() for piece in self.pieces])
        return joined[~joined.index.duplicated()]

    @cached_property
    def fan(self) -> pd.DataFrame | None:
        """Levels by year from the last stated one on, a column per quantile; None without view."""
        return None if self.view is None else self.view.fan(self.levels[-1], self.horizon)

    def frame(self) -> pd.DataFrame:
        """History and projection in one table by year: `part`, `level`, `low`, `high`.

        `part` is `stated`, `path` or `outlook`; the level of an outlook is its median.
        """
        stated, history, fan = {level.year for level in self.levels}, self.history, self.fan
        parts = [STATED if year in stated else PATH for year in history.index]
        told = history.assign(part=parts)[["part", "level", "low", "high"]]
        if fan is not None:
            ahead = fan.iloc[1:][[MIDDLE, LOW, HIGH]].set_axis(["level", "low", "high"], axis=1)
            told = pd.concat([told, ahead.assign(part=OUTLOOK)])[told.columns]
        told.attrs.update(unit=self.levels[0].unit, basis=self.levels[0].basis, coverage=0.8)
        return told

    def plot(
        self, ax: Axes | None = None, *, path: str = "C0", ahead: str = "C3", ink: str = "black"
    ) -> Axes:
        """Draw band, path, constant growth, stated points and the hatched, dashed fan.

        On the axes given or a new figure's; the colours are of the path, the fan, the points.
        """
        if ax is None:
            from matplotlib.figure import Figure

            ax = Figure(layout="constrained").add_subplot()
            ax.set_title(f"{self.levels[0].unit}, {self.levels[0].basis}", loc="left")
        history, fan = self.history, self.fan
        ax.fill_between(
            history.index, history["low"], history["high"], color=path, alpha=0.18, lw=0
        )
        ax.plot(history.index, history["level"], color=path, lw=2)
        ax.plot(history.index, self.constant.level(history.index), color=ink, lw=0.9)
        stated = [(level.year, level.value) for level in self.levels]
        ax.plot(*zip(*stated, strict=True), "o", color=ink, ms=7, zorder=5)
        if fan is not None:
            _draw_fan(ax, fan, ahead)
        return ax

    def _repr_html_(self) -> str:
        """The drawing and the years under it, as a notebook shows them."""
        told, by = self.frame(), scale(self.levels[-1].value, self.levels[-1].unit)
        unit = say("word.pair", one=by.unit, other=term("prices", self.levels[-1].basis))
        rows = (
            (f"{year:.0f}", term("part", part), *(f"{level / by.factor:,.4g}" for level in levels))
            for year, part, *levels in told.itertuples(name=None)
        )
        years = span(int(told.index[0]), int(told.index[-1]))
        alt = say("alt.course", years=years, unit=unit)
        heads = ("year", "part", say("reading.level", unit=unit), "low", "high")
        return markup.picture(self._drawn(), alt) + markup.table(heads, rows)

    def _drawn(self) -> str:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        figure, buffer = Figure(figsize=(6.6, 3.4), layout="constrained"), io.StringIO()
        self.plot(figure.add_subplot())
        with rc_context({"svg.hashsalt": "indicators"}):
            figure.savefig(buffer, format="svg", metadata={"Date": None})
        return buffer.getvalue()


def _piece(first: Level, last: Level, related: pd.Series[float] | None) -> BentPath:
    if related is not None and set(range(first.year, last.year + 1)) <= set(related.index):
        return BentPath.between(first, last, related)
    years = np.arange(first.year, last.year + 1)
    straight = ConstantGrowth.between(first, last).frame(years)["level"]
    straight.attrs["basis"] = first.basis
    return BentPath.between(first, last, straight, bridge_sigma(path="constant"))


def _draw_fan(ax: Axes, fan: pd.DataFrame, colour: str) -> None:
    """Hatched and dashed: a forecast is told from history without its colour."""
    ax.fill_between(
        fan.index, fan[LOW], fan[HIGH], facecolor=colour, alpha=0.13, edgecolor=colour, lw=0
    )
    ax.fill_between(
        fan.index, fan[LOWER], fan[UPPER], facecolor="none", edgecolor=colour, hatch="////", lw=0
    )
    ax.plot(fan.index, fan[MIDDLE], color=colour, lw=1.8, ls=(0, (4, 2)))
