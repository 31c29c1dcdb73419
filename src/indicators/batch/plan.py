"""batch.toml -> the runs of a batch, checked before anything starts.

    [[run]]
    notebook = ["02-growth-path", "03-target-feasibility"]
    [run.parameters]
    region = ["长春市南关区", "长春市二道区"]
    horizon = 5

A list stands for one run each: these are four runs. Only a parameter that the notebook declares as
a list takes its list whole.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

from indicators.batch.signature import Parameter, signature
from indicators.errors import PlanError, UnknownName

LONGEST_ID = 160  # bytes; file systems end at 255, and a suffix and a temporary name come on top
KEYS = ("notebook", "parameters")


@dataclass(frozen=True, slots=True)
class Run:
    """One notebook with its parameters; `id` names its files and its place in the index."""

    id: str
    source: Path
    parameters: Mapping[str, object]

    @property
    def notebook(self) -> str:
        """The notebook's name without its suffix."""
        return self.source.stem

    @property
    def label(self) -> str:
        """For people: `02-growth-path 长春市南关区`."""
        return " ".join([self.notebook, *map(str, self.parameters.values())])


def load(file: Path, notebooks: Path) -> tuple[Run, ...]:
    """The runs of a plan, in its order.

    Raises PlanError with a line for every fault that was found: nothing of a faulty plan starts.
    """
    return _Plan(file, _text(file), notebooks).runs()


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
    words = dict.fromkeys(word for run in runs for word in _words(run))
    ids = {run.id for run in runs}
    near = get_close_matches(name, words, n=1)
    return _hint(name, near or [word for word in words if word not in ids])


def _chosen(run: Run, name: str) -> bool:
    return any(fnmatchcase(word, name.removesuffix(".ipynb")) for word in _words(run))


def _hint(name: str, known: Mapping[str, object] | Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f": did you mean {near[0]!r}?" if near else f"; there are {', '.join(known) or 'none'}"


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise PlanError(f"{file}: no such file: write it, or name another plan") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"{file}: cannot be read as UTF-8 text: {error}") from None


def identity(notebook: str, parameters: Mapping[str, object]) -> str:
    """A name that is readable, unique to these parameters and safe as a file's name.

    >>> identity("02-growth-path", {"region": "长春市南关区", "horizon": 5})
    '02-growth-path--长春市南关区--horizon-5'
    """
    said = [
        value if isinstance(value, str) else f"{key}-{value}" for key, value in parameters.items()
    ]
    raw = "--".join([notebook, *said])
    safe = re.sub(r"[^\w.-]+", "_", raw).lstrip(".")
    if safe == raw and len(raw.encode()) <= LONGEST_ID and raw.casefold() != "index":
        return raw
    digest = hashlib.sha256(repr((notebook, sorted(parameters.items()))).encode()).hexdigest()[:8]
    return safe.encode()[:LONGEST_ID].decode(errors="ignore") + f"--{digest}"


class _Plan:
    """One batch.toml while it is being read: what it says, and every fault found in it."""

    def __init__(self, file: Path, text: str, notebooks: Path) -> None:
        self.name = file.name
        self.lines = text.splitlines()
        self.table = self._parse(text)
        self.notebooks = {path.stem: path for path in sorted(notebooks.glob("*.ipynb"))}
        self.signatures: dict[str, Mapping[str, Parameter]] = {}
        self.starts = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*run\b", line)]

    def _parse(self, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what, _, where = str(error).partition(" (at ")
            line = re.search(r"line (\d+)", where)
            number = line[1] if line else max(len(self.lines), 1)
            message = f"{self.name}:{number}: {what[:1].lower()}{what[1:]}: mend this line"
            raise PlanError(message) from None

    def runs(self) -> tuple[Run, ...]:
        entries = self.table.get("run")
        faults = [
            f"{self.at(-1, key)}: {key!r} is not a key here: use [[run]]"
            for key in self.table
            if key != "run"
        ]
        if not isinstance(entries, list) or not entries:
            raise PlanError("\n".join([*faults, f"{self.name}: no [[run]]: name at least one"]))
        runs: dict[str, Run] = {}
        for number, entry in enumerate(entries):
            found = list(self.faults(number, entry))
            for run in () if found else self.expand(entry):
                if run.id.casefold() in runs:
                    found.append(
                        f"{self.at(number)}: {run.id} is already a run: remove one of the two"
                    )
                runs[run.id.casefold()] = run
            faults += found
        if faults:
            raise PlanError("\n".join(faults))
        return tuple(runs.values())

    def faults(self, number: int, entry: object) -> Iterator[str]:
        if not isinstance(entry, dict):
            yield f"{self.at(number)}: a run is a table: write [[run]]"
            return
        for key in entry:
            if key not in KEYS:
                yield f"{self.at(number, key)}: {key!r} is not a key of a run{_hint(key, KEYS)}"
        parameters = entry.get("parameters", {})
        if not isinstance(parameters, dict):
            yield f"{self.at(number, 'parameters')}: parameters is a table: write [run.parameters]"
            return
        names = _each(entry.get("notebook"))
        if not names:
            yield f'{self.at(number)}: no notebook: add notebook = "{_first(self.notebooks)}"'
        for name in names:
            yield from self.faults_of(number, name, parameters)

    def faults_of(
        self, number: int, name: object, parameters: Mapping[str, object]
    ) -> Iterator[str]:
        at = self.at(number, "notebook")
        if not isinstance(name, str):
            yield f"{at}: notebook is a name in quotes, not {name!r}"
            return
        path = self.notebooks.get(name.removesuffix(".ipynb"))
        if path is None:
            yield f"{at}: no notebook {name!r} in notebooks/{_hint(name, list(self.notebooks))}"
            return
        try:
            known = self.signature(path)
        except PlanError as error:
            yield f"{at}: {error}"
            return
        for key, value in parameters.items():
            where = self.at(number, key)
            if key not in known:
                yield f"{where}: {key!r} is not a parameter of {path.name}{_hint(key, list(known))}"
            else:
                yield from (f"{where}: {fault}" for fault in known[key].faults(value))

    def signature(self, path: Path) -> Mapping[str, Parameter]:
        if path.stem not in self.signatures:
            self.signatures[path.stem] = signature(path)
        return self.signatures[path.stem]

    def expand(self, entry: Mapping[str, object]) -> Iterator[Run]:
        given = entry.get("parameters", {})
        assert isinstance(given, dict)
        for name in _each(entry["notebook"]):
            path = self.notebooks[str(name).removesuffix(".ipynb")]
            known = self.signature(path)
            for values in product(*(known[key].values(value) for key, value in given.items())):
                parameters = dict(zip(given, values, strict=True))
                yield Run(identity(path.stem, parameters), path, parameters)

    def at(self, number: int, key: str = "") -> str:
        """`batch.toml:7`: the line of a key in the run of that number, or of the run itself."""
        start = self.starts[number] if 0 <= number < len(self.starts) else 0
        following = [n for n in self.starts if n > start]
        block = self.lines[start : following[0] if following and number >= 0 else None]
        pattern = rf"(^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*=|^\s*\[+(run\.)?{re.escape(key)}\]"
        offsets = [n for n, line in enumerate(block) if key and re.search(pattern, line)]
        return f"{self.name}:{start + (offsets[0] if offsets else 0) + 1}"


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(names: Mapping[str, object]) -> str:
    return next(iter(names), "name")
