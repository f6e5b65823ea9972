"""An approval covers the sum that was approved or less; more has to be approved again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.commands.book.log import _findings
from legaldocs.core.errors import InputError
from legaldocs.portfolio.day.approvals import GivenApproval, approved_by, not_covered
from legaldocs.portfolio.day.letter_result import LetterResult
from legaldocs.portfolio.day.log import About, LogEntry, log
from legaldocs.portfolio.day.model import Task
from legaldocs.portfolio.history import Author
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import PAID, YI, take

from .diary import OWED, day, listing, run, say, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.place import BookFolder

RULES = """
people:
- {name: 许某, level: 1}
- {name: 张某, level: 2}
day:
  disputed: 争议部分不催
  levels:
  - {step: 催告函, minimum: 900, approval_level: 2}
  - {step: 催告函, approval_level: 1}
"""
ROWS = [OWED, [YI, "AR1", "HT-1", 600, "2026-06-30"], [YI, "AR2", "HT-1", 400, "2026-06-30"]]


@pytest.fixture
def small(tmp_path: Path) -> BookFolder:
    """1,000 are overdue, 300 of AR2 disputed: a demand asks for 700."""
    made = sqlite_book(tmp_path / "book", RULES)
    take(made, 应收=ROWS)
    say(made, "07-01", dispute="少一件", receivable="AR2", disputed_fen=300_00)
    run(made, "07-08")
    return made


def demand(book: BookFolder, on: str = "07-09") -> Work:
    (work,) = [one for one in listing(book, on).work if one.letter == "催告函"]
    return work


def said(book: BookFolder, who: str, on: str, **given: Any) -> Any:
    entry = LogEntry(customer=YI, day=day(on), task=demand(book, on).task_id, **given)
    with opened(book) as store:
        return log(book, store, entry, Author(who, "2026-11-26T09:00:00+08:00"))


def settle(book: BookFolder, on: str) -> None:
    say(book, on, settle=About(1, "已补"), channel=None, gist="")


def test_a_higher_sum_is_approved_again(small: BookFolder) -> None:
    """700 are approved at level 1; once the dispute is over it is 1,000, which needs level 2."""
    assert (demand(small).amount_fen, demand(small).approval_level) == (700_00, 1)
    said(small, "许某", "07-09", approve=True)
    assert (demand(small).approved_by, demand(small).may_go) == ("许某", True)
    settle(small, "07-10")
    now = demand(small, "07-10")
    assert (now.amount_fen, now.approval_level, now.may_go) == (1000_00, 2, False)
    assert now.note[-1] == (
        "2026-07-09 许某批准的是 700.00 元，现在 1,000.00 元，须 2 级，须重新批准"
    )
    run(small, "07-10")
    with pytest.raises(InputError, match="没有审批的权限"):
        said(small, "许某", "07-10", approve=True)
    said(small, "张某", "07-10", approve=True)
    after = demand(small, "07-10")
    assert (after.approved_by, after.may_go, after.note) == ("张某", True, ())


def test_a_lower_sum_needs_no_other_approval(small: BookFolder) -> None:
    """700 are approved; 100 come in: 600. The receipt goes again: 700 once more, as approved."""
    said(small, "许某", "07-09", approve=True)
    take(small, 回款=[PAID, [YI, "R1", "2026-07-09", 100, "AR1"]])
    run(small, "07-10")
    assert (demand(small, "07-10").amount_fen, demand(small, "07-10").may_go) == (600_00, True)
    take(small, 回款=[PAID, [YI, "R1", "2026-07-09", 100, "未核销"]])
    run(small, "07-11")
    assert (demand(small, "07-11").amount_fen, demand(small, "07-11").may_go) == (700_00, True)


def test_a_letter_of_more_than_was_approved_is_noted_as_such(small: BookFolder) -> None:
    said(small, "许某", "07-09", approve=True)
    settle(small, "07-10")
    run(small, "07-10")
    noted = said(small, "许某", "07-10", letter=LetterResult(sent_on=day("07-10")))
    assert [finding.code for finding in _findings(noted)] == ["LD-DAY-UNAPPROVED"]


def test_a_letter_of_the_approved_sum_goes_out(small: BookFolder) -> None:
    said(small, "许某", "07-09", approve=True)
    noted = said(small, "许某", "07-09", letter=LetterResult(sent_on=day("07-09")))
    assert [*_findings(noted)] == []


def test_the_last_approval_that_covers_it_counts() -> None:
    given = [
        GivenApproval("许某", day("07-01"), 1, 500),
        GivenApproval("张某", day("07-02"), 2, 300),
    ]
    assert approved_by(given, 1, 300) == "张某"
    assert approved_by(given, 1, 500) == "许某"
    assert approved_by(given, 2, 500) == ""
    assert approved_by((), 1, 1) == ""
    assert not_covered((), 1, 1) == ""  # nobody approved anything: that is said otherwise
    assert not_covered(given, 1, 500) == ""
    assert "批准的是 3.00 元，现在 5.01 元，须重新批准" in not_covered(given, 1, 501)


def test_the_figures_of_the_approval_are_kept(small: BookFolder) -> None:
    said(small, "张某", "07-09", approve=True)
    from legaldocs.portfolio.plan.model import Approval  # noqa: PLC0415 - only here

    with opened(small) as store, store.reading() as connection:
        (row,) = connection.execute(Approval.__table__.select()).mappings()
        (task,) = connection.execute(
            Task.__table__.select().where(Task.id == row["row_id"])
        ).mappings()
    assert (row["level"], row["amount_fen"], task["amount_fen"]) == (2, 700_00, 700_00)
    assert Decimal(row["amount_fen"]) == Decimal(70000)
