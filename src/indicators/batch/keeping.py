"""Puts what a run left in its place: a good page over the last one, a failed one beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from indicators.batch.record import BESIDE, FAILED, OK, Outputs, RunRecord
from indicators.batch.task import Outcome
from indicators.files import trouble, write_all


@dataclass(frozen=True, slots=True)
class Keeper:
    """Writes the files of runs; each is replaced whole."""

    outputs: Outputs

    def keep(self, record: RunRecord, outcome: Outcome) -> RunRecord:
        """Write what is left of a run, and return its record; whatever fails is a failed run."""
        record = replace(record, seconds=outcome.seconds)
        error = outcome.error
        if not error:
            try:
                return self.keep_good(record, outcome)
            except OSError as wrong:
                error = self.trouble(wrong)
        return self.keep_failed(record, outcome, error)

    def keep_good(self, record: RunRecord, outcome: Outcome) -> RunRecord:
        """Put page and notebook in the place of the last ones. Raises OSError."""
        page, notebook = self.outputs.page(record.id), self.outputs.notebook(record.id)
        beside = {page.with_suffix(end): made for end, made in outcome.beside.items()}
        texts = {notebook: outcome.notebook, **beside, **self.log(record, outcome)}
        write_all({**texts, page: outcome.page})
        last = {page.with_suffix(end) for end in BESIDE} - beside.keys()
        failed = {self.outputs.failed(record.id), self.outputs.failed_page(record.id)}
        for file in last | failed:
            file.unlink(missing_ok=True)
        return replace(
            record,
            status=OK,
            page=self.outputs.relative(page),
            size=len(outcome.page.encode()),
            executed=self.outputs.relative(notebook),
            title=outcome.title,
            answer=outcome.answer,
        )

    def keep_failed(self, record: RunRecord, outcome: Outcome, error: str) -> RunRecord:
        """Keep notebook and page of a failed run beside the last good ones."""
        page, notebook = self.outputs.failed_page(record.id), self.outputs.failed(record.id)
        left = {notebook: outcome.notebook, page: outcome.page}
        texts = {path: text for path, text in left.items() if text}
        for path in {notebook, page} - texts.keys():
            with suppress(OSError):  # of an earlier failure: this one left none
                path.unlink(missing_ok=True)
        try:
            write_all({**texts, **self.log(record, replace(outcome, error=error))})
        except OSError as lost:
            texts = {}
            error = f"{error}; its notebook is lost: {self.trouble(lost)}"
        kept = {path: self.outputs.relative(path) for path in texts}
        return replace(
            record,
            status=FAILED,
            error=error,
            executed=kept.get(notebook, ""),
            page=kept.get(page, ""),
        )

    def log(self, record: RunRecord, outcome: Outcome) -> dict[Path, str | bytes]:
        """What the kernel said, and how it ended."""
        told = f"{outcome.log}\n" if outcome.log else ""
        return {self.outputs.log(record.id): f"{told}{record.id}: {outcome.error or OK}\n"}

    def trouble(self, error: OSError) -> str:
        """One line without this machine's paths: the index shows it."""
        return trouble(error).replace(f"{self.outputs.root.parent}{os.sep}", "")
