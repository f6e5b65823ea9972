"""A book with an agency, made for a test: the debts of one customer, and what was logged."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from legaldocs.portfolio.agency.engaging import Proposal, accept, assess, place
from legaldocs.portfolio.agency.registry import AgencyCard, engagement_named, put
from legaldocs.portfolio.agency.terms import Terms, terms_file
from legaldocs.portfolio.agency.vocabulary import AgencyKind
from legaldocs.portfolio.day.model import Contact, Dispute, Promise
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import OWED, PAID, WANG, YI
from tests.portfolio.ledgers import take_later as take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.store import Store

COLLECTOR = "武汉信诺商账管理有限公司"
FIRM = "上海某律师事务所"
CREDITOR = """
creditor:
  name: 苏州甲设备有限公司
  uscc: 91320594MA1XK0TQ6P
  address: 江苏省苏州市工业园区星湖街328号
  representative: 陈立衡
  contact: 周敏
  phone: 0512-62881234
  account: {holder: 苏州甲设备有限公司, bank: 中国工商银行园区支行, number: "1102020209000123456"}
"""
TEN_PERCENT = "percent: 10%\n"
PLACED, UNTIL = dt.date(2026, 9, 10), dt.date(2026, 12, 31)
NUMBER = "WT-1"
DEBTS = [
    [YI, "AR1", "HT-1", 100000, "2026-01-31"],
    [YI, "AR2", "HT-1", 50000, "2026-04-30"],
    [YI, "AR3", "HT-2", 30000.55, "2026-07-31"],
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def terms_of(folder: Path, text: str) -> Terms:
    """Return the terms that a file with this text states."""
    path = folder / "佣金.yaml"
    path.write_text(text, encoding="utf-8")
    return terms_file(path)


def with_creditor(book: BookFolder) -> BookFolder:
    """Return the book with a creditor in book.yaml."""
    file = book.path / "book.yaml"
    file.write_text(file.read_text(encoding="utf-8") + CREDITOR, encoding="utf-8")
    return book_folder(book.path)


def registered(store: Store) -> None:
    """Write down an agency and a law firm."""
    card = AgencyCard(
        name=COLLECTOR, kind=AgencyKind.COLLECTOR, uscc="91330106MA2GK7RX4N",
        address="湖北省武汉市江汉区某路8号", contact="钱某", phone="027-11112222",
    )  # fmt: skip
    put(store, card, WANG)
    put(store, AgencyCard(name=FIRM, kind=AgencyKind.LAW_FIRM, licence="23101"), WANG)


def propose(
    book: BookFolder,
    store: Store,
    terms: str = TEN_PERCENT,
    agency: str = COLLECTOR,
    numbers: tuple[str, ...] = (),
    number: str = NUMBER,
) -> None:
    """Have debts reviewed on the day before they are accepted."""
    wanted = Proposal(
        agency=agency, customer=YI, terms=terms_of(book.path, terms),
        day=day("2026-09-01"), numbers=numbers, number=number,
    )  # fmt: skip
    assess(store, wanted, WANG)


def engage(
    book: BookFolder, terms: str = TEN_PERCENT, agency: str = COLLECTOR,
    paid: Sequence[Sequence[Any]] = (), debts: Sequence[Sequence[Any]] = DEBTS,
) -> BookFolder:  # fmt: skip
    """Return a book whose debts are placed with an agency from PLACED through UNTIL."""
    book = with_creditor(book)
    take(book, 应收=[OWED, *debts], **({"回款": [PAID, *paid]} if paid else {}))
    with opened(book) as store:
        registered(store)
        propose(book, store, terms, agency)
        accept(store, NUMBER, day("2026-09-03"), WANG)
        place(store, NUMBER, PLACED, UNTIL, WANG)
    return book


def log(
    store: Store,
    *contacts: tuple[str, str, str, str, str],
    attitude: str = "",
    number: str = NUMBER,
) -> None:
    """Log contacts of the agency: day, time, channel, with whom, gist."""
    with recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        about = engagement_named(entry.connection, number)
        for happened, at, channel, whom, gist in contacts:
            entry.rows(Contact).make(
                {
                    "customer_id": customer["id"], "happened_on": day(happened), "at": at,
                    "channel": channel, "direction": "发出", "who": "孙某", "with_whom": whom,
                    "gist": gist, "attitude": attitude, "engagement_id": about["id"],
                }
            )  # fmt: skip


def dispute(store: Store, raised: str, ground: str, amount_fen: int | None = None) -> None:
    """Write down a dispute of the customer."""
    with recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        entry.rows(Dispute).make(
            {
                "customer_id": customer["id"], "raised_on": day(raised), "ground": ground,
                "amount_fen": amount_fen,
            }
        )  # fmt: skip


def promise(store: Store, made: str, due: str, amount_fen: int) -> None:
    """Write down a promise, which was made in the first contact that was logged."""
    with recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        entry.rows(Promise).make(
            {
                "customer_id": customer["id"], "contact_id": 1, "made_on": day(made),
                "due_on": day(due), "amount_fen": amount_fen,
            }
        )  # fmt: skip
