"""Books made for a test of cases: in SQLite, with contracts, talks and statements."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.day.model import Contact, Dispute, Promise, Task
from legaldocs.portfolio.follow.following import Follow, Followed, follow_cases
from legaldocs.portfolio.follow.making import MadeCase, Order, make_cases
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import WANG, YI
from tests.portfolio.ledgers import take_later as take

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 11, 26)
OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日", "发票号码", "开票日期"]
PAID = ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"]
TWO = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2026-06-30", "F1", "2026-05-30"],
    [YI, "AR2", "HT-1", 500, "2026-08-31", "F2", "2026-07-31"],
]
SETTLED = """
settlement:
  signed_on: {signed_on}
  late_charge: 按期付清则免除
  instalments:
  - {{due_on: 2026-12-15, amount: 600.00}}
  - {{due_on: 2027-01-15, amount: 500.00}}
"""


def made(folder: Path, **sheets: Any) -> BookFolder:
    """Make a book and import some sheets into it."""
    book = new_folder(folder / "book", "甲公司", "", create)
    if sheets:
        take(book, **sheets)
    return book


def case_of(book: BookFolder, as_of: dt.date = DAY, **asked: Any) -> list[MadeCase]:
    """Write the cases of the customer, or look at them again."""
    with opened(book) as store:
        return make_cases(store, book, Order(YI, as_of, packaged(), **asked), WANG)


def follow(book: BookFolder, law: LawBook, as_of: dt.date = DAY) -> list[Followed]:
    """Let the book follow its cases."""
    with opened(book) as store:
        return follow_cases(store, book, Follow(as_of, law), WANG)


def shown(book: BookFolder, as_of: dt.date = DAY) -> list[tuple[str, str, int, str]]:
    """Return number, part, what is open in fen and the due day of what is open."""
    with opened(book) as store, store.reading() as connection:
        return [
            (item.number, item.part, item.open_fen, str(item.due_on))
            for item in open_items(connection, as_of)
        ]


def add(book: BookFolder, model: Any, **values: Any) -> int:
    """Put one row into a table of the book."""
    with opened(book) as store, recording(store, WANG) as entry:
        return entry.rows(model).make(values)


def kept(book: BookFolder, name: str, data: bytes) -> dict[str, str]:
    """Keep a file in the book, and return how a row names it."""
    (book.path / "imports" / name).write_bytes(data)
    return {"kept_as": f"imports/{name}", "sha256": hashlib.sha256(data).hexdigest()}


def contract(book: BookFolder, number: str, terms: dict[str, Any], **values: Any) -> None:
    """Note a contract and its terms."""
    key = f"1:{number.casefold()}"
    text = json.dumps(terms, ensure_ascii=False)
    add(book, Contract, customer_id=1, key=key, number=number, terms=text, **values)


def talk(book: BookFolder, day: dt.date, gist: str, **values: Any) -> int:
    """Note a contact: a call of ours unless said otherwise."""
    usual = {"channel": "电话", "direction": "发出", "who": "王某"}
    return add(book, Contact, customer_id=1, happened_on=day, gist=gist, **(usual | values))


def promise(book: BookFolder, contact: int, day: dt.date, fen: int) -> None:
    """Note what was promised in a contact."""
    add(book, Promise, customer_id=1, contact_id=contact, made_on=DAY, due_on=day, amount_fen=fen)


def dispute(book: BookFolder, day: dt.date, ground: str, **values: Any) -> None:
    """Note an objection."""
    add(book, Dispute, customer_id=1, raised_on=day, ground=ground, **values)


def letter(book: BookFolder, sent_on: dt.date, step: str, **values: Any) -> int:
    """Note a letter that was sent."""
    row = {
        "customer_id": 1,
        "step": step,
        "sent_on": sent_on,
        "made_on": sent_on,
        "due_on": sent_on,
    }
    return add(book, Task, **(row | {"channel": "快递"} | values))


def answer(book: BookFolder, to_on: dt.date, fen: int, outcome: str, file: dict[str, str]) -> None:
    """Note a statement and what came back on it, two days later."""
    statement = add(
        book, AccountStatement, customer_id=1, number=f"DZ{to_on:%Y%m%d}", from_on=to_on,
        to_on=to_on, opening_fen=0, closing_fen=fen, made_on=to_on, content_sha256="0" * 64,
        code_sha256="1" * 64,
    )  # fmt: skip
    day = to_on + dt.timedelta(days=2)
    add(
        book, StatementAnswer, statement_id=statement, answered_on=day, way="扫描件",
        outcome=outcome, who="程某", **file,
    )  # fmt: skip
