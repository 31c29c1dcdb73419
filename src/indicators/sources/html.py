"""HTML pages: lines as they are shown, tables of figures, and what the page sets aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.etree import _Element as Element

from indicators.errors import DocumentError
from indicators.lexicon.page import furniture
from indicators.sources import encoding
from indicators.sources.html_table import DROPPED, caption_of, cells_of, text_of
from indicators.sources.page import Extract, Page, Said, tidy

INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
    )
    + ("mark", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "wbr", "o:p")
)
ASIDE = frozenset(("nav", "footer", "aside", "form"))
ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
TOKEN = re.compile(r"[A-Za-z][a-z]*")
META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "contentsource": "issuer",
}
# elements that a page may open thousands of times without an end; a tag of so many characters holds
# a picture or nonsense, and attributes take the square of their number
LAYOUT = re.compile(
    r"</?(div|section|center|blockquote|span|font|b|i|u|big|small|strong|em|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
LONG_TAG = re.compile(r"<([A-Za-z]+)\s[^<>]{20000,}")
LINKED = 0.8
MAIN = 0.5


def extract(data: bytes, name: str) -> Extract:
    """The text of a page; DocumentError for what is no text or holds no element."""
    text = encoding.decode(data, name, encoding.declared(data))
    root = _parsed(text, name)
    walk = _Walk(_weights(root))
    for event, element in etree.iterwalk(root, events=("start", "end")):
        walk.start(element) if event == "start" else walk.end(element)
    walk.flush()
    walk.page.said += _said(root)
    return walk.page.done()


def _parsed(text: str, name: str) -> Element:
    """The tree of a page; without the elements that only lay out, if there are too many inside
    one another for the parser, which leaves out what is deeper.
    """
    text = LONG_TAG.sub(r"<\1 ", text)
    for given in (text, LAYOUT.sub(_line_break, text)):
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
        )
        try:
            # bytes again: a declaration inside a text that is decoded already would be an error
            root = html.document_fromstring(given.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            raise DocumentError(f"{name}: empty: there is no text to read") from error
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return root
    raise DocumentError(f"{name}: elements stand thousands deep inside one another: save it again")


def _line_break(tag: re.Match[str]) -> str:
    return "<br>" if tag[1].lower() in ("div", "section", "center", "blockquote") else ""


@dataclass(slots=True)
class _Walk:
    """The line being gathered, and inside what it stands."""

    weights: dict[Element, int]
    page: Page = field(default_factory=Page)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    dropped: Element | None = None
    aside: Element | None = None
    link: Element | None = None
    title: Element | None = None

    def start(self, element: Element) -> None:
        if self.dropped is not None:
            return
        tag = str(element.tag)
        if tag not in INLINE:
            self.flush()
        cells = cells_of(element) if tag == "table" else []
        if cells and self.aside is None:
            self.page.table(cells, caption_of(element))
        if cells or tag in DROPPED or HIDDEN.search(element.get("style", "")):
            self.dropped = element
            return
        if self.aside is None and self._set_aside(element, tag):
            self.aside = element
        if tag == "a" and self.link is None:
            self.link = element
        if tag in TITLES and self.title is None:
            self.title = element
        self._add(element.text)

    def end(self, element: Element) -> None:
        if self.dropped is None and str(element.tag) not in INLINE:
            self.flush()
        if self.dropped is element:
            self.dropped = None
        for name in ("aside", "link", "title"):
            if getattr(self, name) is element:
                setattr(self, name, None)
        if self.dropped is None:
            self._add(element.tail)

    def flush(self) -> None:
        """End the line."""
        text = tidy("".join(self.parts))
        links = self.linked >= LINKED * len(text) and self.title is None and "。" not in text
        self.page.line(text, aside=self.aside is not None or links)
        self.parts, self.linked = [], 0

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.link is not None:
                self.linked += len(text.strip())

    def _set_aside(self, element: Element, tag: str) -> bool:
        """Whether an element is furniture by name; what holds most of the text never is."""
        named = tag in ASIDE or element.get("role", "") in ROLES or _hinted(element)
        if tag == "header":
            named = element.find(".//h1") is None
        if not named or tag in ("html", "body", "main", "article"):
            return False
        whole = self.weights.get(element.getroottree().getroot(), 0)
        return self.weights.get(element, 0) <= MAIN * whole


def _hinted(element: Element) -> bool:
    """class="footer-nav" or id="shareBox": one of its words names furniture."""
    said = f"{element.get('class', '')} {element.get('id', '')}"
    if not said.strip():
        return False
    hints = furniture("hint")
    words = {word.lower() for word in (*TOKEN.findall(said), *said.split())}
    return not words.isdisjoint(hints)


def _weights(root: Element) -> dict[Element, int]:
    """How many characters outside links stand in each element."""
    found: dict[Element, int] = {}
    link: Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        own = len((element.text or "").strip()) if event == "start" else 0
        if event == "start":
            link = element if link is None and element.tag == "a" else link
            found[element] = 0 if link is not None or element.tag in DROPPED else own
            continue
        link = None if link is element else link
        above = element.getparent()
        if above is not None:
            tail = 0 if link is not None else len((element.tail or "").strip())
            found[above] += found[element] + tail
    return found


def _said(root: Element) -> Iterator[Said]:
    """What the head of the page says: its meta tags, then its title."""
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        kind, value = META.get(name.lower()), tidy(meta.get("content", ""))
        if kind and value:
            yield Said(kind, value, f"the meta tag {name}")
    headings = [tidy("".join(text_of(h))) for h in root.iter("h1")]
    if len(headings) == 1 and len(headings[0]) > 3:
        yield Said("title", headings[0], "the first heading")
    title = root.findtext(".//title") or ""
    parts = [part.strip() for part in re.split(r"[_|]|\s[-–—]\s|-(?=[^\d-]*$)", tidy(title))]
    if parts[0]:
        yield Said("title", parts[0], "the title of the page")
