"""Every number on a page leads to its evidence or to how it arises, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from indicators.batch.fitting import Run
from page.test_collection import RUNS, made

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# a year or a month is where a figure stands, not one: 2021, 2012–2021, 2022-08
TIMES = re.compile(r"(?:19|20)\d\d(?:[-–—](?:(?:19|20)\d\d|\d\d))?(?![.,]?\d|\s*[%‰万亿])")
# a band and a bad year are called so: 80% is a name and nothing that was worked out
BANDS = re.compile(
    r"80%(?= range| bands)|(?<=with a chance of )80%|(?<=year is )(?:bad|good) \([19]0%\)"
    r"|全国年景偏[差好]（[19]0%）"
)
# what may hold numbers without a link, and why
FREE = {
    "a.evidence, a.derived": "they are the links",
    "q, cite": "a sentence of a document and its title: the evidence itself",
    "#evidence": "the same, where the links lead",
    "details": "the numbers of documents that a count counts, one by one; code",
    "section.text, .text, .caption": "what a notebook or a chart says on every page",
    "h1, h2, h3, thead": "headings and heads name, they tell nothing",
    "math, code, pre": "formulas and code",
    ".dated, .kicker": "the dates of the page",
    ".from": "where the figures of the table above it are from",
}
# tables whose rows tell how a figure arises: links end there
ORIGINS = {
    "levels": "official figures, each with its origin in its row",
    "checks": "what was set beside what, in words",
    "rates": "the formulas applied, step by step",
    "formulas": "what went into the formula",
    "formula": "the same",
    "nation": "the same",
    "announced": "a target less the growth beside it",
    "record": "outcomes that are counted, each to unfold",
    "reckoned": "the arithmetic of each chance, from its forecast to its models",
    "implied": "the arithmetic, with the figures it takes",
    "claims": "a stated figure and what its rounding leaves open",
    "paces": "two stated totals, one over the other",
    "per-head": "a stated figure and what it is a year and per head",
    "unplaced": "the numbers themselves, to unfold",
    "panels": "the data, with their origin",
}


def unlinked(html: str) -> Iterator[str]:
    """The numbers of a page that lead nowhere, with what stands around them."""
    page = BeautifulSoup(html, "lxml")
    for row in page.select("tr:has(q)"):
        own_words(row)
    for place in (", ".join(FREE), *(f"tr[id^=t-{name}-]" for name in ORIGINS)):
        for found in page.select(place):
            if found.name != "p" or "from" not in found.get_attribute_list("class"):
                found.decompose()
    for source in page.select(".from"):
        before = source.find_previous("table")
        assert isinstance(before, Tag) and source.get_text(strip=True)
        before.decompose()
        source.decompose()
    for part in page.select("body > header, main"):
        for words in part.find_all(string=True):
            if NUMBER.search(TIMES.sub("", BANDS.sub("", words))):
                yield " ".join(words.split())


def own_words(row: Tag) -> None:
    """Take away what a row calls its figure in the words of the sentence beside it."""
    said = "".join(quote.get_text() for quote in row.find_all("q"))
    for words in row.find_all(string=re.compile(r"[㐀-鿿]{2}")):
        if words.find_parent("q") is None and words in said:
            words.extract()


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.id))
def test_no_number_stands_alone(run: Run, executed: Callable[[Run], NotebookNode]) -> None:
    assert list(unlinked(made(run, executed(run)))) == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>12 documents of 2021</p>", ["12 documents of 2021"]),
        ("<p><a class='derived' href='#t-x'>12</a> of 2012–2021, 2022-08</p>", []),
        ("<p>2,021 people, 2021% and 2021.5</p>", ["2,021 people, 2021% and 2021.5"]),
        ("<table><tr><td>7.4%</td></tr></table>", ["7.4%"]),
        ("<table><tr id='t-rates-own'><td>7.4%</td></tr></table>", []),
        ("<table><tr id='t-chances-own'><td>7.4%</td></tr></table>", ["7.4%"]),
        ("<table><tr><td>7.4%</td></tr></table><p class='from'>The Bureau, 1.csv</p>", []),
        ("<table><caption>All 12</caption></table>", ["All 12"]),
        ("<table><tr><td>24小时供水</td><td><q>24小时供水</q></td></tr></table>", []),
        ("<h2>1. Data</h2><q>增长7%</q>", []),
    ],
)
def test_a_number_without_a_link_is_seen(html: str, left: list[str]) -> None:
    """Else the test above could not fail."""
    assert list(unlinked(f"<html><body><main>{html}</main></body></html>")) == left


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.id))
def test_no_page_is_heavy_without_its_charts(
    run: Run, executed: Callable[[Run], NotebookNode]
) -> None:
    html = re.sub(r'data:image/[^"]*', "", made(run, executed(run)))
    assert len(html.encode()) <= 150_000
