"""A table fits a terminal, however long a cell is."""

from __future__ import annotations

from time import perf_counter

import pytest

from indicators.listing import clipped, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("社会消费品", "社会消费品"),
        ("社会消费品零", "社会消费…"),
        ("a社会消费品", "a社会消费…"),
        ("0123456789", "0123456789"),
        ("01234567890", "012345678…"),
        (" 社会\n消费 ", "社会 消费"),
    ],
)
def test_a_cell_is_cut_to_columns(text: str, shown: str) -> None:
    assert clipped(text, 10) == shown
    assert width(shown) <= 10


def test_a_long_cell_takes_no_longer_than_its_length() -> None:
    begun = perf_counter()
    assert width(clipped("地区生产总值" * 100_000)) == 31
    assert perf_counter() - begun < 5  # one character off at a time took hours
