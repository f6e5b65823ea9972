"""Customers with a history, made for a test."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.portfolio.credit.policy import CreditPolicy, credit_policy
from legaldocs.portfolio.credit.warning import Judged, judged
from legaldocs.portfolio.day.model import Contact, Promise
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

DAY = dt.date(2026, 6, 30)
USUAL = credit_policy(None, 3)
ROWS = ["客户名称", "应收单号", "应收金额", "到期日", "开票日期"]
PAID = ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"]


def sold(number: str, amount: object, due: str, issued: str | None = None) -> list[object]:
    return [YI, number, amount, due, issued]


def paid(number: str, day: str, amount: object, towards: str | None) -> list[object]:
    return [YI, number, day, amount, towards]


def deal(book: BookFolder, sales: list[list[object]], receipts: list[list[object]] = []) -> None:  # noqa: B006
    sheets = {"应收": [ROWS, *sales]} | ({"回款": [PAID, *receipts]} if receipts else {})
    done = take(book, **sheets)
    assert done.refused == []


def promise(book: BookFolder, made: str, due: str, yuan: int, receivable: int | None = None) -> int:
    """Record what a customer promised; return the identifier of the promise."""
    with opened(book) as store, recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)["id"]
        made_on = dt.date.fromisoformat(made)
        contact = entry.rows(Contact).make(
            {"customer_id": customer, "happened_on": made_on, "channel": "电话",
             "direction": "收到", "who": "王某", "gist": "承诺付款"}
        )  # fmt: skip
        return entry.rows(Promise).make(
            {"customer_id": customer, "contact_id": contact, "made_on": made_on,
             "due_on": dt.date.fromisoformat(due), "amount_fen": yuan * 100,
             "receivable_id": receivable}
        )  # fmt: skip


def judge(
    book: BookFolder, policy: CreditPolicy = USUAL, as_of: dt.date = DAY, customer: str = YI
) -> Judged:
    """Return what a customer is judged by, both alone and among all."""
    with opened(book) as store, store.reading() as connection:
        own = customer_named(connection, customer)["id"]
        alone = judged(connection, policy, [own], as_of)
        among_all = judged(connection, policy, None, as_of)
    assert [*alone] == [own]
    assert among_all[own] == alone[own]
    return alone[own]
