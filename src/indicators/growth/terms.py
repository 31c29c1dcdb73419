"""How targets are worded, and the level they start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from indicators.errors import BasisMismatch, UnitMismatch, UsageError
from indicators.growth.levels import Level
from indicators.record import Basis, Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a target is worded, whatever it is about.

    `resolution` is one unit of the last digit (0.01 for 7%), used for 左右; `high` the upper end of
    a range, which is met at its low end; `soft` marks 力争.
    """

    bound: Bound = Bound.LOWER
    resolution: float = 0.0
    high: float | None = None
    soft: bool = False


class Measured(Protocol):
    """A target that starts from a level."""

    @property
    def basis(self) -> Basis:
        """Of its prices."""

    @property
    def unit(self) -> str | None:
        """Of its value; None takes that of the level."""


def level_now(target: Measured, now: Level | None) -> Level:
    """The present level, on the target's basis and in its unit, or an error that says which."""
    if now is None:
        raise UsageError("no present level: pass the one the target starts from as now")
    if now.basis != target.basis:
        raise BasisMismatch(f"the target is {target.basis}, the level {now.basis}: convert first")
    if target.unit is not None and target.unit != now.unit:
        raise UnitMismatch(f"the target is in {target.unit}, the level in {now.unit}: convert one")
    return now
