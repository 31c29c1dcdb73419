"""A notebook's first and last word: its question with the answer, and what the batch reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from IPython.display import display

from indicators.language import spoken
from indicators.report.page import GLUE


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page says in one line; `title` is the question."""

    title: str
    question: str
    answer: str
    region: str
    indicator: str = ""
    language: str = field(default_factory=spoken)

    def _repr_markdown_(self) -> str:
        return f"# {plain(self.title)}\n\n**{plain(self.answer)}**"

    def _repr_html_(self) -> None:
        """No HTML: the page sets Markdown itself."""


def save(summary: Summary) -> None:
    """Leave the summary in the notebook, for the page's head, the index and the run record."""
    bundle: Mapping[str, object] = {
        GLUE: {key: value for key, value in asdict(summary).items() if value},
        "text/plain": json.dumps(asdict(summary), ensure_ascii=False),
    }
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def plain(text: str) -> str:
    """Words of a document inside Markdown: nothing of them is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in text)
