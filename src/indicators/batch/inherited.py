"""What a new process takes over from the one that starts it: a forked kernel must have the same.

A zygote may serve a caller only if it has what a kernel started by that caller would have had.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
from collections.abc import Mapping, Sequence
from pathlib import Path

# Variables that nothing reads before a kernel has its own: they may differ from run to run.
LATE = frozenset(
    {
        *("_", "OLDPWD", "PWD", "SHLVL"),  # the shell's
        *("COLUMNS", "LINES", "TERM"),
        *("JPY_PARENT_PID", "JPY_SESSION_NAME", "JUPYTER_DEFAULT_PROVISIONER_NAME"),
        "PYDEVD_DISABLE_FILE_VALIDATION",  # papermill's imports set it, nbconvert's do not
        *("INDICATORS_HOME", "IPYTHONDIR", "PYTEST_CURRENT_TEST"),
    }
)
NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")


def kept(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that an interpreter or a library may read while it starts."""
    return {name: value for name, value in environment.items() if name not in LATE}


def fingerprint(interpreter: Sequence[str], environment: Mapping[str, str]) -> str:
    """A name for all that would be inherited: two callers of one name may share a zygote.

    Raises OSError where the system does not tell (no /proc).
    """
    facts = {
        "interpreter": [*interpreter],
        "environment": sorted(kept(environment).items()),
        "limits": [resource.getrlimit(getattr(resource, name)) for name in _limits()],
        "processors": sorted(os.sched_getaffinity(0)),
        "niceness": os.nice(0),
        "umask": _umask(),
        "cgroup": Path("/proc/self/cgroup").read_text(),
        "namespaces": [str(Path(f"/proc/self/ns/{name}").readlink()) for name in NAMESPACES],
        "groups": [os.getuid(), os.geteuid(), *sorted(os.getgroups())],
    }
    return hashlib.sha256(json.dumps(facts).encode(errors="surrogateescape")).hexdigest()[:16]


def _limits() -> list[str]:
    return sorted(name for name in dir(resource) if name.startswith("RLIMIT_"))


def _umask() -> str:
    """Asked of the system: `os.umask` tells only while it sets another."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(line for line in status if line.startswith("Umask:"))
