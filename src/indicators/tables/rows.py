"""The heads of a row: the name it gives its figures, a unit, a year or a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators import lexicon
from indicators.dimensions import indicator
from indicators.frame import Frame, Setting
from indicators.lexicon import Unit
from indicators.lexicon.page import head_words
from indicators.record import Document, Region, Span, Table
from indicators.tables.grid import Block, Columns, Grid
from indicators.tables.heads import Head, head_of, named, units_of
from indicators.text import fold

WHOLE = frozenset(("全市", "全区", "全县", "全省", "全州", "全旗", "全域", "合计", "总计"))


@dataclass(slots=True)
class Sheet:
    """A table where it stands: the document, its folded text, its frame and its setting."""

    document: Document
    folded: str
    table: Table
    grid: Grid
    frame: Frame
    setting: Setting
    caption: Head = field(init=False)

    def __post_init__(self) -> None:
        """Read the caption once."""
        span = self.table.caption
        self.caption = self.meaning(span) if span else Head()

    def meaning(self, *spans: Span) -> Head:
        """The heads at these places of the text, read as one."""
        text = " ".join(span.of(self.folded) for span in spans)
        own = " ".join(span.of(self.document.text) for span in spans)
        return head_of(text.replace("\n", " "), own, self.frame.clock)

    def named(self, span: Span) -> tuple[str, tuple[Unit, ...]]:
        """The name at a place of the text, and the units that stand with it."""
        return named(span.of(self.folded), span.of(self.document.text))


@dataclass(frozen=True, slots=True)
class Row:
    """What the words left of a figure say; `region` is set where they name a place."""

    span: Span
    name: str = ""
    head: Head = Head()
    units: tuple[Unit, ...] = ()
    region: Region | None = None


def row_of(sheet: Sheet, block: Block, kinds: Columns, row: int, column: int, above: str) -> Row:
    """The heads of a row for one of its figures; `above` is the name of the row before."""
    line, places = sheet.grid.lines[row], kinds.naming(column)
    cells = dict.fromkeys(sheet.grid.cells[row, c] for c in places if sheet.grid.text(row, c))
    unit_column = kinds.unit(column)
    units = tuple(units_of(sheet.grid.text(row, unit_column))) if unit_column is not None else ()
    section = _section(sheet, block, row)
    if not cells:
        return Row(line, "", section, (*units, *section.units))
    head = sheet.meaning(*(cell.span for cell in cells))
    parts = [sheet.named(cell.span) for cell in cells]
    name, own = parts[-1]
    if len(parts) > 1 and (fold(name) in lexicon.cues("generic") or len(name) < 3):
        name = parts[-2][0] + name
    units = (*own, *units, *section.units)
    if head.changes and not head.name:
        # 比上年增长（%） in a row of its own is about the row before
        name = above
    region = _place(sheet, block, places[-1], name)
    period = head.period or section.period
    head = Head(head.name, head.roles | section.roles, head.units, period, head.since)
    bare = "" if region is not None or (head.period and not head.name) else name
    return Row(line, bare, head, units, region)


def _section(sheet: Sheet, block: Block, row: int) -> Head:
    """What a line of its own above the row says of unit and year."""
    if row not in block.sections:
        return Head()
    said = sheet.meaning(sheet.grid.lines[block.sections[row]])
    return Head("", said.roles, said.units, said.period)


def _place(sheet: Sheet, block: Block, column: int, name: str) -> Region | None:
    """The place that a head names: by the lexicon, or because its column is one of places."""
    head = sheet.grid.text(block.heads[-1], column) if block.heads else ""
    return place_of(sheet.document, name, head.replace(" ", "") in head_words("region"))


def place_of(document: Document, name: str, sure: bool = False) -> Region | None:
    """A name as a region; one that several places have is the one inside the document's own."""
    bare = fold(name)
    if bare in WHOLE:
        return lexicon.region(document.region)
    if bare not in lexicon.place_names():
        return Region(name) if sure and name and indicator.identify(bare) is None else None
    inside = [c for c in lexicon.candidates(bare) if document.region and document.region in c]
    found = lexicon.region(inside[0] if len(inside) == 1 else bare)
    return Region(name, found.code)
