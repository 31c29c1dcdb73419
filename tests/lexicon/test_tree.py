"""A tree of words finds what the plain list of them would, longest first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from indicators.lexicon import Words, alternation

WORDS = st.lists(st.text("万亿元.", min_size=1, max_size=4), min_size=1, max_size=9)


@given(WORDS, st.text("万亿元.", max_size=9), st.sampled_from(["", "元", "(?!亿)"]))
def test_a_tree_of_words_matches_like_the_list_of_them(
    words: list[str], text: str, behind: str
) -> None:
    longest = sorted(set(words), key=len, reverse=True)
    plain = f"(?:{'|'.join(map(re.escape, longest))}){behind}"
    tree = alternation(words) + behind
    assert [m.span() for m in re.finditer(tree, text)] == [
        m.span() for m in re.finditer(plain, text)
    ]


@given(WORDS, st.text("万亿元.", max_size=9), st.integers(0, 9))
def test_words_are_looked_up_as_their_pattern_finds_them(
    words: list[str], text: str, place: int
) -> None:
    known, pattern = Words(words), alternation(words)
    begins = re.compile(pattern).match(text, min(place, len(text)))
    assert known.at(text, place) == (begins[0] if begins else "")
    assert list(known.find(text)) == [match.span() for match in re.finditer(pattern, text)]
    ends = [word for word in words if text.endswith(word)]
    assert known.ending(text) == max(ends, key=len, default="")
