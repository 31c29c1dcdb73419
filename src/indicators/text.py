"""Cleaning by one character for one, sentences and clauses: offsets stay true.

Nothing here changes the length of a text: `fold(text)[i]` stands for `text[i]`, so a span found in
the folded text is a span of the document. That is why there is no NFKC (㎡ would become two).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from indicators import lexicon
from indicators.record import Document, Span

CJK = range(0x3400, 0xA000)
WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
LIKENESSES = dict(zip("℅﹪﹣－—–−‐‑‒―∼～〜ꞏ∶", "%%----" + "-" * 5 + "~~~.:", strict=True))
# radicals that some PDFs put in the place of the character they look like
RADICALS = dict(
    zip(
        "⼀⼆⼗⼈⼊⼋⼯⼟⼤⼥⼩⼭⽅⽇⽉⽔⽕⽥⽣⾏⾦⻓⻔⾼",
        "一二十人入八工土大女小山方日月水火田生行金长门高",
        strict=True,
    )
)
YEAR_END = re.compile(r"(?<!\d)(?:19|20)\d\d$")
# characters are told behind what they stand before: a pattern that begins with one is found faster
GROUPED = re.compile(
    "[０-９][０-９]{0,2}(?:，[０-９]{3})+(?![０-９])"
    # 1，234.5万美元; not 5，300户 behind 第 or a list
    r"|[1-9](?<![\d.，、第至到-].)\d{0,2}(?:，\d{3})+(?=(?:\.\d+)?\s?[万亿%元美吨人户家公平亩])"
)
COMMA, COLON = re.compile(r",(?:(?<!\d.)|(?!\d{3}(?!\d)))"), re.compile(r":(?:(?<!\d.)|(?!\d))")
RATIO = re.compile(r"：(?<=\d.)(?=\d)")
# 上涨1·8%; not “3·15”
DOTTED = re.compile(r"·(?<=\d.)(?=\d{1,2}(?:%|个百分点|[万亿倍元]))")
STOPPED = re.compile(r"\.(?<=[一-鿿%)].)(?=\s|$)")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# characters of a sentence: nobody writes longer ones, and reading takes their square
LONGEST = 1000
# 。其中，…, 。支出9亿元, 。由2005年的9亿元增至… and 。3月份，同比上涨… go on from before
GOES_ON = re.compile(
    r"\s?(?:其中[，：:]?|支出(?=[\d完安合执])|(?=由(?:20|19)\d\d年的?\d)"
    r"|\d{1,2}月份?，?(?=(?:[同环]比)?(?:上涨|增长|下降)\d))"
)
LINES = re.compile(rf"\n(?:(?<!。\n)|(?!{GOES_ON.pattern}))")
OPENING, CLOSING = "“‘《「『【(", "”’》」』】)"
NUMBER = "[一二三四五六七八九十百]+"
# 公布如下： 一、常住人口 has lost its line
STOPS = re.compile(rf"[。！？!?\n{OPENING}{CLOSING}]|：(?=\s+(?:{NUMBER}、|\({NUMBER}\)))")
MARK = rf"(?:第{NUMBER}[章节篇部]\s?|{NUMBER}、|\({NUMBER}\))"
# 【园区概况】, or a heading that stands before a blank
LEADING = re.compile(
    rf"(?P<label>\s*【[^】]{{1,20}}】)|\s*(?:#+\s)?{MARK}[^\s，。；：]{{2,30}}(?:，[^\s，。；：\d]{{2,20}})?\s+(?=\S)"
    r"|\s*(?:#+\s)?(?:[^\s，。；：！？:%()]|\([^\s()]*\)){4,40}(?<![\d从由自到至在为达比较于和与及])\s+(?=[一-鿿“‘《(【●▲◆■]|(?:19|20)\d\d年)"
)
HEADING = re.compile(rf"\s*(?:#+\s|第{NUMBER}[章节篇部]|{NUMBER}、)")
BLANKED = re.compile(r"[^\n]")
CAPTION = re.compile(r"\s*[图表]\s?\d")


@cache
def _table() -> dict[int, int]:
    from opencc import OpenCC

    characters = "".join(map(chr, CJK))
    simplified = OpenCC("hk2s").convert(characters)  # t2s and variants such as 衞
    if len(simplified) != len(characters):
        raise AssertionError("opencc's hk2s is not one character for one")
    table = {ord(a): ord(b) for a, b in zip(characters, simplified, strict=True) if a != b}
    table |= WIDE | {ord(a): ord(b) for a, b in (LIKENESSES | RADICALS).items()}
    for keep in "，；：！？":
        table.pop(ord(keep), None)
    return table | {ord("\u3000"): 0x20, ord("\xa0"): 0x20, ord("\r"): 0x20, ord("\t"): 0x20}


@cache
def _changed() -> re.Pattern[str]:
    """What folding changes: of most texts little."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]+")


def fold(text: str) -> str:
    """The text in simplified characters and half-width digits, as long as it was.

    Chinese punctuation is the norm: a half-width comma between Chinese characters becomes ， .
    """
    grouped = GROUPED.sub(lambda m: m[0].replace("，", ","), text)
    folded = _changed().sub(lambda m: m[0].translate(_table()), grouped)
    folded = DOTTED.sub(".", STOPPED.sub("。", folded))
    folded = RATIO.sub(":", COLON.sub("：", COMMA.sub("，", folded)))
    return folded.replace(";", "；")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document: its folded text without gaps, and its place.

    `places[i]` is where the character `text[i]` stands in the document: what was left out of a
    number (a line break, a footnote mark) makes the two differ.
    """

    text: str
    places: Sequence[int]
    heading: bool

    def at(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the document."""
        return Span(self.places[start], self.places[end - 1] + 1)

    @cached_property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return self.at(0, len(self.text))

    @property
    def caption(self) -> bool:
        """Whether it only names a chart or a table: 图1 2017-2021年…."""
        return CAPTION.match(self.text) is not None

    def original(self, text: str) -> str:
        """The sentence in the document's own characters, as long as the folded one."""
        first, last = self.places[0], self.places[-1] + 1
        if last - first == len(self.places):
            return text[first:last]
        return "".join(text[place] for place in self.places)


@cache
def _gap() -> re.Pattern[str]:
    """What stands inside a number or beside its unit without meaning anything, and bold marks."""
    units = lexicon.alternation(w for w, u in lexicon.units().items() if u.kind != "technical")
    unit = rf"(?:[万亿]|[多余][万亿]?(?:{units})|{units})"
    # 329.65元（人民币，下同）
    currency = r"\((?:人民币)(?:，?下同)?\)"
    bold = r"\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}"
    return re.compile(
        rf"{bold}|{currency}|[\[\s{INVISIBLE}](?:(?P<mark>(?<=\[)\s?\d{{1,2}}\s?\])|(?<=[{INVISIBLE}])[{INVISIBLE}]*"
        r"|(?<=\d\s)\s*(?=[.,]\d)|(?<=\d[.,]\s)\s*(?=\d)"
        # 表1 2023年: a year is never the rest of a number
        rf"|(?<=\d\s)\s*(?=(?!(?:19|20)\d\d年)\d+(?:\.\d+)?\s*{unit})"
        rf"|(?<=[\d万亿]\s)\s*(?={unit})|(?<=\d\s)\s*(?=月(?!\s))|(?<=第\s)\s*(?=\d)"
        # GDP 比重, 占 GDP
        r"|(?<=[A-Za-z] ) *(?=[一-鿿])|(?<=[一-鿿] ) *(?=(?:GDP|CPI|PPI|R&D|PM))"
        # a line that ends amid a clause: 总量从⏎9亿元增至12亿元，⏎收入⏎从2万元增至3万元
        r"|(?<=[，、]\n)\s*(?=(?:19|20)\d\d年|(?![一二三四五六七八九十]+[、是])[一-鿿])"
        r"|(?<=[从由至到为达约]\n)\s*(?=\d)|(?<=[一-鿿]\n)\s*(?=[从由]\d))"
    )


def _gaps(folded: str, body: int) -> Iterator[tuple[Span, bool]]:
    """What reading leaves out of a text: each stretch, and whether it is a footnote mark."""
    for match in _gap().finditer(folded, body):
        before = YEAR_END.search(folded, max(body, match.start() - 5), match.start())
        if match["mark"] or not (before and folded[match.end()].isdigit()):
            yield Span(*match.span()), match["mark"] is not None


def split(document: Document) -> tuple[list[Sentence], list[Span]]:
    """The sentences of a document from its body on, in order, and the footnote marks left out.

    A heading is a sentence by itself; page furniture and tables hold none.
    """
    folded = fold(readable(document))
    left_out = list(_gaps(folded, document.body))
    kept, place = [], document.body
    for gap, _ in left_out:
        kept.append(range(place, gap.start))
        place = gap.end
    kept.append(range(place, len(folded)))
    text = "".join(folded[part.start : part.stop] for part in kept)
    # four bytes a character: a list of numbers takes forty
    places = kept[0] if len(kept) == 1 else array("I", chain.from_iterable(kept))
    found: list[Sentence] = []
    start = 0
    for line in LINES.split(text):
        if line:
            found += _line(line, _run(places[start : start + len(line)]))
        start += len(line) + 1
    return found, [gap for gap, mark in left_out if mark]


def _run(places: Sequence[int]) -> Sequence[int]:
    """The same places, as a range where nothing was left out between them."""
    first, last = places[0], places[-1] + 1
    return range(first, last) if last - first == len(places) else places


def _line(line: str, places: Sequence[int]) -> Iterator[Sentence]:
    heading = is_heading(line)
    start = 0
    for end in [len(line)] if heading else _ends(line):
        while not heading and (opening := LEADING.match(line, start, end)):
            # a heading that lost its line (一、综合 初步核算，…), or what stands beside the text
            inline = opening["label"] is None
            yield Sentence(line[start : opening.end()], places[start : opening.end()], inline)
            start = opening.end()
        said = line[start:end]
        if said.strip():
            # a question heads its answer, on a line of its own or not
            asked = said.endswith(("？", "?")) and is_heading(said)
            yield Sentence(said, places[start:end], heading or asked)
        start = end


def readable(document: Document) -> str:
    """The text with its furniture and tables blanked, one character for one; lines stay lines."""
    aside = sorted((*document.skipped, *(table.span for table in document.tables)))
    parts, place = [], 0
    for span in aside:
        start = max(place, span.start)
        parts += [document.text[place:start], BLANKED.sub(" ", document.text[start : span.end])]
        place = max(place, span.end)
    return "".join([*parts, document.text[place:]])


def is_heading(line: str) -> bool:
    """A short line that ends like a title: 一、2025年工作回顾."""
    text = line.strip()
    if not text or len(text) > 60 or text[-1] in "。；，、：,:!":
        return False
    if HEADING.match(text) and len(text) <= 50:
        return "。" not in text
    return (
        "。" not in text and "，" not in text.rstrip("，") or (len(text) <= 30 and "。" not in text)
    )


def _ends(line: str) -> list[int]:
    """Ends of the sentences of a line; a full stop inside quotation marks ends none."""
    ends, depth = [], 0
    for match in STOPS.finditer(line):
        character = match[0]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 or character == "。":
            if not GOES_ON.match(line, match.end()):
                ends.append(match.end())
            depth = 0
    return list(_cut(line, [*ends, len(line)]))


def _cut(line: str, ends: list[int]) -> Iterator[int]:
    """The ends, and where a sentence without one is cut: behind a comma if there is any."""
    start = 0
    for end in ends:
        while end - start > LONGEST:
            comma = max(line.rfind(mark, start, start + LONGEST) for mark in "，；、,")
            start = comma + 1 if comma > start else start + LONGEST
            yield start
        start = end
        yield end
