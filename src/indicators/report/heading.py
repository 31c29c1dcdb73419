"""The head of a chart: what it shows in a sentence, and below it what is drawn, in which unit.

Both stand over the whole picture, at its left edge; the drawing begins under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from matplotlib.figure import Figure

INCH = 72  # points
LEADING = 1.3  # heights of a letter, from line to line
BASE = 0.88  # of a letter's height, from its top to the line that it stands on
BELOW = 9  # points between the head and the drawing
EVEN = 1.12  # times its share of a text is what a line may be long, so that all are about equal
LETTER = 0.56  # em: a Latin letter or a digit, at most on average; a Chinese one has 1
WORD = re.compile(r"[!-~–−€]+\s?|\s|.[，。；：、）]*")


def height(wide: float, *told: tuple[str, float]) -> float:
    """Points that texts of these sizes take, one under the other, in so many points of width."""
    lines = ((len(folded(text, wide, size)), size) for text, size in told)
    return sum(LEADING * n * size for n, size in lines) + BELOW


def write(figure: Figure, *told: tuple[str, float, str], pad: float) -> None:
    """Set texts of a size and a colour under each other, from the upper left corner."""
    wide, high = (INCH * float(side) for side in figure.get_size_inches())
    top = high - pad
    for text, size, colour in told:
        for line in folded(text, wide - 2 * pad, size):
            place = pad / wide, (top - BASE * size) / high
            figure.text(*place, line, fontsize=size, color=colour, va="baseline")
            top -= LEADING * size


def folded(text: str, wide: float, size: float) -> list[str]:
    """A text in as few lines of so many points as hold it, about equally long.

    Chinese breaks anywhere but before a mark.
    """
    lines = _filled(text, wide, size)
    even = _filled(text, EVEN * _ems(text) * size / len(lines), size)
    return even if len(even) == len(lines) else lines


def _filled(text: str, wide: float, size: float) -> list[str]:
    lines = [""]
    for word in _words(text):
        if lines[-1] and _ems(lines[-1] + word.rstrip()) * size > wide:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in WORD.finditer(text))


def _ems(text: str) -> float:
    return sum(1 if ord(sign) > 0x2E80 else LETTER for sign in text)
