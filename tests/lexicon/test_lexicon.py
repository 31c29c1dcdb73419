"""The words: every table loads, and a bad row is named by file and line."""

from __future__ import annotations

import pytest

from indicators import lexicon
from indicators.errors import LexiconError
from indicators.lexicon import table
from indicators.lexicon.table import choice, rows


def test_every_table_loads() -> None:
    assert len(lexicon.units()) > 200
    assert lexicon.units()["元"].unit == "CNY"
    assert {word.side for word in lexicon.bounds()} == {"before", "inside", "after"}
    assert all(lexicon.cues(role) for role in lexicon.ROLES)
    assert lexicon.periods()["十五五"].first == 2026
    assert len(lexicon.catalogue()) > 30


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("word\tvalue\n甲\t1\n甲\t2\n", "x.tsv:3: '甲' is given twice, first in 2"),
        ("word\tvalue\n甲\n", "x.tsv:2: 1 fields, 2 are wanted"),
        ("word\tvalue\n\t1\n", "x.tsv:2: the word is empty"),
        ("wort\tvalue\n", "x.tsv:1: the head must be word value"),
        ("", "x.tsv:1: the head must be word value"),
    ],
)
def test_a_bad_row_is_named(monkeypatch: pytest.MonkeyPatch, text: str, says: str) -> None:
    monkeypatch.setattr(table, "text_of", lambda file: text)
    with pytest.raises(LexiconError, match=f"^{says}$"):
        list(rows("x.tsv", ("word", "value"), ("word",)))


def test_a_value_outside_its_list_is_named() -> None:
    with pytest.raises(LexiconError, match="unit.tsv:7: 'size' is none of count, money"):
        choice("unit.tsv", 7, "size", ("count", "money"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("长春市南关区", "220102"),
        ("吉林省长春市南关区", "220102"),
        ("南关区", "220102"),
        ("长春市", "220100"),
        ("朝阳区", None),
        ("没有这个区", None),
    ],
)
def test_regions_by_name(name: str, code: str | None) -> None:
    assert lexicon.region(name).code == code


def test_an_ambiguous_name_has_its_candidates() -> None:
    assert set(lexicon.candidates("朝阳区")) == {"北京市朝阳区", "吉林省长春市朝阳区"}
    assert lexicon.candidates("湖北省") == ("湖北省",)


def test_one_place_under_two_names() -> None:
    assert lexicon.same_region("南关区", "长春市南关区")
    assert not lexicon.same_region("", "长春市南关区")
