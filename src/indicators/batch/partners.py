"""The same report in other languages: runs that differ in their `language` alone."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from indicators.batch.fitting import Run
from indicators.batch.names import identity
from indicators.language import LANGUAGES, TAGS

LANGUAGE = "language"


def partners(run: Run, known: Collection[str]) -> dict[str, str]:
    """Language -> address of the page, of those of the other languages that are among the known."""
    spoken = run.parameters.get(LANGUAGE)
    if spoken not in LANGUAGES:
        return {}
    others = {
        one: identity(run.notebook, {**run.parameters, LANGUAGE: one})
        for one in LANGUAGES
        if one != spoken
    }
    return {TAGS[one]: quote(f"{name}.html") for one, name in others.items() if name in known}
