"""nbformat, without a grammar of web addresses that notebooks never need and that costs a second.

Import nbformat from here: whoever comes first decides. jsonschema, which nbformat brings along,
takes `rfc3987_syntax` if it is there, for a format ("iri") that no schema of notebooks names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMAR = "rfc3987_syntax"


@contextmanager
def _without(module: str) -> Iterator[None]:
    """For the time of an import it looks as if a module were not installed."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's own sign for it
    try:
        yield
    finally:
        del sys.modules[module]


with _without(GRAMMAR):
    import nbformat
    from nbformat import NotebookNode

__all__ = ["NotebookNode", "nbformat"]
