"""How well the reading agrees with labels made by hand: make accuracy GOLD=folder.

A folder holds NAME.txt or NAME.md, NAME.labels (or .tsv) and documents.csv. A label line has nine
fields, tab separated: a context with the [figure] in brackets, indicator, measure, value, unit,
bound, period, status, region; `|` parts what is equally right. Lines that begin with `?` count
neither way; lines that begin with `!` name a number that is no figure.

found: a label and an observation overlap and agree in value. full: they agree in everything but
the region, which is counted beside it. F1 is of precision and recall over all labels.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from indicators import sources
from indicators.reader import read
from indicators.record import Document, Observation, Span

OWN = (Path("tests/corpus/readings"),)
FIELDS = ("indicator", "measure", "value", "unit", "bound", "period", "status", "region")
SILENT = re.compile(r"[\s“”\"'‘’「」『』《》()（）、,，。的]|各类|全(?:区|市|县|省|年)")


@dataclass(frozen=True, slots=True)
class Label:
    """One line of a label file: what a careful reader found at a place of the text."""

    kind: str
    span: Span
    line: str
    fields: dict[str, str]


@dataclass(slots=True)
class Score:
    """Counts of one document, and what went wrong in words."""

    name: str
    labels: int = 0
    found: int = 0
    full: int = 0
    false: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall, 0 where nothing was labelled or said."""
        said = self.found + self.false
        return 2 * hits / (said + self.labels) if said + self.labels else 0.0


def labels_of(file: Path, text: str) -> Iterator[Label]:
    """The labels of a file; ValueError for a line that does not fit the text."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        kind = {"?": "optional", "!": "excluded"}.get(line[0], "label")
        context, *rest = line.removeprefix("?").removeprefix("!").split("\t")
        before, _, after = context.partition("[")
        inside, _, behind = after.rpartition("]") if after.count("]") == 1 else after.partition("]")
        plain = before + inside + behind
        if not inside or text.count(plain) != 1:
            raise ValueError(f"{file}:{number}: {plain!r} occurs {text.count(plain)} times")
        start = text.index(plain) + len(before)
        fields = dict(zip(FIELDS, rest, strict=True)) if kind != "excluded" else {}
        yield Label(kind, Span(start, start + len(inside)), line, fields)


def agrees(label: Label, observation: Observation, document: Document) -> dict[str, bool]:
    """Field by field, whether the observation says what the label says."""
    want, quantity = label.fields, observation.quantity
    period = str(observation.period) if observation.period else "-"
    return {
        "value": _same_value(quantity.stated, want["value"]),
        "indicator": any(
            _same_name(observation.indicator, n) for n in want["indicator"].split("|")
        ),
        "measure": observation.measure.value in want["measure"].split("|"),
        "unit": quantity.unit in want["unit"].split("|"),
        "bound": quantity.bound.value in want["bound"].split("|"),
        "period": any(period == p for p in want["period"].split("|")),
        "status": observation.status.value in want["status"].split("|"),
        "region": any(
            _same_place(observation.region.name, r, document) for r in want["region"].split("|")
        ),
    }


def _same_value(said: str, wanted: str) -> bool:
    ours, theirs = said.split(".."), wanted.replace(",", "").split("..")
    if len(ours) != len(theirs):
        return False
    pairs = [(Decimal(a), Decimal(b)) for a, b in zip(ours, theirs, strict=True)]
    return all(abs(a - b) <= max(abs(b), Decimal(1)) / 10000 for a, b in pairs)


def _same_name(said: str, wanted: str) -> bool:
    """Equal but for silent words, or one inside the other and at least half as long."""
    one, other = SILENT.sub("", said), SILENT.sub("", wanted)
    shorter, longer = sorted((one, other), key=len)
    return one == other or (
        len(shorter) >= 2 and shorter in longer and 2 * len(shorter) >= len(longer)
    )


def _same_place(said: str, wanted: str, document: Document) -> bool:
    if wanted == "*":
        return said == document.region or (bool(said) and document.region.endswith(said))
    return said.endswith(wanted) or wanted.endswith(said) if said else False


def score(document: Document, labels: Sequence[Label]) -> tuple[Score, dict[str, int]]:
    """The counts of one document, and how often each field was right where the figure was found."""
    result = Score(document.name)
    right = dict.fromkeys(FIELDS, 0)
    left = list(read(document).observations)
    for label in (item for item in labels if item.kind == "label"):
        result.labels += 1
        best = _best(label, left, document)
        if best is None:
            result.wrong.append((label.line, "not found"))
            continue
        observation, same = best
        left.remove(observation)
        result.found += 1
        for name, ok in same.items():
            right[name] += ok
        bad = [name for name, ok in same.items() if not ok and name != "region"]
        result.full += not bad
        if bad:
            result.wrong.append((label.line, ", ".join(bad)))
    optional = [item.span for item in labels if item.kind == "optional"]
    false = [o for o in left if not any(o.span.overlaps(span) for span in optional)]
    result.false = len(false)
    result.wrong += [(f"{o.text} at {o.span.start}", "false") for o in false]
    return result, right


def _best(
    label: Label, left: Sequence[Observation], document: Document
) -> tuple[Observation, dict[str, bool]] | None:
    near = [(o, agrees(label, o, document)) for o in left if o.span.overlaps(label.span)]
    hits = [(o, same) for o, same in near if same["value"]]
    return max(hits, key=lambda hit: sum(hit[1].values()), default=None)


def folder_scores(folder: Path) -> Iterator[tuple[Score, dict[str, int]]]:
    """Every labelled document of a folder, scored."""
    loaded = sources.load_folder(folder)
    for failure in loaded.failures:
        raise failure
    for document in loaded.documents:
        file = folder / f"{document.name}.labels"
        if file.is_file():
            yield score(document, list(labels_of(file, document.text)))


def main() -> int:
    """Print a table a folder; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="*", type=Path, default=OWN)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--min-full", type=float, default=0.0)
    call = parser.parse_args()
    return max(_report(folder, call.show, call.min_full) for folder in call.folder)


def _report(folder: Path, show: bool, bar: float) -> int:
    total, right = Score("all"), dict.fromkeys(FIELDS, 0)
    print(
        f"{folder}\n{'document':32}{'labels':>7}{'found':>7}{'full':>7}{'false':>7}"
        f"{'F1 found':>10}{'F1 full':>9}"
    )
    for result, same in folder_scores(folder):
        for name in ("labels", "found", "full", "false"):
            setattr(total, name, getattr(total, name) + getattr(result, name))
        right = {name: right[name] + same[name] for name in FIELDS}
        _line(result)
        for line, why in result.wrong if show else ():
            print(f"    {why}: {line}")
    _line(total)
    print(
        "right where found: "
        + ", ".join(f"{n} {right[n] / max(1, total.found):.3f}" for n in FIELDS)
    )
    return int(total.f1(total.full) < bar)


def _line(result: Score) -> None:
    counts = f"{result.labels:7}{result.found:7}{result.full:7}{result.false:7}"
    print(f"{result.name:32}{counts}{result.f1(result.found):10.3f}{result.f1(result.full):9.3f}")


if __name__ == "__main__":
    sys.exit(main())
