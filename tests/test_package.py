"""What `import indicators` brings, and what only comes when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import indicators

LOADED = """
import sys, indicators
assert "read" in dir(indicators) and "indicators.attach" not in sys.modules
from indicators import Document, read
assert "indicators.attach" in sys.modules and read is indicators.read
print(read(Document("2021年，地区生产总值495.7亿元。")).observations[0].text)
"""


def test_the_grammar_comes_with_the_first_reading() -> None:
    made = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert (made.stdout.strip(), made.stderr) == ("495.7亿元", "")


def test_what_is_not_there_is_told_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'indicators' has no attribute 'reed'"):
        indicators.__getattr__("reed")
    assert all(hasattr(indicators, name) for name in indicators.__all__)
