"""Markdown, formulas, code and plain output as HTML for a page: each text is set once."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import cache, lru_cache

import mistune
from latex2mathml.converter import convert
from markupsafe import Markup, escape
from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.markdown import Markdown
from mistune.plugins import import_plugin
from mistune.renderers.html import HTMLRenderer
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pygments.style import StyleMeta
from pygments.styles import get_style_by_name

from indicators.report.page.clean import clean

ENVIRONMENT = r"^ {0,3}(?P<latex>\\begin\{(?P<env>[a-zA-Z]+\*?)\}[\s\S]+?\\end\{(?P=env)\})"
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LIGHT, DARK = "a11y-high-contrast-light", "a11y-high-contrast-dark"


class Renderer(HTMLRenderer):
    """HTML with formulas as MathML, which browsers draw without a script."""

    NAME = "html"

    def block_math(self, text: str) -> str:
        """$$...$$ on lines of its own, or an environment of LaTeX."""
        return mathml(text, "block")

    def inline_math(self, text: str) -> str:
        """$...$ in the text, or $$...$$ in the midst of it."""
        return mathml(text, "inline")


@lru_cache(maxsize=512)
def markdown(source: str) -> Markup:
    """Markdown as safe HTML."""
    return Markup(clean(str(_markdown()(source))))


def with_pictures(source: str, attachments: Mapping[str, Mapping[str, str]]) -> Markup:
    """Markdown whose pictures are attached to its cell."""
    for name, forms in attachments.items():
        form, data = next(iter(forms.items()))
        source = source.replace(f"(attachment:{name})", f"(data:{form};base64,{data})")
    return markdown(source)


def mathml(formula: str, display: str) -> str:
    """A formula as MathML, or as it was written when it is not LaTeX."""
    try:
        made = str(convert(formula.strip(), display=display))
        # a long formula scrolls, by the keyboard too
        made = made.replace(' display="block"', ' display="block" tabindex="0"', 1)
        # italics of their own exist only in fonts for mathematics: without one they are boxes
        return made.replace("<mi>", '<mi mathvariant="normal">')
    except Exception:  # the converter raises whatever its parser stumbles over
        return f"<code>{escape(formula)}</code>"


@lru_cache(maxsize=512)
def code(source: str) -> Markup:
    """Python as HTML with classes for its colours."""
    return Markup(highlight(source, PythonLexer(), HtmlFormatter(cssclass="highlight")))


def plain(text: str) -> Markup:
    """What a terminal would show, without its colours."""
    return escape(ANSI.sub("", text))


@cache
def colours() -> str:
    """The colours of code, by day and by night: every one has the contrast that WCAG AAA asks."""
    light, dark = _rules(_style(LIGHT)), _rules(_style(DARK))
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}"


def _style(name: str) -> StyleMeta:
    """A style, without what its package does to the program's log when it is imported.

    It sets up a log only where there is none; two threads may come at once.
    """
    root, there = logging.getLogger(), logging.NullHandler()
    root.addHandler(there)
    try:
        return get_style_by_name(name)
    finally:
        root.removeHandler(there)


def _rules(style: StyleMeta) -> str:
    """One rule a colour."""
    names: dict[str, list[str]] = {}
    rules = HtmlFormatter(style=style).get_style_defs("").splitlines()
    for name, colour in re.findall(r"(?m)^ *(\.\w+) \{ color: (#\w+)", "\n".join(rules)):
        names.setdefault(colour, []).append(f".highlight {name}")
    return "\n".join(f"{', '.join(found)} {{ color: {c}; }}" for c, found in names.items())


@cache
def _markdown() -> mistune.Markdown:
    known = map(import_plugin, ("table", "strikethrough", "math"))
    return mistune.Markdown(Renderer(escape=False), plugins=[*known, _environments])


def _environments(md: Markdown) -> None:
    md.block.register("latex_environment", ENVIRONMENT, _environment, before="list")


def _environment(block: BlockParser, found: re.Match[str], state: BlockState) -> int:
    state.append_token({"type": "block_math", "raw": found.group("latex")})
    return found.end()
