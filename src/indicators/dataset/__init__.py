"""Observations as partitioned parquet, part by part: what is finished is never read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from indicators import corpus
from indicators.cluster import connected
from indicators.dataset import spread, write
from indicators.dataset.parts import Receipt, parts
from indicators.dataset.write import finish
from indicators.errors import UsageError
from indicators.remote import Place, Remote
from indicators.sources.folder import File

__all__ = ["Receipt", "finish", "reading", "writing"]


@contextmanager
def writing(
    files: Sequence[File], to: Place, jobs: int, cluster: str | None = None
) -> Iterator[Iterator[Receipt]]:
    """Write all files as parquet below `to`: the receipts of the parts, in order.

    They are read by so many processes here, or by the workers of a cluster, which write themselves.
    """
    every = list(parts(files))
    if cluster is None:
        with closing(write.here(every, to, jobs)) as found:
            yield found
        return
    if isinstance(to, Remote) and to.url.startswith("memory:"):
        raise UsageError(f"{to}: no worker of a cluster reaches this memory: give another store")
    with connected(cluster) as there, closing(spread.receipts(every, to, there.executor)) as found:
        yield found


@contextmanager
def reading(files: Sequence[File], form: str, cluster: str) -> Iterator[Iterator[corpus.Told]]:
    """What `corpus.told` gives, by the workers of a cluster."""
    with connected(cluster) as there:
        told = spread.lines(parts(files), form, there.executor, there.ahead())
        with closing(told):
            yield told
