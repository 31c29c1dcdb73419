"""A region's stated targets: those a chance is told for, the others, and totals beside the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import lexicon, store
from indicators.claims import Pace, claims, paces
from indicators.growth import pooled_model
from indicators.record import Basis, Reading, Region, Status
from indicators.report.judging import Judge, Judged, Unjudged
from indicators.subject import said


@dataclass(frozen=True, slots=True)
class Prospects:
    """Every target that the region's documents state, judged or counted with its reason."""

    region: Region
    horizon: int
    judged: tuple[Judged, ...]
    unjudged: tuple[Unjudged, ...]
    paces: tuple[Pace, ...]

    @property
    def count(self) -> int:
        """All targets: none is dropped."""
        return len(self.judged) + len(self.unjudged)


def prospects(
    region: str, horizon: int = 3, *, readings: Sequence[Reading] | None = None
) -> Prospects:
    """The targets of a region's documents, or of these readings, the likeliest first.

    Raises UnknownName for a region without documents, UsageError for a horizon that the model was
    not fitted for.
    """
    pooled_model(horizon, Basis.NOMINAL)  # its check of the horizon
    readings = store.readings(region) if readings is None else readings
    place = lexicon.region(readings[0].document.region)
    judges = [Judge(place, horizon, reading, readings, claims([reading])) for reading in readings]
    found = [
        judge.judge(o)
        for judge in judges
        for o in judge.reading.observations
        if o.status is Status.TARGET
    ]
    judged = [one for one in found if isinstance(one, Judged)]
    judged.sort(key=lambda one: -one.chance.probability)
    own = [c for c in claims(readings) if said.is_of(c.observation, place.name)]
    return Prospects(
        region=place,
        horizon=horizon,
        judged=tuple(judged),
        unjudged=tuple(one for one in found if isinstance(one, Unjudged)),
        paces=tuple(paces(own)),
    )
