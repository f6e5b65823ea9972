"""Money for a receivable that was closed before is said, and stops being said once it is put."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from legaldocs.cli import run
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio import closing
from legaldocs.portfolio.store import opened
from tests.portfolio.follow.made_books import (
    PAID,
    SETTLED,
    TWO,
    case_of,
    follow,
    made,
    shown,
)
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from legaldocs.portfolio.intake import Intake
    from legaldocs.portfolio.place import BookFolder

SIGNED = dt.date(2026, 9, 1)
LAST = dt.date(2026, 10, 20)
SK1 = [YI, "SK1", "2026-07-10", 400, "AR1"]


def messages(done: Intake) -> list[str]:
    return [one.message for one in done.findings if one.code == "LD-BOOK-CLOSED"]


def run_says(book: BookFolder, day: dt.date, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what `book run` says of closed receivables."""
    capsys.readouterr()
    words = ["book", "run", "--as-of", str(day), "--by", "夜间", "--book", str(book.path), "--json"]
    run(words)
    found = json.loads(capsys.readouterr().out)["findings"]
    return [one["message"] for one in found if one["code"] == "LD-BOOK-CLOSED"]


def test_money_for_what_a_deed_replaced_is_said_until_the_book_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, law = made(tmp_path, 应收=TWO, 回款=[PAID, SK1]), packaged()
    (case,) = case_of(book, SIGNED)
    path = case.folder / "case.yaml"
    deed = SETTLED.format(signed_on=SIGNED)
    path.write_text(path.read_text(encoding="utf-8") + deed, encoding="utf-8")
    follow(book, law, SIGNED)
    # SK1 came before the deed: nothing to say.
    assert messages(take(book, 回款=[PAID, SK1])) == []
    ledger = [PAID, SK1, [YI, "SK2", "2026-10-14", 600, "AR1"]]
    (message,) = messages(take(book, 回款=ledger))
    assert "有 1 笔回款核销到已经关闭的应收，共 600.00 元" in message
    assert "SK2 付 AR1" in message
    assert run_says(book, dt.date(2026, 10, 13), capsys) == []
    assert run_says(book, LAST, capsys) == [message]
    case_of(book, LAST)
    follow(book, law, LAST)
    # 600 + 500 - 600 = 500.
    assert [row[2] for row in shown(book, LAST)] == [50000]
    assert messages(take(book, 回款=ledger)) == []
    assert run_says(book, LAST, capsys) == []


def test_money_for_a_receivable_that_was_closed_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = made(tmp_path, 应收=TWO)
    with opened(book) as store:
        closing.close(store, "应收", "AR1", dt.date(2026, 9, 1), "重复录入", WANG)
    early = [YI, "SK5", "2026-08-20", 30, "AR1"]
    (message,) = messages(take(book, 回款=[PAID, early, [YI, "SK6", "2026-09-02", 1.5, "AR1"]]))
    # 30 + 1.50: the one was paid before the day of closing, but nobody knew.
    assert "有 2 笔回款核销到已经关闭的应收，共 31.50 元" in message
    (later,) = run_says(book, LAST, capsys)
    assert "有 1 笔回款核销到已经关闭的应收，共 1.50 元" in later
    # Finance puts them to the other receivable: 500 - 31.50 = 468.50.
    put = [PAID, [*early[:4], "AR2"], [YI, "SK6", "2026-09-02", 1.5, "AR2"]]
    assert messages(take(book, 回款=put)) == []
    assert [row[2] for row in shown(book, LAST)] == [46850]
