"""The exception tree: wrong data and wrong calls are raised, what was not understood is returned.

    IndicatorsError             everything this package raises on purpose
    +-- UsageError              a wrong call: the caller can mend it (exit code 2)
    |   +-- UnknownName         a region, notebook, indicator or parameter that nobody knows
    |   +-- PlanError           batch.toml or the parameters of a run are wrong
    +-- InputError              one input cannot be used; the others can (exit code 1)
    |   +-- DocumentError       a document that cannot be read
    |   +-- CorrectionError     a correction that is wrong, or no longer fits its text
    |   +-- LexiconError        a bad row in a file of words
    |   +-- SeriesError         an official series that is missing, malformed or mixed
    +-- ClusterError            a cluster lost what it was given
    +-- UnitMismatch            two figures that cannot be compared
    +-- BasisMismatch           nominal against real without a conversion

BasisWarning is no error: nominal and real met, and prices converted one of them.

Messages are one line in lower case: what is wrong, where, and what to do. A notebook shows no more.
"""


class IndicatorsError(Exception):
    """Everything this package raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message, which says what to do, without a wall of frames."""
        return [f"{type(self).__name__}: {self}"]


class UsageError(IndicatorsError):
    """A wrong call: the caller can mend it."""


class UnknownName(UsageError):
    """A region, notebook, indicator or parameter that nobody knows."""


class PlanError(UsageError):
    """batch.toml or the parameters of a run are wrong."""


class InputError(IndicatorsError):
    """One input cannot be used; the others can."""


class DocumentError(InputError):
    """A document that cannot be read."""


class CorrectionError(InputError):
    """A correction that is wrong, or no longer fits its text."""


class LexiconError(InputError):
    """A bad row in a file of words."""


class SeriesError(InputError):
    """An official series that is missing, malformed or mixed."""


class ClusterError(IndicatorsError):
    """A cluster lost what it was given: what is finished stays finished."""


class UnitMismatch(IndicatorsError):
    """Two figures that cannot be compared."""


class BasisMismatch(IndicatorsError):
    """Nominal against real without a conversion."""


class BasisWarning(UserWarning):
    """Nominal and real met: one was converted by prices, whose error was added."""
