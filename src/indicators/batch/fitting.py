"""What a run is, and whether it fits its notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from indicators.batch.names import identity
from indicators.batch.signature import Parameter
from indicators.batch.values import plain
from indicators.errors import PlanError

MOST_FAULTS = 20  # told one by one; a file of rows may have one in each
MOST_NAMES = 2000  # looked through for what may have been meant
MOST_KNOWN = 30  # listed


@dataclass(frozen=True, slots=True)
class Run:
    """One notebook with its parameters; `id` names its files and its place in the index.

    `retries` says how often it is tried again after a failure, since what it needs may come back.
    """

    id: str
    source: Path
    parameters: Mapping[str, object]
    retries: int = 0

    @property
    def notebook(self) -> str:
        """The notebook's name without its suffix."""
        return self.source.stem

    @property
    def label(self) -> str:
        """For people: `02-growth-path 长春市南关区`."""
        return " ".join([self.notebook, *map(str, self.parameters.values())])


def run(source: Path, parameters: Mapping[str, object], retries: int = 0) -> Run:
    """A run by its name; numbers and dates of numpy and pandas become Python's own."""
    values = {key: plain(value) for key, value in parameters.items()}
    return Run(identity(source.stem, values), source, values, retries)


def known_notebooks(folder: Path) -> dict[str, Path]:
    """The notebooks of a folder by name."""
    return {path.stem: path for path in sorted(folder.glob("*.ipynb"))}


def source(name: str, notebooks: Mapping[str, Path]) -> Path:
    """The file of a notebook. Raises PlanError for a name that is none."""
    path = notebooks.get(name.removesuffix(".ipynb"))
    if path is None:
        raise PlanError(f"no notebook {name!r} in notebooks/{hint(name, list(notebooks))}")
    return path


def misfits(
    parameters: Mapping[str, object], known: Mapping[str, Parameter], source: Path
) -> list[tuple[str, str]]:
    """Every value that the notebook does not declare or could not take: its name, and a line."""
    found: list[tuple[str, str]] = []
    for key, value in parameters.items():
        if key in known:
            found += ((key, fault) for fault in known[key].faults(value))
        else:
            found.append((key, unknown(key, known, source)))
    return found


def unknown(key: str, known: Mapping[str, Parameter], source: Path) -> str:
    """What may have been meant, and all that the notebook takes."""
    if not known:
        return f"{source.name} takes no parameters: tag its cell of parameters `parameters`"
    listed = "; ".join(map(str, known.values()))
    near = nearest(key, list(known))
    meant = f": did you mean {near!r}?" if near else ":"
    return f"{key!r} is not a parameter of {source.name}{meant} it takes {listed}"


def told(faults: Sequence[str]) -> PlanError:
    """One error for all faults, of which the first are told one by one."""
    more = len(faults) - MOST_FAULTS
    rest = [f"and {more} more faults"] if more > 0 else []
    return PlanError("\n".join([*faults[:MOST_FAULTS], *rest]))


def hint(name: str, known: Sequence[str]) -> str:
    """What may have been meant, or what there is."""
    near = nearest(name, known)
    if near:
        return f": did you mean {near!r}?"
    more = f" and {len(known) - MOST_KNOWN} more" if len(known) > MOST_KNOWN else ""
    return f"; there are {', '.join(known[:MOST_KNOWN]) or 'none'}{more}"


def nearest(name: str, known: Sequence[str]) -> str:
    """The name that looks most like this one, if there is one."""
    return next(iter(get_close_matches(name, known[:MOST_NAMES], n=1)), "")
