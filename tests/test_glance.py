"""A pattern sought by its first character finds what the plain one does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.glance import Sought

PATTERNS = (
    "(?:增长|下降)了?|力争",
    r"(?<![第\d])(?P<n>[一二三]{1,2}|(?<!\d)\d{1,2})年",
    r"\s?(?:目标|约(?=\d))|\s年",
    "(?:约?目?)+标|^第",
    r"(?!增长率)增长(?:率)?|(?<=约)\d|目{0,2}年",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("增长下降力争第一二三年12约目标率 \n", max_size=30), start=st.integers(0, 9))
def test_it_finds_what_the_plain_pattern_does(pattern: str, text: str, start: int) -> None:
    sought, plain = Sought(pattern), re.compile(pattern)
    first, alike = sought.search(text, start), plain.search(text, start)
    assert (first and first.span()) == (alike and alike.span())
    found = [match.group() for match in sought.finditer(text)]
    assert found == [match.group() for match in plain.finditer(text)]


@pytest.mark.parametrize("pattern", ["目?标?", "[^，]年", ".年", "(?:约|.)年", "(?=目标)"])
def test_one_that_may_begin_with_anything_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="may begin with anything"):
        Sought(pattern)
