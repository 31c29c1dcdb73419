"""The named peers of `extraction.py`: what each makes of a text, as far as it goes.

`jionlp` and `recognizers-text` are in the group `bench`; one that is not installed is left out and
said so. Both are given a line at a time: on long texts they only get slower.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from decimal import localcontext
from io import StringIO

from opencc import OpenCC

Peer = Callable[[str], object]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
CULTURE = "zh-cn"


def peers() -> Iterator[tuple[str, Peer | str]]:
    """Each peer by what it does, or why it cannot be measured here."""
    yield "bare regex scan, numbers alone", NUMBER.findall
    yield "opencc t2s, characters alone", OpenCC("t2s").convert
    for name, find in (("jionlp, money and time", _jionlp), ("recognizers-text, all five", _suite)):
        try:
            with localcontext():
                found = find()
            yield name, found
        except ImportError as error:
            yield name, f"not measured: {error}: pip install -e '.[bench]'"


def _jionlp() -> Peer:
    logging.disable(logging.ERROR)  # its faults, of which there are many
    with redirect_stdout(StringIO()):  # it greets whoever imports it
        import jionlp

    def read(text: str) -> None:
        for line in text.splitlines():
            jionlp.ner.extract_money(line, with_parsing=True)
            jionlp.ner.extract_time(line, time_base={"year": 2024}, with_parsing=True)

    return read


def _suite() -> Peer:
    import recognizers_suite as suite

    models = (
        suite.recognize_number,
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_datetime,
    )

    def read(text: str) -> None:
        for line in text.splitlines():
            for model in models:
                model(line, CULTURE)

    return read
