"""How fast documents are read against a named peer: opencc turning the same text to simplified.

The peer does one thing to every character, once; reading does all that a figure needs. Printed are
characters a second of both and their ratio, best of several rounds, turn about.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

from opencc import OpenCC

from indicators import read, sources


def main() -> None:
    """Print the two speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="*", type=Path, default=[Path("tests/corpus/readings")])
    parser.add_argument("--rounds", type=int, default=5)
    call = parser.parse_args()
    documents = sources.load_all(call.folder).documents
    size = sum(len(document.text) for document in documents)
    peer = OpenCC("t2s")
    ours = theirs = float("inf")
    for _ in range(call.rounds):
        begun = perf_counter()
        for document in documents:
            peer.convert(document.text)
        theirs = min(theirs, perf_counter() - begun)
        begun = perf_counter()
        for document in documents:
            read(document)
        ours = min(ours, perf_counter() - begun)
    print(f"{len(documents)} documents, {size} characters")
    print(f"opencc t2s {size / theirs:,.0f} characters/s, indicators {size / ours:,.0f}")
    print(f"indicators / opencc time: {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
