"""Rows of outcomes in a file: each is appended whole and kept on disk before the next begins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from legaldocs.batch.outcome import decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from legaldocs.batch.outcome import Outcome


class RowFile:
    """A file of outcomes that grows (结果记录).

    A last line that a killed run has left torn is closed, and counts for nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = list(read_rows(path))

    @property
    def written(self) -> tuple[Outcome, ...]:
        """What it holds."""
        return tuple(self._rows)

    def __enter__(self) -> Self:
        self._file = self._path.open("ab", buffering=0)
        if _is_torn(self._path):
            self._file.write(b"\n")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, *outcomes: Outcome) -> None:
        """Write rows that are on disk when this returns."""
        self._file.write(rows_of(outcomes))
        os.fsync(self._file.fileno())
        self._rows.extend(outcomes)


def rows_of(outcomes: Iterable[Outcome]) -> bytes:
    """Return outcomes as lines of JSON."""
    return b"".join(encoded(outcome) + b"\n" for outcome in outcomes)


def read_rows(path: Path) -> tuple[Outcome, ...]:
    """Return the outcomes in a file, the first of each case; a line that is not whole is none."""
    rows: dict[str, Outcome] = {}
    for line in _lines(path):
        outcome = _outcome(line)
        if outcome is not None:
            rows.setdefault(outcome.case, outcome)
    return tuple(rows.values())


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []


def _outcome(line: bytes) -> Outcome | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return decoded(line)
    except ValueError:  # as every error of JSON, UTF-8 and msgspec is
        return None


def _is_torn(path: Path) -> bool:
    lines = _lines(path)
    return bool(lines) and not lines[-1].endswith(b"\n")
