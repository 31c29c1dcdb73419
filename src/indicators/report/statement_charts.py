"""What documents state, counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from indicators.language import say, term
from indicators.record import Measure, Observation, Reading, Status
from indicators.report import theme
from indicators.report.axes import counts as bare
from indicators.report.evidence import Counted
from indicators.report.marks import Mark
from indicators.report.theme import BLUE, ORANGE, SMALL, Chart

ROW = 0.42  # inches for a row of a chart
COLOURS = {Status.ACTUAL: BLUE, Status.TARGET: ORANGE}
KINDS = ("money", "count", "share", "growth", "other")


def statements(readings: Sequence[Reading]) -> Chart:
    """How many figures of each kind the documents state, targets beside what was achieved."""
    found = [o for reading in readings for o in reading.observations]
    counts = Counter((kind_of(o), o.status) for o in found)
    kinds = [kind for kind in KINDS if any(k == kind for k, _ in counts)]
    states = [state for state in COLOURS if any(s is state for _, s in counts)]
    pairs = [(term("kind", kind_of(o)), str(o.status)) for o in found]
    with theme.style():
        goals = sum(o.status is Status.TARGET for o in found)
        told = {"n": len(found), "targets": goals, "achieved": len(found) - goals}
        height = 0.65 + ROW * len(kinds) * (0.6 + 0.5 * len(states))
        figure = theme.figure(height, say("finding.statements", **told), say("chart.kinds"))
        ax = figure.add_subplot()
        sns.countplot(
            pd.DataFrame(pairs, columns=["kind", "status"]),
            y="kind",
            hue="status",
            order=[term("kind", kind) for kind in kinds],
            hue_order=[str(state) for state in states],
            ax=ax,
            legend=False,
            palette={str(state): COLOURS[state] for state in states},
            saturation=1,
            width=0.75,
        )
        marks = list(_name_bars(ax, states, kinds))
        bare(ax, max(counts.values()))
    said = (
        say("alt.pair", kind=term("kind", kind), status=term("status", state), n=n)
        for (kind, state), n in counts.items()
    )
    alt = say("alt.statements", n=len(found), said=say("word.semicolon").join(said))
    return Chart(figure, alt, marks=marks)


def kind_of(o: Observation) -> str:
    """Which of KINDS a figure is."""
    if o.measure in (Measure.SHARE, Measure.GROWTH):
        return o.measure.value
    if o.measure is not Measure.LEVEL:
        return "other"
    return "money" if o.quantity.unit in ("CNY", "USD") else "count"


def _name_bars(ax: Axes, states: Sequence[Status], kinds: Sequence[str]) -> Iterator[Mark]:
    """The count at the end of each bar, the status in words on the first of each colour."""
    for bars, state in zip(ax.containers, states, strict=True):
        named = False
        for bar in bars:
            length = int(bar.get_width())
            if not length:
                continue
            ax.annotate(
                f"{length}" if named else term("bars", state, n=length),
                (length, bar.get_y() + bar.get_height() / 2),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
            )
            named = True
            kind = kinds[round(bar.get_y() + bar.get_height() / 2)]  # none is drawn of nothing
            about = {"kind": term("kind", kind), "status": term("status", state)}
            words = say("mark.kind", n=Counted(length, "figures"), **about)
            yield Mark(ax, 0, bar.get_y(), words, (length, bar.get_y() + bar.get_height()))
