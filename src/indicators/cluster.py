"""An existing Dask cluster as an executor of the shape of `concurrent.futures`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.errors import ClusterError, UsageError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 30  # seconds until a scheduler must have answered
LEAST = 16  # tasks on their way while no worker is there yet


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a scheduler."""

    client: Client

    @property
    def executor(self) -> Executor:
        """Its workers; a task whose worker dies is done again by another."""
        executor: Executor = self.client.get_executor(pure=False)
        return executor

    def ahead(self) -> int:
        """How many tasks keep the workers busy that are there now."""
        threads: dict[str, int] = self.client.nthreads()
        return max(LEAST, 2 * sum(threads.values()))


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster behind an address such as `tcp://scheduler:8786`, left as it was found.

    Raises UsageError when nobody answers there, ClusterError when it loses what it was given.
    """
    try:
        from distributed import CancelledError, Client, KilledWorker
        from distributed.comm.core import CommClosedError
    except ImportError:
        message = "--cluster needs a library: pip install 'indicators[cluster]'"
        raise UsageError(message) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        what = str(error).partition("\n")[0]
        raise UsageError(f"{address}: no Dask scheduler answers there: {what}") from None
    with client:
        try:
            yield Cluster(client)
        except KilledWorker as error:
            raise ClusterError(f"{address}: every worker that tried a task died: {error}") from None
        except (CancelledError, CommClosedError) as error:
            raise ClusterError(f"{address}: the scheduler went away: {error}") from None
        except ModuleNotFoundError as error:
            raise ClusterError(
                f"{address}: a worker lacks {error.name}: install it there"
            ) from None
