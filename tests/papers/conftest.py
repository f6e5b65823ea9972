"""The two sample cases, for every test of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.papers.sample import minimal_matter, rich_matter

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter


@pytest.fixture(scope="session")
def rich() -> Matter:
    """A case with every kind of fact."""
    return rich_matter()


@pytest.fixture(scope="session")
def minimal() -> Matter:
    """Two names, one contract with an amount and a due date, no files."""
    return minimal_matter()
