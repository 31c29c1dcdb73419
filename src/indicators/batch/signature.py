"""The parameters that a notebook declares, and whether a value fits.

They stand in the cell tagged `parameters`, one `name: type = value  # help` a line. The notebook is
read as what it is, JSON: nbformat and papermill would take a second to import.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from indicators.choices import CHOICES
from indicators.errors import PlanError

SCALARS: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
    "date": (date,),
    "datetime": (datetime,),
    "time": (time,),
}
# a kind of value that counts as another in Python, but not here
NEVER = {"int": bool, "float": bool, "date": datetime}
TAG = "parameters"
OLDEST = 4  # of the formats of notebooks
WANTED = "write one line `name: type = value  # help`"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter: `horizon: int = 5  # years ahead`."""

    name: str
    type: str
    default: str
    help: str

    def __str__(self) -> str:
        """As the notebook has it."""
        return f"{self.name}: {self.type} = {self.default}"

    def faults(self, value: object) -> Iterator[str]:
        """A line for each part of a value from batch.toml that the notebook could not take."""
        if value == [] and not self.is_list:
            yield f"{self.name} is an empty list, so no run at all: name at least one value"
        for one in self.values(value):
            if not _fits(one, self.kind):
                yield f"{self.name} takes {self.kind}, not {type(one).__name__}: {one!r}"
            elif self.type in CHOICES and (fault := CHOICES[self.type].fault(one)):
                yield f"{self.name} {fault}"

    def values(self, value: object) -> list[object]:
        """The values to run with: a list counts as several unless the parameter is a list."""
        several = value if isinstance(value, list) and not self.is_list else [value]
        return [float(one) if self.kind == "float" and type(one) is int else one for one in several]

    @property
    def kind(self) -> str:
        """The type of its values; a set of known ones says which."""
        return CHOICES[self.type].kind if self.type in CHOICES else self.type

    @property
    def is_list(self) -> bool:
        """Whether the parameter takes a list whole."""
        return self.type.startswith("list")


def signature(notebook: Path) -> dict[str, Parameter]:
    """What a notebook declares, in its order; nothing when it has no such cell.

    Raises PlanError for a notebook that cannot be read and for a line that cannot be understood:
    its parameter would look unknown.
    """
    source = next((_text(c) for c in _cells(notebook) if TAG in _tags(c)), "")
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        message = f"{notebook.name}: parameters cell, line {error.lineno}: {error.msg}"
        raise PlanError(message) from None
    helps = _comments(source)
    found: dict[str, Parameter] = {}
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            one = _parameter(node, source, helps, f"{notebook.name}: parameters cell, line")
            found[one.name] = one
    return found


def _parameter(
    node: ast.Assign | ast.AnnAssign, source: str, helps: Mapping[int, str], where: str
) -> Parameter:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name) or node.value is None:
        raise PlanError(f"{where} {node.lineno}: not one name with one value: {WANTED}")
    default = ast.get_source_segment(source, node.value) or ""
    declared = _declared(node.annotation) if isinstance(node, ast.AnnAssign) else _type(node.value)
    return Parameter(targets[0].id, declared, default, helps.get(node.end_lineno or 0, ""))


def _declared(annotation: ast.expr) -> str:
    """`datetime.date` and "date" are `date`."""
    quoted = isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
    said = annotation.value if quoted else ast.unparse(annotation)  # type: ignore[attr-defined]
    return str(said).removeprefix("datetime.")


def _type(default: ast.expr) -> str:
    """No annotation: the default tells."""
    try:
        return type(ast.literal_eval(default)).__name__
    except (ValueError, TypeError):
        return "object"


def _comments(source: str) -> dict[int, str]:
    """What stands behind # on each line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def _cells(notebook: Path) -> list[Mapping[str, Any]]:
    try:
        content = json.loads(notebook.read_text("utf-8"))
        form, cells = content["nbformat"], content.get("cells")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PlanError(f"{notebook.name}: cannot be read: {reason}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PlanError(f"{notebook.name}: not a notebook: {_line(error)}") from None
    if form != OLDEST:
        raise PlanError(f"{notebook.name}: format {form}: open and save it in JupyterLab")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise PlanError(f"{notebook.name}: not a notebook: it has no cells")
    return cells


def _tags(cell: Mapping[str, Any]) -> list[object]:
    about = cell.get("metadata")
    tags = about.get("tags") if isinstance(about, dict) else None
    return tags if isinstance(tags, list) else []


def _text(cell: Mapping[str, Any]) -> str:
    """A cell's source, one text or a list of lines."""
    return "".join(map(str, cell.get("source", "")))


def _fits(value: object, declared: str) -> bool:
    if " | " in declared:
        return any(_fits(value, one) for one in declared.split(" | "))
    if declared.startswith("list"):
        inner = re.fullmatch(r"list\[(\w+)\]", declared)
        return isinstance(value, list) and (not inner or all(_fits(v, inner[1]) for v in value))
    if declared == "None":
        return value is None
    if declared not in SCALARS:
        return True  # a type that TOML has no word for: the notebook itself must judge
    if declared in NEVER and isinstance(value, NEVER[declared]):
        return False
    return isinstance(value, SCALARS[declared])


def _line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
