"""Attempts are handed out a few at a time, and what may come back is tried again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from indicators.batch.bell import Bell
from indicators.batch.crew import Attempt, Crew


@pytest.fixture
def bell() -> Iterator[Bell]:
    with Bell() as bell:
        yield bell


class Pairs:
    """Ends two at a time."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Future[str]]] = []

    def take(self, attempt: Attempt[str]) -> Future[str]:
        future: Future[str] = Future()
        self.given.append((attempt.item, future))
        if len(self.given) % 2 == 0:  # the second of each two ends first
            future.set_result(attempt.item)
            self.given[-2][1].set_result(self.given[-2][0])
        return future


def test_few_are_out_at_a_time(bell: Bell) -> None:
    pairs = Pairs()
    crew = Crew[str, str](bell, ahead=2)
    told = []
    for _, future in crew.results("abcdef", pairs.take):
        told.append(future.result())
        assert len(pairs.given) - len(told) <= 3  # one that ended is being dealt with
    assert sorted(told) == list("abcdef")


@pytest.mark.parametrize("ahead", [1, 3])
def test_every_item_is_tried_until_it_is_good(ahead: int, bell: Bell) -> None:
    tries: dict[str, int] = {}

    def work(item: str) -> bool:
        tries[item] = tries.get(item, 0) + 1
        return tries[item] > {"a": 0, "b": 2, "c": 1}[item]

    with ThreadPoolExecutor(2) as pool:
        crew = Crew[str, bool](bell, ahead, pause=0.001)
        good = []
        for attempt, future in crew.results("abc", lambda one: pool.submit(work, one.item)):
            if future.result():
                good.append((attempt.item, attempt.tries))
            else:
                assert crew.again(attempt) == 0.001 * 2**attempt.tries
    assert sorted(good) == [("a", 0), ("b", 2), ("c", 1)]
    assert tries == {"a": 1, "b": 3, "c": 2}


def test_a_closed_crew_hands_out_nothing_more(bell: Bell) -> None:
    with ThreadPoolExecutor(1) as pool:
        crew = Crew[int, str](bell, ahead=1)
        done = []
        for attempt, _ in crew.results(range(10), lambda one: pool.submit(str, one.item)):
            done.append(attempt.item)
            if attempt.item == 3:
                crew.again(attempt)
                crew.close()
    assert done == [0, 1, 2, 3, 4]
