"""The chances of targets, or why none is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from indicators.language import say
from indicators.report import names, theme
from indicators.report.amounts import range_of, share
from indicators.report.axes import bars, beside, rows_of, spread
from indicators.report.evidence import Counted, derived, row
from indicators.report.growth_outlook import scenarios
from indicators.report.judging import Judged
from indicators.report.marks import along
from indicators.report.names import wrapped
from indicators.report.prospects import Prospects
from indicators.report.theme import BIG, FAINT, ORANGE, SMALL, SOFT, Chart

ROW, LINE = 0.3, 0.2  # inches for a row of a chart, and for each line of its label
EVEN = 0.5  # as likely met as missed
WIDE = 26  # letters of a label
APART = 0.32  # of the width between two words


def targets(known: Prospects) -> Chart:
    """Each judged target's chance with its range and three national years; else the reasons."""
    return chances(known) if known.judged else reasons(known)


def chances(known: Prospects) -> Chart:
    """Dot and range, the likeliest on top; a bad, a middling, a good national year as marks."""
    rows = known.judged
    labels = [_label(j) for j in rows]
    with theme.style():
        height = 0.95 + sum(ROW + LINE * (1 + label.count("\n")) for label in labels)
        figure = theme.figure(height, _finding(rows), say("chart.chances"))
        ax = figure.add_subplot()
        for place, j in enumerate(rows):
            _chance(ax, place, j)
        rows_of(ax, labels, above=1.1)
        ax.set_xlim(-0.02, 1.02)
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(PercentFormatter(1))
        _name_marks(ax, rows[0])
        marks = [along(ax, *_reach(j), place, _words(j)) for place, j in enumerate(rows)]
    said = (
        say("alt.chance", target=names.label(j.observation), chance=share(j.chance.probability))
        for j in rows
    )
    alt = say("alt.chances", n=len(rows), said=say("word.semicolon").join(said))
    return Chart(figure, alt, say("note.chances"), marks)


def _finding(rows: Sequence[Judged]) -> str:
    """How many targets are more likely met than missed, and between which chances all lie."""
    chances = [j.chance.probability for j in rows]
    if len(rows) == 1:
        return say("alt.chance", target=names.label(rows[0].observation), chance=share(chances[0]))
    likely = sum(chance > EVEN for chance in chances)
    told = range_of(min(chances), max(chances))
    return say("finding.chances", n=len(rows), likely=likely, range=told)


def _reach(j: Judged) -> tuple[float, float]:
    """From the least to the largest of what is drawn of a chance."""
    c, s = j.chance, j.chance.scenarios
    drawn = (c.low, c.high, s.bad, s.good, c.probability)
    return min(drawn), max(drawn)


def _words(j: Judged) -> str:
    """The chance with its range and the three national years; it leads to its row."""
    c = j.chance
    return say(
        "mark.chance",
        target=names.label(j.observation),
        chance=derived(share(c.probability), "chances", row(j.observation)),
        range=range_of(c.low, c.high),
        years=scenarios(c),
    )


def reasons(known: Prospects) -> Chart:
    """Why no chance is told: targets by reason."""
    counts = Counter(str(u.kind) for u in known.unjudged).most_common()
    rows = [("\n".join(wrapped(name, WIDE)), Counted(n, "reasons")) for name, n in counts]
    with theme.style():
        height = 0.35 + sum(ROW + LINE * name.count("\n") for name, _ in rows)
        often, most = counts[0]
        finding = say("finding.reasons", n=len(known.unjudged), reason=often, most=most)
        figure = theme.figure(height, finding, say("chart.reasons"))
        marks = bars(figure.add_subplot(), rows, SOFT)
    alt = say("alt.reasons", n=len(known.unjudged), said=told(counts))
    return Chart(figure, alt, say("note.reasons"), marks)


def told(counts: Sequence[tuple[str, int]]) -> str:
    """Names with their counts, for those who do not see the bars."""
    return say("word.semicolon").join(say("alt.count", name=name, n=n) for name, n in counts)


def _label(j: Judged) -> str:
    """The name in short lines, the figure behind the last of them."""
    name, figure = names.called(j.observation), names.signed(j.observation)
    lines = wrapped(name, WIDE)
    return "\n".join([*lines[:-1], f"{lines[-1]} {figure}"])


def _chance(ax: Axes, place: int, j: Judged) -> None:
    c, s = j.chance, j.chance.scenarios
    ax.plot([s.bad, s.good], [place, place], color=FAINT, lw=2, solid_capstyle="round", zorder=1)
    ax.plot([c.low, c.high], [place, place], color=ORANGE, lw=7, alpha=0.45, zorder=2)
    ax.plot(s.bad, place, marker="<", color=SOFT, ms=7, zorder=3)
    ax.plot(s.middling, place, marker="|", color=SOFT, ms=11, mew=2, zorder=3)
    ax.plot(s.good, place, marker=">", color=SOFT, ms=7, zorder=3)
    ax.plot(c.probability, place, "o", color=ORANGE, mec="white", ms=10, zorder=4)
    beside(ax, share(c.probability), place, BIG)


def _name_marks(ax: Axes, top: Judged) -> None:
    """What the marks are, over the first row: no legend."""
    c, s = top.chance, top.chance.scenarios
    words = (say("chart.bad_year"), say("chart.chance"), say("chart.good_year"))
    places = spread([s.bad, c.probability, s.good], APART)
    shift = max(0.0, 0.1 - min(places)) - max(0.0, max(places) - 0.9)
    for x, word, colour in zip(places, words, (SOFT, ORANGE, SOFT), strict=True):
        ax.annotate(
            word,
            (x + shift, 0),
            xytext=(0, 12),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontsize=SMALL,
        )
