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
    "a[href^='#e-'], a[href^='#t-'], a.page": "they are the links",
    "q, cite": "a sentence of a document and its title: the evidence itself",
    "#evidence": "the same, where the links lead",
    "details.code": "code",
    "section.text, .text, .caption": "what a notebook or a chart says on every page",
    "h1, h2, h3, thead": "headings and heads name, they tell nothing",
    "math, code, pre": "formulas and code",
    ".dated, .kicker, .from": "dates of the page, the document or the run that a table is from",
}
# rows that show the arithmetic itself: each holds, linked or quoted, what it is made from
SUMS = {
    "rates-multiple": "two stated levels, one over the other",
    "announced": "a target and last growth, and the one less the other",
    "reckoned": "from growth to the forecast, from the models to their mean and the chance",
    "implied": "a formula with the stated figures in it, and what comes of it",
    "paces": "two stated totals, one over the other",
    "unplaced": "numbers of a document in its own words, and how many they are",
}


def unlinked(html: str) -> Iterator[str]:
    """The numbers of a page that lead nowhere, with what stands around them."""
    page = BeautifulSoup(html, "lxml")
    own_words(page)
    for name in SUMS:
        for row in page.select(f"tr[id=t-{name}], tr[id^=t-{name}-]"):
            if row.select_one("a[href^='#e-'], a[href^='#t-'], q") or counts_none(row):
                row.decompose()
    for place in FREE:
        for found in page.select(place):
            found.decompose()
    for part in page.select("body > header, main"):
        for words in part.find_all(string=True):
            if NUMBER.search(TIMES.sub("", BANDS.sub("", words))):
                yield " ".join(words.split())


def counts_none(row: Tag) -> bool:
    """Where nothing was counted there is nothing to show."""
    return NUMBER.findall(row.get_text()) == ["0"]


def own_words(page: BeautifulSoup) -> None:
    """Take away what a row calls its figure in words of the sentences that the page quotes."""
    said = "".join(quote.get_text() for quote in page.select("q, blockquote"))
    for words in page.select("td:first-child")[:]:
        for one in words.find_all(string=re.compile(r"[㐀-鿿]{2}")):
            if one.find_parent("q") is None and one in said:
                one.extract()


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.id))
def test_no_number_stands_alone(run: Run, executed: Callable[[Run], NotebookNode]) -> None:
    assert list(unlinked(made(run, executed(run)))) == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>12 documents of 2021</p>", ["12 documents of 2021"]),
        ("<p><a href='#t-x'>12</a> of 2012–2021, 2022-08</p>", []),
        ("<p>2,021 people, 2021% and 2021.5</p>", ["2,021 people, 2021% and 2021.5"]),
        ("<p><a class='page' href='01.html'>12</a> figures</p>", []),
        ("<table><tr><td>7.4%</td></tr></table>", ["7.4%"]),
        ("<table><tr id='t-rates-own'><td>7.4%</td></tr></table>", ["7.4%"]),
        ("<table><tr id='t-rates-multiple'><td>7.4%</td></tr></table>", ["7.4%"]),
        ("<table><tr id='t-implied-0'><td><a href='#e-1'>1%</a> 7.4%</td></tr></table>", []),
        ("<table><tr><td>7.4%</td></tr></table><p class='from'>The Bureau, 1.csv</p>", ["7.4%"]),
        ("<table><caption>All 12</caption></table>", ["All 12"]),
        ("<table><tr><td>24小时供水</td><td><q>24小时供水</q></td></tr></table>", []),
        ("<details><summary>3</summary>4</details>", ["3", "4"]),
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
