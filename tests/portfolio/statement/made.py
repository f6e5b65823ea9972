"""Books with something to confirm, and statements made of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from legaldocs.commands.book._statement_mail import statement_mail
from legaldocs.portfolio.place import BOOK_FILE, book_folder, new_folder
from legaldocs.portfolio.statement.code import new_codes
from legaldocs.portfolio.statement.making import Made, Order, make_statements
from legaldocs.portfolio.statement.stated import Stated
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import WANG, YI, take

from .test_figures import OWED_ROWS, PAID_ROWS, day

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

TODAY = dt.date(2026, 12, 5)
CREDITOR = """\
creditor:
  name: 苏州甲设备有限公司
  uscc: 91320594MA1XK0TQ6P
  address: 江苏省苏州市星湖街328号
  contact: 周敏
  phone: 0512-62881234
  email: fawu@jia.example
"""
PEOPLE = [
    ["客户名称", "联系人", "职务", "电子邮箱"],
    [YI, "孙某", "采购", "sun@yi.example"],
    [YI, "钱某", "财务主管", "Qian@yi.example"],
]


def chances(seed: int = 0) -> Callable[[int], bytes]:
    """Return bytes that a test foresees, others each time."""
    numbers = itertools.count(seed)
    return lambda count: hashlib.sha256(str(next(numbers)).encode()).digest()[:count]


def order(customer: str = YI, **changed: Any) -> Order:
    made = Order(
        customer=customer, from_on=day("2026-09-01"), through_on=day("2026-11-30"),
        made_on=day("2026-12-01"), agreed=False, chance=chances(), draft=statement_mail, jobs=1,
    )  # fmt: skip
    return replace(made, **changed)


def with_creditor(book: BookFolder) -> BookFolder:
    """Let a book say whose it is in full."""
    file = book.path / BOOK_FILE
    file.write_text(file.read_text(encoding="utf-8") + CREDITOR, encoding="utf-8")
    return book_folder(book.path)


def make(book: BookFolder, what: Order) -> list[Made]:
    with opened(book) as store:
        return [one for part in make_statements(book, store, what, WANG) for one in part]


def ready(tmp_path: Path) -> tuple[BookFolder, Made]:
    """Return a book with one statement, of 1,347.00 on 30 November."""
    book = with_creditor(new_folder(tmp_path / "book", "甲公司", "", create))
    take(book, 应收=OWED_ROWS, 回款=PAID_ROWS, 联系人=PEOPLE)
    (made,) = make(book, order())
    return book, made


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def page_answer(made: Made, **changed: Any) -> bytes:
    """Return the answer file that the page would write for a statement."""
    assert made.content is not None
    secret = new_codes(made.content.through_on, chances()(16))
    said = {
        "schema": "legaldocs.statement.answer/1",
        "number": made.content.number,
        "content_sha256": made.content.sha256,
        "answer_code": secret.answer_code,
        "outcome": "无误",
        "name": "钱某",
        "post": "财务主管",
        "answered_at": "2026-12-03T23:30:00+08:00",
    }
    return json.dumps({**said, **changed}, ensure_ascii=False).encode()


def stated(**said: Any) -> Stated:
    return Stated(**said)
