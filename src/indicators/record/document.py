"""A text with its tables, and ranges of it as evidence."""

from __future__ import annotations

from dataclasses import dataclass

from indicators import markup


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what cannot be sliced."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a range of a text")

    def of(self, text: str) -> str:
        """The evidence: `text[start:end]`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, its first row and column, how many it takes of each.

    `head` says that the file itself marks it as a head (th).
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document: a line a row in the text, tabs between the cells.

    `caption` is the title, and the unit where one stands, in the lines right above it.
    """

    span: Span
    cells: tuple[Cell, ...]
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Inferred:
    """A field of a document that nobody gave, and where in the content it was found."""

    field: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it.

    `text` is what the file holds in reading order, of a text file the whole file, so that offsets
    point into it; reading begins at `body`. `region` and `date` (`2022`, `2022-08` or `2022-08-31`)
    are as the head gives them; empty means unknown. `skipped` is page furniture: part of the text,
    never read as sentences. `inferred` names the fields that were taken from the content.
    """

    text: str
    name: str = "document"
    title: str = ""
    issuer: str = ""
    region: str = ""
    date: str = ""
    source: str = ""
    body: int = 0
    skipped: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    inferred: tuple[Inferred, ...] = ()

    def _repr_html_(self) -> str:
        """What is known of it, where that was found, and its text."""
        found = {one.field: f" ({one.where})" for one in self.inferred}
        names = ("name", "title", "issuer", "region", "date", "source")
        known = [
            (name, f"{value}{found.get(name, '')}")
            for name in names
            if (value := getattr(self, name))
        ]
        return markup.facts(known) + markup.passage(self.text[self.body :].strip("\n"))
