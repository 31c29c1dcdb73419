"""A chart of claims: how exactly the implied figures are known."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from indicators.claims import Implied, telling
from indicators.report import theme
from indicators.report.checking import Checked
from indicators.report.theme import BLUE, FAINT, INK, SOFT, Chart

ROW = 0.5  # inches for a row
OPEN = 12.0  # per cent: an interval without end is drawn so far


def claims(known: Checked) -> Chart:
    """Each implied figure with both readings of rounding, in per cent of itself; else the kinds."""
    return _implied(known) if known.implied else _kinds(known)


def _implied(known: Checked) -> Chart:
    rows = known.implied
    with theme.style():
        figure = theme.figure(1.3 + ROW * len(rows))
        ax = figure.add_subplot()
        ax.grid(axis="x")
        ax.grid(visible=False, axis="y")
        ax.axvline(0, color=SOFT, lw=0.8)
        for place, one in enumerate(rows):
            _bars(ax, place, one)
        ax.set_yticks(range(len(rows)), [_label(one) for one in rows])
        ax.set_ylim(len(rows) - 0.5, -0.6)
        ax.tick_params(axis="y", length=0, labelcolor=INK, pad=6)
        widest = max(max(map(abs, _span(one, loose=True))) for one in rows)
        ax.set_xlim(-1.15 * widest, 1.15 * widest)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:+.3g}%" if x else "0"))
        ax.set_xlabel("与推算值相差 off the implied figure: 粗 strict, 细 loose")
        ax.set_title("推算数有多准 how exactly implied figures are known", loc="left")
    said = "; ".join(f"{one.amount.series.name} {telling.told(one)}" for one in rows)
    return Chart(
        figure,
        f"Intervals of {len(rows)} implied figures around their values, in per cent, once with the"
        f" strict and once with the loose reading of rounding. {said}.",
    )


def _bars(ax: Axes, place: int, one: Implied) -> None:
    loose, strict = _span(one, loose=True), _span(one, loose=False)
    ax.plot(loose, [place, place], color=FAINT, lw=4, solid_capstyle="butt", zorder=1)
    ax.plot(strict, [place, place], color=BLUE, lw=8, alpha=0.6, solid_capstyle="butt", zorder=2)
    ax.plot(0, place, "o", color=BLUE, mec="white", ms=8, zorder=3)
    ax.annotate(
        telling.told(one).split(" [")[0],
        (1.0, place),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=10,
        annotation_clip=False,
    )


def _span(one: Implied, *, loose: bool) -> tuple[float, float]:
    """Both ends in per cent of the value; an open end at OPEN."""
    within = one.within.loose if loose else one.within.strict
    value = float(one.value)
    low = 100 * (float(within.low) / value - 1)
    high = OPEN if within.high is None else 100 * (float(within.high) / value - 1)
    return max(low, -OPEN) if within.high is None else low, high


def _label(one: Implied) -> str:
    return f"{one.amount.series.name}\n{one.amount.when.replace('-', '–')}"


def _kinds(known: Checked) -> Chart:
    """What kinds of claims there are, where nothing follows from them."""
    counts = known.kinds.most_common()
    with theme.style():
        figure = theme.figure(1.0 + ROW * len(counts))
        ax = figure.add_subplot()
        ax.barh([name for name, _ in counts], [n for _, n in counts], color=BLUE, height=0.55)
        for place, (_, count) in enumerate(counts):
            ax.annotate(
                f"{count}", (count, place), xytext=(5, 0), textcoords="offset points", va="center"
            )
        ax.invert_yaxis()
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(axis="y", length=0, labelcolor=INK)
        ax.grid(visible=False)
        ax.set_title("各类说法 claims by what they say", loc="left")
    said = "; ".join(f"{name}: {count}" for name, count in counts)
    return Chart(
        figure,
        f"Bar chart of {len(known.claims)} claims by what they say; nothing follows from any two of"
        f" them. {said}.",
    )
