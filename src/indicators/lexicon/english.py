"""What regions are called in English: the official forms, and Chinese read letter by letter."""

from __future__ import annotations

from collections import Counter
from functools import cache

from indicators.errors import LexiconError
from indicators.lexicon.gazetteer import FILLERS, full_names, regions
from indicators.lexicon.table import choice, rows

FORMS = ("official", "pinyin")


def english_place(name: str) -> str | None:
    """A region's English name with what it lies in: 长春市南关区 -> Nanguan District, Changchun.

    A prefecture stands alone, but for those that share a name: 宿州市 -> Suzhou, Anhui. None for a
    place that has no code, or no name in region_en.tsv.
    """
    code = full_names().get(name)
    return None if code is None else _full(code)


@cache
def english_names() -> dict[str, str]:
    """GB/T 2260: code -> English name, without what it lies in (region_en.tsv)."""
    file, found = "region_en.tsv", {}
    for number, row in rows(file, ("code", "en", "form"), ("code",)):
        if row["code"] not in regions():
            raise LexiconError(f"{file}:{number}: {row['code']!r} is no code of region.csv")
        choice(file, number, row["form"], FORMS)
        found[row["code"]] = row["en"]
    return found


def _full(code: str) -> str | None:
    own = english_names().get(code)
    _, level, above = regions()[code]
    while above and regions()[above][0] in FILLERS:
        above = regions()[above][2]
    alone = level == "province" or (level == "prefecture" and _prefectures()[own] == 1)
    if own is None or alone or above not in english_names():
        return own
    return f"{own}, {english_names()[above]}"


@cache
def _prefectures() -> Counter[str | None]:
    """How many prefectures go by a name."""
    return Counter(
        english_names().get(code)
        for code, (_, level, _) in regions().items()
        if level == "prefecture"
    )
