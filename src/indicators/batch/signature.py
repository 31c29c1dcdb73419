"""The parameters that a notebook declares, and whether a value fits.

They stand in the cell tagged `parameters`, one `name: type = value  # help` a line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.report.notebooks import NotebookNode, nbformat  # isort: skip

import papermill

from indicators.errors import PlanError

SCALARS: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}
TAG = "parameters"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter: `horizon: int = 5  # years ahead`."""

    name: str
    type: str
    default: str
    help: str

    def faults(self, value: object) -> Iterator[str]:
        """A line for each part of a value from batch.toml that the notebook could not take."""
        if value == [] and not self.is_list:
            yield f"{self.name} is an empty list, so no run at all: name at least one value"
        for one in self.values(value):
            if not _fits(one, self.type):
                yield f"{self.name} takes {self.type}, not {type(one).__name__}: {one!r}"

    def values(self, value: object) -> list[object]:
        """The values to run with: a list counts as several unless the parameter is a list."""
        several = value if isinstance(value, list) and not self.is_list else [value]
        return [float(one) if self.type == "float" and type(one) is int else one for one in several]

    @property
    def is_list(self) -> bool:
        """Whether the parameter takes a list whole."""
        return self.type.startswith("list")


def signature(notebook: Path) -> dict[str, Parameter]:
    """What a notebook declares, in its order; nothing when it has no such cell.

    Raises PlanError for a notebook that cannot be read and for a line that papermill would pass
    over in silence: its parameter would look unknown.
    """
    assigned = _assigned(notebook)
    if not assigned:
        return {}
    try:
        # papermill fills in {braces} of a path
        found = papermill.inspect_notebook(str(notebook).replace("{", "{{").replace("}", "}}"))
    except ValueError as error:
        raise PlanError(f"{notebook.name}: {str(error).lower()}") from None
    for name in assigned:
        if name not in found:
            raise PlanError(_unreadable(notebook, name))
    return {name: _parameter(about) for name, about in found.items()}


def read_notebook(path: Path) -> NotebookNode:
    """A notebook in the present format."""
    notebook: NotebookNode = nbformat.reads(path.read_text("utf-8"), as_version=4)
    return notebook


def _assigned(notebook: Path) -> list[str]:
    """The names set in the parameters cell, as Python itself reads them."""
    try:
        cells = read_notebook(notebook).cells
    except Exception as error:  # nbformat and json have a dozen ways to refuse a file
        raise PlanError(f"{notebook.name}: not a notebook: {_line(error)}") from None
    source = next((c.source for c in cells if TAG in c.metadata.get("tags", ())), "")
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        message = f"{notebook.name}: parameters cell, line {error.lineno}: {error.msg}"
        raise PlanError(message) from None
    for line in source.splitlines():
        if line.count("=") > 1:
            raise PlanError(_unreadable(notebook, line.split(":")[0].split("=")[0].strip()))
    targets = [t for node in body if isinstance(node, ast.Assign) for t in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _unreadable(notebook: Path, name: str) -> str:
    wanted = "one line `name: type = value  # help` with a single `=`"
    return f"{notebook.name}: papermill cannot read parameter {name!r}: write {wanted}"


def _parameter(about: Mapping[str, str]) -> Parameter:
    declared, default = about["inferred_type_name"], about["default"]
    if declared == "None":  # no annotation: the default tells
        try:
            declared = type(ast.literal_eval(default)).__name__
        except (ValueError, SyntaxError):
            declared = "object"
    return Parameter(about["name"], declared, default, about["help"])


def _fits(value: object, declared: str) -> bool:
    if declared.startswith("list"):
        inner = re.fullmatch(r"list\[(\w+)\]", declared)
        return isinstance(value, list) and (not inner or all(_fits(v, inner[1]) for v in value))
    if declared not in SCALARS:
        return True  # a type that TOML has no word for: the notebook itself must judge
    if isinstance(value, bool) and declared != "bool":
        return False
    return isinstance(value, SCALARS[declared])


def _line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
