"""The collection's notebooks: held to their form, and every run of the batch executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from indicators import store
from indicators.batch import plan
from indicators.batch.plan import Run
from indicators.choices import CHOICES
from indicators.language import LANGUAGES
from indicators.report import page

EVERY = sorted(store.notebooks_folder().glob("*.ipynb"))
NOTEBOOKS = [path for path in EVERY if not path.stem.startswith("00-")]  # the reports
DESKS = [path for path in EVERY if path not in NOTEBOOKS]  # to be worked in: no page comes of them
RUNS = plan.load(store.plan_file(), store.notebooks_folder())
SECTIONS = {
    "en": ["Data", "Check", "Method", "Result", "If we are wrong", "Limits"],
    "zh": ["数据", "核对", "方法", "结果", "若假设不成立", "局限"],
}
OFFICIAL = re.compile("not these documents|非本地文件")
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_CELLS, MOST_LINES, MOST_PARAMETERS = 15, 5, 9
# a notebook says what is asked; how it is done lives in the package
FORBIDDEN = (
    r"\b(def|class|lambda|for|while|re\.|plt|sns|mpl|matplotlib|Path|open|style|color)\b|/|%"
)

notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.stem))
every = pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.stem))


def read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text(notebook: NotebookNode, language: str) -> list[NotebookNode]:
    """The cells of words in one language."""
    return [c for c in notebook.cells if language in c.metadata.get("tags", [])]


@notebooks
@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_stand_in_order(path: Path, language: str) -> None:
    words = "\n".join(cell.source for cell in text(read(path), language))
    assert re.findall(r"^## (.+)$", words, re.MULTILINE) == SECTIONS[language]


@every
def test_words_come_in_pairs(path: Path) -> None:
    """Chinese, then the same in English: as many paragraphs, points and formulas."""
    words = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    for zh, en in zip(words[::2], words[1::2], strict=True):
        assert (zh.metadata["tags"], en.metadata["tags"]) == (["zh"], ["en"])
        assert zh.id.removesuffix("-zh") == en.id.removesuffix("-en")
        for pattern in (r"^## ", r"^- ", r"^\$\$"):
            counts = [len(re.findall(pattern, one.source, re.MULTILINE)) for one in (zh, en)]
            assert counts[0] == counts[1], f"{zh.id}: {pattern}"
        assert HAN.search(zh.source) and not re.search(r"[a-z]{4,} [a-z]{2,} ", zh.source)


@notebooks
def test_every_section_has_words_and_code(path: Path) -> None:
    cells = [c for c in read(path).cells if "zh" not in c.metadata.get("tags", [])]
    assert [c.cell_type for c in cells[:4]] == ["markdown", "code", "code", "code"]
    for one, other in zip(cells[4:], cells[5:], strict=False):
        if one.source.startswith("## "):
            assert other.cell_type == "code"
            assert len(one.source.splitlines()) > 2


@notebooks
def test_code_is_short_and_plain(path: Path) -> None:
    cells = code(read(path))
    assert len(cells) <= MOST_CELLS
    for cell in cells:
        most = MOST_PARAMETERS if "parameters" in cell.metadata.get("tags", []) else MOST_LINES
        assert len(cell.source.splitlines()) <= most, cell.source
        without = re.sub(r"#.*", "", cell.source)
        assert not re.search(FORBIDDEN, without), cell.source
    assert cells[0].source.startswith("from indicators")
    assert cells[-1].source == "save(summary)"
    assert sum("save(" in cell.source for cell in cells) == 1
    assert not any("import" in cell.source for cell in cells[1:])


@notebooks
def test_parameters_are_typed_and_explained(path: Path) -> None:
    tagged = [c for c in code(read(path)) if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    lines = tagged[0].source.splitlines()
    assert re.match("region: (Region|City|Nation) = ", lines[0])
    assert lines[-1].startswith('language: Language = "zh"')
    for line in lines:
        typed = re.fullmatch(r"\w+: (\w+) = .+?  # .{10,}", line)
        assert typed and typed[1] in (*CHOICES, "str", "int", "float", "bool"), line
    assert all(isinstance(node, ast.AnnAssign) for node in ast.parse(tagged[0].source).body)


@every
def test_nothing_is_stored_but_the_sources(path: Path) -> None:
    notebook = read(path)
    for cell in code(notebook):
        assert not cell.outputs
        assert cell.execution_count is None
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", cell_id) for cell_id in ids)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_the_batch_runs_every_notebook() -> None:
    for language in LANGUAGES:
        spoken = {run.source for run in RUNS if run.parameters["language"] == language}
        assert spoken == set(NOTEBOOKS)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: str(run.id))
def test_run(run: Run, executed: Callable[[Run], NotebookNode]) -> None:
    notebook = executed(run)
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "stream"], "a notebook prints nothing"
    said, region = page.glue(notebook), str(run.parameters["region"])
    made = BeautifulSoup(page.render(notebook), "html.parser")
    heading = made.find("h1")
    assert heading is not None and heading.get_text().rstrip("¶") == said["title"]
    assert said["region"] == region and said["language"] == run.parameters["language"]
    assert said["region_name"] in said["title"]
    words = made.get_text(" ")
    answer = heading.find_next("p")
    assert answer is not None and answer.get_text() == said["answer"]
    assert said["answer"].endswith((".", "。")) and len(said["answer"]) < 500
    pictures = made.find_all("img")
    assert pictures and all(len(str(picture["alt"])) > 25 for picture in pictures)
    assert made.find("mark") or OFFICIAL.search(words), "a figure shows where it is from"
    assert not re.search(r"\bnan\b|\bNone\b(?! of| is)|\bNaN\b|<bound|object at", words)
    assert not re.search(r"\d{9,}|\d\.\d{5,}", words), "numbers are for readers"


@pytest.mark.parametrize("path", DESKS, ids=lambda path: str(path.stem))
def test_what_is_worked_in_runs_without_a_browser(
    path: Path, executed: Callable[[Run], NotebookNode]
) -> None:
    """What widgets show stands in the notebook as HTML, too."""
    asked = {"region": "长春市绿园区", "nation": -1.0} if path.stem == "00-explore" else {}
    notebook = executed(Run(path.stem, path, asked))
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    shown = "".join(output.data["text/html"] for output in outputs)
    assert shown.count("data:image/svg+xml") >= 1
    assert all(str(value) in shown for value in asked.values())
