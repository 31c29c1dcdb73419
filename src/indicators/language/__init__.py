"""Every word that a page shows, in Chinese and in English: `zh.toml` and `en.toml`.

A message has a dotted name, `growth.title`, and placeholders in braces. `{n:figure|figures}` is the
first word for 1 and the second for all other numbers. What is said is said in the language that
`speak` chose last: a notebook chooses its own once. `speaking` is for one thread alone: pages of
two languages are made side by side.
"""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indicators.errors import UsageError

LANGUAGES = ("zh", "en")
TAGS = {"zh": "zh-CN", "en": "en"}  # for HTML
# words that come from documents or data files: only the other language has entries for them
GLOSSES = ("unit", "place", "phrase")
FOLDER = Path(__file__).parent

VARIABLE = "INDICATORS_LANGUAGE"  # of notebooks that choose none: the lab sets it by its locale

_asked = os.environ.get(VARIABLE, "")
_spoken = [_asked if _asked in LANGUAGES else LANGUAGES[0]]
_here: ContextVar[str | None] = ContextVar("language", default=None)


def speak(language: str) -> None:
    """Choose the language of all that follows: `zh` or `en`. Raises UsageError for another."""
    if language not in LANGUAGES:
        raise UsageError(f"language {language!r}: {' or '.join(LANGUAGES)}")
    if _here.get():
        _here.set(language)
    else:
        _spoken[:] = [language]


def spoken() -> str:
    """The language in use."""
    return _here.get() or _spoken[0]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """A language for a while, in this thread; the others go on in theirs."""
    before = _here.set(spoken())
    try:
        speak(language)
        yield
    finally:
        _here.reset(before)


def say(name: str, /, **values: object) -> str:
    """A message in the language in use.

    >>> with speaking("en"):
    ...     say("site.planned", n=1, good=1, bad=0), say("site.planned", n=5, good=4, bad=1)
    ('1 run in the plan, 1 good, 0 failed', '5 runs in the plan, 4 good, 1 failed')
    """
    return _FORMAT.vformat(messages(spoken())[name], (), values)


def term(group: str, word: object, /, **values: object) -> str:
    """What is said of one of a closed set: `term("status", Status.TARGET)`."""
    return _FORMAT.vformat(messages(spoken())[f"{group}.{word}"], (), values)


def gloss(group: str, word: str, other: str = "") -> str:
    """A word of the documents or the data in the language in use; `other` or itself else."""
    return messages(spoken()).get(f"{group}.{word}", other or word)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said later, in whatever language is in use then."""

    name: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, name: str, /, **values: object) -> Message:
        """A message with its values."""
        return cls(name, tuple(values.items()))

    def __str__(self) -> str:
        """Its words; several things for one placeholder are named in a row."""
        return say(self.name, **{name: _several(value) for name, value in self.values})


def _several(value: object) -> object:
    return say("word.comma").join(map(str, value)) if isinstance(value, tuple) else value


@cache
def messages(language: str) -> Mapping[str, str]:
    """Every message of a language by its dotted name."""
    import tomllib

    return dict(_flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))))


def _flat(table: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield start + name, value
        else:
            yield from _flat(value, f"{start}{name}.")


class _Format(string.Formatter):
    """Braces as `str.format` has them, a choice by number, and a minus that is one."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """A value, or the one of two words that its number wants."""
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec.startswith("+"):  # a sign that is read: not the hyphen of 2022年-4.5%
            return format(value, format_spec).replace("-", "−")
        return str(format(value, format_spec)) if format_spec else str(value)


_FORMAT = _Format()
