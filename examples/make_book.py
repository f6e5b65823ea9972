"""Make a book of receivables with years of dealings, to try ``legaldocs book`` with.

The folder gets 台账 (what a finance program would export) and 账册 (the book: that imported, and
contacts, promises, disputes, statements, engagements and costs, each entered as of its day).
Everybody in it is invented. The same options make the same files.

    python examples/make_book.py FOLDER --customers 2000 --receivables 60000 --years 3
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ledgers.entry import enter
from ledgers.firms import SELLERS, firms
from ledgers.life import live
from ledgers.sheets import write_sheets

from legaldocs.core.errors import LegaldocsError
from legaldocs.portfolio.history import Author
from legaldocs.portfolio.intake import import_files
from legaldocs.portfolio.place import BOOK_FILE, BookFolder, book_folder, new_folder
from legaldocs.portfolio.store import create

if TYPE_CHECKING:
    from ledgers.dealings import Life

OWN_SIDE = """\
creditor:
  name: 苏州甲设备有限公司
  uscc: 91320594MA0042KA3Y
  address: 苏州市工业园区某路8号
  representative: 张某
  contact: 徐某
  phone: 000-0000001
  account: {holder: 苏州甲设备有限公司, bank: 某银行苏州分行, number: '6222000000000000001'}
law_firm: {name: 武汉己律师事务所, lawyer: 何某, phone: 000-0000002}
report: {lawyer_fee: 8000.00, lawyer_share: 5%}
people:
- {name: 徐某, post: 应收会计, phone: 000-0000001, email: ar@example.com, level: 0}
- {name: 许某, post: 财务主管, phone: 000-0000003, email: head@example.com, level: 2}
- {name: 张某, post: 总经理, phone: 000-0000004, email: gm@example.com, level: 3}
"""
_ROWS_OF_A_SHEET = 400_000
"""Receivables above which the tables are CSV: a sheet holds about a million rows, receipts more."""
_YEAR = 365


def lives_of(given: argparse.Namespace) -> list[Life]:
    """Return what happens with every customer."""
    first = given.until - dt.timedelta(days=_YEAR * given.years)
    customers = firms(given.customers, given.seed)
    chance = random.Random(given.seed)  # noqa: S311 - made-up dealings
    counts = dict.fromkeys((firm.number for firm in customers), 0)
    weights = [firm.weight for firm in customers]
    for number in chance.choices([*counts], weights, k=given.receivables):
        counts[number] += 1
    return [live(firm, counts[firm.number], first, given.until, given.seed) for firm in customers]


def make_book(given: argparse.Namespace) -> BookFolder | None:
    """Write the ledgers and, unless only these are wanted, the book."""
    lives = lives_of(given)
    as_csv = given.csv or given.receivables > _ROWS_OF_A_SHEET
    files = write_sheets(lives, given.folder / "台账", given.until, as_csv=as_csv)
    if given.ledgers_only:
        return None
    book = _new(given.folder / "账册", given.database)
    done = import_files(book, files, Author("徐某", f"{given.until}T17:00:00+08:00"))
    if done.refused:
        row = done.refused[0]
        sys.exit(f"{len(done.refused)} 行退回，第一行是第 {row.line} 行：{row.refusals[0].reason}")
    enter(book, lives, given.until)
    return book


def _new(folder: Path, database: str) -> BookFolder:
    new_folder(folder, "苏州甲设备有限公司", database, create)
    file = folder / BOOK_FILE
    people = "".join(f"- {{name: {name}, post: 业务员, level: 1}}\n" for name in SELLERS)
    file.write_text(file.read_text(encoding="utf-8") + OWN_SIDE + people, encoding="utf-8")
    return book_folder(folder)


def options() -> argparse.ArgumentParser:
    """Return what may be typed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=40)
    parser.add_argument("--receivables", type=int, default=1200)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--until", type=dt.date.fromisoformat, default=dt.date(2026, 11, 21))
    parser.add_argument("--csv", action="store_true", help="CSV instead of XLSX")
    parser.add_argument("--database", default="", help="an address of PostgreSQL")
    parser.add_argument("--ledgers-only", action="store_true", help="the tables, and no book")
    return parser


if __name__ == "__main__":
    try:
        make_book(options().parse_args())
    except LegaldocsError as error:
        sys.exit(str(error))
