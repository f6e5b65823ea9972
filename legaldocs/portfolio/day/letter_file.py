"""The letter of a task: the product's own paper, made from a case that the book states."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.vocabulary import Effect
from legaldocs.core.errors import LegaldocsError
from legaldocs.core.findings import errors
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from legaldocs.core.findings import Finding
    from legaldocs.job import Build
    from legaldocs.portfolio.day.message import Sender
    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.place import BookFolder

LETTERS_MADE = frozenset({Effect.REMINDER, Effect.OVERDUE, Effect.DEMAND, Effect.WARNING})
"""The letters that the creditor signs; a lawyer's letter is made from the case itself."""


class LetterFile(NamedTuple):
    """A letter, or why there is none (函件).

    ``draft`` when it is marked as one that may not go; ``draft_why`` says why, once it should.
    """

    title: str
    docx: bytes = b""
    pdf: bytes = b""
    draft: bool = False
    refused: str = ""
    draft_why: str = ""

    @property
    def name(self) -> str:
        """The name of its files, without ending."""
        return letter_name(self.title, draft=self.draft)


def letter_name(title: str, *, draft: bool) -> str:
    """Return the name of a letter's files, without ending."""
    return f"{title}（草稿）" if draft else title


def letter_of(
    connection: Connection, book: BookFolder, work: Work, sender: Sender, as_of: dt.date
) -> LetterFile:
    """Return the letter of a task, made from a case of what the task asks for.

    It is final once nobody has to approve it. It is refused where the case has errors that concern
    it, and of a receivable that may be asked for in part only: a letter states the whole.
    """
    title = str(work.letter)
    whole = [line for line in work.lines if line.asked_fen == line.open_fen]
    if not whole:
        why = "所涉应收都有争议或者承诺的部分，函件只能载明整笔；争议、承诺了结以后再发"
        return LetterFile(title, refused=why)
    try:
        with tempfile.TemporaryDirectory(prefix="legaldocs-") as made:
            case = Path(made) / "case"
            _write_case(connection, book, work, {line.receivable_id for line in whole}, as_of, case)
            _add_terms(case / CASE_FILE, book, sender)
            return _built(case, Path(made) / "out", title, as_of, final=work.may_go)
    except LegaldocsError as error:
        return LetterFile(title, refused=str(error))


def _write_case(
    connection: Connection,
    book: BookFolder,
    work: Work,
    wanted: set[int],
    as_of: dt.date,
    folder: Path,
) -> None:
    from legaldocs.portfolio.follow.case_folder import write_case  # noqa: PLC0415 - only a run pays

    mine = Receivable.customer_id == work.customer_id
    owed = {item.id for item in open_items(connection, as_of, mine)}
    only = None if owed == wanted else sorted(wanted)
    write_case(connection, book, work.customer_id, as_of, folder, only)


def _add_terms(case_file: Path, book: BookFolder, sender: Sender) -> None:
    """Add what the book says of letters to a case that says nothing of them."""
    text = case_file.read_text(encoding="utf-8")
    if "\ndemand:" in text:
        return
    days = (book.settings.day or USUAL).pay_within_days
    terms = {"pay_within_days": str(days), "contact": sender.person, "phone": sender.phone}
    rows = [f"  {key}: {json.dumps(said, ensure_ascii=False)}\n"
            for key, said in terms.items() if said]  # fmt: skip
    case_file.write_text(f"{text}\ndemand:\n{''.join(rows)}", encoding="utf-8")


def _built(case: Path, out: Path, title: str, as_of: dt.date, *, final: bool) -> LetterFile:
    from legaldocs.job import build  # noqa: PLC0415 - rendering is heavy, and only a run renders

    built = build(case, as_of=as_of, out=out, only=[title], final=final)
    made = [paper for paper in built.stated.papers if paper.title == title]
    if len(made) != 1:
        return LetterFile(title, refused=_said(_refusals(built)) or "没有生成")
    (docx,) = (out / "papers").glob(f"*{title}*.docx")
    draft = made[0].draft
    why = _said(made[0].held_by) if draft and final else ""
    pdf = docx.with_suffix(".pdf").read_bytes()
    return LetterFile(title, docx.read_bytes(), pdf, draft, draft_why=why)


def _refusals(built: Build) -> list[Finding]:
    why = [one for paper in built.stated.refused for one in paper.reasons]
    return why or [*errors(built.findings)]


def _said(findings: Iterable[Finding]) -> str:
    rows = [
        f"{one.message}；下一步：{one.next_step}" if one.next_step else one.message
        for one in findings
    ]
    return "\n".join(dict.fromkeys(rows))
