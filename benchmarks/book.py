"""A book of receivables: import, the day, ageing, report, and whether the database uses indexes.

    python benchmarks/book.py [--most ROWS] [--least ROWS] [--only DATABASE] [--ledger | --load]

Books of 10,000 receivables up to ``--most``, made by examples/make_book.py, in SQLite and in a
PostgreSQL server that is started for it (a socket, no port, no fsync). Each command is a process of
its own; the seconds of its cores leave out the server's, and rows by the second are by them.
``--ledger`` leaves out what no export has (contacts, promises, engagements), which takes longest to
make; ``--load`` puts the ledger into the tables without an import, for reading alone. Beside the
commands stands which tables their statements read whole, and through which index.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert

from legaldocs.portfolio.model import Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.place import BookFolder, new_folder
from legaldocs.portfolio.report.aged_book import aged_book
from legaldocs.portfolio.report.customers import Grouping
from legaldocs.portfolio.report.files import period_of
from legaldocs.portfolio.report.whole import whole_report
from legaldocs.portfolio.store import create, opened, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
AS_OF = dt.date(2026, 11, 21)
_CHUNK = 5_000
_RECEIVABLES_OF_A_CUSTOMER = 30


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--least", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--load", action="store_true")
    given = parser.parse_args()
    count = given.least
    while count <= given.most:
        with tempfile.TemporaryDirectory() as folder:
            measure(count, Path(folder), given)
        count *= 10


def measure(count: int, work: Path, given: argparse.Namespace) -> None:
    """Make one ledger and try it in each kind of database."""
    sys.path.insert(0, str(ROOT / "examples"))
    from ledgers.entry import enter  # noqa: PLC0415 - the maker stands beside, in no package
    from ledgers.sheets import write_sheets  # noqa: PLC0415
    from make_book import lives_of, options  # noqa: PLC0415

    customers = str(count // _RECEIVABLES_OF_A_CUSTOMER)
    asked = options().parse_args(
        [str(work), "--customers", customers, "--receivables", str(count), "--csv"]
    )
    lives = lives_of(asked)
    names: list[str] = []
    rows = 0
    if not given.load:
        files = write_sheets(lives, work / "sheets", asked.until, as_csv=True)
        rows = sum(file.read_bytes().count(b"\n") - 1 for file in files)
        names = [str(file) for file in files]
    print(f"{count:,} receivables", f"in {rows:,} rows" if rows else "", flush=True)
    for name in ("sqlite", "postgresql"):
        if given.only in (None, name):
            with database(name) as address:
                book = new_folder(work / name, "甲公司", address, create)
                if given.load:
                    load(book, lives, asked.until)
                else:
                    taken = command("book", "import", *names, "--by", "甲", book=book)
                    show(name, "import", taken, rows)
                if not given.ledger and not given.load:
                    start = time.perf_counter()
                    enter(book, lives, asked.until)
                    print(f"  {name:10} dealings entered in {time.perf_counter() - start:.0f} s")
                if address:
                    analyse(book)
                look(name, book, count)


def load(book: BookFolder, lives: list[Any], until: dt.date) -> None:
    """Put the ledger into the tables without an import, to look at reading alone."""
    from ledgers.sheets import slips  # noqa: PLC0415 - as above

    def rows() -> Iterator[tuple[Any, dict[str, Any]]]:
        owed = paid = 0
        for who, life in enumerate(lives, start=1):
            firm = life.firm
            yield Customer, {
                "id": who, "name": firm.name, "name_key": firm.name, "code": firm.code,
                "owner": firm.owner, "trade": firm.trade, "segment": firm.segment,
            }  # fmt: skip
            ids = {}
            for one in life.invoices:
                owed += 1
                ids[one.number] = owed
                named = sum(m.fen for m in one.paid if m.day <= until and m.named)
                yield Receivable, {
                    "id": owed, "customer_id": who, "key": f"n:{one.number}", "number": one.number,
                    "amount_fen": one.fen, "open_fen": one.fen - named, "due_on": one.due_on,
                    "issued_on": one.issued_on, "owner": one.owner,
                }  # fmt: skip
            for day, _, money, one in slips(life, until):
                paid += 1
                yield Receipt, {
                    "id": paid, "customer_id": who, "key": f"n:{paid}", "number": str(paid),
                    "paid_on": day, "amount_fen": money.fen,
                }  # fmt: skip
                yield ReceiptPart, {
                    "id": paid, "receipt_id": paid, "amount_fen": money.fen,
                    "receivable_id": ids[one.number] if money.named else None,
                    "matched_fen": money.fen if money.named else 0,
                }  # fmt: skip

    with opened(book) as store, store.session() as connection, writing(connection):
        waiting: dict[Any, list[dict[str, Any]]] = {
            model: [] for model in (Customer, Receivable, Receipt, ReceiptPart)
        }
        for model, row in rows():
            waiting[model].append(row)
            if len(waiting[model]) >= _CHUNK:
                put(connection, waiting)
        put(connection, waiting)


def put(connection: Any, waiting: dict[Any, list[dict[str, Any]]]) -> None:
    """Insert what waits, in the order in which the tables name each other."""
    for model, some in waiting.items():
        if some:
            connection.execute(insert(model), some)
            some.clear()


def look(name: str, book: BookFolder, count: int) -> None:
    """Time the commands that read, and print how their statements find rows."""
    day = str(AS_OF)
    for words in (("today",), ("ageing",), ("report", "--out", str(book.path / "out"))):
        show(name, words[0], command("book", *words, "--as-of", day, book=book), count)
    readings: dict[str, Callable[[Any], object]] = {
        "ageing": lambda one: aged_book(one, book.settings, AS_OF, Grouping.CUSTOMER),
        "report": lambda one: whole_report(one, book.settings, period_of(AS_OF, None)),
    }
    for what, read in readings.items():
        plans = explained(book, read)
        whole = sorted({table for plan in plans for table in plan})
        print(f"  {name:10} {what}: {len(plans)} statements, {', '.join(whole) or 'all indexed'}")


def explained(book: BookFolder, read: Callable[[Any], object]) -> list[list[str]]:
    """Return, for each statement of a reading, the tables of which it reads every row."""
    seen: list[tuple[str, Any]] = []
    with opened(book) as store, store.reading() as connection:

        def note(*told: Any) -> None:
            seen.append((told[2], told[3]))

        event.listen(connection, "before_cursor_execute", note)
        read(connection)
        event.remove(connection, "before_cursor_execute", note)
        lite = connection.dialect.name == "sqlite"
        ask = "EXPLAIN QUERY PLAN " if lite else "EXPLAIN "
        found = []
        for statement, values in seen:
            plan = connection.exec_driver_sql(ask + statement, values).all()
            lines = [str(row[-1]) for row in plan]
            found.append(scanned(lines, lite=lite))
    return found


def scanned(lines: list[str], *, lite: bool) -> list[str]:
    """Return what a plan reads whole: tables, not the results of its own parts."""
    mark = "SCAN " if lite else "Seq Scan on "
    tables = []
    for line in lines:
        if mark in line:
            words = line.split(mark, 1)[1].split()
            if words[0] not in ("later", "SUBQUERY", "CONSTANT"):
                tables.append(words[0] + (f" through {words[-1]}" if "USING" in words else ""))
    return tables


def command(*words: str, book: BookFolder) -> tuple[float, float]:
    """Run a command in a process of its own; return seconds of the clock and of its cores."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(
        [sys.executable, "-m", "legaldocs", *words, "--book", str(book.path), "--json"],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return time.perf_counter() - start, used


def show(name: str, what: str, taken: tuple[float, float], rows: int) -> None:
    wall, used = taken
    row = f"  {name:10} {what:6} {wall:8.2f} s of the clock {used:8.2f} s of its cores"
    print(f"{row}  {rows / used:10,.0f} rows/s", flush=True)


@contextmanager
def database(name: str) -> Iterator[str]:
    """Yield the address of an empty database, nothing for a file."""
    if name == "sqlite":
        yield ""
        return
    sys.path.insert(0, str(ROOT))
    from tests.portfolio.conftest import postgres  # noqa: PLC0415 - only this starts a server

    server = postgres.__wrapped__()
    try:
        yield next(server).database()
    finally:
        server.close()


def analyse(book: BookFolder) -> None:
    """Let PostgreSQL count its rows, as it does by itself some minutes after an import."""
    with opened(book) as store, store.session() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


if __name__ == "__main__":
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {sys.version.split()[0]}\n")
    main()
