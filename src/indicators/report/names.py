"""What figures, indicators, places and documents are called in the language of the page."""

from __future__ import annotations

import re
import textwrap

from markupsafe import Markup, escape

from indicators import lexicon
from indicators.cases.case import figure
from indicators.language import gloss, spoken, term
from indicators.language.figures import Scale, amount, scale, span
from indicators.record import Indicator, Measure, Observation, Quantity

HAN = re.compile(r"[\u3400-\u9fff]")
LINE = 9  # Chinese characters of a name on one line: as many as 社会消费品零售总额 has
LETTERS = 20  # letters of an English name on one line
SIGNS = {Measure.GROWTH: "+", Measure.DECREASE: "−"}


def place(region: str) -> str:
    """A region's name: 长春市南关区, Nanguan District, Changchun.

    A zone, a town or another place without an English name keeps its own.
    """
    known = gloss("place", region)
    return known if known != region or spoken() == "zh" else lexicon.english_place(region) or region


def indicator(entry: Indicator, *, inside: bool = False) -> str:
    """The catalogue's name; `inside` a sentence English begins it with a small letter."""
    if spoken() == "zh":
        return entry.zh
    plain = inside and entry.en[1:2].islower()
    return entry.en[0].lower() + entry.en[1:] if plain else entry.en


def concept(name: str, *, inside: bool = False) -> str:
    """The name of an id of the catalogue; words that are no id stay as they are."""
    entry = lexicon.catalogue().get(name)
    return indicator(entry, inside=inside) if entry else name


def called(o: Observation, *, inside: bool = False) -> str:
    """The catalogue's name of what a figure is about, else the document's own words."""
    return concept(o.indicator_id, inside=inside) if o.indicator_id else o.indicator


def worded(o: Observation) -> str:
    """The document's own words with the catalogue's name behind them where it says more."""
    entry = lexicon.catalogue().get(o.indicator_id or "")
    if entry is None or entry.zh in o.indicator:
        return called(o)
    return f"{o.indicator}（{entry.zh}）" if spoken() == "zh" else entry.en


def stated(o: Observation, *, bound: bool = True) -> str:
    """The figure: as the document writes it, in English as an economist would; with its bound."""
    figure = o.text if spoken() == "zh" else quantity(o.quantity)
    return term("bound", o.quantity.bound, figure=figure) if bound else figure


def signed(o: Observation) -> str:
    """The figure, growth with a plus and a decrease with a minus before it."""
    return SIGNS.get(o.measure, "") + stated(o)


def quantity(q: Quantity) -> str:
    """A figure or a range, without its bound: CNY 49.57 bn, 5–5.5%."""
    if q.high is None:
        return amount(q.value, q.unit)
    both: Scale = scale(q.high, q.unit)
    return f"{both.before}{both.digits(q.value)}–{both.digits(q.high)}{both.after}"


def when(o: Observation) -> str:
    """The period: 2012—2021年, 2012–2021."""
    return "—" if o.period is None else span(o.period.first, o.period.last)


def label(o: Observation, *, inside: bool = False) -> str:
    """A target in a line: 地区生产总值增长7%, Gross regional product +7%."""
    return term("change", o.measure, name=called(o, inside=inside), figure=stated(o))


def wrapped(name: str, wide: int = LETTERS) -> list[str]:
    """A name in lines of about one length: Chinese breaks anywhere, English between words."""
    if not HAN.search(name):
        return textwrap.wrap(name, wide) or [""]
    length = wide * LINE // LETTERS
    size = max(1, -(-len(name) // max(1, -(-len(name) // length))))
    return [name[start : start + size] for start in range(0, len(name), size)]


def stacked(name: str, figure: str, *small: str) -> Markup:
    """A name in short lines, its figure under it, the rest in small: for narrow screens."""
    lines = [*map(chinese, wrapped(name)), Markup("<strong>{}</strong>").format(figure)]
    return Markup("<br>").join([*lines, *(Markup("<small>{}</small>").format(x) for x in small)])


def chinese(words: str) -> Markup:
    """Words escaped; Chinese ones on a page that is not Chinese say so."""
    foreign = spoken() != "zh" and HAN.search(words)
    return Markup('<span lang="zh">{}</span>').format(words) if foreign else escape(words)


def target(stated: str) -> str:
    """A target as an official series has it: 5%左右, about 5%."""
    if spoken() == "zh":
        return stated
    q = figure(stated.partition("(")[0])
    return term("bound", q.bound, figure=quantity(q))
