"""The runs of a batch, checked before anything starts: those of a batch.toml, or one by itself."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

from indicators.batch.fitting import (
    MOST_NAMES,
    Run,
    hint,
    known_notebooks,
    misfits,
    nearest,
    run,
    source,
    told,
)
from indicators.batch.sheet import Sheet
from indicators.batch.signature import signature
from indicators.batch.values import parsed
from indicators.errors import UnknownName
from indicators.remote import Place

__all__ = ["Run", "destination", "load", "select", "single"]


def load(file: Path, notebooks: Path) -> tuple[Run, ...]:
    """The runs of a plan, in its order.

    Raises PlanError with a line for every fault that was found: nothing of a faulty plan starts.
    """
    return Sheet(file, notebooks).runs()


def destination(file: Path, notebooks: Path) -> Place | None:
    """Where a plan without faults says that its pages go."""
    return Sheet(file, notebooks).to()


def single(name: str, given: Sequence[str], notebooks: Path) -> Run:
    """One run by `name=value` as the command line has it, each value of its declared type.

    Raises PlanError as a plan does.
    """
    path = source(name, known_notebooks(notebooks))
    known = signature(path)
    parameters: dict[str, object] = {}
    faults: list[str] = []
    for pair in given:
        key, equals, text = pair.partition("=")
        try:
            if not equals:
                raise ValueError(f"give a value: -p {key}=VALUE")
            if key in parameters:
                raise ValueError(f"{key} is given twice: remove one of the two")
            parameters[key] = value = parsed(text, known[key].kind) if key in known else text
            if isinstance(value, list) and key in known and not known[key].is_list:
                raise ValueError(f"{key} takes one {known[key].kind}, not a list: run each")
        except ValueError as error:
            faults.append(f"-p {pair}: {error}")
    faults += (f"-p {fault}" for _, fault in misfits(parameters, known, path))
    if faults:
        raise told(faults)
    return run(path, {key: known[key].values(value)[0] for key, value in parameters.items()})


def select(runs: Sequence[Run], only: Sequence[str]) -> tuple[Run, ...]:
    """The runs whose id, notebook or a parameter's value is named; `*` stands for anything.

    Raises UnknownName when one of the names chooses nothing.
    """
    for name in only:
        if not any(_chosen(run, name) for run in runs):
            raise UnknownName(f"{name!r}: no run of that name{_known(name, runs)}")
    return tuple(run for run in runs if not only or any(_chosen(run, name) for name in only))


def _words(run: Run) -> tuple[str, ...]:
    return (run.id, run.notebook, *map(str, run.parameters.values()))


def _known(name: str, runs: Sequence[Run]) -> str:
    """What may have been meant; ids are too many to be listed all."""
    few = list(islice(runs, MOST_NAMES))
    words = dict.fromkeys(word for run in few for word in _words(run))
    ids = {run.id for run in few}
    near = nearest(name, list(words))
    return hint(name, [near] if near else [word for word in words if word not in ids])


def _chosen(run: Run, name: str) -> bool:
    return any(fnmatchcase(word, name.removesuffix(".ipynb")) for word in _words(run))
