"""What a figure is about where its passage says it: each line demands one figure's reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import Document, read

HERE = Path(__file__).parent
LINES = (HERE / "corpus" / "passages.tsv").read_text(encoding="utf-8").splitlines()
FIELDS = ("title", "date", "passage", "indicator", "measure", "period", "status")


@pytest.mark.parametrize("line", LINES[1:])
def test_a_figure_is_read_by_its_passage(line: str) -> None:
    row = dict(zip(FIELDS, line.split("\t"), strict=True))
    before, _, rest = row["passage"].replace("¶", "\n").partition("[")
    inside, _, after = rest.partition("]")
    document = Document(before + inside + after, title=row["title"], date=row["date"])
    found = {(o.span.start, o.text): o for o in read(document).observations}
    figure = found[len(before), inside]
    said = (figure.indicator, figure.measure, str(figure.period or "-"), figure.status)
    assert said == tuple(row[name] for name in FIELDS[3:])


def test_the_lines_have_the_columns_that_are_read() -> None:
    assert tuple(LINES[0].split("\t")) == FIELDS
