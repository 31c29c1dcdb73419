"""HTML that a notebook made -> HTML that may stand on a shared page.

Documents and parameters reach the outputs, so all of it counts as hostile: what is not on the lists
below goes. The page's Content-Security-Policy is the second lock on the same door. In what comes
out `<` and `>` are tags and nothing else, no attribute holds one, so that patterns can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import nh3
from markupsafe import Markup

TEXT = (
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
MATHS = (
    "math mfrac mi mmultiscripts mn mo mover mpadded mroot mrow ms mspace msqrt mstyle msub"
    " msubsup msup mtable mtd mtext mtr munder munderover"
)
ATTRIBUTES = {
    "*": {"class", "title", "lang", "dir", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "ol": {"start", "type"},
    "time": {"datetime"},
    "details": {"open"},
    "div": {"tabindex", "role", "aria-label"},
    "math": {"display", "tabindex"},
    "mo": {"stretchy", "fence", "form"},
    "mover": {"accent"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mspace": {"width"},
    "mtable": {"columnalign"},
    "mi": {"mathvariant"},
}
STYLES = {"text-align", "font-weight", "font-style", "white-space", "vertical-align", "min-width"}
# with their content: what they hold is not text for a reader
DROPPED = (
    "script style template noscript iframe object embed svg head title link meta base form"
    " input button select textarea noframes noembed plaintext xmp"
)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.ASCII)
LINK = re.compile(r"https?://|mailto:|#", re.ASCII | re.IGNORECASE)
TAG = re.compile(r"<(/?)(table|thead|tbody|th|img)\b([^>]*)>")
HEADS = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
# of the cells of our tables: said a thousand times, so they have short names here
LOOKS = {"white-space:nowrap": "w", "min-width:8em": "m8", "min-width:10em": "m10"}
STACKED = re.compile(r' class="stacked"|(?<= class=")stacked ')  # see report/table.py
SIGN = re.compile(r"[^\w\s%.,()–-]")  # means something in CSS or in HTML
CAPTION = re.compile(r"\s*<caption[^>]*>(.*?)</caption>", re.DOTALL)
WORDS = re.compile(r"<[^>]*>")
ALT = re.compile(r'\balt="([^"]*)"')


@lru_cache(maxsize=512)
def clean(html: str) -> str:
    """Safe HTML; tables come in a box of their own that scrolls on a narrow screen."""
    made = _cleaner().clean(html)
    for look, name in LOOKS.items():
        made = made.replace(f'<td style="{look}">', f'<td class="{name}">')
    return "".join(_furnished(made))


def words(html: str) -> str:
    """The text of safe HTML on one line, still escaped."""
    return " ".join(WORDS.sub("", html).split())


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*TEXT.split(), *MATHS.split()},
        clean_content_tags={*DROPPED.split()},
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=STYLES,
        link_rel=None,  # no link opens a window, and the page tells nobody where it was
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    """No address but a link's; no picture but one that the page carries itself."""
    if name == "src" and not PICTURE.match(value):
        return None
    if name == "href" and not LINK.match(value):
        return None
    return value.replace("<", "‹").replace(">", "›") if "<" in value or ">" in value else value


def _furnished(html: str) -> Iterator[str]:
    """Boxes around tables, heads that say what they head, words for pictures from elsewhere."""
    place, part = 0, "tbody"
    for found in TAG.finditer(html):
        closing, tag, attributes = found.groups()
        yield html[place : found.start()]
        place = found.end()
        part = tag if tag in ("thead", "tbody") and not closing else part
        if tag == "table":
            yield f"{found[0]}</div>" if closing else _boxed(html, place, attributes)
        elif tag == "th" and not closing and "scope=" not in attributes:
            yield f'<th scope="{"col" if part == "thead" else "row"}"{attributes}>'
        elif tag == "img" and "src=" not in attributes:
            yield next(iter(ALT.findall(attributes)), "")
        else:
            yield found[0]
    yield html[place:]


def _boxed(html: str, start: int, attributes: str) -> str:
    """The beginning of a table in its box, which scrolls on a phone, or stacks the rows there."""
    caption = CAPTION.match(html, start)
    name = words(caption[1]).replace('"', "&quot;") if caption else "table"
    said = f'tabindex="0" role="group" aria-label="{name}"'
    own = STACKED.sub("", attributes)
    if own == attributes:
        return f'<div class="scroll" {said}><table{attributes}>'
    heads = _heads(html, start)
    return f'<div class="scroll stacked" {said} style="{heads}"><table{own}>'


def _heads(html: str, start: int) -> str:
    """The heads of a table as strings that its styles set before each cell of a stacked row."""
    told = HEADS.findall(html, start, html.find("</thead>", start))
    return "".join(f"--h{n}:{_quoted(words(head))};" for n, head in enumerate(told, 1))


def _quoted(text: str) -> str:
    """Escaped text as a string of CSS inside an attribute."""
    plain = SIGN.sub(lambda sign: f"\\{ord(sign[0]):x} ", Markup(text).unescape())
    return f"'{plain}'"
