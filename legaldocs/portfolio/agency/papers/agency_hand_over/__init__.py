"""资料移交清单: the files that the agency gets, by their hashes, with a slip to sign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.names import EngagementNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.settings import OwnSide


class FileRow(NamedTuple):
    """A file that is handed over (移交的文件)."""

    name: str
    size: int
    sha256: str


class HandOverNames(EngagementNames):
    """The names of the list of files."""

    def __init__(
        self, found: Situation, creditor: OwnSide, book: LawBook, files: Sequence[FileRow]
    ) -> None:
        super().__init__(found, creditor, book)
        self._files = files

    @name("文件：name 名称、size 字节数、sha256 摘要")
    def files(self) -> tuple[FileRow, ...]:
        return tuple(self._files)


FORM = Form(
    id="agency_hand_over",
    title="资料移交清单",
    family=Family.BOOK,
    names=HandOverNames,
    folder=Path(__file__).parent,
)
