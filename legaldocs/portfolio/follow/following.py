"""After a settlement or a judgment the book follows the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.reading import load_case
from legaldocs.core.errors import LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.follow.came_in import came_in
from legaldocs.portfolio.follow.making import place_of
from legaldocs.portfolio.follow.model import BookCase
from legaldocs.portfolio.follow.receipt_name import receipt_of
from legaldocs.portfolio.follow.redirecting import Redirecting
from legaldocs.portfolio.follow.replacing import Replacing
from legaldocs.portfolio.follow.standing import standing_on
from legaldocs.portfolio.follow.state import CaseState
from legaldocs.portfolio.follow.which import agreed_of, book_cases, items_of
from legaldocs.portfolio.model import Receipt
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.rematch import rematch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Severity
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.follow.standing import Standing
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.store import Store


@dataclass(slots=True)
class Followed:
    """What became of a case in the book (随案件更新的结果).

    ``was`` and ``state`` are how it stood and stands; ``what`` governs what is owed, ``changed``
    says what was written into the book. The sums are what is unpaid of it, in fen, by the case and
    by the book.
    """

    folder: str
    was: str
    state: str
    what: str = ""
    left_fen: int = 0
    book_fen: int = 0
    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Follow:
    """What is asked for (更新的要求): on which day, by which law, whose cases or all."""

    as_of: dt.date
    law: LawBook
    customer: str = ""


def follow_cases(store: Store, book: BookFolder, asked: Follow, author: Author) -> list[Followed]:
    """Bring the book to how its cases stand on a day, and say what was changed.

    A case that cannot be read is left as it is, and said. Raises InputError for a customer that the
    book does not know.
    """
    with recording(store, author) as entry:
        whose = customer_named(entry.connection, asked.customer)["id"] if asked.customer else None
        rows = book_cases(entry.connection, whose)
        cases = [_Following(entry, book, asked, row) for row in rows]
        for case in cases:
            case.follow()
        # Only now: what is open of one case may hang on what became of another.
        return [case.compared() for case in cases]


class _Following:
    """One case, while the book is held (一个案件)."""

    def __init__(
        self, entry: Recording, book: BookFolder, asked: Follow, row: Mapping[str, Any]
    ) -> None:
        self._entry = entry
        self._asked = asked
        self._row = row
        self._folder = place_of(book, row["folder"])
        self._done = Followed(row["folder"], row["state"], row["state"])
        self._read: tuple[Case, Standing] | None = None
        self._concerned: set[int] = set()

    def follow(self) -> None:
        """Read the case, and put the book as it stands."""
        followed_on = self._row["followed_on"]
        if followed_on is not None and followed_on > self._asked.as_of:
            self._say(
                "LD-FOLLOW-EARLIER",
                "warning",
                f"已经按 {followed_on} 的情况更新过，这次的基准日更早，账册没有改",
                next_step="用同一天或者以后的 --as-of",
            )
            return
        try:
            case = load_case(self._folder)
            standing = standing_on(case, self._asked.as_of, self._asked.law)
        except LegaldocsError as error:
            self._say(
                "LD-FOLLOW-UNREADABLE",
                "error",
                f"案件读不出，账册没有改：{error.what}",
                next_step="用 legaldocs check 核对案件，改正后再运行",
            )
            return
        if self._is_behind(case):
            return
        self._done.state, self._done.what = str(standing.state), standing.what
        self._replace(case, standing)
        noted = {"state": str(standing.state), "followed_on": self._asked.as_of}
        self._entry.rows(BookCase).change(self._row, noted)
        self._entry.flush()
        self._read = case, standing

    def compared(self) -> Followed:
        """Say what differs between the case and the book, once every case was followed."""
        if self._read is not None:
            case, standing = self._read
            self._done.book_fen = self._open(self._concerned)
            if standing.state is CaseState.OVER:
                self._compare_ended()
            else:
                self._compare(case, standing)
        return self._done

    def _is_behind(self, case: Case) -> bool:
        """Return whether money came in that the case does not know: it would state too much."""
        coming = {folded(name): name for name in self._coming()}
        entered = {receipt_of(row.reference, coming) for row in case.payments}
        new = [name for key, name in coming.items() if key not in entered]
        if new:
            self._say(
                "LD-FOLLOW-BEHIND",
                "warning",
                f"账册里有 {len(new)} 笔回款没有写进案件（{'、'.join(new[:5])}），"
                "案件的数额偏高，账册没有改",
                next_step="先运行 legaldocs book case，再运行一次",
            )
        return bool(new)

    def _replace(self, case: Case, standing: Standing) -> None:
        entry, changed = self._entry, self._done.changed
        own = {row["id"] for row in items_of(entry.connection, self._row["id"])}
        if standing.what and not standing.sums:  # what it orders is not noted yet
            return
        replacing = Replacing(entry, self._row, standing)
        agreed = replacing.done()
        concerned = (own, agreed, self._asked.as_of)
        redirecting = Redirecting(entry, self._row, standing, concerned)
        redirecting.done(case)
        changed += replacing.said
        if redirecting.changed:
            changed.append(f"{redirecting.changed} 笔回款改记到{standing.what or '原来的应收'}")
        if touched := replacing.touched | redirecting.touched:
            rematch(entry.connection, entry.history, touched)
        self._concerned = own | {*agreed.values()}
        self._done.left_fen = sum(one.left for one in standing.sums)

    def _open(self, receivables: set[int]) -> int:
        """Return what the book has open of some receivables on the day, in fen."""
        who = self._row["customer_id"]
        items = open_items(self._entry.connection, self._asked.as_of, customer=who)
        return sum(item.open_fen for item in items if item.id in receivables)

    def _compare_ended(self) -> None:
        if self._done.book_fen:
            self._say(
                "LD-FOLLOW-OPEN",
                "warning",
                f"案件已经了结，账册里还有 {figure(yuan_of(self._done.book_fen))} 元未收",
                next_step="收到的款导入账册；不再收的，用 legaldocs book close 关闭",
            )

    def _compare(self, case: Case, standing: Standing) -> None:
        """Say what the case has and the book has not, and the other way round."""
        if standing.beside:
            self._say("LD-FOLLOW-BESIDE", "note", standing.beside, next_step="要不要主张，由人决定")
        if standing.what and not standing.sums:
            self._say(
                "LD-FOLLOW-NO-SUMS",
                "warning",
                f"{standing.what}没有写判项，应收没有改记",
                next_step="在案件的 procedure.judgment.sums 里写明各项的金额和履行期限",
            )
        for what, day, amount, where in self._foreign(case, self._receipts()):
            self._say(
                "LD-FOLLOW-PAYMENT",
                "warning",
                f"案件里有、账册里没有的{what}：{day} {figure(yuan_of(amount))} 元（{where}）",
                next_step="收到的款导入账册；抵销、折让在账册里记一行红字应收",
            )
        if case.rescission is not None:
            self._say(
                "LD-FOLLOW-RESCISSION",
                "note",
                "案件里写有解除合同，账册的应收没有改",
                next_step="不再收的各期，用 legaldocs book close 关闭",
            )
        if standing.sums and self._done.book_fen != self._done.left_fen:
            book, left = yuan_of(self._done.book_fen), yuan_of(self._done.left_fen)
            self._say(
                "LD-FOLLOW-DIFFERS",
                "warning",
                f"{standing.what}各期，案件里未付 {figure(left)} 元，账册里 {figure(book)} 元",
                next_step="按上面列出的补齐账册或者案件",
            )

    def _foreign(self, case: Case, known: set[str]) -> Iterator[tuple[str, Any, int, str]]:
        """Yield payments and set-offs of the case that no receipt of the book is."""
        day = self._asked.as_of
        for row in case.payments:
            if row.paid_on <= day and receipt_of(row.reference, known) not in known:
                yield "付款", row.paid_on, fen(row.amount), str(row.origin)
        for bill in case.bills:
            if bill.received_on <= day and bill.counted:
                yield "票据", bill.received_on, fen(bill.amount), str(bill.origin)
        for credit in case.credits:
            if credit.agreed_on <= day and not credit.reason.startswith("红字发票 "):
                what = "抵销" if credit.set_off else "退货折让"
                yield what, credit.agreed_on, fen(credit.amount), str(credit.origin)

    def _receipts(self) -> set[str]:
        """Return the keys of the receipts that count: one that was closed pays nothing."""
        chosen = select(Receipt.key).where(
            Receipt.customer_id == self._row["customer_id"], Receipt.closed_on.is_(None)
        )
        return {*self._entry.connection.scalars(chosen)}

    def _coming(self) -> dict[str, None]:
        """Return the receipts by the day that the case ought to have."""
        connection, case = self._entry.connection, self._row["id"]
        rows = (*items_of(connection, case), *agreed_of(connection, case))
        own = {row["id"] for row in rows}
        came = came_in(connection, self._row["customer_id"], self._asked.as_of, own)
        return dict.fromkeys(paid.receipt for paid in (*came.matched, *came.unmatched))

    def _say(self, code: str, severity: Severity, message: str, *, next_step: str) -> None:
        where = f"{self._folder.name}/{CASE_FILE}"
        self._done.findings.append(Finding(code, severity, message, where, next_step=next_step))
