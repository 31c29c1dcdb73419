"""What a region's documents claim, what follows from it, and what cannot be true together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from indicators import lexicon, store
from indicators.claims import Claim, Contradiction, Implied, check
from indicators.record import Reading, Region
from indicators.subject import said


@dataclass(frozen=True, slots=True)
class Checked:
    """The claims of a region's documents, their implied figures and their contradictions."""

    region: Region
    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]
    implied: tuple[Implied, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def figures(self) -> int:
        """All figures of the documents."""
        return sum(len(reading.observations) for reading in self.readings)

    @property
    def premises(self) -> tuple[Claim, ...]:
        """The claims that something follows from, or that are in a contradiction; each once."""
        used = [c for one in self.implied for c in one.claims]
        used += [c for one in self.contradictions for c in one.claims]
        return tuple({id(c.observation): c for c in used}.values())

    @property
    def kinds(self) -> Counter[str]:
        """How many claims say what: `level`, `growth`, `share`, `total`, `added`."""
        return Counter(_kind(claim) for claim in self.claims)


def checked(region: str) -> Checked:
    """The claims about a region itself; UnknownName for one without documents."""
    readings = store.readings(region)
    place = lexicon.region(readings[0].document.region)
    found = check(readings)
    return Checked(
        region=place,
        readings=readings,
        claims=tuple(c for c in found.claims if said.is_of(c.observation, place.name)),
        implied=tuple(i for i in found.implied if _is_own(i.claims, place)),
        contradictions=tuple(c for c in found.contradictions if _is_own(c.claims, place)),
    )


def _is_own(claims: tuple[Claim, ...], place: Region) -> bool:
    return all(said.is_of(claim.observation, place.name) for claim in claims)


def _kind(claim: Claim) -> str:
    if claim.added:
        return "added"
    if claim.is_share:
        return "share"
    if claim.is_ratio:
        return "growth"
    return "total" if claim.years > 1 else "level"
