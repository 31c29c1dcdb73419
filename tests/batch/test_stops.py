"""A signal in any moment of a batch ends it, and no run that was handed out is left behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event
from types import FrameType

import pytest

from indicators.batch import run
from indicators.batch.bell import Bell
from indicators.batch.crew import Attempt
from indicators.batch.run import Way
from indicators.batch.stops import postponed

QUIET = 2.0  # seconds after which a worker takes it that the batch waits
LONG = 30.0  # seconds that a run would take if nobody ended it
RUNS = ["a", "b", "c"]
Profile = Callable[[FrameType, str, object], None]


class Desk:
    """Hands out two runs that go on until they are stopped."""

    def start(self, attempt: Attempt[str], *_: object, **__: object) -> str:
        return attempt.item

    def end(self, *_: object) -> None:
        raise AssertionError("no run ends by itself")


class Workers:
    """Two workers, which know how each of their runs ended: stopped, or not.

    From their start on a profile function watches the thread that started them.
    """

    def __init__(self, threads: ThreadPoolExecutor, watch: Profile) -> None:
        self.threads, self.watch = threads, watch
        self.stopped, self.asked = Event(), False
        self.given, self.ends = list[Future[None]](), list[bool]()

    @contextmanager
    def __call__(
        self, *_: object
    ) -> Iterator[tuple[Callable[[str], Future[None]], Callable[[], None]]]:
        sys.setprofile(self.watch)
        try:
            yield self._submit, self.stopped.set
        finally:
            sys.setprofile(None)

    def _submit(self, _: str) -> Future[None]:
        future = self.threads.submit(self._work)
        self.given.append(future)
        return future

    def _work(self) -> None:
        if not self.stopped.wait(QUIET) and not self.asked:
            self.asked = True
            os.kill(os.getpid(), signal.SIGINT)
        self.ends.append(self.stopped.wait(LONG))


def signal_at(call: int) -> Profile:
    """A profile function that sends this process a signal at that call or return."""
    left = call

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            signal.raise_signal(signal.SIGINT)

    return count


def test_a_signal_between_any_two_steps_ends_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """At each call in turn, until it waits: there one of its workers sends the signal."""
    with ThreadPoolExecutor(2) as threads:
        call, asked = 0, False
        while not asked:
            call += 1
            workers = Workers(threads, signal_at(call))
            monkeypatch.setattr(run, "_workers", workers)
            with pytest.raises(KeyboardInterrupt):
                run._run(RUNS, Desk(), Way(jobs=2), None)  # type: ignore[arg-type]
            wait(workers.given)
            asked = workers.asked
            assert all(workers.ends), f"a run was left behind by a signal at call {call}"
    assert call > 50 and len(workers.ends) == 2


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_let_through_once_and_then_all_are_as_before(
    sent: signal.Signals,
) -> None:
    heard: list[int] = []
    before = signal.signal(sent, lambda number, _: heard.append(number))
    try:
        with Bell() as bell, postponed(bell) as let_through:
            signal.raise_signal(sent)
            signal.raise_signal(sent)
            bell.wait(None)
            assert not heard
            let_through()
            let_through()
            assert heard == [sent]
            signal.raise_signal(sent)
            assert heard == [sent, sent]
        with Bell() as bell, postponed(bell):
            signal.raise_signal(sent)
        assert len(heard) == 3 and signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(sent, before)


def test_other_threads_and_ignored_signals_are_left_alone() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def handler_there() -> object:
        with Bell() as bell, postponed(bell) as let_through:
            let_through()
            return signal.getsignal(signal.SIGINT)

    try:
        with Bell() as bell, postponed(bell):
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(handler_there).result() is signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_bell_that_nobody_hears_may_be_rung_on() -> None:
    with Bell() as bell:
        for _ in range(10_000):
            bell.ring()
        bell.wait(None)
        bell.wait(0)
    bell.ring()
