"""What a command says beside its results: notes, failures, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from indicators.errors import InputError

DONE, SOME_FAILED, WRONG_CALL = 0, 1, 2


def complain(error: Exception | str, code: int) -> int:
    """Tell what failed, a line each, and give the exit code back."""
    for line in str(error).splitlines():
        print(f"indicators: {line}", file=sys.stderr)
    return code


def tell(notes: Iterable[str]) -> None:
    """Tell what is worth knowing and no failure."""
    for note in notes:
        print(f"indicators: note: {note}", file=sys.stderr)


def failed(failures: Sequence[InputError | str]) -> int:
    """Tell all failures; the exit code."""
    for failure in failures:
        complain(failure, SOME_FAILED)
    return SOME_FAILED if failures else DONE
