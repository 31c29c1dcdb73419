"""Nothing from after `as_of` reaches a chance: the future of every shipped file is scrambled."""

import csv
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indicators import store

AS_OF = 2016
CASES = """\
case,level,as_of,kind,target,year,basis,known
a,city,2016,growth,8%,2017,real,2015:+7.1%;2016:+7.9%
b,province,2016,growth,7.5%,2018,real,2016:+7.9%
c,nation,2016,growth,6.5%,2017,real,
d,district,2016,level,650亿元,2019,nominal,2010:220亿元;2016:495.7亿元
e,province,2016,cumulative,9000亿元,2018,nominal,2010:2200亿元;2016:4000亿元
f,city,2016,growth,8%,2017,real,2010:220亿元;2016:495.7亿元
g,city,2016,growth,8%,2017,nominal,2016:+7.9%
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A collection whose series are the shipped ones."""
    (tmp_path / "notebooks").mkdir()
    shutil.copy(store.plan_file(), tmp_path / "notebooks")
    shutil.copytree(store.series_folder(), tmp_path / "data" / "series")
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    return tmp_path


def scramble(folder: Path) -> int:
    """Give every figure of after AS_OF another value; how many there were."""
    rng, changed = random.Random(3), 0
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            head, rows = list(reader.fieldnames or ()), list(reader)
        later = [row for row in rows if "year" in row and int(row["year"]) > AS_OF]
        for row in later:
            for name in {"value", "outcome"} & {name for name in row if row[name]}:
                row[name] = f"{float(row[name]) * rng.uniform(0.3, 3):.6g}"
                changed += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return changed


def chances(home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "indicators", "chance", "--from", "cases.csv", "--format", "csv"],
        cwd=home,
        env=os.environ | {store.HOME: str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_scrambled_future_leaves_every_chance_as_it_was(home: Path) -> None:
    before = chances(home)
    assert before.count("\n") == CASES.count("\n")
    assert scramble(home / "data" / "series") > 1000
    assert chances(home) == before
