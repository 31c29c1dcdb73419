"""How fast a slider's step is: from a moved control to the new sentence and chart.

    python -m benchmarks.workbench [--steps N]

Prints milliseconds, wall and of the processor: the first answer, then steps over each control,
each to a question that was not asked before. Bar: 150 ms a step.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter, process_time

from indicators.workbench import Question, explore

BAR = 150.0
# what each control is moved through, again and again, by so much
STARTS: dict[str, tuple[float, float]] = {
    "asked": (3.0, 0.5),
    "first": (-10.0, 1.0),
    "nation": (-2.0, 0.25),
}


def steps(count: int) -> Iterator[tuple[str, float]]:
    """A control and its next value."""
    for number in range(count):
        for name, (start, by) in STARTS.items():
            yield name, start + number * by
        yield "horizon", 1 + number % 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=12, help="steps of each control")
    count = parser.parse_args().steps
    began = perf_counter()
    one = explore(Question("长春市南关区"))
    print(f"first answer {1000 * (perf_counter() - began):8.0f} ms")
    walls: dict[str, list[float]] = {}
    cpus: list[float] = []
    for name, value in steps(count):
        wall, cpu = perf_counter(), process_time()
        one.controls[name].value = value
        walls.setdefault(name, []).append(1000 * (perf_counter() - wall))
        cpus.append(1000 * (process_time() - cpu))
    print(f"{'control':10}{'median':>8}{'worst 5%':>10}   ms, wall")
    for name, taken in walls.items():
        print(f"{name:10}{median(taken):8.0f}{quantiles(taken, n=20)[-1]:10.0f}")
    every = [taken for some in walls.values() for taken in some]
    print(f"a step: {median(every):.0f} ms, {median(cpus):.0f} of the processor; bar {BAR:.0f}")


if __name__ == "__main__":
    main()
