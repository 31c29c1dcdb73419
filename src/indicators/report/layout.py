"""Room for the words around a drawing, measured once.

matplotlib's own engines measure everything twice, each piece several times: a third of the time
that a chart takes. One axes needs less: its frame gives way to the words around it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, LayoutEngine
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from indicators.report.drawing import DPI


class Margins(LayoutEngine):
    """Margins as wide as the words need; several axes side by side are matplotlib's matter."""

    _adjust_compatible = True
    _colorbar_gridspec = False

    def __init__(self, pad: float, head: float = 0.0, share: float = 0.0) -> None:
        """`pad`: points between the outermost words and the edge.

        `head`: points that stay free on top, and the `share` of the picture that they are.
        """
        super().__init__()
        self.pad, self.head = pad, head
        self.several = ConstrainedLayoutEngine(rect=(0, 0, 1, 1 - share))

    def execute(self, fig: Any) -> None:
        """Set the frame of the axes."""
        if len(fig.axes) == 1 and fig.dpi == DPI:
            _frame(fig, fig.axes[0], self.pad, self.head)
        else:
            self.several.execute(fig)


def _frame(figure: Figure, axes: Axes, pad: float, head: float) -> None:
    over = _over(axes, _ticks(axes))  # as far over the frame, wherever that stands
    for _ in range(2):  # notes hang on points inside, which move with the frame
        left, bottom, right, top = np.maximum(over, _over(axes, _notes(axes))) + pad
        width, height = figure.bbox.width, figure.bbox.height
        figure.subplots_adjust(
            left / width, bottom / height, 1 - right / width, 1 - (top + head) / height
        )


def _over(axes: Axes, boxes: Sequence[Bbox]) -> NDArray[np.float64]:
    """How far boxes stand over the frame: left, below, right and above, in pixels."""
    frame = axes.bbox
    corners: NDArray[np.float64] = Bbox.union([frame, *boxes]).get_points() - frame.get_points()
    return np.abs(corners).ravel()


def _notes(axes: Axes) -> list[Bbox]:
    """The title, which stands over ticks that are on top, and words beside points."""
    axes._update_title_position(_ruler())  # type: ignore[attr-defined]  # else only as it is drawn
    texts = (child for child in axes.get_children() if isinstance(child, Text))
    return [_box(text) for text in texts if text.get_visible() and text.get_text()]


def _ticks(axes: Axes) -> list[Bbox]:
    """What stands at the ticks, and the labels of the axes, which stand off it."""
    boxes: list[Bbox] = []
    for place, axis in enumerate((axes.xaxis, axes.yaxis)):
        if axis.get_visible() and axis.label.get_text():
            boxes.append(axis.get_tightbbox(_ruler()) or axes.bbox)
        elif axis.get_visible():
            low, high = sorted(axis.get_view_interval())
            labels = axis.get_ticklabels()  # those beyond the limits, too, which nobody sees
            seen = (one for one in labels if low <= one.get_position()[place] <= high)
            boxes += [_box(one) for one in seen if one.get_text()]
    return boxes


def _box(text: Text) -> Bbox:
    """What a text covers; the arrow of a note stays inside the axes."""
    if isinstance(text, Annotation):
        text.update_positions(_ruler())
    return Text.get_window_extent(text, _ruler())


@cache
def _ruler() -> RendererSVG:
    """Measures words as the picture has them, and remembers what it measured."""
    return RendererSVG(1, 1, io.StringIO(), image_dpi=DPI)  # type: ignore[no-untyped-call]
