"""How fast documents are read, as ratios against named peers in one run, and how evenly.

The text is that of the labelled documents of the tests. Each measure is the best of several rounds,
ours and the peers' turn about, so that a busy machine is fair to all; a peer so slow that the whole
text would take minutes gets the beginning of it, and so do we beside it. Figures that depend on the
machine stand beside a ratio that hardly does.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import localcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.peers import peers
from indicators import Document, read, sources

SHORT = 20_000
LINE = 1000
SENTENCE = re.compile("[^。\n]{4,}。")
WATCH = """
import resource, subprocess, sys
no = subprocess.DEVNULL
code = subprocess.call(sys.argv[1:], stdout=no, stderr=no)
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
Row = tuple[str, str, str, str]


def best(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The least seconds of each call, turn about."""
    least = [float("inf")] * len(calls)
    for _ in range(rounds):
        for place, call in enumerate(calls):
            begun = perf_counter()
            call()
            least[place] = min(least[place], perf_counter() - begun)
    return least


def _apart(call: Callable[[str], object], text: str) -> None:
    """Call a peer; jionlp leaves another precision of decimals behind for the whole process."""
    with localcontext():
        call(text)


def against_peers(texts: list[str], rounds: int) -> Iterator[Row]:
    """Characters a second of full records and of each peer, and how many times as fast we are."""
    documents = [Document(text, date="2024-01") for text in texts]
    whole = sum(map(len, texts))
    [ours] = best(rounds, lambda: [read(one) for one in documents])
    yield "indicators, full records", f"{whole / ours:,.0f} characters/s", "1", ">= 1,000,000"
    short = "\n".join(texts)[:SHORT]
    for name, peer in peers():
        if isinstance(peer, str):
            yield name, peer, "-", ""
            continue
        _apart(peer, short[:LINE])  # what is loaded once is not the speed of reading
        theirs, same = best(rounds, partial(_apart, peer, short), lambda: read(Document(short)))
        yield name, f"{SHORT / theirs:,.0f} characters/s", f"{theirs / same:,.2f}", ""


def evenness(sentences: list[str], length: int, rounds: int) -> Iterator[Row]:
    """One line of so many characters against lines of a thousand, by the character."""
    lines = list(_lines(sentences, length))
    long, short = Document("".join(lines)), Document("\n".join(lines))
    one, many = best(rounds, lambda: read(long), lambda: read(short))
    ratio = (one / len(long.text)) / (many / len(short.text))
    speed = f"{len(long.text) / one:,.0f} characters/s"
    yield f"one line of {len(long.text):,} characters", speed, f"{ratio:.2f}", "<= 1.2"


def _lines(sentences: list[str], length: int) -> Iterator[str]:
    choose = random.Random(7)
    while length > 0:
        line = ""
        while len(line) < LINE:
            line += choose.choice(sentences)
        yield line
        length -= len(line)


def import_time(rounds: int) -> Iterator[Row]:
    """Seconds that `import indicators` adds to the start of Python."""
    bare, ours = best(3 * rounds, partial(_python, "pass"), partial(_python, "import indicators"))
    yield "import indicators", f"{ours - bare:.3f} s", f"{ours / bare:.1f}", "< 0.25 s"
    grammar = best(3 * rounds, partial(_python, "from indicators import read"))[0]
    yield "… with the grammar (read)", f"{grammar - bare:.3f} s", f"{grammar / bare:.1f}", "-"


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def corpus(sentences: list[str], count: int) -> Iterator[Row]:
    """Seconds and the memory of the largest process of `indicators read` over generated documents.

    Beside one process: how much faster two are. Beside memory: how much more than for a tenth of
    the documents, which is 1 when it is constant.
    """
    with TemporaryDirectory() as made:
        small, large = Path(made, "small"), Path(made, "large")
        size = _write(small, sentences, count // 10), _write(large, sentences, count)
        _, little = _command(small, 1)
        alone, memory = _command(large, 1)
        two, _ = _command(large, 2)
    speed = f"{alone:.0f} s, {size[1] / alone:,.0f} characters/s"
    yield f"indicators read, {count:,} documents, --jobs 1", speed, "1", ""
    yield "the same, --jobs 2", f"{two:.0f} s", f"{alone / two:.2f}", f"{_cores()} cores"
    yield "memory of its largest process", f"{memory / 1e6:.0f} MB", f"{memory / little:.2f}", "1"


def _write(folder: Path, sentences: list[str], count: int) -> int:
    folder.mkdir()
    choose, size = random.Random(7), 0
    for number in range(count):
        text = "2024年政府工作报告\n" + "\n".join(choose.choices(sentences, k=20)) + "\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        size += len(text)
    return size


def _command(folder: Path, jobs: int) -> tuple[float, int]:
    """Seconds and bytes of a run."""
    call = ["-m", "indicators", "read", str(folder), "--format", "jsonl", "--jobs", str(jobs)]
    begun = perf_counter()
    # a process counts what its parent held when it was started: a small one stands between
    between = [sys.executable, "-c", WATCH, sys.executable, *call]
    code, memory = subprocess.run(between, check=True, capture_output=True).stdout.split()
    if int(code):
        raise SystemExit(f"indicators {' '.join(call[2:])}: exit code {int(code)}")
    return perf_counter() - begun, int(memory) * 1024


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="*", type=Path, default=[Path("tests/corpus/readings")])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--line", type=int, default=1_000_000)
    call = parser.parse_args()
    texts = [document.text for document in sources.load_all(call.folder).documents]
    sentences = sorted(set(SENTENCE.findall("\n".join(texts))))
    rows: list[Row] = [("measure", "figure", "ratio", "wanted")]
    rows += against_peers(texts, call.rounds)
    rows += evenness(sentences, call.line, call.rounds)
    rows += import_time(call.rounds)
    rows += corpus(sentences, call.documents)
    print(f"{len(texts)} documents, {sum(map(len, texts)):,} characters, best of {call.rounds}")
    print("ratio of a peer: its time by ours for the same text; of the rest: see the docstrings")
    for measure, figure, ratio, wanted in rows:
        print(f"{measure:48}{figure:>32}{ratio:>10}  {wanted}".rstrip())


if __name__ == "__main__":
    main()
