"""The lab speaks the language of the locale, menus and notebooks alike."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from indicators import lab
from indicators.language import VARIABLE


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8", VARIABLE: "en"}, "en"),
    ],
)
def test_menus_and_answers_are_of_one_language(given: dict[str, str], language: str) -> None:
    made = lab.environment(given)
    assert made[VARIABLE] == language
    assert lab.chinese(given) is made[lab.PATH].endswith(f"{os.sep}zh")


@pytest.mark.parametrize(
    ("chosen", "spoken"), [("en", "en"), ("zh", "zh"), ("", "zh"), ("x", "zh")]
)
def test_a_notebook_without_a_choice_speaks_it(chosen: str, spoken: str) -> None:
    code = "from indicators.language import spoken; print(spoken())"
    env = os.environ | {VARIABLE: chosen}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout.strip() == spoken
