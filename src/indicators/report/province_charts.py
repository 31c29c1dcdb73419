"""The chart of the provinces' targets: last growth, target and chance, a row for each."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from indicators.language import say, spoken
from indicators.report import names, theme
from indicators.report.amounts import percent, share, span
from indicators.report.axes import rows_of
from indicators.report.evidence import derived
from indicators.report.marks import Mark, along
from indicators.report.province_tables import asked, grown
from indicators.report.provinces import Announced, Announcements
from indicators.report.theme import BLUE, FAINT, ORANGE, SOFT, Chart

ROW = 0.27  # inches for a province
SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")


def provinces(known: Announcements) -> Chart:
    """Growth of last year, target and the band of what may come; the likeliest on top."""
    rows = known.found
    with theme.style():
        about = say("chart.provinces", year=known.year, before=known.year - 1)
        figure = theme.figure(0.85 + ROW * len(rows), _finding(known), about)
        ax = figure.add_subplot()
        for place, one in enumerate(rows):
            _row(ax, place, one)
        rows_of(ax, [_label(one) for one in rows], above=1.6)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        _name_marks(ax, known)
        marks = [m for place, one in enumerate(rows) for m in _marks(ax, place, one, known.year)]
    said = say("word.semicolon").join(map(_said, rows))
    told = {"before": known.year - 1, "year": known.year, "n": len(rows)}
    return Chart(figure, say("alt.provinces", said=said, **told), marks=marks)


def _finding(known: Announcements) -> str:
    """How many are expected to meet their targets, as the answer of the page has it."""
    expected = sum(one.chance.probability for one in known.found)
    return say("finding.provinces", n=len(known.found), expected=f"{expected:.0f}", year=known.year)


def short(region: str) -> str:
    """A province as everyone calls it: 广西壮族自治区 -> 广西."""
    if spoken() != "zh":
        return names.place(region)
    for suffix in SUFFIXES:
        if region.endswith(suffix):
            return region.removesuffix(suffix)
    return region


def _said(one: Announced) -> str:
    return say(
        "alt.province",
        province=short(one.region),
        last=percent(one.last),
        target=names.target(one.stated),
        chance=share(one.chance.probability),
    )


def _row(ax: Axes, place: int, one: Announced) -> None:
    low, high = one.chance.band
    ax.plot([low, high], [place, place], color=FAINT, lw=5, solid_capstyle="butt", zorder=1)
    ax.plot(one.last, place, "o", color=BLUE, mec="white", ms=7, zorder=3)
    ax.plot(one.chance.target.value, place, "D", color=ORANGE, mec="white", ms=7, zorder=4)


def _marks(ax: Axes, place: int, one: Announced, year: int) -> Iterator[Mark]:
    """The band that holds growth, and over it growth and target, which lead to their rows."""
    name, c = short(one.region), one.chance
    low, high = c.band
    band = derived(span(low, high), "reckoned", one.code)
    yield along(ax, low, high, place, say("mark.band", place=name, year=year, band=band))
    rate = grown(one, year - 1)
    yield Mark(ax, one.last, place, say("mark.grown", place=name, year=year - 1, rate=rate))
    target = derived(share(c.probability), "chances", one.code)
    words = say("mark.aims", place=name, year=year, target=asked(one, year), chance=target)
    yield Mark(ax, c.target.value, place, words)


def _label(one: Announced) -> str:
    """Name and chance on the left, where a narrow screen begins."""
    return f"{short(one.region)}  {share(one.chance.probability)}"


def _name_marks(ax: Axes, known: Announcements) -> None:
    """What the marks are, over the first row: no legend."""
    words = (
        (0.0, say("chart.grown", year=known.year - 1), BLUE, "left"),
        (0.5, say("chart.aims", year=known.year), ORANGE, "center"),
        (1.0, say("chart.holds"), SOFT, "right"),
    )
    for x, word, colour, side in words:
        ax.annotate(
            word, (x, -1), xycoords=("axes fraction", "data"), ha=side, va="center", color=colour
        )
