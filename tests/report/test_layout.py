"""Margins hold all words of a chart, and no more than matplotlib's own engine leaves."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from indicators.report import theme
from indicators.report.drawing import DPI
from indicators.report.layout import Margins


def drawn(engine: Margins | ConstrainedLayoutEngine, label: str, note: str) -> Figure:
    figure = Figure(figsize=(5, 3), dpi=DPI, layout=engine)
    axes = figure.add_subplot()
    axes.plot([0, 1, 2], [0, 30_000, 12])
    axes.set_title("标题", loc="left")
    axes.set_ylabel(label)
    axes.annotate(note, (2, 12), xytext=(8, 0), textcoords="offset points", annotation_clip=False)
    axes.set_ylim(0, 31_000)
    figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("label", ["", "亿元"])
@pytest.mark.parametrize("note", ["", "646亿元 中值，八成区间以内"])
def test_all_words_have_room_and_no_more(label: str, note: str) -> None:
    with theme.style():
        ours = drawn(Margins(3), label, note).axes[0]
        theirs = drawn(ConstrainedLayoutEngine(h_pad=3 / DPI, w_pad=3 / DPI), label, note).axes[0]
        for one, other in zip(ours.bbox.extents, theirs.bbox.extents, strict=True):
            assert one == pytest.approx(other, abs=6), "pixels"
        words, sheet = ours.get_tightbbox(), ours.figure.bbox
    assert words is not None
    assert words.x0 >= 0 and words.y0 >= 0
    assert words.x1 <= sheet.width and words.y1 <= sheet.height


def test_axes_side_by_side_are_laid_out_too() -> None:
    with theme.style():
        figure = Figure(figsize=(5, 3), dpi=DPI, layout=Margins(3))
        left, right = figure.subplots(1, 2)
        right.set_yticks([0, 1], ["一个很长的名称", "二"])
        figure.draw_without_rendering()
        box = right.get_tightbbox()
    assert box is not None and box.x0 > left.bbox.x1
