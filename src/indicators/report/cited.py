"""Figures of documents in the words of a page, each a link to its evidence once it is shown.

For tables and sentences alone: a chart has no links, and takes its words from `names`.
"""

from __future__ import annotations

from markupsafe import Markup

from indicators.growth import Level
from indicators.language import term
from indicators.record import Observation
from indicators.report import amounts, names
from indicators.report.evidence import cited


def stated(o: Observation) -> str:
    """The figure with its bound."""
    return cited(o, names.stated(o))


def signed(o: Observation) -> str:
    """The figure, growth with a plus and a decrease with a minus before it."""
    return cited(o, names.signed(o))


def label(o: Observation, *, inside: bool = False) -> str:
    """A target in a line: 地区生产总值增长7%, Gross regional product +7%."""
    return term("change", o.measure, name=names.called(o, inside=inside), figure=stated(o))


def labelled(o: Observation) -> Markup:
    """A target for a cell."""
    return names.stacked(names.called(o), signed(o))


def level(one: Level) -> str:
    """A stated level with as many digits as were stated."""
    told = amounts.level(one)
    return told if one.evidence is None else cited(one.evidence, told)
