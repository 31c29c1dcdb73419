"""Title, issuer and date of a document that nobody described, and where each was found.

What a page says in its head goes before what its lines say, and a labelled line before a guess by
form. Nothing is taken that does not stand in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indicators.lexicon import alternation, numerals
from indicators.lexicon.page import furniture
from indicators.record import Inferred, Span
from indicators.sources import place
from indicators.sources.page import Extract, Said
from indicators.text import fold

FIELDS = ("title", "issuer", "date", "region")
NEAR = 12
WINDOW = 4000
LONGEST = 60
LINE = 160
NAME = 30
KIND = re.compile(
    "(?:报告|公报|规划|计划|方案|纲要|意见|通知|决定|办法|要点|讲话|安排|情况|分析|解读|草案|建议|措施|总结|年报|简报|预测|综述|清单|任务)"
    r"(?:\(.{1,20}\))?$"
)
NOT_TITLE = re.compile("[。；!！？?]|[，：:,]$|^[一二三四五六七八九十]+、|^\\d+[.、]")
OFFICE = re.compile(
    "[一-鿿]{2,30}(?:人民政府|政府办公室|统计局|调查队|调查总队|委员会|财政局|财政厅|发展和改革局|发改委|发改局|管理局|办公厅|办公室)"
)
DAY = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s?[年\-/.]\s?(?P<m>\d{1,2})\s?[月\-/.]\s?(?P<d>\d{1,2})日?"
)
MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})\s?[年\-/.]\s?(?P<m>\d{1,2})月?")
SPOKEN = re.compile(
    r"(?P<y>[一二〇零○０三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?:(?P<d>[一二三四五六七八九十]{1,3})日)?"
)
# a date alone, behind an office, in brackets, before a source, or of the meeting that a report was
# given at
DATED = re.compile(
    rf"(?:{OFFICE.pattern}\s+)?"
    r"[(\s—-]*(?P<day>(?:19|20)\d{2}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}日?|(?:19|20)\d{2}年\d{1,2}月"
    r"|[一二〇零○０三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)"
    r"(?:\)|$|\s|在|于)"
)
SIGNED = re.compile(rf"{DAY.pattern}\)?$")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|$|\D)")
DRAFT = re.compile("草案|预算|计划")
# what looks back: its title names the year of its data, not the year it was written in
BACKWARD = re.compile("公报|决算|执行情况|运行情况|年报|回顾|总结")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: folded, with its place, and whether it is furniture."""

    text: str
    start: int
    aside: bool


def infer(
    extract: Extract, skipped: Sequence[Span], given: Mapping[str, str], body: int = 0
) -> tuple[dict[str, str], tuple[Inferred, ...]]:
    """The fields that `given` leaves empty, as far as the content tells them, and from where."""
    lines = list(_lines(extract, skipped, body))
    found: dict[str, Said] = {}
    for name, find in (("title", _title), ("issuer", _issuer), ("date", _date)):
        if not given.get(name):
            title = given.get("title") or (found["title"].value if "title" in found else "")
            said = next(find(extract, lines, title), None)
            if said is not None:
                found[name] = said
    if not given.get("region"):
        known = {name: given.get(name) or _value(found, name) for name in ("title", "issuer")}
        said = place.region(known["title"], known["issuer"], extract.text)
        if said is not None:
            found["region"] = said
    values = {name: said.value for name, said in found.items()}
    where = tuple(Inferred(name, found[name].where) for name in FIELDS if name in found)
    return values, where


def _value(found: Mapping[str, Said], name: str) -> str:
    return found[name].value if name in found else ""


def _lines(extract: Extract, skipped: Sequence[Span], body: int) -> Iterator[Line]:
    """Folded lines of the beginning and the end, without those of tables."""
    rows = [table.span for table in extract.tables]
    for start, end in _windows(extract.text, body):
        for line in extract.text[start:end].split("\n"):
            span = Span(start, start + len(line))
            start = span.end + 1
            if line.strip() and not _touches(rows, span):
                yield Line(fold(line).strip(), span.start, _touches(skipped, span))


def _windows(text: str, body: int) -> tuple[tuple[int, int], ...]:
    """Where a document says what it is: its first and its last lines."""
    first, last = text.find("\n", body + WINDOW), text.rfind("\n", 0, max(0, len(text) - WINDOW))
    if first < 0 or last <= first:
        return ((body, len(text)),)
    return (body, first), (last + 1, len(text))


def _touches(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans, in order and apart, shares a character with `span`."""
    after = bisect_left(spans, span.end, key=lambda one: one.start)
    return after > 0 and spans[after - 1].end > span.start


def _title(extract: Extract, lines: Sequence[Line], title: str) -> Iterator[Said]:
    """The page's own, else the first line in the form of a title, else the file's properties."""
    own = [said for said in extract.said if said.field == "title"]
    yield from (said for said in own if said.where != "the properties of the file")
    first: list[Line] = []
    for line in [one for one in lines if not one.aside][:6]:
        if len(line.text) > LONGEST or NOT_TITLE.search(line.text.lstrip("#( ")):
            break
        first.append(line)
        if KIND.search(line.text):
            break
    named = bool(first) and KIND.search(first[-1].text) is not None
    if named:
        yield Said("title", _joined(extract.text, first), _nth(len(first)))
    yield from (said for said in own if said.where == "the properties of the file")
    if first and not named and len(first[0].text.lstrip("# ")) > 3:
        yield Said("title", _joined(extract.text, first[:1]), "the first line")


def _joined(text: str, lines: Sequence[Line]) -> str:
    """The last of the lines with what belongs to it: a title may break, an office stands apart."""
    kept = [lines[-1]]
    for line in reversed(lines[:-1]):
        if OFFICE.fullmatch(line.text) or KIND.search(line.text) or DAY.search(line.text):
            break
        kept.insert(0, line)
    whole = "".join(text[one.start :].split("\n", 1)[0].strip() for one in kept)
    return whole.lstrip("# ").strip()


def _nth(count: int) -> str:
    return "the first line" if count == 1 else "the first lines"


def _issuer(extract: Extract, lines: Sequence[Line], title: str) -> Iterator[Said]:
    """The page's own, a labelled line, the signature, an office in the first lines."""
    yield from (said for said in extract.said if said.field == "issuer")
    for line in (*lines[:NEAR], *lines[-NEAR:]):
        match = _labelled("issuer").search(line.text) if len(line.text) <= LINE else None
        if match and len(match["value"]) <= NAME:
            yield Said("issuer", match["value"], f"the line {match['label']}")
    own = [line for line in lines if not line.aside]
    for line in reversed(own[4:][-4:]):
        if office := _office(line.text):
            yield Said("issuer", office, "the last lines")
    for line in own[:4]:
        if office := _office(line.text):
            yield Said("issuer", office, "the first lines")


def _office(line: str) -> str:
    """The office that a line names alone or before a date; empty without one."""
    office, _, day = line.partition(" ")
    alone = OFFICE.fullmatch(office) and (not day or DATED.match(day))
    return office if alone else ""


def _date(extract: Extract, lines: Sequence[Line], title: str) -> Iterator[Said]:
    """The page's own, a labelled line, a line of its own, a year in the title."""
    for said in extract.said:
        if said.field == "date" and (day := date_of(fold(said.value))):
            yield Said("date", day, said.where)
    near = (*lines[:NEAR], *lines[-NEAR:])
    for line in near:
        match = _labelled("date").search(line.text) if len(line.text) <= LINE else None
        if match and (day := date_of(match["value"])):
            yield Said("date", day, f"the line {match['label']}")
    for line in near:
        match = DATED.match(line.text) if len(line.text) <= LONGEST else None
        if match and (day := date_of(match["day"])):
            yield Said("date", day, f"the line {line.text[:12]}")
    for line in [one for one in lines if not one.aside][-2:]:
        signed = SIGNED.search(line.text)
        if signed and (day := date_of(signed[0])):
            yield Said("date", day, "the last line")
    years = sorted(set(YEAR.findall(fold(title))))
    # 2024年预算执行情况和2025年预算草案: written for the year ahead
    follow = len(years) == 2 and int(years[1]) == int(years[0]) + 1
    drafted = follow and DRAFT.search(fold(title))
    if drafted or (len(years) == 1 and not BACKWARD.search(fold(title))):
        yield Said("date", years[-1], "the year in the title")


def date_of(text: str) -> str:
    """The first date of a folded text as 2024-03-18 or 2024-03; empty without one."""
    match = DAY.search(text) or SPOKEN.search(text) or MONTH.search(text)
    if match is None:
        return ""
    parts = {key: _digits(value) for key, value in match.groupdict().items() if value}
    year, month, day = parts["y"], parts["m"], parts.get("d", 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if "d" in parts else "")


def _digits(text: str) -> int:
    """2024, 二〇二四 digit by digit, 十八 and 二十三 by place."""
    if text.isdigit() and text.isascii():
        return int(text)
    table = {word: item.value for word, item in numerals().items()} | {"○": 0}
    if "十" not in text:
        return int("".join(str(table[c]) for c in text))
    tens, _, ones = text.partition("十")
    return 10 * (table[tens] if tens else 1) + (table[ones] if ones else 0)


@cache
def _labelled(tells: str) -> re.Pattern[str]:
    words = alternation(map(fold, furniture("label", tells)))
    # at the beginning of a line or behind a blank: 须注明来源 is no label
    value = r"(?P<value>[^\s|，。；]+(?:\s\d\S*)?)(?=[\s|]|$)"
    return re.compile(rf"(?:^|[\s|【\[(])(?P<label>{words})[】\])]?\s?[：:]\s?{value}")
