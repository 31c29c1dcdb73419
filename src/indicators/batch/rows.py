"""A file of rows: a set of parameters in each, a name over each column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from indicators.errors import PlanError


def read_rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of each row, the names first; every row is as long as they are.

    Raises PlanError for a file that cannot be read, and at a row that is none.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            names = [name.strip() for name in next(reader, [])]
            if not all(names) or len(set(names)) < len(names) or not names:
                raise PlanError(f"{file.name}:1: name each column once, by a parameter")
            yield 1, names
            for row in reader:
                if not any(row):
                    continue
                if len(row) != len(names):
                    what = f"{len(row)} cells for {len(names)} names: fill in or remove"
                    raise PlanError(f"{file.name}:{reader.line_num}: {what}")
                yield reader.line_num, row
    except FileNotFoundError:
        raise PlanError(f"no such file: {file.name}: it lies beside the plan") from None
    except OSError as error:
        raise PlanError(f"{file.name}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise PlanError(f"{file.name}: not UTF-8: save it as `CSV UTF-8`") from None
    except csv.Error as error:
        raise PlanError(f"{file.name}: not a table: {error}") from None
