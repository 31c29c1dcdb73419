"""A chance in words, Chinese and English: what an official accepts and an economist can defend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.growth.counted import ShareTarget
from indicators.growth.pooled import Peers
from indicators.growth.targets import CumulativeTarget, GrowthTarget
from indicators.language import say, speaking, term
from indicators.language.figures import amount, scale, span
from indicators.record import Basis, Bound

if TYPE_CHECKING:  # feasibility asks for the words, the words speak about its record
    from indicators.growth.feasibility import Chance

SURE = (0.05, 0.95)  # no scenario is told as less, or as more, than that


def sentence(chance: Chance, language: str = "zh") -> str:
    """The chance of a target as one paragraph. Raises UsageError for another language."""
    with speaking(language):
        return say("word.join").join(_told(chance))


def sentences(chance: Chance) -> tuple[str, ...]:
    """The same sentence by sentence, in the language in use."""
    return tuple(_told(chance))


def _told(c: Chance) -> Iterator[str]:
    target = _target(c)
    if isinstance(c.target, ShareTarget):
        yield say("wording.share", target=target, chance=_odds(c.probability))
        ends = {"low": 100 * c.band[0], "high": 100 * c.band[1]}
        yield say("wording.share_takes", required=100 * c.required, **ends)
        yield from _also(c)
        return
    over = {"low": _share(c.low), "high": _share(c.high)}
    told = "wording.chance" if over["low"] != over["high"] else "wording.chance_alike"
    yield say(told, target=target, chance=_odds(c.probability), **over)
    yield _years(c)
    yield say(
        "wording.takes",
        needs=_needs(c),
        own=_own(c),
        national=_rate(c.national),
        basis=term("on_basis", c.basis),
    )
    yield from _also(c)
    yield say("wording.rests", as_of=c.as_of, years=c.years)


def _years(c: Chance) -> str:
    """What a bad, a middling and a good national year make of it; of China itself, its band."""
    if c.peers is Peers.NATION:
        low, high = (_outcome(c, end) for end in c.band)
        return say("wording.band", low=low, high=high)
    s = c.scenarios
    bad, middling, good = map(_extreme, (s.bad, s.middling, s.good))
    return say("wording.years", bad=bad, middling=middling, good=good)


def _outcome(c: Chance, value: float) -> str:
    """An outcome in the unit of the target."""
    if isinstance(c.target, GrowthTarget):
        return f"{100 * value:.1f}%"
    return scale(value, c.target.unit or "").tell(value, reckoned=True)


def _also(c: Chance) -> Iterator[str]:
    """What the wording, the peers and the horizon of a target add."""
    if c.within is not None:
        yield say("wording.within", chance=_share(c.within))
    if c.high_end is not None:
        yield say("wording.high_end", chance=_share(c.high_end))
    if c.target.soft:
        yield say("wording.soft")
    if c.reference is not None:
        low, high = map(_share, c.reference)
        yield say("wording.reference", low=low, high=high)
    if c.horizon == 1:
        yield say("wording.one_year")
    if len(c.models) > 1:
        told = (say("wording.model", model=term("model", m), chance=_share(p)) for m, p in c.models)
        yield say("wording.models", told=say("word.comma").join(told))
    if c.peers is Peers.DISTRICT:
        yield say("wording.district")


def _target(c: Chance) -> str:
    """What is to be reached, and when."""
    t, basis = c.target, term("on_basis", c.basis)
    years = span(c.as_of + 1, c.as_of + c.horizon)
    if isinstance(t, GrowthTarget):
        form = "one" if c.horizon == 1 else "total" if t.total else "mean"
        figure = _figure(c, f"{100 * t.value:g}%")
        return say(f"wording.to_growth_{form}", years=years, figure=figure, basis=basis)
    if isinstance(t, CumulativeTarget):
        return say(
            "wording.to_total", years=years, figure=_figure(c, amount(t.value, t.unit or ""))
        )
    year = span(t.year, t.year)
    if isinstance(t, ShareTarget):
        return say("wording.to_share", years=year, figure=_figure(c, f"{100 * t.value:g}%"))
    return say("wording.to_level", years=year, figure=_figure(c, amount(t.value, t.unit or "")))


def _needs(c: Chance) -> str:
    """The growth that it takes, or the loss or the most growth that still does."""
    way = "at_most" if c.target.bound is Bound.UPPER else "falls" if c.required < 0 else "needs"
    rate = c.required if way == "at_most" else abs(c.required)
    years = "_one" if c.horizon == 1 else ""
    return say(f"wording.{way}{years}", required=_rate(rate, c.basis))


def _figure(c: Chance, figure: str) -> str:
    return term("bound", c.target.bound, figure=figure)


def _own(c: Chance) -> str:
    """Growth of the place so far: of the last year, or a year over several."""
    if c.own is None:
        return "" if c.peers is Peers.NATION else say("wording.own_unknown")
    rate = _rate(c.own.value, c.basis)
    if c.own.last - c.own.first == 1:
        return say("wording.own_one", years=span(c.own.last, c.own.last), rate=rate)
    return say("wording.own", years=span(c.own.first, c.own.last), rate=rate)


def _rate(rate: float, basis: Basis = Basis.REAL) -> str:
    """Two decimals for plain arithmetic on stated levels, one for what a model or deflator made."""
    return f"{100 * rate:.{2 if basis is Basis.NOMINAL else 1}f}%"


def _share(probability: float) -> str:
    return f"{100 * probability:.0f}%"


def _odds(probability: float) -> str:
    """A chance that rounds to nought or to all is told as less than that."""
    if 0.01 <= probability <= 0.99:
        return say("wording.roughly", chance=_share(probability))
    return say("wording.hardly" if probability < 0.01 else "wording.nearly")


def _extreme(probability: float) -> str:
    """No scenario is told as a certainty."""
    if SURE[0] <= probability <= SURE[1]:
        return say("wording.about", chance=_share(probability))
    return say("wording.below" if probability < SURE[0] else "wording.above")
