"""What a kernel would do first, done once: imports, and what imports put off."""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Iterable
from pathlib import Path

INLINE = "module://matplotlib_inline.backend_inline"
# an allocator that pyarrow brings would keep a thread; a kernel has its own environment later
ALLOCATOR = "background_thread:false"
PLACE = "长春市南关区"
SENTENCE = "2021年，地区生产总值495.7亿元，增长6.5%左右。"


def warm(modules: Iterable[str]) -> None:
    """Import them, and use them once; nothing that a notebook could see may change by it.

    Raises ImportError.
    """
    # matplotlib reads it as it is imported, and a kernel sets it before that. The backend itself
    # must wait: it registers with the shell that is there when it is imported, and without one
    # every figure of the notebook would be lost
    os.environ.setdefault("MPLBACKEND", INLINE)
    os.environ["JE_ARROW_MALLOC_CONF"] = ALLOCATOR
    for module in modules:
        importlib.import_module(module)
    _draw()
    _print()
    _read()
    _say()


def _draw() -> None:
    """Finds the fonts and compiles what a figure needs, without pyplot's list of figures."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([1, 2], [2, 1], label="a")
    axes.set_title("a")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    figure.savefig(io.BytesIO(), format="svg")


def _print() -> None:
    import pandas as pd

    frame = pd.DataFrame({"a": [1.5, 2.5], "b": ["x", "y"]})
    assert frame._repr_html_() and repr(frame)  # type: ignore[operator]


def _read() -> None:
    """The lexicon, and the patterns made of it."""
    from indicators import Document, read

    read(Document(SENTENCE))


def _say() -> None:
    """The words of the pages, and the font that has their characters."""
    from indicators.language import LANGUAGES, messages
    from indicators.lexicon import english_place
    from indicators.report.theme import faces

    for language in LANGUAGES:
        messages(language)
    assert english_place(PLACE) and faces()


def check_threads() -> None:
    """Raise RuntimeError when a thread is left: it would be lost in a fork.

    A fork ends the threads that linear algebra keeps ready; no other may be there."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    tasks = Path("/proc/self/task").iterdir()
    names = [(task / "comm").read_text().strip() for task in tasks if task.name != str(os.getpid())]
    if names:
        raise RuntimeError(f"threads run that no kernel would have: {', '.join(names)}")
