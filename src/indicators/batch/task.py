"""What a worker is given, and what it gives back; both can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indicators.batch.fitting import Run
from indicators.batch.limits import Limits


@dataclass(frozen=True, slots=True)
class Task:
    """One run, the collection's folder, and what its page is to say it was made from.

    `alternates` are the pages of the same report in other languages, by language, `kin` the others
    about its region, by notebook and region.
    """

    run: Run
    home: Path
    limits: Limits
    versions: Mapping[str, str]
    inputs: Mapping[str, str]
    warm: bool = True
    alternates: Mapping[str, str] = field(default_factory=dict)
    kin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left: its error in a line, the notebook as far as it came, its page and its log.

    A run that failed has a page, too, as far as one can be made: it shows where. `beside` are the
    files beside a good page, by suffix; a `lost` run failed by no fault of its own.
    """

    error: str = ""
    notebook: str = ""
    page: str = ""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    log: str = ""
    title: str = ""
    answer: str = ""
    seconds: float = 0.0
    lost: bool = False
