"""A case written from the book owes what the book has open, to the fen."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import InputError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio import closing
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.follow.case_folder import write_case
from legaldocs.portfolio.follow.debts import debts_of
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items, unmatched_receipts
from legaldocs.portfolio.place import book_folder, new_folder
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.follow.case_folder import CaseWritten
    from legaldocs.portfolio.place import BookFolder

OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日", "发票号码", "开票日期"]
PAID = ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"]
FIRST = dt.date(2026, 1, 1)


def sums(low: int, high: int) -> st.SearchStrategy[str]:
    """Amounts in yuan, of which none is nothing."""
    return st.integers(low, high).filter(bool).map(lambda whole: str(yuan_of(whole)))


days = st.integers(0, 300).map(lambda number: FIRST + dt.timedelta(days=number))
receivables = st.lists(
    st.tuples(
        st.sampled_from(["", "HT-1", "HT-2"]),
        st.one_of(sums(1, 100_000), sums(1, 100_000), sums(-30_000, -1)),
        days,
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
receipts = st.lists(
    st.tuples(
        days,
        st.one_of(sums(1, 60_000), sums(1, 60_000), sums(-20_000, -1)),
        st.sampled_from(["", "AR0", "AR1", "AR2", "AR3", "AR4", "AR5"]),
    ),
    max_size=7,
)
QUICK = tuple(phase for phase in Phase if phase is not Phase.shrink)
"""An example costs half a second: shrinking one would take minutes."""
numbered = itertools.count()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_folder(tmp_path_factory.mktemp("books") / "empty", "甲公司", "", create).path


def made_book(empty: Path, owed: Any, paid: Any, closed: set[int]) -> BookFolder:
    """Return a book with one customer; some receivables were closed in the summer."""
    path = empty.parent / f"{next(numbered)}" / "book"
    shutil.copytree(empty, path)
    book = book_folder(path)
    rows = [
        [YI, f"AR{n}", contract, amount, str(due), f"F{n}" if billed else "",
         str(due - dt.timedelta(days=20)) if billed else ""]
        for n, (contract, amount, due, billed) in enumerate(owed)
    ]  # fmt: skip
    came = [[YI, f"SK{n}", str(day), sum_, to] for n, (day, sum_, to) in enumerate(paid)]
    take(book, 应收=[OWED, *rows], **({"回款": [PAID, *came]} if came else {}))
    with opened(book) as store:
        for number in sorted(closed):
            if number < len(owed):
                closing.close(store, "应收", f"AR{number}", dt.date(2026, 7, 1), "核销", WANG)
    return book


@given(receivables, receipts, st.sets(st.integers(0, 5), max_size=1), days)
@settings(deadline=None, max_examples=60, phases=QUICK)
def test_book_and_case_owe_the_same(
    empty: Path, owed: Any, paid: Any, closed: set[int], as_of: dt.date
) -> None:
    book = made_book(empty, owed, paid, closed)
    with opened(book) as store, store.reading() as connection:
        items = open_items(connection, as_of)
        # Money for a later invoice pays that, as was said: it is no payment of this case.
        left = unmatched_receipts(connection, as_of).get(1)
        loose = left.fen - left.prepaid_fen if left else 0
        try:
            written = write_case(connection, book, 1, as_of, book.path.parent / "case")
        except InputError:
            assert not [item for item in items if item.amount_fen > 0]
            return
        homeless = debts_of(connection, 1, as_of).homeless
        left_out = red_left_out(connection, as_of, written)
    if homeless:
        event("a red invoice of nobody knows which contract")
        assert "请填写合同编号" in (written.folder / "case.yaml").read_text(encoding="utf-8")
        return
    claim = open_claim(load_case(written.folder), as_of, packaged())
    beyond = sum(account.beyond_price for account in claim.accounts)
    # What went back and covers no receipt is in neither: the finding says so.
    overdrawn = stated(written, "LD-FOLLOW-REFUND")
    has = sum(item.open_fen for item in items) - loose - left_out - overdrawn
    assert fen(claim.principal + claim.not_due - beyond) == has
    red = any(item.amount_fen < 0 for item in items)
    if not red and not stated(written, "LD-FOLLOW-UNMATCHED"):
        event("every part alone")
        parts = {p.name: fen(p.outstanding) for a in claim.accounts for p in a.instalments}
        assert sorted(amount for amount in parts.values() if amount) == sorted(
            item.open_fen for item in items
        )
        late = [item.open_fen for item in items if item.due_on < as_of]
        assert fen(claim.principal) == sum(late)


def red_left_out(connection: Connection, as_of: dt.date, written: CaseWritten) -> int:
    """Return what is open of red invoices that the case leaves out, and says so."""
    chosen = select(Receivable.id).where(Receivable.amount_fen < 0)
    red = {*connection.scalars(chosen)} - {*written.receivables}
    left = sum(item.open_fen for item in open_items(connection, as_of) if item.id in red)
    assert (left != 0) == bool(stated(written, "LD-FOLLOW-RED"))
    return left


def stated(written: CaseWritten, code: str) -> int:
    """Return the sum, in fen, that the finding with a code states; nothing without one."""
    found = [finding.message for finding in written.findings if finding.code == code]
    if not found:
        return 0
    words = found[0].partition(" 元")[0].rpartition(" ")[2]
    return abs(int(words.replace(",", "").replace(".", "")))
