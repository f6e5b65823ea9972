"""A case folder written from the book: its file, its originals, and what it needs beside."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.atomic import publish
from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.evidence.files.gather import gather
from legaldocs.evidence.files.names import stored_name
from legaldocs.importing.case_text import case_text
from legaldocs.importing.creditor import Creditor, creditor_of
from legaldocs.importing.originals import folder_of
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.follow.answers import answers_of
from legaldocs.portfolio.follow.came_in import came_in
from legaldocs.portfolio.follow.debts import DEED_KEY, debts_of
from legaldocs.portfolio.follow.facts import CaseFacts, Known
from legaldocs.portfolio.follow.said import said_by
from legaldocs.portfolio.model import ContactPerson, Customer, Receivable
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.place import BOOK_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.importing.record import Facts
    from legaldocs.portfolio.follow.debts import Chosen, Debts
    from legaldocs.portfolio.follow.facts import Deed
    from legaldocs.portfolio.place import BookFolder

GAPS_FILE = "internal/缺什么.md"
"""Inside ``internal``, which no bundle takes in."""


@dataclass(frozen=True, slots=True)
class CaseWritten:
    """A case folder that was written from the book (由账册写成的案件).

    ``receivables`` are those it is about; ``gaps`` say in Chinese what it needs and the book does
    not know; ``files`` are the copied originals, by their path in the case, with their SHA-256.
    """

    folder: Path
    receivables: tuple[int, ...]
    facts: Facts
    gaps: tuple[str, ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, str]


def write_case(
    connection: Connection,
    book: BookFolder,
    customer_id: int,
    as_of: dt.date,
    target: Path,
    receivables: Collection[int] | None = None,
) -> CaseWritten:
    """Write a customer's debts on a day as a new case folder, whole or not at all.

    ``receivables`` restricts it to some of them; all that are open without it. Same book and day,
    same bytes. Raises InputError where nothing is owed, where money came in of which nobody said
    what for and only some debts are asked for, and where ``target`` exists; IntegrityError for an
    original that is not the one the book took in.
    """
    only = None if receivables is None else lambda row: row["id"] in receivables
    stated = stated_case(connection, book, Asked(customer_id, as_of, only))
    with publish(target) as fresh:
        stated.fill(book, fresh)
    return CaseWritten(
        target, stated.receivables, stated.facts, stated.gaps, stated.findings, stated.files
    )


@dataclass(frozen=True, slots=True)
class StatedCase:
    """A case as the book states it, before it is written (账册所述的案件).

    ``names`` is what it calls each receivable; ``copies`` are the originals: their path in the
    book, by that in the case. ``open_fen`` is what the book has open, less what nobody said what
    for; None where a deed governs.
    """

    receivables: tuple[int, ...]
    names: Mapping[int, str]
    facts: Facts
    gaps: tuple[str, ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, str]
    copies: Mapping[str, str]
    name: str
    open_fen: int | None

    @property
    def text(self) -> str:
        """The case file."""
        return case_text(self.facts, [self.name], (), by="legaldocs book case 写成")

    def fill(self, book: BookFolder, folder: Path) -> None:
        """Write the case file, the gaps and the originals into an empty folder."""
        (folder / CASE_FILE).write_bytes(self.text.encode())
        (folder / GAPS_FILE).parent.mkdir(exist_ok=True)
        (folder / GAPS_FILE).write_bytes(gaps_page(self.gaps).encode())
        copy_originals(book, folder, self.copies, self.files)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a case file."""
    return hashlib.sha256(data).hexdigest()


def gaps_page(gaps: Collection[str]) -> str:
    """Return what a case needs and the book does not know, as a page for a person."""
    lines = ["# 缺什么", "", "账册里没有、案件要用的。补齐以后运行 legaldocs check 核对。", ""]
    return "\n".join([*lines, *(f"- {gap}" for gap in gaps)]) + "\n"


def copy_originals(
    book: BookFolder, folder: Path, copies: Mapping[str, str], digests: Mapping[str, str]
) -> None:
    """Copy originals of the book into a case; each has to be the one that the book took in.

    Raises IntegrityError for one that is not, and InputError for one that cannot be read.
    """
    by_list: dict[str, list[str]] = {}
    for path in copies:
        by_list.setdefault(path.partition("/")[0], []).append(path)
    for place, paths in sorted(by_list.items()):
        gathered = gather(book.path, [copies[path] for path in paths], folder / place)
        failed = next((one for one in gathered.findings if one.severity == "error"), None)
        if failed is not None:
            raise InputError(
                f"原件没有复制：{failed.message}", where=failed.where, next_step=failed.next_step
            )
        for item in gathered.items:
            wanted = digests[f"{place}/{item.stored}"]
            if wanted and item.sha256 != wanted:
                raise IntegrityError(
                    "原件与账册收进来的时候不同",
                    where=item.path,
                    expected=wanted,
                    found=item.sha256,
                    next_step="从备份恢复这个文件",
                )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which case is asked for (要写的案件): of a customer, on a day, all or ``only`` some of it.

    ``known`` are the receivables that the case has already, with what it calls them.
    """

    customer_id: int
    as_of: dt.date
    only: Chosen | None = None
    known: Mapping[int, str] = field(default_factory=dict)
    deed: Deed | None = None


def stated_case(connection: Connection, book: BookFolder, asked: Asked) -> StatedCase:
    """Return what the book states of a customer's case. Raises as :func:`write_case`."""
    known = _known(connection, book, asked)
    debts, came = known.debts, known.came_in
    making = CaseFacts(known)
    facts = making.facts()
    copies, digests = _placed(facts, making.files)
    since = asked.deed.since if asked.deed else dt.date.max
    loose = sum(paid.fen for paid in came.unmatched if paid.paid_on <= since)
    name = known.customer["name"]
    return StatedCase(
        receivables=debts.receivables,
        names={row: called for debt in debts.debts for row, called in debt.names.items()},
        facts=facts,
        gaps=tuple(dict.fromkeys(making.gaps)),
        findings=tuple(_findings(debts, loose, came.overdrawn_fen, name)),
        files=digests,
        copies=copies,
        name=name,
        open_fen=None
        if asked.deed
        else sum(debts.open_fen[row] for row in debts.receivables) - came.unmatched_fen,
    )


def _known(connection: Connection, book: BookFolder, asked: Asked) -> Known:
    """Return what the book knows of a case. Raises InputError where there is none to write."""
    customer_id, as_of = asked.customer_id, asked.as_of
    customer = _row(connection, customer_id)
    answers = answers_of(connection, customer_id, as_of)
    confirmed = [answer.through_on for answer in answers if answer.agrees][-1:]
    debts = debts_of(
        connection, customer_id, as_of, only=asked.only, known=asked.known, also_open_on=confirmed
    )
    if not debts.debts:
        raise _nothing(connection, customer, as_of)
    own = {*debts.receivables, *(asked.deed.receivables if asked.deed else ())}
    came = came_in(connection, customer_id, as_of, own)
    if asked.only is not None and came.unmatched and _leaves_out(connection, asked, own):
        raise InputError(
            f"有 {figure(yuan_of(came.unmatched_fen))} 元回款没有写明付的是哪一笔，"
            "不知道是不是付这几笔的",
            found="、".join(paid.receipt for paid in came.unmatched[:5]),
            next_step="先在账册里写明核销的应收单号，或者把这个客户的各笔写成一个案件",
        )
    return Known(
        customer=customer,
        people=tuple(_people(connection, customer_id, as_of)),
        creditor=creditor_of(book.path / BOOK_FILE) if book.settings.creditor else Creditor(),
        our_name=book.settings.name,
        debts=debts,
        came_in=came,
        said=said_by(connection, customer_id, as_of),
        answers=answers,
        as_of=as_of,
        deed=asked.deed,
    )


def _nothing(connection: Connection, customer: Mapping[str, Any], as_of: dt.date) -> InputError:
    """Return why there is no case: nothing is open, or only what a case of the book governs."""
    deeds = Receivable.key.startswith(DEED_KEY)
    agreed = open_items(connection, as_of, deeds, customer=customer["id"])
    if agreed:
        return InputError(
            "未收的都是还款协议或者生效文书确定的，写在它的案件里，不另写案件",
            found="、".join(item.number for item in agreed[:5]),
            next_step="函件和文书用账册 cases 里的那个案件生成",
        )
    return InputError(
        "这一天没有未收的应收款，写不成案件",
        found=customer["name"],
        next_step="核对客户、--as-of 和已经关闭的应收",
    )


def _row(connection: Connection, customer_id: int) -> Mapping[str, Any]:
    table: Any = Customer.__table__
    return dict(connection.execute(select(table).where(table.c.id == customer_id)).mappings().one())


def _people(connection: Connection, customer_id: int, as_of: dt.date) -> list[Mapping[str, Any]]:
    table: Any = ContactPerson.__table__
    chosen = select(table).where(
        table.c.customer_id == customer_id,
        table.c.closed_on.is_(None) | (table.c.closed_on > as_of),
    )
    return [dict(row) for row in connection.execute(chosen.order_by(table.c.id)).mappings()]


def _leaves_out(connection: Connection, asked: Asked, own: Collection[int]) -> bool:
    """Return whether the customer owes anything beside these receivables."""
    items = open_items(connection, asked.as_of, customer=asked.customer_id)
    return any(item.open_fen > 0 and item.id not in own for item in items)


def _placed(
    facts: Facts, files: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Put the paths of the case in place of those of the book.

    Return the path in the book and the SHA-256 of each original, by its path in the case.
    """
    copies: dict[str, str] = {}
    digests: dict[str, str] = {}
    for key, named in files.items():
        for path, digest in named.items():
            inside = f"{folder_of(key)}/{stored_name(path)}"
            copies[inside], digests[inside] = path, digest
        for row in facts.get(key, ()):
            for name in ("file", "proof"):
                if name in row:
                    paths = [f"{folder_of(key)}/{stored_name(path)}" for path in row[name]]
                    row[name] = paths[0] if len(paths) == 1 else paths
    return copies, digests


def _findings(debts: Debts, loose: int, overdrawn: int, name: str) -> list[Finding]:
    """Return why what is owed by the case is not what the book has open, to the fen."""
    found = []
    if loose:
        found.append(
            Finding(
                "LD-FOLLOW-UNMATCHED",
                "warning",
                f"{name}有 {figure(yuan_of(loose))} 元回款没有写明付的是哪一笔，"
                "案件里写成没有指定用途的付款，按法律的顺序抵充，各笔的余额与账册不同",
                next_step="知道付的是哪一笔的，在账册里写明核销的应收单号",
            )
        )
    if overdrawn:
        found.append(
            Finding(
                "LD-FOLLOW-REFUND",
                "warning",
                f"账册里退给{name}的款有 {figure(yuan_of(overdrawn))} 元，"
                "不知道退的是哪一笔，案件没有计入",
                next_step="退的是预收、多收的，不影响货款；别的，核对后写进案件",
            )
        )
    left = sum(debts.open_fen[row["id"]] for row in debts.left_out)
    if left:
        numbers = "、".join(row["invoice_number"] or row["number"] for row in debts.left_out[:5])
        found.append(
            Finding(
                "LD-FOLLOW-RED",
                "warning",
                f"红字 {numbers} 共 {figure(yuan_of(left))} 元，"
                "它的合同没有未收的款项，案件没有计入",
                next_step="属于案件里某一份合同的，在账册里写明合同编号；要抵销的，发抵销通知书",
            )
        )
    return found
