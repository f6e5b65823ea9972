"""What is disputed, promised, in a case or with an agency is not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.vocabulary import Channel, Direction
from legaldocs.portfolio import closing
from legaldocs.portfolio.agency.model import Agency, Engagement, EngagementItem
from legaldocs.portfolio.day.log import About
from legaldocs.portfolio.day.model import Promise, Task
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import WANG, YI, take

from .diary import CLERK, OWED, PAID, day, held, listing, run, say, sqlite_book, steps

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

TWO = [OWED, [YI, "AR1", "HT-1", 1000, "2026-06-01"], [YI, "AR2", "HT-1", 500, "2026-06-05"]]


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path / "book")
    take(made, 应收=TWO)
    return made


def asked(book: BookFolder, on: str) -> dict[str, float]:
    """Return the yuan that calls ask for, by receivable."""
    return {
        line.number: line.asked_fen / 100
        for work in listing(book, on).work
        if work.step == "电话催收"
        for line in work.lines
    }


def dispute(book: BookFolder, on: str, **said: Any) -> int:
    made = say(book, on, direction=Direction.RECEIVED, dispute="数量不足", **said).dispute
    assert made is not None
    return made


def test_the_disputed_part_is_not_chased_until_it_is_settled(book: BookFolder) -> None:
    number = dispute(book, "06-10", receivable="AR1", disputed_fen=30_000)
    assert asked(book, "06-09") == {"AR1": 1000, "AR2": 500}
    assert asked(book, "06-10") == {"AR1": 700, "AR2": 500}
    assert "AR1 300 2026-06-10 提出异议：数量不足" in held(book, "06-10")
    say(book, "06-20", settle=About(number, "补货"), channel=None, gist="")
    assert asked(book, "06-19") == {"AR1": 700, "AR2": 500}
    assert asked(book, "06-20") == {"AR1": 1000, "AR2": 500}


def test_a_dispute_without_a_sum_holds_the_whole(book: BookFolder) -> None:
    dispute(book, "06-10", receivable="AR1")
    assert asked(book, "06-10") == {"AR2": 500}
    dispute(book, "06-11")
    assert asked(book, "06-11") == {}


def test_a_dispute_of_a_sum_about_nothing_named_holds_what_fell_due_first(
    book: BookFolder,
) -> None:
    dispute(book, "06-10", disputed_fen=120_000)
    assert asked(book, "06-10") == {"AR2": 300}  # 1000 of AR1, 200 of AR2


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("整笔不催", {"AR2": 500}),
        ("照常催", {"AR1": 1000, "AR2": 500}),
        ("争议部分不催", {"AR1": 700, "AR2": 500}),
    ],
)
def test_the_policy_says_what_of_a_disputed_receivable_is_chased(
    rule: str, found: dict[str, float], tmp_path: Path
) -> None:
    made = sqlite_book(tmp_path / "other", f"day: {{disputed: {rule}}}\n")
    take(made, 应收=TWO)
    dispute(made, "06-10", receivable="AR1", disputed_fen=30_000)
    assert asked(made, "06-10") == found


def test_a_dispute_is_to_be_answered(book: BookFolder) -> None:
    number = dispute(book, "06-10", receivable="AR1", disputed_fen=30_000)
    answer = [work for work in listing(book, "06-10").work if work.step == "答复争议"]
    assert [(work.due_on, work.why) for work in answer] == [
        (day("06-13"), "2026-06-10 对AR1提出异议：数量不足")
    ]
    run(book, "06-10")
    say(book, "06-12", answer=About(number, "已补货"), channel=None, gist="")
    assert not [step for step in steps(book, "06-12") if "答复" in step]
    assert run(book, "06-12").settled == 1


def test_a_promised_sum_waits_for_its_day_and_the_grace(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    assert asked(book, "06-10") == {"AR1": 400, "AR2": 500}
    assert asked(book, "06-23") == {"AR1": 400, "AR2": 500}  # three days of grace
    assert asked(book, "06-24") == {"AR1": 1000, "AR2": 500}
    assert "AR1 600 2026-06-10 承诺 2026-06-20 付 600.00 元，等到 2026-06-23" in held(book, "06-10")


def test_what_came_for_a_promise_waits_no_more(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-15", 250, "AR1"]])
    # 1000 - 250 came = 750 open; 600 - 250 = 350 still waits; 400 are asked for.
    assert asked(book, "06-15") == {"AR1": 400, "AR2": 500}


def test_a_promise_about_nothing_named_holds_what_fell_due_first(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 1200))
    assert asked(book, "06-10") == {"AR2": 300}


def test_a_broken_promise_is_a_call_and_found_once(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-15", 250, "AR1"]])
    (due,) = [work for work in listing(book, "06-20").work if work.step == "承诺到期"]
    assert (due.amount_fen, due.due_on) == (35_000, day("06-23"))
    assert run(book, "06-20").made["承诺到期"] == 1
    done = run(book, "06-24")
    assert dict(done.promises) == {"部分履行": 1}
    assert (done.made["承诺未履行"], done.settled) == (1, 1)  # the promise is due no more
    (broken,) = [work for work in listing(book, "06-24").work if work.step == "承诺未履行"]
    assert broken.why == (
        "2026-06-10 承诺 2026-06-20 付 600.00 元，宽限到 2026-06-23，已到账 250.00 元"
    )
    assert (broken.amount_fen, broken.channel, broken.due_on) == (
        35_000, Channel.PHONE, day("06-25"),
    )  # fmt: skip
    again = run(book, "06-25")
    assert (again.promises, again.made["承诺未履行"]) == ({}, 0)
    with opened(book) as store, store.reading() as connection:
        (row,) = connection.execute(Promise.__table__.select()).mappings().all()
    assert (row["judged_on"], row["outcome"]) == (day("06-24"), "部分履行")
    assert [work.task_id for work in listing(book, "06-25").work if work.step == "承诺未履行"]


def test_a_promise_broken_long_ago_is_judged_and_no_call(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    say(book, "06-10", promise=("06-20", 100), receivable="AR2")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-25", 500, "AR2"]])
    # 06-20, 3 days of grace, 30 days: 07-23 is the last day. AR2 is paid, though too late.
    assert [row for row in steps(book, "07-23") if "承诺" in row] == ["承诺未履行  600 07-24"]
    assert not [row for row in steps(book, "07-24") if "承诺" in row]
    assert dict(run(book, "07-24").promises) == {"未履行": 2}


def change(book: BookFolder, model: Any, **values: Any) -> None:
    with opened(book) as store, recording(store, CLERK) as entry:
        (row,) = entry.rows(model).known("id", [1])
        entry.rows(model).change(row, values)


def test_a_case_is_one_until_the_day_it_was_found_ended(book: BookFolder) -> None:
    with opened(book) as store, recording(store, CLERK) as entry:
        values = {"customer_id": 1, "folder": "cases/乙", "made_on": day("06-08")}
        number = entry.rows(BookCase).make({**values, "state": "办理中"})
        entry.rows(BookCaseItem).make({"book_case_id": number, "receivable_id": 1})
    before = asked(book, "06-10")
    assert before == {"AR2": 500}
    change(book, BookCase, state="已了结", followed_on=day("06-20"))
    assert asked(book, "06-10") == before  # that day knew nothing of its end
    assert asked(book, "06-19") == before
    assert asked(book, "06-20") == {"AR1": 1000, "AR2": 500}
    change(book, BookCase, followed_on=day("06-27"))  # followed again: it ended on the 20th
    assert asked(book, "06-19") == before
    assert asked(book, "06-20") == {"AR1": 1000, "AR2": 500}


def test_what_an_agency_declined_was_with_it_until_then(book: BookFolder) -> None:
    with opened(book) as store, recording(store, CLERK) as entry:
        agency = entry.rows(Agency).make({"key": "戊", "name": "戊公司", "kind": "催收公司"})
        number = entry.rows(Engagement).make(
            {"agency_id": agency, "customer_id": 1, "number": "WT-1", "state": "审查中",
             "placed_on": day("06-08"), "placed_fen": 100_000}
        )  # fmt: skip
        entry.rows(EngagementItem).make(
            {"engagement_id": number, "receivable_id": 1, "placed_fen": 100_000}
        )
    assert asked(book, "06-10") == {"AR2": 500}
    change(book, Engagement, state="不受理", ended_on=day("06-12"))
    assert asked(book, "06-11") == {"AR2": 500}
    assert asked(book, "06-12") == {"AR1": 1000, "AR2": 500}


def outcome(book: BookFolder) -> tuple[object, str]:
    with opened(book) as store, store.reading() as connection:
        (row,) = connection.execute(Promise.__table__.select()).mappings().all()
    return row["judged_on"], row["outcome"]


def test_a_promise_whose_money_went_back_is_judged_again(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-15", 600, "AR1"]])
    run(book, "06-15")
    assert outcome(book) == (day("06-15"), "已履行")
    with opened(book) as store:
        closing.close(store, "回款", "SK1", day("06-25"), "退票", WANG)
    # The receipt never paid anything: on the 16th 1000 are open, of which 600 are still promised.
    assert asked(book, "06-16") == {"AR1": 400, "AR2": 500}
    assert dict(run(book, "06-16").promises) == {"未到期": 1}
    assert outcome(book) == (None, "")
    # 06-20 and 3 days of grace: broken on the 24th.
    assert dict(run(book, "06-24").promises) == {"未履行": 1}
    assert [row for row in steps(book, "06-24") if "承诺" in row] == ["承诺未履行  600 06-25"]


def test_a_promise_whose_money_was_imported_late_was_kept(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    assert dict(run(book, "06-24").promises) == {"未履行": 1}
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-20", 600, "AR1"]])
    assert dict(run(book, "06-25").promises) == {"已履行": 1}
    assert outcome(book) == (day("06-25"), "已履行")
    assert [row for row in steps(book, "06-25") if "承诺" in row] == []
    assert dict(run(book, "06-25").promises) == {}


def test_the_call_about_a_broken_promise_asks_for_what_is_left_of_it(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600))
    assert run(book, "06-24").made["承诺未履行"] == 1
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-26", 200, "AR1"]])
    # 600 - 200 that came late = 400; AR1 800 and AR2 500 are open. The call stays after 30 days.
    (call,) = [work for work in listing(book, "07-30").work if work.step == "承诺未履行"]
    assert (call.amount_fen, call.why) == (
        40_000,
        "2026-06-10 承诺 2026-06-20 付 600.00 元，宽限到 2026-06-23，没有到账，其后到账 200.00 元",
    )
    take(book, 回款=[PAID, [YI, "SK2", "2026-07-29", 400, "AR2"]])
    # All 600 came, though late; AR1 800 and AR2 100 are still owed, and were not promised.
    assert [row for row in steps(book, "07-30") if "承诺" in row] == []
    assert run(book, "07-30").promises == {}


def test_a_kept_promise_asks_for_nothing(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600), receivable="AR1")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-22", 600, "AR1"]])
    assert dict(run(book, "06-24").promises) == {"已履行": 1}
    assert not [step for step in steps(book, "06-24") if "承诺" in step]


def test_two_promises_do_not_share_the_money_after_one_was_judged(book: BookFolder) -> None:
    say(book, "06-10", promise=("06-20", 600))
    say(book, "06-10", promise=("06-27", 600))
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-18", 600, ""]])
    assert dict(run(book, "06-24").promises) == {"已履行": 1}
    assert dict(run(book, "07-01").promises) == {"未履行": 1}


def placed(book: BookFolder, what: str) -> None:
    """Put AR1 into a case, or with an agency, on June 10th."""
    with opened(book) as store, recording(store, CLERK) as entry:
        if what == "case":
            values = {"customer_id": 1, "folder": "cases/乙", "made_on": day("06-10")}
            number = entry.rows(BookCase).make({**values, "state": "办理中"})
            entry.rows(BookCaseItem).make({"book_case_id": number, "receivable_id": 1})
            return
        agency = entry.rows(Agency).make({"key": "戊", "name": "戊公司", "kind": "机构"})
        number = entry.rows(Engagement).make(
            {
                "agency_id": agency, "customer_id": 1, "number": "WT-1", "state": "办理中",
                "placed_on": day("06-10"), "placed_fen": 100_000, "ended_on": day("09-01"),
            }
        )  # fmt: skip
        entry.rows(EngagementItem).make(
            {"engagement_id": number, "receivable_id": 1, "placed_fen": 100_000}
        )


@pytest.mark.parametrize(
    ("what", "why"), [("case", "已转出案件 cases/乙"), ("agency", "已委托戊公司（WT-1）")]
)
def test_what_is_in_a_case_or_with_an_agency_is_left_to_them(
    what: str, why: str, book: BookFolder
) -> None:
    run(book, "06-09")
    placed(book, what)
    assert f"AR1 1000 {why}" in held(book, "06-10")
    assert [row for row in steps(book, "06-10") if "AR1" in row and "AR2" not in row] == []
    assert asked(book, "06-09")["AR1"] == 1000
    if what == "agency":
        assert f"AR1 1000 {why}" not in held(book, "09-01")  # the engagement is over


def test_money_that_names_nothing_is_matched_first(book: BookFolder) -> None:
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-08", 200, ""]])
    (match,) = [work for work in listing(book, "06-09").work if work.step == "核对回款"]
    assert (match.amount_fen, match.owner, match.due_on) == (20_000, "财务部门", day("06-10"))
    (call,) = [work for work in listing(book, "06-09").work if work.step == "电话催收"]
    assert call.note == ("另有 200.00 元回款或者红字尚未核销，没有从金额里扣除",)
    run(book, "06-09")
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-08", 200, "AR2"]])
    assert not [step for step in steps(book, "06-10") if "核对" in step]
    assert asked(book, "06-10") == {"AR1": 1000, "AR2": 300}


def test_nothing_is_asked_for_while_as_much_is_unmatched(book: BookFolder) -> None:
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-08", 1500, ""]])
    assert asked(book, "06-09") == {}
    assert any("另有 1,500.00 元回款或者红字未核销，先核对" in row for row in held(book, "06-09"))


def test_a_red_invoice_is_named_and_not_set_off(book: BookFolder) -> None:
    take(book, 应收=[*TWO, [YI, "AR3", "HT-1", -100, "2026-06-05"]])
    assert asked(book, "06-10") == {"AR1": 1000, "AR2": 500}
    assert "AR3 -100 红字，不自动对冲，与客户核对" in held(book, "06-10")
    (call,) = [work for work in listing(book, "06-10").work if work.step == "电话催收"]
    assert call.note == ("另有 100.00 元回款或者红字尚未核销，没有从金额里扣除",)


def test_a_task_waits_while_its_sum_is_held(book: BookFolder) -> None:
    run(book, "06-08")
    dispute(book, "06-09")
    assert asked(book, "06-09") == {}
    assert any("电话催收）暂缓" in row for row in held(book, "06-09"))
    run(book, "06-09")
    with opened(book) as store, store.reading() as connection:
        rows = connection.execute(Task.__table__.select()).mappings().all()
    assert all(row["done_on"] is None for row in rows)
