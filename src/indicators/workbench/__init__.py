"""The workbench: questions with sliders, documents of one's own, the lab. A view of the package."""

from indicators.workbench.bringer import desk
from indicators.workbench.explorer import explore
from indicators.workbench.opening import bring, opened
from indicators.workbench.own import Own
from indicators.workbench.question import Answer, Question

__all__ = ["Answer", "Own", "Question", "bring", "desk", "explore", "opened"]
