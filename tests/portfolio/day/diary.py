"""A book for tests of the day: what is owed, what was said, the list of a day in short lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction
from legaldocs.portfolio.day.day_list import DayList, day_list
from legaldocs.portfolio.day.letter_result import LetterResult
from legaldocs.portfolio.day.log import LogEntry, Logged, NewPromise, log
from legaldocs.portfolio.day.run import DayRun, run_day
from legaldocs.portfolio.fen import fen
from legaldocs.portfolio.history import Author
from legaldocs.portfolio.place import BOOK_FILE, BookFolder, book_folder, new_folder
from legaldocs.portfolio.store import create, opened
from tests.portfolio.ledgers import YI

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.day.work import Work

CLERK = Author("李某", "2026-11-26T09:00:00+08:00")
OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日"]
PAID = ["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"]


def day(text: str) -> dt.date:
    """Return a day of 2026 written MM-DD, or any written in full."""
    return dt.date.fromisoformat(text if len(text) > len("MM-DD") else f"2026-{text}")


def with_rules(book: BookFolder, text: str) -> BookFolder:
    """Add lines to book.yaml, and read it again."""
    file = book.path / BOOK_FILE
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return book_folder(book.path)


def sqlite_book(path: Path, text: str = "") -> BookFolder:
    """Make a book in a file."""
    return with_rules(new_folder(path, "甲公司", "", create), text)


def listing(book: BookFolder, on: str) -> DayList:
    """Return the list of a day."""
    with opened(book) as store, store.reading() as connection:
        return day_list(connection, book.settings, day(on))


def steps(book: BookFolder, on: str) -> list[str]:
    """Return the list of a day: step, numbers, yuan and the time limit of each task."""
    return [short(work) for work in listing(book, on).work]


def short(work: Work) -> str:
    numbers = ",".join(line.number for line in work.lines)
    return f"{work.step} {numbers} {work.amount_fen / 100:g} {work.due_on:%m-%d}"


def held(book: BookFolder, on: str) -> list[str]:
    """Return what is left alone on a day: number, yuan, why."""
    return [f"{row.number} {row.amount_fen / 100:g} {row.why}" for row in listing(book, on).held]


def run(book: BookFolder, on: str) -> DayRun:
    """Do a day."""
    with opened(book) as store:
        return run_day(book, store, day(on), CLERK)


def say(book: BookFolder, on: str, **said: Any) -> Logged:
    """Log a contact of a day with the customer 乙: a call unless said."""
    given: dict[str, Any] = {"customer": YI, "channel": Channel.PHONE, "gist": "联系", **said}
    if "promise" in given:
        due, amount = given.pop("promise")
        given["promises"] = (NewPromise(day(due), fen(amount)),)
        given["direction"] = Direction.RECEIVED
    with opened(book) as store:
        return log(book, store, LogEntry(day=day(on), **given), CLERK)


def letter(book: BookFolder, on: str, **said: Any) -> Logged:
    """Log what became of a letter on a day: sent, unless a result is given."""
    result = said.pop("result", None)
    files = {key: said.pop(key) for key in ("file", "proof", "task", "customer") if key in said}
    values: dict[str, Any] = {"kind": said.pop("kind", None), **said}
    values |= {"result": result, "result_on": day(on)} if result else {"sent_on": day(on)}
    return say(book, on, channel=None, gist="", letter=LetterResult(**values), **files)


ARRIVED = DeliveryResult.ARRIVED
RETURNED = DeliveryResult.RETURNED
