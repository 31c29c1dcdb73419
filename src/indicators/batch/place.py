"""Where the runs of a batch take place: a collection's folder, and the zygote of their kernels."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from indicators.batch.birth import Request
from indicators.batch.raising import OwnZygote, own_zygote
from indicators.batch.warm import NotWarm, WarmKernel, ask, available
from indicators.store import HOME

LOG = "kernel.log"  # what a kernel itself says, below the notebook's outputs
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
logger = logging.getLogger(__name__)


class Place:
    """Where notebooks run. It may be shared by threads, and sent to other processes."""

    def __init__(self, home: Path, door: Path | None, own: OwnZygote | None = None) -> None:
        """`home` is the collection's folder, `door` its zygote's: perhaps this process's `own`."""
        self.home, self.door, self.own = home, door, own
        self.stopped = False
        self._kills: set[Callable[[], None]] = set()
        self._told: set[str] = set()

    def __reduce__(self) -> tuple[type[Place], tuple[Path, Path | None]]:
        """Elsewhere it is the same place, without the runs of this process."""
        return Place, (self.home, self.door)

    def forked(self, request: Request, streams: Sequence[int]) -> WarmKernel:
        """A kernel of its zygote. Raises NotWarm or OSError when there is none."""
        if self.own:
            return self.own.ask(request, streams)
        if self.door is None:
            raise NotWarm("this place has no zygote")
        return ask(self.door, request, streams)

    @contextmanager
    def known(self, kill: Callable[[], None]) -> Iterator[None]:
        """A kernel, known by how it is killed, for the time it may live."""
        self._kills.add(kill)
        if self.stopped:
            kill()
        try:
            yield
        finally:
            self._kills.discard(kill)

    def stop(self) -> None:
        """Kill the kernels of all runs of this process, now and from now on; ask until all ended.

        The zygote goes when it has no kernel, for it may be importing still. Before that it sees
        its kernels off: without it they would be nobody's, and stay in the list of processes.
        """
        born = self._kill()
        if self.own and not born:
            self.own.end()

    def _kill(self) -> bool:
        self.stopped = True
        kills = tuple(self._kills)
        for kill in kills:
            kill()
        return bool(kills)

    def tell(self, note: str) -> None:
        """A warning in the log, once."""
        if note not in self._told:
            self._told.add(note)
            logger.warning(note)


@contextmanager
def kernels(home: Path, work: Path, *, warm: bool) -> Iterator[Place]:
    """A place for the runs of a batch, with a zygote that begins to import at once.

    Its files lie in `work`. At the end of the block nothing of it runs any more.
    """
    with ExitStack() as stack:
        own = None
        if warm and available():
            with suppress(OSError):
                variables = environment(home, work)
                made = own_zygote(work, (sys.executable,), variables, home)
                own = stack.enter_context(made)
        place = Place(home, own.door if own else None, own)
        stack.callback(place._kill)
        yield place


def environment(home: Path, work: Path) -> dict[str, str]:
    """No start-up files of the user, and sets in one order: the same notebook, the same page.

    Linear algebra has one thread, unless the user says otherwise: notebooks are too small for more,
    and the cores are for other runs.
    """
    own = {HOME: str(home), "IPYTHONDIR": str(work / "ipython"), "PYTHONHASHSEED": "0"}
    return {**dict.fromkeys(THREADS, "1"), **os.environ, **own}
