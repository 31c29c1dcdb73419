"""A chart of claims: how exactly the implied figures are known."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from indicators.claims import Implied
from indicators.language import say, term
from indicators.report import telling, theme
from indicators.report.axes import bars, beside, rows_of
from indicators.report.checking import Checked
from indicators.report.evidence import Counted, derived
from indicators.report.marks import along
from indicators.report.names import wrapped
from indicators.report.target_charts import told
from indicators.report.theme import BLUE, FAINT, SOFT, Chart

ROW, LINE = 0.2, 0.2  # inches for a row, and for each line of its label
WIDE = 24  # letters of a label
CLOSE = 1.0  # per cent either way
OPEN = 12.0  # per cent: an interval without end is drawn so far


def claims(known: Checked) -> Chart:
    """Each implied figure with both readings of rounding, in per cent of itself; else the kinds."""
    return _implied(known) if known.implied else _kinds(known)


def _implied(known: Checked) -> Chart:
    rows = known.implied
    labels = ["\n".join([*wrapped(telling.name(one), WIDE), telling.when(one)]) for one in rows]
    with theme.style():
        height = 0.85 + sum(ROW + LINE * (1 + label.count("\n")) for label in labels)
        figure = theme.figure(height, _finding(known), say("chart.exact"))
        ax = figure.add_subplot()
        ax.axvline(0, color=SOFT, lw=0.8)
        for place, one in enumerate(rows):
            _bars(ax, place, one)
        rows_of(ax, labels, above=0.6)
        widest = max(max(map(abs, _span(one, loose=True))) for one in rows)
        ax.set_xlim(-1.15 * widest, 1.15 * widest)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:+.3g}%" if x else "0"))
        ax.set_xlabel(say("chart.off"))
        marks = [
            along(ax, *_span(one, loose=True), place, _words(one, place))
            for place, one in enumerate(rows)
        ]
    said = (say("alt.figure", name=telling.name(x), figure=telling.told(x)) for x in rows)
    alt = say("alt.implied", n=len(rows), said=say("word.semicolon").join(said))
    return Chart(figure, alt, say("note.implied"), marks)


def _finding(known: Checked) -> str:
    """How many figures follow, and how many of them are known closely."""
    spans = [(one.within.strict.high, _span(one, loose=False)) for one in known.implied]
    close = sum(high is not None and max(map(abs, ends)) <= CLOSE for high, ends in spans)
    told = {"n": len(known.implied), "close": close, "within": f"{CLOSE:g}%"}
    return say("finding.implied", **told)


def _words(one: Implied, place: int) -> str:
    """The figure, which leads to the arithmetic that it follows from."""
    told = derived(telling.told(one), "implied", f"{place}")
    return say("mark.implied", name=telling.name(one), when=telling.when(one), figure=told)


def _bars(ax: Axes, place: int, one: Implied) -> None:
    loose, strict = _span(one, loose=True), _span(one, loose=False)
    ax.plot(loose, [place, place], color=FAINT, lw=4, solid_capstyle="butt", zorder=1)
    ax.plot(strict, [place, place], color=BLUE, lw=8, alpha=0.6, solid_capstyle="butt", zorder=2)
    if one.within.strict.high is None:
        ax.plot(OPEN, place, marker=">", color=BLUE, ms=8, zorder=2)
    ax.plot(0, place, "o", color=BLUE, mec="white", ms=8, zorder=3)
    beside(ax, telling.value(one), place)


def _span(one: Implied, *, loose: bool) -> tuple[float, float]:
    """Both ends in per cent of the value; an open end at OPEN."""
    within = one.within.loose if loose else one.within.strict
    value = float(one.value)
    low = 100 * (float(within.low) / value - 1)
    high = OPEN if within.high is None else 100 * (float(within.high) / value - 1)
    return max(low, -OPEN) if within.high is None else low, high


def _kinds(known: Checked) -> Chart:
    """What kinds of claims there are, where nothing follows from them."""
    counts = [
        (term("claim_kind", kind), Counted(n, "claims")) for kind, n in known.kinds.most_common()
    ]
    with theme.style():
        finding = say("finding.claims", n=len(known.claims))
        figure = theme.figure(0.75 + 0.5 * len(counts), finding, say("chart.claim_kinds"))
        marks = bars(figure.add_subplot(), counts, BLUE)
    alt = say("alt.claims", n=len(known.claims), said=told([(a, int(n)) for a, n in counts]))
    return Chart(figure, alt, say("note.claims"), marks)
