"""The law that a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.law.book import LawBook


def book() -> LawBook:
    """Return the packaged law."""
    from legaldocs.law.book import packaged

    return packaged()
