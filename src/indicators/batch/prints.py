"""PDF and PNG beside the pages that have none: for a batch that was asked to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from indicators.batch.record import Outputs
from indicators.errors import UsageError
from indicators.files import write_all
from indicators.report.page import printing


def print_pages(
    runs: Iterable[str], outputs: Outputs, jobs: int, note: Callable[[str], None]
) -> int:
    """Print what is not printed yet, so many pages at a time; how many were made.

    What cannot be printed is noted and left: a page without its PDF is whole. Raises OSError.
    """
    pages = [page for page in map(outputs.page, runs) if page.is_file()]
    wanted = [page for page in pages if not page.with_suffix(".pdf").is_file()]
    if not wanted:
        return 0
    try:
        printing.browser()
    except UsageError as missing:
        note(str(missing))
        return 0
    with ThreadPoolExecutor(jobs) as threads:
        return sum(threads.map(partial(_print, note), wanted))


def _print(note: Callable[[str], None], page: Path) -> bool:
    chart = page.with_suffix(".svg")
    try:
        made = {page.with_suffix(".pdf"): printing.pdf(page)}
        if chart.is_file():
            made[page.with_suffix(".png")] = printing.png(chart)
    except UsageError as failed:
        note(str(failed))
        return False
    write_all(made)
    return True
