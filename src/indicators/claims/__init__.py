"""Implied figures and contradictions among stated ones, exact about rounding: the public names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.claims.claim import Both, Claim, claims
from indicators.claims.contradiction import Contradiction, contradictions
from indicators.claims.implied import Implied, Kind, base_before, implied
from indicators.claims.pace import Pace, implied_paces, paces
from indicators.interval import Interval
from indicators.record import Reading
from indicators.subject.series import Amount, Series

__all__ = [
    "Amount",
    "Both",
    "Checked",
    "Claim",
    "Contradiction",
    "Implied",
    "Interval",
    "Kind",
    "Pace",
    "Series",
    "base_before",
    "check",
    "claims",
    "contradictions",
    "implied",
    "paces",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What documents claim, what follows from it, and what of it cannot be true together."""

    claims: tuple[Claim, ...]
    implied: tuple[Implied, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def sure(self) -> int:
        """How many contradictions hang on no zero."""
        return sum(not one.doubtful for one in self.contradictions)

    @property
    def summary(self) -> str:
        """How many of each, in a line."""
        doubtful = len(self.contradictions) - self.sure
        more = f"; if no figure is rounded to its zeros {doubtful} more" * bool(doubtful)
        return (
            f"claims: {len(self.claims)}; implied figures: {len(self.implied)};"
            f" contradictions: {self.sure}{more}"
        )


def check(readings: Sequence[Reading]) -> Checked:
    """The claims of documents, alone and against each other."""
    found = claims(readings)
    return Checked(found, (*implied(found), *implied_paces(found)), contradictions(found))
