"""Evidence on a page says what a hand corrected of it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from indicators.report.page.citing import Citing

FIGURE = {"anchor": "e-a.3-5", "clause": "a@0", "char_start": 3, "char_end": 5}


def clause(**more: str) -> str:
    evidence: dict[str, dict[str, Any]] = {
        "documents": {"a": {"title": "甲", "issuer": "", "date": "2024"}},
        "clauses": {"a@0": {"document": "a", "start": 0, "text": "增长了5%。"}},
        "figures": {"one": {**FIGURE, **more}, "two": {**FIGURE, **more}},
    }
    citing = Citing(evidence)
    citing.settle(Markup('<a href="#e-a.3-5">5%</a>'))
    return str(citing.sources()[0].clauses[0].html)


def test_a_correction_stands_under_its_clause_once_and_escaped() -> None:
    html = clause(corrected="value 5 → 6: <b>错印</b> (王五, 2026-11-22)")
    assert html.count("※ value 5 → 6: &lt;b&gt;错印&lt;/b&gt; (王五, 2026-11-22)") == 1
    assert html.startswith(clause())


def test_without_one_nothing_is_added() -> None:
    assert "※" not in clause()
