"""A page as PDF, tagged and with bookmarks, and its key chart as PNG, by a browser that is there.

Chromium is no dependency: where there is none, there is no PDF. It takes seconds a page, so a batch
prints only when it is asked to.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from indicators.errors import UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
SECONDS = 120  # for one page
QUIET = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions")
PRINT = ("--generate-pdf-document-outline", "--no-pdf-header-footer")
SIZE = re.compile(r'<svg[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"')
POINT = 4 / 3  # of a chart's points a screen's pixel has this many
DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")


def browser() -> str:
    """The program that prints. Raises UsageError when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise UsageError(f"no {NAMES[0]} here: install it to print pages, or leave --pdf out")
    return found


def pdf(page: Path) -> bytes:
    """The page as a tagged PDF with bookmarks, dated as all others: equal pages, equal bytes.

    Raises UsageError when the browser is missing, fails or takes longer than SECONDS.
    """
    made = _made(page, ".pdf", *PRINT, flag="--print-to-pdf")
    return DATE.sub(rb"\g<1>20000101000000", made)


def png(chart: Path) -> bytes:
    """A chart's SVG file as a picture of twice its size on a screen. Raises as `pdf` does."""
    size = SIZE.search(chart.read_text("utf-8"))
    wide, high = (round(float(side) * POINT) for side in size.groups()) if size else (660, 430)
    look = ("--hide-scrollbars", "--force-device-scale-factor=2", f"--window-size={wide},{high}")
    return _made(chart, ".png", *look, flag="--screenshot")


def _made(source: Path, end: str, *options: str, flag: str) -> bytes:
    """What the browser makes of a file, in a profile of its own that nobody else waits for."""
    with TemporaryDirectory(prefix="indicators-") as folder:
        made = Path(folder) / f"made{end}"
        # a browser that runs as root has no sandbox of its own
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [browser(), *QUIET, *root, f"--user-data-dir={folder}/profile", *options]
        try:
            subprocess.run(
                [*command, f"{flag}={made}", source.resolve().as_uri()],
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            reason = str(error).splitlines()[0].replace(str(source.parent), "")
            raise UsageError(f"{source.name}: not printed: {reason}") from None
