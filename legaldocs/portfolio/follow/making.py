"""A customer's debts become case folders, recorded in the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legaldocs.case.folder import CASE_FILE
from legaldocs.core.atomic import publish
from legaldocs.core.errors import InputError
from legaldocs.importing.folder_name import free_name, plain_name
from legaldocs.portfolio.follow.balance import compared
from legaldocs.portfolio.follow.case_folder import Asked, digest_of, stated_case
from legaldocs.portfolio.follow.memory import MEMORY_FILE, Memory, memory_of
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.follow.state import CaseState
from legaldocs.portfolio.follow.stray import CASES, left_over
from legaldocs.portfolio.follow.update import update_case
from legaldocs.portfolio.follow.which import cases_of
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.follow.case_folder import StatedCase
    from legaldocs.portfolio.follow.which import Cases, Wanted
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.store import Store


@dataclass(slots=True)
class MadeCase:
    """A case of a customer after the book looked at it (转出的案件).

    ``became`` is 新建, 没有变化, 已更新 or 有变化没有写进; ``changed`` what was written into it.
    """

    folder: Path
    state: str
    became: str
    gaps: tuple[str, ...] = ()
    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for (转出的要求): whose case, on which day, where to, of which contracts.

    ``law`` is that by which what the case owes is compared with the book.
    """

    customer: str
    as_of: dt.date
    law: LawBook
    out: Path | None = None
    contracts: tuple[str, ...] = ()


def make_cases(store: Store, book: BookFolder, order: Order, author: Author) -> list[MadeCase]:
    """Write the cases of a customer, or bring those that are there to what the book knows.

    Raises InputError where nothing is owed, or a folder or an original cannot be read or written;
    IntegrityError for an original that is not the one the book took in. The book is unchanged then.
    """
    with recording(store, author) as entry:
        return _Making(entry, book, order).done()


class _Making:
    """One order, while the book is held (一次转出)."""

    def __init__(self, entry: Recording, book: BookFolder, order: Order) -> None:
        self._entry = entry
        self._book = book
        self._order = order
        self._customer = customer_named(entry.connection, order.customer)

    def done(self) -> list[MadeCase]:
        order, customer = self._order, self._customer["id"]
        cases = cases_of(self._entry.connection, customer, order.as_of, order.contracts)
        fresh = [case for case in cases.wanted if case.row is None]
        if not cases.wanted:
            raise InputError(
                "这一天没有未收的应收款，写不成案件",
                found=self._customer["name"],
                next_step="核对客户、--as-of 和已经关闭的应收；已了结的案件不再写",
            )
        if order.out is not None and len(fresh) > 1:
            raise InputError(
                f"各合同约定的管辖不同，要写成 {len(fresh)} 个案件，--out 只能写一个",
                next_step="不写 --out，或者用 --contract 写明合同编号",
            )
        return [self._one(case, cases) for case in cases.wanted]

    def _one(self, case: Wanted, cases: Cases) -> MadeCase:
        folder = place_of(self._book, case.row["folder"]) if case.row else None
        if folder is not None and not (folder / CASE_FILE).is_file():
            raise InputError(
                "账册写成的案件不见了",
                where=str(folder),
                next_step="把案件文件夹放回原处；改了名、移走了的，移回来",
            )
        names = memory_of(folder).names if folder else {}
        asked = Asked(
            self._customer["id"],
            self._order.as_of,
            lambda row: case.takes(row, cases.taken),
            {item: names.get(item, "") for item in case.items},
            case.deed,
        )
        stated = stated_case(self._entry.connection, self._book, asked)
        if folder is None or case.row is None:
            return self._new(stated)
        return self._again(case, folder, stated)

    def _new(self, stated: StatedCase) -> MadeCase:
        """Write a case, or take one over that a run wrote before it was killed."""
        folder = self._place(stated)
        sha256 = digest_of(stated.text.encode())
        if folder.exists():
            sha256 = update_case(self._book, folder, stated, "", None).sha256
        else:
            with publish(folder) as fresh:
                stated.fill(self._book, fresh)
                memory = Memory(stated.facts, dict(stated.names), stated.gaps, (sha256,))
                (fresh / MEMORY_FILE).write_bytes(memory.data())
        row = self._entry.rows(BookCase).make(
            {
                "customer_id": self._customer["id"],
                "folder": recorded_as(self._book, folder),
                "made_on": self._order.as_of,
                "state": str(CaseState.WORKING),
                "case_sha256": sha256,
            }
        )
        self._entry.flush()
        self._add_items(row, stated.receivables)
        findings = [*stated.findings, *self._compared(folder, stated)]
        return MadeCase(folder, CaseState.WORKING, "新建", stated.gaps, [], findings)

    def _again(self, case: Wanted, folder: Path, stated: StatedCase) -> MadeCase:
        row: Mapping[str, Any] = case.row or {}
        updated = update_case(self._book, folder, stated, row["case_sha256"], case.deed)
        if updated.sha256:
            self._entry.rows(BookCase).change(row, {"case_sha256": updated.sha256})
        reds = {one for one in stated.receivables if one not in stated.names}
        mine = {*updated.names} | (reds if not updated.findings else set())
        self._add_items(row["id"], [one for one in sorted(mine) if one not in case.items])
        left = bool(updated.findings)
        became = "已更新" if updated.changed else "有变化没有写进" if left else "没有变化"
        findings = [*stated.findings, *updated.findings, *self._compared(folder, stated)]
        return MadeCase(folder, row["state"], became, stated.gaps, updated.changed, findings)

    def _compared(self, folder: Path, stated: StatedCase) -> tuple[Finding, ...]:
        return compared(folder, stated.open_fen, self._order.as_of, self._order.law)

    def _add_items(self, case: int, receivables: Sequence[int]) -> None:
        rows = self._entry.rows(BookCaseItem)
        for receivable in receivables:
            rows.make({"book_case_id": case, "receivable_id": receivable})

    def _place(self, stated: StatedCase) -> Path:
        """Return where a new case goes: as asked, else an unused name among the book's cases."""
        if self._order.out is not None:
            if self._order.out.exists():
                raise InputError(
                    "输出文件夹已经存在，不会覆盖",
                    where=str(self._order.out),
                    next_step="用 --out 换一个位置",
                )
            return self._order.out
        left = left_over(self._entry.connection, self._book, stated.receivables)
        if left is not None:
            return left
        place = self._book.path / CASES
        taken = {plain_name(path.name) for path in place.iterdir()} if place.is_dir() else set()
        return place / free_name((stated.name,), taken)


def place_of(book: BookFolder, folder: str) -> Path:
    """Return where a case is that the book recorded."""
    return book.path / folder  # an absolute path stays as it is


def recorded_as(book: BookFolder, folder: Path) -> str:
    """Return a case's folder as the book records it: relative where it is inside the book."""
    whole, inside = folder.resolve(), book.path.resolve()
    return whole.relative_to(inside).as_posix() if inside in whole.parents else str(whole)
