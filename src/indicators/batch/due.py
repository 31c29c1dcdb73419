"""Which runs have to be run, and why: an unchanged one whose page stands is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from indicators.batch.fitting import Run
from indicators.batch.inputs import PACKAGE, Inputs, versions
from indicators.batch.record import INTERRUPTED, RUNNING, Outputs, RunRecord, State

NEW, FORCED, FAILED, STOPPED = "new", "asked for", "failed last time", "interrupted last time"
NO_PAGE, NO_NOTEBOOK, OTHER_PAGE = "page is missing", "notebook is missing", "page is another one"
LINKS = "the pages of the plan"
UNKNOWN = "its data changed while it ran"


@dataclass(frozen=True, slots=True)
class Due:
    """A run that has to be run; `place` is that in its plan."""

    run: Run
    place: int
    reason: str


def due(
    runs: Sequence[Run],
    states: Mapping[str, State],
    inputs: Inputs,
    outputs: Outputs,
    *,
    force: bool,
) -> Iterator[Due]:
    """The runs of a batch that have to be run, each with the reason."""
    for place, run in enumerate(runs):
        why = FORCED if force else reason(run, states.get(run.id), inputs, outputs)
        if why:
            yield Due(run, place, why)


def longest_first(runs: Sequence[Due], states: Mapping[str, State]) -> list[Due]:
    """The order to begin in: a long run that begins last leaves the other workers idle.

    How long one takes is what its last good attempt took, else the longest of its notebook's. Of
    the others nobody knows: they begin first. Among equals it is the order of the plan.
    """
    known = {run: state.good for run, state in states.items() if state.good}
    longest: dict[str, float] = {}
    for good in known.values():
        longest[good.notebook] = max(good.seconds, longest.get(good.notebook, 0.0))

    def expected(one: Due) -> float:
        good = known.get(one.run.id)
        return good.seconds if good else longest.get(one.run.notebook, inf)

    return sorted(runs, key=expected, reverse=True)


def reason(run: Run, state: State | None, inputs: Inputs, outputs: Outputs) -> str:
    """Why a run has to be run, "" if it need not be."""
    if state is None:
        return NEW
    last = state.last
    if not last.ok:
        return STOPPED if last.status in (INTERRUPTED, RUNNING) else FAILED
    if last.identity != inputs.identity(run):
        # what no digest tells is the links: the plan has more pages that it leads to, or fewer
        changes = ", ".join(_changes(run, last, inputs)) or LINKS
        return f"changed: {changes}" if last.identity else UNKNOWN
    return _missing(last, outputs)


def _missing(last: RunRecord, outputs: Outputs) -> str:
    """What of its files is not as it was left."""
    try:
        if outputs.page(last.id).stat().st_size != last.size:
            return OTHER_PAGE
    except OSError:
        return NO_PAGE
    return "" if outputs.notebook(last.id).is_file() else NO_NOTEBOOK


def _changes(run: Run, last: RunRecord, inputs: Inputs) -> Iterator[str]:
    """The names of what is not what it was."""
    then, now = last.inputs, inputs.of(run.source)
    yield from (name for name in {**then, **now} if then.get(name) != now.get(name))
    if PACKAGE not in then or then[PACKAGE] == inputs.shared[PACKAGE]:
        before, here = last.versions, versions()
        yield from (name for name in {**before, **here} if before.get(name) != here.get(name))
    if {key: str(value) for key, value in last.parameters.items()} != {
        key: str(value) for key, value in run.parameters.items()
    }:
        yield "parameters"
