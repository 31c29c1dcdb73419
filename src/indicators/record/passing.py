"""Records that live no longer than the reading of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as passing
else:
    from dataclasses import dataclass

    def passing(*, frozen, slots):
        """A dataclass that the type checker alone keeps frozen.

        A figure leaves a dozen of them behind, and a frozen one takes three times as long to make.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["passing"]
