"""The templates with their styles and their script, which the page allows by its hash alone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from indicators.language import TAGS, gloss, say, spoken
from indicators.report.page import prose

HERE = Path(__file__).parent
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # turns the direction of a whole line


def filled(template: str, **facts: object) -> str:
    """A template with its facts; what would turn the direction of the text is shown instead."""
    made = _environment().get_template(template).render(tag=TAGS[spoken()], **facts)
    return STEERING.sub("\ufffd", made).strip() + "\n"


def index(
    groups: Sequence[Mapping[str, object]], summary: str, others: Mapping[str, str], feed: str
) -> str:
    """The page over all pages: groups of entries, as batch/site.py lays them out.

    `others` are the same index in other languages.
    """
    return filled(
        "site.html.j2",
        title=say("site.title"),
        answer=summary,
        groups=groups,
        others=others,
        feed=feed,
    )


@cache
def stylesheet() -> Markup:
    """The styles of all our pages."""
    return Markup(_small((HERE / "page.css").read_text("utf-8")) + _small(prose.colours()))


@cache
def script(name: str) -> Markup:
    """One of our scripts."""
    return Markup((HERE / name).read_text("utf-8").strip())


@cache
def hashed(name: str) -> str:
    """What a Content-Security-Policy says to allow that script and no other."""
    digest = hashlib.sha256(script(name).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        say=say, gloss=gloss, spoken=spoken, css=stylesheet, script=script, hashed=hashed
    )
    return made


def _small(css: str) -> str:
    """Styles without comments, indents and the spaces that mean nothing."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*|(?<=[:,])\s+", r"\1", bare)
