"""Several processes answer as one would; one that dies or hangs loses its task alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from indicators.workers import AHEAD, Job, in_order

LONG = 1e6


def work(task: str) -> Iterator[str]:
    """Do what a task says."""
    yield f"{task} begun"
    verb, _, number = task.partition(" ")
    if verb == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if verb == "leave":
        os._exit(int(number))
    if verb == "sleep":
        time.sleep(float(number))
    if verb == "need":
        yield str(len(bytearray(int(number))))
    if verb == "count":
        yield from map(str, range(int(number)))
    yield f"{task} done"


def lost(task: str, why: str) -> str:
    return f"{task}: {why}"


def patience(task: str) -> float:
    return 4 if task.startswith("sleep 1e") else LONG


JOB = Job(work, lost, patience)


@pytest.fixture
def ended() -> Callable[[], bool]:
    """Whether all processes that were started since are gone; other tests may keep a browser."""
    before = set(psutil.Process().children())
    return lambda: set(psutil.Process().children()) <= before


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_the_answers_are_those_of_one_process(processes: int, ended: Callable[[], bool]) -> None:
    tasks = ["sleep 0.3", "count 100", *(f"count {n % 4}" for n in range(60)), "sleep 0.1"]
    assert list(in_order(JOB, tasks, processes)) == [p for task in tasks for p in work(task)]
    assert ended()


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("die 1", "ended its process by SIGKILL"),
        ("leave 3", "ended its process with exit code 3"),
        ("sleep 1e9", "took more than 4 seconds"),
    ],
)
@pytest.mark.parametrize("processes", [1, 2])
def test_a_task_that_is_lost_is_named_and_the_others_are_done(
    task: str, why: str, processes: int
) -> None:
    tasks = ["count 3", task, "count 2", task, "count 1"]
    expected = [
        part for one in tasks for part in ([f"{task}: {why}"] if one == task else work(one))
    ]
    # a slow machine may take all the patience to start the process: nothing is begun then
    assert [p for p in in_order(JOB, tasks, processes) if p != f"{task} begun"] == expected


def test_few_tasks_and_parts_are_held_while_a_slow_one_is_waited_for(
    ended: Callable[[], bool],
) -> None:
    asked: list[str] = []

    def tasks() -> Iterator[str]:
        for number in range(1000):
            asked.append("sleep 1" if number == 0 else "count 1")
            yield asked[-1]

    answers = in_order(JOB, tasks(), 2)
    while next(answers) != "sleep 1 done":
        pass
    assert len(asked) <= 2 * AHEAD + 2
    answers.close()  # type: ignore[attr-defined]
    assert ended()


def test_a_task_without_end_is_told_as_far_as_anybody_asks(ended: Callable[[], bool]) -> None:
    answers = in_order(JOB, ["count 3", "count 1000000000000"], 2)
    found = [next(answers) for _ in range(500)]
    assert found[-1] == "493"
    answers.close()  # type: ignore[attr-defined]
    assert ended()
