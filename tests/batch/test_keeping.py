"""What lay beside a page and is not made any more is gone; the files of other runs stay."""

from __future__ import annotations

from pathlib import Path

from indicators.batch.keeping import Keeper
from indicators.batch.record import BESIDE, Outputs, RunRecord
from indicators.batch.task import Outcome

RUN, OTHER = "02--a", "02--a.b"  # the name of one run may begin with another's


def test_what_is_not_made_any_more_is_gone(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path)
    every = dict.fromkeys(BESIDE, b"x")

    def keep(run: str, *ends: str) -> None:
        beside = {end: every[end] for end in ends}
        record = RunRecord(run, "02", {}, "running", "", 0.0)
        assert Keeper(outputs).keep(record, Outcome(notebook="{}", page="<p>", beside=beside)).ok

    def ends(run: str) -> set[str]:
        page = outputs.page(run)
        return {end for end in (".html", *BESIDE) if page.with_name(f"{run}{end}").is_file()}

    keep(RUN, *BESIDE)
    keep(OTHER, *BESIDE)
    keep(RUN, ".xlsx", ".tables.csv")
    assert ends(RUN) == {".html", ".xlsx", ".tables.csv"}
    assert ends(OTHER) == {".html", *BESIDE}
