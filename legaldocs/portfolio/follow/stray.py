"""Case folders that a run wrote which was killed before the book knew of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.case.reading import case_bytes
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.portfolio.follow.case_folder import digest_of
from legaldocs.portfolio.follow.memory import MEMORY_FILE, memory_of
from legaldocs.portfolio.follow.model import BookCase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.place import BookFolder

CASES = "cases"
"""Where cases lie in the folder of the book."""


def stray_folders(connection: Connection, book: BookFolder) -> list[Path]:
    """Return the folders that the book wrote among its cases and does not know."""
    known = {*connection.scalars(select(BookCase.folder))}
    place = book.path / CASES
    found = sorted(place.iterdir()) if place.is_dir() else []
    shown = (folder for folder in found if not folder.name.startswith("."))  # no half-made one
    return [
        folder
        for folder in shown
        if f"{CASES}/{folder.name}" not in known and (folder / MEMORY_FILE).is_file()
    ]


def left_over(
    connection: Connection, book: BookFolder, receivables: Collection[int]
) -> Path | None:
    """Return the folder that a killed run wrote for some receivables and that nobody edited."""
    for folder in stray_folders(connection, book):
        try:
            memory, digest = memory_of(folder), digest_of(case_bytes(folder))
        except InputError:
            continue
        if digest in memory.written and not memory.names.keys().isdisjoint(receivables):
            return folder
    return None


def stray_findings(connection: Connection, book: BookFolder) -> Iterator[Finding]:
    """Yield a warning where a killed run left cases that the book does not know."""
    if found := stray_folders(connection, book):
        yield Finding(
            "LD-FOLLOW-STRAY",
            "warning",
            f"有 {len(found)} 个案件文件夹不在账册里，是中途被终止的一次留下的，或者是人复制的"
            f"（{found[0].name} 等）",
            str(book.path / CASES),
            next_step="不要用，移到别处；这个客户的案件，再运行一次 legaldocs book case",
        )
