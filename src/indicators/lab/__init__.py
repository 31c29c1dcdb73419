"""JupyterLab on the collection: where it opens, in which language, and without news."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from indicators.language import VARIABLE

FIRST = "notebooks/00-start.ipynb"
SETTINGS = Path(__file__).parent
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
PATH = "JUPYTER_CONFIG_PATH"


def options(collection: Path) -> Sequence[str]:
    """What `jupyter lab` is told: the collection's folder and the notebook to open."""
    return (f"--ServerApp.root_dir={collection}", f"--LabApp.default_url=/lab/tree/{FIRST}")


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The settings that the lab starts with; what a user chose in it goes before them."""
    chosen = [SETTINGS / "zh"] if chinese(given) else []
    before = [given[PATH]] if given.get(PATH) else []
    language = given.get(VARIABLE) or ("zh" if chinese(given) else "en")
    return {
        VARIABLE: language,
        PATH: os.pathsep.join([*before, *map(str, [SETTINGS / "quiet", *chosen])]),
    }


def chinese(given: Mapping[str, str]) -> bool:
    """Whether the locale asks for Chinese: zh_CN.UTF-8."""
    return next((given[name] for name in LOCALE if given.get(name)), "").lower().startswith("zh")
