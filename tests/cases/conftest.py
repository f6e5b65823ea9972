"""The example case, built once for all the tests that look at the result."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from legaldocs.job import Build, build

EXAMPLE = Path(__file__).parents[2] / "examples" / "case42"
DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of examples/case42."""
    return build(EXAMPLE, as_of=DAY, out=tmp_path_factory.mktemp("case42") / "out")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the example's folder to change."""
    return Path(
        shutil.copytree(EXAMPLE, tmp_path / "case42", ignore=shutil.ignore_patterns("build"))
    )
