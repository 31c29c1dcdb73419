"""Corrections by hand are data: data/corrections.csv, one field of one figure a row.

    document,sentence,at,text,indicator,field,old,new,reason,author,date

What the machine reads stays what it is; a correction is laid over it where the figure still stands
in its sentence and the machine still reads `old` there. Where `field` is `figure` a row adds one
that the machine missed (`new` says what it is) or removes one that is none (`old` says what was
read). One that no longer fits is told, and is neither dropped nor applied.
"""

from indicators.corrections.laying import Corrected, corrected
from indicators.corrections.making import addition, correction, key, removal
from indicators.corrections.rows import COLUMNS, entered, load
from indicators.corrections.whole import built

__all__ = [
    "COLUMNS",
    "Corrected",
    "addition",
    "built",
    "corrected",
    "correction",
    "entered",
    "key",
    "load",
    "removal",
]
