"""The records of the domain: frozen, stated values as Decimal, evidence as spans of the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators import markup
from indicators.markup import Mark


class Measure(StrEnum):
    """What a figure measures of its indicator."""

    LEVEL = "level"
    SHARE = "share"
    GROWTH = "growth"
    DECREASE = "decrease"
    MULTIPLE = "multiple"


class Bound(StrEnum):
    """How the document bounds a figure: 5% / 5%以上 / 5%以内 / 5%左右."""

    EXACT = "exact"
    LOWER = "lower"
    UPPER = "upper"
    ABOUT = "about"


class Status(StrEnum):
    """Achieved, or announced."""

    ACTUAL = "actual"
    TARGET = "target"


class Basis(StrEnum):
    """At current prices, at comparable prices, or not a matter of prices."""

    NOMINAL = "nominal"
    REAL = "real"
    NONE = "none"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """How the figures of an indicator behave.

    A flow adds up over a year; a stock is an amount and a count a number of firms or facilities at
    a moment; a rate is a ratio, standard or concentration; an index is prices against earlier ones.
    """

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"
    INDEX = "index"
    COUNT = "count"


class Scope(StrEnum):
    """Whether growth is of the levels as stated, or among the units of both years (可比口径)."""

    STATED = "stated"
    COMPARABLE = "comparable"


class Better(StrEnum):
    """Which way an indicator should move."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


class Origin(StrEnum):
    """Where a period or a region was found; `hand`: in a correction."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    TABLE = "table"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TITLE = "title"
    DATE = "date"
    DOCUMENT = "document"
    HAND = "hand"
    NONE = "none"


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
class Quantity:
    """A stated amount: 460亿元 is 46000000000 CNY, 6%-7% has `value` 6 and `high` 7.

    `resolution` is one unit of the last digit shown, in `unit`: 495.7亿元 is stated to 10^7 yuan.
    Half of that, either way, is the rounding that the figure may hide.
    """

    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    resolution: Decimal | None = None

    @property
    def stated(self) -> str:
        """The value as plain decimal text, `low..high` for a range."""
        low = plain(self.value)
        return low if self.high is None else f"{low}..{plain(self.high)}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a run of years with both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a run that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"period {self.first}/{self.last} ends before it begins")

    @classmethod
    def year(cls, year: int) -> Period:
        """One calendar year."""
        return cls(year, year)

    @property
    def years(self) -> int:
        """How many years the period holds."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """`2021` or `2012/2021`."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Region:
    """A place as the document names it, and its code in GB/T 2260 where it is known."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An entry of the catalogue (lexicon/indicator.toml).

    `since` and `until`: the years for which today's definition holds; `note` says what was before
    or came after. `reference`: the published document that defines it.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    unit: str
    kind: Kind
    level_basis: Basis
    growth_basis: Basis
    growth_scope: Scope
    better: Better
    reference: str
    since: int | None = None
    until: int | None = None
    note: str = ""

    def holds(self, period: Period) -> bool:
        """Whether today's definition holds for all years of the period."""
        after = self.since is None or self.since <= period.first
        return after and (self.until is None or period.last <= self.until)


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


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one observation, corrected by hand: a row of data/corrections.csv.

    The figure is `text`, `at` characters into the `sentence` (without blanks around it), and
    `indicator` as the machine reads it tells it from another that shares the place. `old` is what
    the machine reads, `new` what holds instead; both as `indicators read --format csv` prints them.
    """

    document: str
    sentence: str
    at: int
    text: str
    indicator: str
    field: str
    old: str
    new: str
    reason: str
    author: str
    date: str

    @property
    def note(self) -> str:
        """What was corrected, by whom, when and why, in a line."""
        told = f"{self.field} {self.old or '-'} → {self.new or '-'}"
        return f"{told}: {self.reason} ({self.author}, {self.date})"


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity that a document states about a place, with its evidence.

    `span` holds number and unit only; `indicator` is in the document's own words and script;
    `rules` names what was applied, in order, for `indicators explain`. `corrections` are those of a
    hand that are in its fields; the evidence stays what the document says.
    """

    document: str
    span: Span
    text: str
    indicator: str
    indicator_id: str | None
    measure: Measure
    quantity: Quantity
    period: Period | None
    period_source: Origin
    status: Status
    region: Region
    region_source: Origin
    sentence: Span
    rules: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """What it says, in the order of `markup.FACTS`."""
        q, period = self.quantity, str(self.period or "-")
        return (
            *(self.indicator, self.measure.value, f"{q.stated} {q.unit}", q.bound.value),
            *(period, self.status.value, self.region.name or "-"),
        )

    def _repr_html_(self) -> str:
        """Its facts, the evidence first, and what a hand corrected."""
        place = f"{self.text} ({self.document}:{self.span.start}..{self.span.end})"
        corrected = "; ".join(c.note for c in self.corrections)
        pairs = zip(markup.FACTS, self.facts, strict=True)
        return markup.facts([("evidence", place), *pairs, ("corrected", corrected)])


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A number that became no observation, and why: name, threshold, date, ordinal, ..."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a document states, and every number that found no place."""

    document: Document
    observations: tuple[Observation, ...]
    unplaced: tuple[Unplaced, ...]

    def _repr_html_(self) -> str:
        """The text with what was read in it, as a notebook shows it."""
        marks = [
            Mark(o.span.start, o.span.end, o.facts, "; ".join(c.note for c in o.corrections))
            for o in self.observations
        ]
        marks += [Mark(u.span.start, u.span.end, (u.reason,)) for u in self.unplaced]
        return markup.page(self.document.text, marks)


def plain(value: Decimal) -> str:
    """A Decimal without exponent: 4.96E+10 -> 49600000000, 7.20 -> 7.20."""
    return format(value, "f")
