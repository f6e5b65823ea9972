"""The letter of a task: the product's own paper, made from a case that the book states."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.vocabulary import Effect
from legaldocs.core.errors import LegaldocsError
from legaldocs.core.findings import errors

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.place import BookFolder

LETTERS_MADE = frozenset({Effect.REMINDER, Effect.OVERDUE, Effect.DEMAND, Effect.WARNING})
"""The letters that the creditor signs; a lawyer's letter is made from the case itself."""


class LetterFile(NamedTuple):
    """A letter, or why there is none (函件)."""

    title: str
    docx: bytes = b""
    pdf: bytes = b""
    refused: str = ""


def letter_of(
    connection: Connection, book: BookFolder, work: Work, as_of: dt.date
) -> LetterFile:
    """Return the letter of a task, made from a case of what the customer owes on a day.

    It is refused where the case has errors that concern it; the reason says what to fill in.
    """
    from legaldocs.job import build  # noqa: PLC0415 - rendering is heavy, and only a run renders
    from legaldocs.portfolio.follow.case_folder import write_case  # noqa: PLC0415 - as above

    title = str(work.letter)
    try:
        with tempfile.TemporaryDirectory(prefix="legaldocs-") as made:
            case, out = Path(made) / "case", Path(made) / "out"
            write_case(connection, book, work.customer_id, as_of, case)
            built = build(case, as_of=as_of, out=out, only=[title])
            papers = sorted((out / "papers").glob(f"*{title}*.pdf"))
            if len(papers) == 1:
                docx = papers[0].with_suffix(".docx")
                return LetterFile(title, docx.read_bytes(), papers[0].read_bytes())
            why = [one for paper in built.stated.refused for one in paper.reasons]
            said = [f"{one.message}；下一步：{one.next_step}" if one.next_step else one.message
                    for one in why or errors(built.findings)]  # fmt: skip
            return LetterFile(title, refused="\n".join(dict.fromkeys(said)) or "没有生成")
    except LegaldocsError as error:
        return LetterFile(title, refused=str(error))
