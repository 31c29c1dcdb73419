"""pyproject.toml, environment.yml and requirements.lock name the same packages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
OWN = "-e ."  # the package itself, the last line of the pip section
CONDA_ONLY = {"pip"}
# of conda's packages duckdb alone is the program
CONDA_NAMES = {"python-duckdb": "duckdb"}
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.+!]+)")


def bounds(lines: Iterable[str]) -> dict[str, str]:
    """Name, with extras, -> version specifier; a package given twice is a mistake."""
    found: dict[str, str] = {}
    for line in lines:
        one = Requirement(line)
        extras = f"[{','.join(sorted(one.extras))}]" if one.extras else ""
        name = canonicalize_name(one.name) + extras
        assert name not in found, f"{name} is given twice"
        found[name] = str(one.specifier)
    return found


def project() -> dict[str, str]:
    """What pyproject.toml asks for, python among it."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*table["dependencies"], *table["optional-dependencies"]["dev"]]
    return bounds([*lines, f"python{table['requires-python']}"])


def environment() -> dict[str, str]:
    """What environment.yml asks for, in the names of pyproject.toml."""
    told = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    conda = [line for line in told if isinstance(line, str)]
    pip = [line for part in told if isinstance(part, dict) for line in part["pip"]]
    found = bounds(line for line in [*conda, *pip] if line != OWN)
    return {CONDA_NAMES.get(n, n): spec for n, spec in found.items() if n not in CONDA_ONLY}


def pins() -> dict[str, list[str]]:
    """Name -> the lines of its pin in requirements.lock, the pin itself first."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        match = PIN.match(line)
        if match:
            # one package may be pinned twice, for two versions of python
            lines = found.setdefault(canonicalize_name(match["name"]), [])
        if match or line.strip().startswith("--hash="):
            lines.append(line)
    return found


def test_environment_yml_asks_for_what_pyproject_asks_for() -> None:
    assert environment() == project()


def test_environment_yml_installs_the_package_itself() -> None:
    told = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    assert told["name"] == "indicators"
    assert told["channels"] == ["conda-forge"]
    assert told["dependencies"][-1]["pip"][-1] == OWN


@pytest.mark.parametrize("name", [name for name in project() if name != "python"])
def test_the_lock_pins_it_within_its_bounds(name: str) -> None:
    bare = name.partition("[")[0]
    assert bare in pins(), f"{name}: not in requirements.lock: run `make lock`"
    specifier = Requirement(f"{bare}{project()[name]}").specifier
    for match in filter(None, map(PIN.match, pins()[bare])):
        assert match["version"] in specifier, "run `make lock`"


def test_every_pin_has_hashes() -> None:
    for name, lines in pins().items():
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if PIN.match(line):
                assert "--hash=sha256:" in following, f"{name}: a pin without a hash"


def test_the_lock_names_no_host_and_no_path() -> None:
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        assert "://" not in line
        assert line.startswith(("#", "    ")) or PIN.match(line), f"not a pin: {line}"
        assert "index-url" not in line
        assert " @ " not in line
