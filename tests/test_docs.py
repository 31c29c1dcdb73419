"""The docs cannot rot: what they name exists, what exists is named, their examples run."""

from __future__ import annotations

import argparse
import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import indicators
from indicators import cli, lexicon, listing
from indicators.batch import names, values

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCS = [
    *READMES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").glob("*.md")),
]
LINK = re.compile(r"!?\[[^]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:\.ci|benchmarks|data|docs|notebooks|src|tests)/[\w./-]*)`")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def everything() -> str:
    return "\n".join(map(text, DOCS))


def table(name: str, head: str) -> list[str]:
    """The first cells of the rows of the table with that head, without backticks."""
    _, found, rest = text(name).partition(f"{head}\n")
    assert found, f"{name}: no table | {head}"
    rows = rest.splitlines()[1:]
    end = next((n for n, row in enumerate(rows) if not row.startswith("|")), len(rows))
    return [row.split("|")[1].strip().strip("`") for row in rows[:end]]


def commands() -> dict[str, argparse.ArgumentParser]:
    """The subcommands that the command itself knows."""
    actions = cli._parser()._actions
    return next(dict(a.choices) for a in actions if isinstance(a, argparse._SubParsersAction))


def consoles(name: str) -> Iterator[tuple[str, str]]:
    """Command and output of each ```console block."""
    for block in re.findall(r"(?ms)^```console\n\$ (.*?)^```", text(name)):
        command, _, output = block.partition("\n")
        yield command, output


@pytest.mark.parametrize("name", READMES)
def test_the_examples_run(name: str) -> None:
    result = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert result.attempted > 3
    assert result.failed == 0


@pytest.mark.parametrize("module", [indicators, names, values])
def test_the_examples_in_docstrings_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", READMES)
def test_the_console_shows_what_the_command_prints(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = list(consoles(name))
    assert shown
    for command, output in shown:
        program, *arguments = shlex.split(command)
        assert program == "indicators"
        assert cli.main(arguments) == cli.DONE
        assert capsys.readouterr().out == output


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_commands_is_the_command(name: str) -> None:
    head = "| command | does |" if name == "README.md" else "| 命令 | 作用 |"
    assert [cell.split()[1] for cell in table(name, head)] == list(commands())


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_pages_is_the_folder(name: str) -> None:
    head = "| notebook | question |" if name == "README.md" else "| 笔记本 | 回答的问题 |"
    notebooks = sorted(file.stem for file in (ROOT / "notebooks").glob("*.ipynb"))
    assert table(name, head) == notebooks


def test_options_and_names_that_examples_use_exist() -> None:
    known = {option for one in commands().values() for option in one._option_string_actions}
    for name in READMES:
        for line in re.findall(r"(?m)^(?:    |\$ )indicators (.*)", text(name)):
            command, *rest = shlex.split(line.partition(">")[0])
            assert command in commands(), line
            assert {word for word in rest if word.startswith("--")} <= known, line


def test_every_dimension_is_named() -> None:
    folder = ROOT / "src" / "indicators" / "dimensions"
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    architecture = text("docs/architecture.md")
    line = next(one for one in architecture.splitlines() if one.startswith("  dimensions/"))
    named = set(re.findall(r"[a-z]+", line.replace("dimensions/", "")))
    assert modules <= named, f"docs/architecture.md does not name {modules - named}"


def test_every_module_is_named_in_the_architecture() -> None:
    rooms = text("docs/architecture.md").partition("## The rooms")[2]
    for file in (ROOT / "src" / "indicators").glob("*.py"):
        assert file.name == "__init__.py" or f"  {file.name} " in rooms, file.name
    for folder in (ROOT / "src" / "indicators").iterdir():
        assert not (folder / "__init__.py").is_file() or f"  {folder.name}/ " in rooms, folder.name
    there = {file.name for file in (ROOT / "src" / "indicators").rglob("*.py")}
    assert set(re.findall(r"\w+\.py", rooms.partition("\n## ")[0])) <= there


def test_the_glossary_lists_the_catalogue() -> None:
    catalogue = {entry.id: (entry.zh, entry.en) for entry in lexicon.catalogue().values()}
    rows = re.findall(
        r"(?m)^\| `(\w+)` \| (.*) \| (.*) \|$",
        text("docs/glossary.md").partition("## Indicators of the catalogue")[2],
    )
    assert {name: (zh, en) for name, zh, en in rows} == catalogue
    assert len(rows) == len(catalogue)


def test_the_data_page_names_every_column() -> None:
    part = text("docs/data.md").partition("## data/observations.csv")[2].partition("\n## ")[0]
    named = [name for row in re.findall(r"(?m)^\| (`.*?) \|", part) for name in row.split(", ")]
    assert [name.strip("`") for name in named] == list(listing.FIELDS)


def test_the_data_page_names_every_file_and_kind_of_word() -> None:
    page = text("docs/data.md")
    series = {file.stem for file in (ROOT / "data" / "series").iterdir()}
    words = {
        file.name
        for file in (ROOT / "src/indicators/lexicon").iterdir()
        if file.suffix in (".tsv", ".csv", ".toml")
    }
    for name in series | words | {*lexicon.ROLES, *lexicon.UNIT_KINDS}:
        assert f"`{name}`" in page, f"docs/data.md does not name {name}"


@pytest.mark.parametrize("name", READMES)
def test_the_map_of_the_tree_is_the_tree(name: str) -> None:
    block = re.search(r"(?ms)^```text\n(.*?)^```", text(name))
    assert block
    folder = ""
    for line in block[1].splitlines():
        path = line.split()[0]
        folder = folder if line.startswith("  ") else path
        whole = ROOT / (folder + path if line.startswith("  ") else path)
        assert whole.is_dir() if path.endswith("/") else whole.is_file(), f"{name}: {line}"


@pytest.mark.parametrize("name", DOCS)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    for link in LINK.findall(text(name)):
        if "://" not in link:
            assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"
    for path in PATH.findall(text(name)):
        assert (ROOT / path).exists(), f"{name}: {path}"


def test_make_targets_that_docs_name_exist() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", text("Makefile")))
    named = set(re.findall(r"(?m)(?:`|^    )make ([a-z]+)", everything()))
    assert named <= targets, named - targets


def test_the_version_has_an_entry() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert version in text("CHANGELOG.md")


def test_every_entry_of_the_changelog_says_what_moves() -> None:
    entries = re.split(r"(?m)^- ", text("CHANGELOG.md"))[1:]
    assert entries
    for entry in entries:
        assert re.search(r"\bMoves:\s+\S", entry), f"CHANGELOG.md: {entry.splitlines()[0]}"
