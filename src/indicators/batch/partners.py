"""Other pages of the plan that a page leads to: its own in other languages, those of its places."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from indicators.batch.fitting import Run
from indicators.batch.names import identity
from indicators.language import LANGUAGES, TAGS

LANGUAGE, REGION = "language", "region"
SEP = "--"  # between the parts of a run's id


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
    return {TAGS[one]: _address(name) for one, name in others.items() if name in known}


def kin(run: Run, known: Collection[str]) -> dict[str, str]:
    """`notebook--region` -> address of the other pages about its region and the places in it.

    In its language, and with no other parameters than these two.
    """
    region, spoken = (str(run.parameters.get(name, "")) for name in (REGION, LANGUAGE))
    if not region or not spoken:
        return {}
    found = (name.split(SEP) for name in sorted(known) if name != run.id)
    return {
        SEP.join(parts[:2]): _address(SEP.join(parts))
        for parts in found
        if len(parts) == 3 and parts[1].startswith(region) and parts[2] == spoken
    }


def _address(name: str) -> str:
    return quote(f"{name}.html")
