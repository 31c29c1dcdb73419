"""HTML that a notebook made -> HTML that may stand on a shared page.

Documents and parameters reach the outputs, so all of it counts as hostile: what is not on the lists
below goes. The page's Content-Security-Policy is the second lock on the same door.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from bs4 import BeautifulSoup, Tag

TEXT = (
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
MATHS = (
    "math mfrac mi mmultiscripts mn mo mover mpadded mroot mrow ms mspace msqrt mstyle msub"
    " msubsup msup mtable mtd mtext mtr munder munderover"
)
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "*": ("class", "title", "lang", "dir", "style"),
    "img": ("alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "col": ("span",),
    "ol": ("start", "type"),
    "time": ("datetime",),
    "details": ("open",),
    "div": ("tabindex", "role", "aria-label"),
    **{f"h{level}": ("id",) for level in range(1, 7)},
    "math": ("display",),
    "mo": ("stretchy", "fence", "form"),
    "mover": ("accent",),
    "mstyle": ("displaystyle", "scriptlevel"),
    "mspace": ("width",),
    "mtable": ("columnalign",),
    "mi": ("mathvariant",),
}
STYLES = ("text-align", "font-weight", "font-style", "white-space", "vertical-align", "width")
# with their content: what they hold is not text for a reader
DROPPED = (
    "script style template noscript iframe object embed svg head title link meta base form"
    " input button select textarea noframes noembed plaintext xmp"
)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.ASCII)
PROSE = 24  # characters: from there on a cell is read, not looked up
LINK = re.compile(r"https?://|mailto:|#", re.ASCII | re.IGNORECASE)
FIGURE = re.compile(r"[<>≤≥≈~+\-−±]?\s*[\d,]*\.?\d+\s*(%|pp|亿元|万元|元|万人|个百分点)?")


def clean(html: str) -> str:
    """Safe HTML; tables come in a box of their own that scrolls on a narrow screen."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(DROPPED.split()):
        tag.decompose()
    for image in soup.find_all("img"):
        if not PICTURE.match(str(image.get("src", ""))):  # elsewhere, so nowhere: its words stay
            image.replace_with(str(image.get("alt", "")))
    for table in soup.find_all("table"):
        _columns(table)
        box = soup.new_tag("div", attrs={"class": "scroll", "tabindex": "0", "role": "region"})
        box["aria-label"] = _caption(table)
        table.wrap(box)
    return str(_cleaner().clean(str(soup)))


@cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags={*TEXT.split(), *MATHS.split()},
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES, allowed_svg_properties=()),
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    """No address but a link's; no picture but one that the page carries itself."""
    if name == "src":
        return tag == "img" and bool(PICTURE.match(value))
    if name == "href":
        return tag == "a" and bool(LINK.match(value))
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def _caption(table: Tag) -> str:
    caption = table.find("caption")
    return caption.get_text(" ", strip=True) if caption else "table"


def _columns(table: Tag) -> None:
    """Heads say what they head; figures stand right-aligned, and prose has room for a line."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    for head in (cell for row in rows for cell in row if cell.name == "th"):
        head["scope"] = head.get("scope") or ("col" if head.find_parent("thead") else "row")
    if any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return  # columns cannot be told by counting
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        texts = [cell.get_text(strip=True) for cell in cells if cell.name == "td"]
        kind = _kind([text for text in texts if text not in ("", "-", "—")])
        for cell in cells if kind else ():
            cell["class"] = " ".join([*(cell.get("class") or ()), kind])


def _kind(texts: list[str]) -> str:
    if texts and all(FIGURE.fullmatch(text) for text in texts):
        return "figure"
    return "prose" if any(len(text) > PROSE for text in texts) else ""
