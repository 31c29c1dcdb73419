"""What a zygote has imported, and whether that still is what lies on the disk."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import indicators

# what a kernel has imported when it lists its own files for the debugger
KERNEL = ("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger")
WORDS = (".csv", ".css", ".json", ".toml", ".tsv")  # what this package has beside its modules
# what reports import, and what IPython and ipykernel import no sooner than in their first cell
MODULES = (
    "numpy",
    "numpy.random",
    "pandas",
    "pandas.io.formats.html",
    "pandas.io.formats.style",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandera.pandas",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "seaborn",
    "statsmodels.api",
    "statsmodels.formula.api",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "faulthandler",
    "runpy",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
    "sqlite3",
    "indicators.store",
    "indicators.report.answers",
    "indicators.report.charts",
    "indicators.report.tables",
    "indicators.report.trajectory",
    "indicators.report.prospects",
)


def kernel_files() -> tuple[str, ...]:
    """The files of a started kernel's own modules; asked before anything else is imported."""
    for name in KERNEL:
        importlib.import_module(name)
    found = ((name, getattr(one, "__file__", None)) for name, one in sys.modules.items())
    return tuple(file for name, file in found if file and name.partition(".")[0] != "indicators")


def source_times() -> dict[str, float]:
    """When the files that the imported modules came from were last written."""
    return dict(_source_times())


def _source_times() -> Iterator[tuple[str, float]]:
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file:
            try:
                yield file, os.stat(file).st_mtime  # noqa: PTH116  # thousands, at every fork
            except OSError:
                yield file, 0.0
    for words in Path(indicators.__file__).parent.rglob("*"):
        if words.suffix in WORDS:
            yield str(words), words.stat().st_mtime
