"""Periods to have an instrument enforced, and of guarantees, are in the report as on the day."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from legaldocs.core.near import folded
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.report.files import period_of
from legaldocs.portfolio.report.whole import whole_report
from legaldocs.portfolio.store import opened
from tests.portfolio.day.diary import listing, sqlite_book
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.model import Kept
    from legaldocs.portfolio.place import BookFolder

OWED = ["客户名称", "应收单号", "合同编号", "应收金额", "到期日"]


def put(book: BookFolder, model: type[Kept], **values: Any) -> None:
    with opened(book) as store, recording(store, WANG) as entry:
        entry.rows(model).make(values)


def shown(book: BookFolder, on: str) -> tuple[list[Any], tuple[Any, ...]]:
    """Return the rows of the periods on a day, and what is to be looked at of them."""
    day = dt.date.fromisoformat(on)
    with opened(book) as store, store.reading() as connection:
        found = whole_report(connection, book.settings, period_of(day, None))
    tables = {table.id: table for table in found.tables}
    (seen,) = [row for row in tables["attention"].rows if "申请执行" in str(row[0])]
    return [row[:5] for row in tables["periods"].rows], seen[1:]


def test_a_judgment_to_be_enforced_stands_in_the_report(tmp_path: Path) -> None:
    """Two years from 2024-12-06 are 2026-12-06; 180 days before that is 2026-06-09."""
    book = sqlite_book(tmp_path / "book")
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1, "2029-12-31"]])
    number = "〔案件1〕民事判决书 2024-11-26 之1"
    put(
        book, Receivable, customer_id=1, number=number, key=f"n:{folded(number)}",
        part="民事判决书第一项货款", amount_fen=100_000, open_fen=100_000,
        due_on=dt.date(2024, 12, 6), contract_number="HT-1",
    )  # fmt: skip
    assert shown(book, "2026-06-08") == ([], ("项", 0, 0))
    row = ("申请执行", YI, "HT-1", dt.date(2026, 12, 6), 100_000)
    assert shown(book, "2026-06-09") == ([row], ("项", 1, 100_000))
    assert shown(book, "2026-12-31") == ([row], ("项", 1, 100_000))  # over, and not asked for
    for on in ("2026-06-08", "2026-06-09", "2026-12-31"):
        tasks = [work for work in listing(book, on).work if work.step == "时效临近"]
        assert len(tasks) == len(shown(book, on)[0])


def test_a_guarantee_that_ends_soon_stands_in_the_report(tmp_path: Path) -> None:
    """Six months from 30 June 2026 are 30 December; what was due earlier ends earlier."""
    book = sqlite_book(tmp_path / "book")
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 700, "2026-06-30"]])
    guarantee = {"guarantor": "丁某", "form": "连带责任保证", "signed_on": "2026-01-10"}
    terms = json.dumps({"guarantees": [guarantee]}, ensure_ascii=False)
    put(
        book, Contract, customer_id=1, key="1:ht-1", number="HT-1", terms=terms,
        signed_on=dt.date(2026, 1, 10),
    )  # fmt: skip
    (task,) = [work for work in listing(book, "2026-12-20").work if work.step == "保证期间临近"]
    rows, seen = shown(book, "2026-12-20")
    assert rows == [("保证期间", YI, "HT-1", dt.date(2026, 12, 30), 70_000)]
    assert "2026-12-30" in task.why
    assert seen == ("项", 1, 70_000)
    assert shown(book, "2026-07-10") == ([], ("项", 0, 0))
