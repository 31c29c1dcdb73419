"""The pages' words are compared in English, unless a test chooses otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indicators.language import speaking


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield
