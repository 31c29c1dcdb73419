"""Names of runs: readable, unique, and safe as names of files."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

LONGEST = 160  # bytes; file systems end at 255, and a suffix and a temporary name come on top
UNSAFE = re.compile(r"[^\w.-]+")
RESERVED = "index"  # these pages are the site's own, one a language


def identity(notebook: str, parameters: Mapping[str, object]) -> str:
    """A name that is readable, unique to these parameters and safe as a file's name.

    >>> identity("02-growth-path", {"region": "长春市南关区", "horizon": 5})
    '02-growth-path--长春市南关区--horizon-5'
    >>> identity("02-growth-path", {"region": "../../x"})
    '02-growth-path--.._.._x--5232bf17'
    """
    said = [
        value if isinstance(value, str) else f"{key}-{value}" for key, value in parameters.items()
    ]
    raw = "--".join([notebook, *said])
    safe = UNSAFE.sub("_", unicodedata.normalize("NFC", raw)).lstrip(".")
    if safe == raw and is_safe(raw) and len(raw.encode()) <= LONGEST:
        return raw
    known = repr((notebook, sorted(parameters.items()))).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(known).hexdigest()[:8]
    return safe.encode()[:LONGEST].decode(errors="ignore") + f"--{digest}"


def is_safe(name: str) -> bool:
    """Whether a name is that of a file in its folder, on any system, and no page of the site's."""
    return bool(
        name
        and not UNSAFE.search(name)
        and not name.startswith(".")
        and name.casefold().partition(".")[0] != RESERVED
    )
