"""The catalogue of indicators: indicator.toml read and checked, its wordings made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.errors import LexiconError
from indicators.lexicon.table import text_of
from indicators.record import Basis, Better, Indicator, Kind, Scope

FILE = "indicator.toml"
Fields = Mapping[str, Any]
# what each key may hold: any text, one of a list, or a year
TEXTS = ("en", "unit", "reference")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "level_basis": (Basis.NOMINAL, Basis.REAL, Basis.NONE),
    "growth_basis": (Basis.NOMINAL, Basis.REAL, Basis.NONE),
    "growth_scope": tuple(Scope),
    "better": tuple(Better),
}
YEARS = ("since", "until")
REQUIRED = (*TEXTS, "names", "kind", "level_basis", "growth_basis", "better")
KNOWN = (*REQUIRED, "growth_scope", *YEARS, "note")
QUIET = re.compile(r"[“”‘’「」『』《》\"'\s的]+")
UNMET = re.compile(r"[“”‘’「」『』《》\"'()（）\[\]\s]")
HEADER = re.compile(r"\[([^\[\]]*)\]\s*(?:#.*)?")
ID = re.compile("[a-z][a-z0-9_]*")
LIVED = range(1949, 2100)


def wording(name: str) -> str:
    """A name as the catalogue compares it: “金融业”占gdp的比重 and 金融业占GDP are one.

    Left out are quotation marks, blanks, 的, capitals, and 比重 or 比例 where 占 says as much.
    """
    plain = QUIET.sub("", name).casefold()
    of_whole = plain.endswith(("比重", "比例")) and 0 < plain.find("占") < len(plain) - 3
    return plain[:-2] if of_whole else plain


def entries(units: Mapping[str, str]) -> dict[str, Indicator]:
    """The indicators by id; `units` are the words and units of unit.tsv with their kinds.

    Raises LexiconError with file, line and entry for what breaks a rule of docs/data.md.
    """
    text = text_of(FILE)
    headers = ((n, HEADER.fullmatch(line)) for n, line in enumerate(text.splitlines(), 1))
    lines = {match[1].strip(): n for n, match in headers if match}
    found: dict[str, Indicator] = {}
    owners: dict[str, str] = {}
    for key, fields in _tables(text).items():
        trouble = next(_troubles(key, fields, units, owners), "")
        if trouble:
            raise LexiconError(f"{FILE}:{lines.get(key, 1)}: [{key}]: {trouble}")
        found[key] = _entry(key, fields)
        owners |= {wording(name): key for name in fields["names"]}
    return found


def _tables(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"(.*) \(at line (\d+), .*\)", str(error))
        line, why = (place[2], place[1]) if place else (text.count("\n") + 1, str(error))
        raise LexiconError(f"{FILE}:{line}: {why}: mend the TOML") from error


def _entry(key: str, fields: Fields) -> Indicator:
    return Indicator(
        id=key,
        zh=fields["names"][0],
        en=fields["en"],
        aliases=tuple(fields["names"]),
        unit=fields["unit"],
        kind=Kind(fields["kind"]),
        level_basis=Basis(fields["level_basis"]),
        growth_basis=Basis(fields["growth_basis"]),
        growth_scope=Scope(fields.get("growth_scope", Scope.STATED)),
        better=Better(fields["better"]),
        reference=fields["reference"],
        since=fields.get("since"),
        until=fields.get("until"),
        note=fields.get("note", ""),
    )


def _troubles(
    key: str, fields: object, units: Mapping[str, str], owners: Mapping[str, str]
) -> Iterator[str]:
    """What is wrong with an entry and what to do, the first of it first."""
    if not ID.fullmatch(key):
        yield "an id is lower-case English with underscores"
    if not isinstance(fields, dict):
        yield "no table: write its keys below the head"
        return
    yield from (f"{name!r} is missing" for name in REQUIRED if name not in fields)
    yield from (f"no field is called {name!r}" for name in fields if name not in KNOWN)
    yield from _wrong_values(fields)
    yield from _wrong_unit(fields, units)
    yield from _wrong_years(fields)
    yield from _wrong_names(key, fields["names"], owners)


def _wrong_values(fields: Fields) -> Iterator[str]:
    for name in (*TEXTS, *({"note"} & set(fields))):
        if not isinstance(fields[name], str) or not fields[name].strip():
            yield f"{name} must be a text, not {fields[name]!r}"
    for name, allowed in CHOICES.items():
        if name in fields and fields[name] not in allowed:
            yield f"{name} {fields[name]!r} is none of {', '.join(allowed)}"


def _wrong_unit(fields: Fields, units: Mapping[str, str]) -> Iterator[str]:
    """微克/立方米 is known when both of its parts are; money has prices, nothing else has."""
    unit = fields["unit"]
    for part in unit.split("/"):
        if part not in units and part.lstrip("万亿") not in units:
            yield f"unit {part!r} is not in unit.tsv: add it there, or take one that is"
    bases = {fields["level_basis"], fields["growth_basis"]}
    if units.get(unit) == "money":
        if Basis.NONE in bases:
            yield f"a level in {unit} has prices: its bases are nominal or real"
    elif bases != {Basis.NONE}:
        yield f"a level in {unit} has no prices: its bases are none"


def _wrong_years(fields: Fields) -> Iterator[str]:
    for name in set(YEARS) & set(fields):
        if type(fields[name]) is not int or fields[name] not in LIVED:
            yield f"{name} {fields[name]!r} is no year"
    if not set(YEARS).isdisjoint(fields) and "note" not in fields:
        yield "since or until without a note: say what was before or came after"
    if fields.get("since", LIVED[0]) > fields.get("until", LIVED[-1]):
        yield f"since {fields['since']} lies after until {fields['until']}: swap them"


def _wrong_names(key: str, names: object, owners: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        yield "names must be a list of wordings, the standard term first"
        return
    seen: dict[str, str] = {}
    for name in names:
        plain = wording(name)
        if UNMET.search(name):
            yield f"{name!r} has a blank, bracket or quotation mark: leave it out"
        if len(plain) < 2:
            yield f"{name!r} is too short to mean one thing: leave it out"
        if plain in owners:
            yield f"{name!r} belongs to [{owners[plain]}] already: leave it to one of them"
        if plain in seen:
            yield f"{name!r} says no more than {seen[plain]!r}: leave one out"
        seen[plain] = name
