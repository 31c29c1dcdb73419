"""Charts of what documents state: counts by kind, and the chances of targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from indicators.record import Measure, Observation, Reading, Status
from indicators.report import theme
from indicators.report.amounts import share
from indicators.report.axes import spread
from indicators.report.judging import Judged
from indicators.report.prospects import Prospects
from indicators.report.table import kind, label
from indicators.report.theme import BLUE, FAINT, INK, ORANGE, SOFT, Chart

ROW = 0.42  # inches for a row of a chart
COLOURS = {kind(Status.ACTUAL): BLUE, kind(Status.TARGET): ORANGE}
KINDS = {
    "money": "金额 sums of money",
    "count": "数量 counts",
    "share": "比重 shares",
    "growth": "增速 growth",
    "other": "倍数、压缩 multiples, cuts",
}
# the first words of a reason, in both languages
REASONS = {
    "a count": "数量 a count",
    "a share": "比重 a share, start unknown",
    "a decrease": "压减 a decrease",
    "a multiple": "倍数 a multiple, start unknown",
    "an increase by an amount": "增量 an increase, base unknown",
    "another place": "其他地区 another place",
    "no target any more": "已过期 past when written",
    "not an indicator of the catalogue": "目录外 not in the catalogue",
    "how its growth spreads among peers is not known": "同类离散未知 peers unknown",
    "a total over years": "累计 a total, base unknown",
}


def statements(readings: Sequence[Reading]) -> Chart:
    """How many figures of each kind the documents state, targets beside what was achieved."""
    found = [o for reading in readings for o in reading.observations]
    frame = pd.DataFrame([{"kind": KINDS[kind_of(o)], "status": kind(o.status)} for o in found])
    kinds = [name for name in KINDS.values() if name in set(frame["kind"])]
    states = [state for state in COLOURS if state in set(frame["status"])]
    counts = Counter(zip(frame["status"], frame["kind"], strict=True))
    with theme.style():
        figure = theme.figure(0.9 + ROW * len(kinds) * (0.6 + 0.5 * len(states)))
        ax = figure.add_subplot()
        sns.countplot(
            frame,
            y="kind",
            hue="status",
            order=kinds,
            hue_order=states,
            ax=ax,
            legend=False,
            palette=COLOURS,
            saturation=1,
            width=0.75,
        )
        _name_bars(ax, states)
        _bare(ax, max(counts.values()))
        ax.set_title("载明的数字，按类别 stated figures by kind", loc="left")
    said = "; ".join(f"{name}, {state}: {n}" for (state, name), n in counts.items())
    return Chart(figure, f"Bar chart of {len(found)} stated figures by kind. {said}.")


def targets(known: Prospects) -> Chart:
    """Each judged target's chance with its range and three national years; else the reasons."""
    return chances(known) if known.judged else reasons(known)


def chances(known: Prospects) -> Chart:
    """Dot and range, the likeliest on top; a bad, a middling, a good national year as marks."""
    rows = known.judged
    with theme.style():
        figure = theme.figure(1.25 + ROW * len(rows))
        ax = figure.add_subplot()
        ax.grid(axis="x")
        ax.grid(visible=False, axis="y")
        for place, j in enumerate(rows):
            _chance(ax, place, j)
        ax.set_yticks(range(len(rows)), [label(j.observation) for j in rows])
        ax.set_ylim(len(rows) - 0.4, -1.25)
        ax.tick_params(axis="y", length=0, labelcolor=INK, pad=6)
        ax.set_xlim(-0.02, 1.02)
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(PercentFormatter(1))
        _name_marks(ax, rows[0])
        ax.set_title("实现的可能性 chance of being reached", loc="left")
    said = "; ".join(f"{label(j.observation)}: {share(j.chance.probability)}" for j in rows)
    return Chart(
        figure,
        f"Dot plot of the chances of {len(rows)} targets, the likeliest first, each with its range"
        f" and with a bad, a middling and a good national year. {said}.",
    )


def reasons(known: Prospects) -> Chart:
    """Why no chance is told: targets by reason."""
    counts = Counter(REASONS.get(u.kind, u.kind) for u in known.unjudged)
    frame = pd.DataFrame(counts.most_common(), columns=["reason", "targets"])
    with theme.style():
        figure = theme.figure(0.9 + ROW * len(frame))
        ax = figure.add_subplot()
        sns.barplot(frame, x="targets", y="reason", ax=ax, color=SOFT, saturation=1, width=0.6)
        for place, count in enumerate(frame["targets"]):
            ax.annotate(
                f"{count}", (count, place), xytext=(5, 0), textcoords="offset points", va="center"
            )
        _bare(ax, int(frame["targets"].max()))
        ax.set_title("不估算可能性的目标 targets no chance is told for", loc="left")
    said = "; ".join(f"{reason}: {count}" for reason, count in counts.most_common())
    return Chart(figure, f"Bar chart of {known.count} targets by why no chance is told. {said}.")


def kind_of(o: Observation) -> str:
    """Which of KINDS a figure is."""
    if o.measure in (Measure.SHARE, Measure.GROWTH):
        return o.measure.value
    if o.measure is not Measure.LEVEL:
        return "other"
    return "money" if o.quantity.unit in ("CNY", "USD") else "count"


def _name_bars(ax: Axes, states: Sequence[str]) -> None:
    """The count at the end of each bar, the status in words on the first of each colour."""
    for bars, state in zip(ax.containers, states, strict=True):
        named = False
        for bar in bars:
            length = int(bar.get_width())
            if not length:
                continue
            ax.annotate(
                f"{length}" if named else f"{length}  {state}",
                (length, bar.get_y() + bar.get_height() / 2),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
            )
            named = True


def _bare(ax: Axes, longest: int) -> None:
    """Counts stand on the bars: no axis says them again."""
    ax.set_xlim(0, 1.25 * longest)
    ax.set(xlabel="", ylabel="")
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.grid(visible=False)


def _chance(ax: Axes, place: int, j: Judged) -> None:
    c, s = j.chance, j.chance.scenarios
    ax.plot([s.bad, s.good], [place, place], color=FAINT, lw=2, solid_capstyle="round", zorder=1)
    ax.plot([c.low, c.high], [place, place], color=ORANGE, lw=7, alpha=0.45, zorder=2)
    ax.plot(s.bad, place, marker="<", color=SOFT, ms=7, zorder=3)
    ax.plot(s.middling, place, marker="|", color=SOFT, ms=11, mew=2, zorder=3)
    ax.plot(s.good, place, marker=">", color=SOFT, ms=7, zorder=3)
    ax.plot(c.probability, place, "o", color=ORANGE, mec="white", ms=10, zorder=4)
    ax.annotate(
        share(c.probability),
        (1.0, place),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=11,
        annotation_clip=False,
    )


def _name_marks(ax: Axes, top: Judged) -> None:
    """What the marks are, over the first row: no legend."""
    c, s = top.chance, top.chance.scenarios
    words = ("差年景 bad year", "可能性 chance", "好年景 good year")
    places = spread([s.bad, c.probability, s.good], 0.27)
    shift = max(0.0, 0.1 - min(places)) - max(0.0, max(places) - 0.9)
    for x, word, colour in zip(places, words, (SOFT, ORANGE, SOFT), strict=True):
        ax.annotate(
            word,
            (x + shift, 0),
            xytext=(0, 12),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontsize=9,
        )
