"""A notebook's first and last word: its question with the answer, and what the batch reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from IPython.display import display

from indicators.language import spoken
from indicators.language.figures import span
from indicators.report.evidence import Bundle, bare, bundle, linked
from indicators.report.mime import EVIDENCE, GLUE
from indicators.report.names import concept, place


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page says in one line; `title` is the question.

    Figures in the answer may be `cited`: `told` keeps it so, `answer` is left plain. `vintage` is
    the year of the newest official series, where the answer draws on them.
    """

    title: str
    question: str
    answer: str
    region: str
    indicator: str = ""
    vintage: str = ""
    told: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Plain words for everyone who knows nothing of evidence."""
        object.__setattr__(self, "told", self.answer)
        object.__setattr__(self, "answer", bare(self.answer))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, object]]:
        text = f"# {plain(self.title)}\n\n**{plain(self.answer)}**"
        # marked as the head: a page says it there, not once more in its text
        return {"text/markdown": text, "text/plain": self.answer}, {GLUE: {"head": True}}


def save(summary: Summary) -> None:
    """Leave the summary in the notebook, for the page's head, the index and the run record."""
    cites = bundle(summary.told)
    said = {
        **{key: value for key, value in asdict(summary).items() if key != "told"},
        "answer_html": str(linked(summary.told)),
        "language": spoken(),
        "region_name": place(summary.region),
        "indicator_name": concept(summary.indicator),
        "period": _period(cites),
    }
    data: Mapping[str, object] = {
        GLUE: {key: value for key, value in said.items() if value},
        **({EVIDENCE: cites} if cites else {}),
        "text/plain": json.dumps(said, ensure_ascii=False),
    }
    display(data, raw=True)  # type: ignore[no-untyped-call]


def plain(text: str) -> str:
    """Words of a document inside Markdown: nothing of them is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#$" else sign for sign in text)


def _period(cites: Bundle) -> str:
    """The years of the figures that the answer cites."""
    figures = cites.get("figures", {}).values()
    years = [int(str(f[end])) for f in figures for end in ("first_year", "last_year") if end in f]
    return span(min(years), max(years)) if years else ""
