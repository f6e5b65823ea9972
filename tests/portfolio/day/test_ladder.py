"""A receivable goes up the ladder: by its days, and only when the letter before has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.errors import InputError
from legaldocs.portfolio import closing
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, WANG, YI, take

from .diary import (
    ARRIVED,
    OWED,
    PAID,
    RETURNED,
    day,
    held,
    letter,
    listing,
    run,
    say,
    sqlite_book,
    steps,
)

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

ONE = [OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30"]]


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    made = sqlite_book(tmp_path / "book")
    take(made, 应收=ONE)
    return made


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("06-14", []),  # 16 days before
        ("06-15", ["到期预警 AR1 1000 06-18"]),  # 15 days before; three days to look at it
        ("06-23", ["到期预警 AR1 1000 06-26"]),  # 7 days before
        ("06-24", []),
        ("06-27", ["到期前提醒 AR1 1000 06-27"]),  # 3 days before
        ("06-30", ["到期日提醒 AR1 1000 06-30"]),
        ("07-01", ["逾期提醒 AR1 1000 07-02", "电话催收 AR1 1000 07-02"]),
        ("07-06", ["逾期提醒 AR1 1000 07-07", "电话催收 AR1 1000 07-07"]),  # the sixth day
        ("07-07", ["催告函 AR1 1000 07-10", "电话催收 AR1 1000 07-08"]),
    ],
)
def test_the_days_of_each_step(book: BookFolder, on: str, found: list[str]) -> None:
    assert sorted(steps(book, on)) == sorted(found)


def arrived(book: BookFolder, sent: str, on: str, tmp_path: Path, pay_by: str = "") -> None:
    proof = tmp_path / "签收.txt"
    proof.write_text("签收", encoding="utf-8")
    limits = {"pay_by": day(pay_by)} if pay_by else {}
    letter(book, sent, kind=Effect.DEMAND, file=proof, **limits)
    letter(book, on, kind=Effect.DEMAND, result=ARRIVED, proof=proof)


def test_a_demand_has_to_arrive_and_its_day_to_pass(book: BookFolder, tmp_path: Path) -> None:
    run(book, "07-31")  # 31 days: the demand is the first that a new customer gets
    assert [step for step in steps(book, "07-31") if "函" in step] == ["催告函 AR1 1000 08-03"]
    assert "AR1 1000 负责人沟通：催告函尚未送达或者期限未过" in held(book, "07-31")
    arrived(book, "07-31", "08-03", tmp_path, pay_by="08-10")
    assert "负责人沟通 AR1 1000 08-13" not in steps(book, "08-10")  # its last day
    # On the 11th the time is over: 42 days overdue, all that follows the demand is due.
    assert {step for step in steps(book, "08-11") if "电话" not in step} == {
        "上门拜访 AR1 1000 08-18",
        "警告函 AR1 1000 08-14",
        "负责人沟通 AR1 1000 08-14",
        "分期方案 AR1 1000 08-16",
    }


def test_a_letter_that_gave_no_day_gives_a_week_from_its_arrival(
    book: BookFolder, tmp_path: Path
) -> None:
    run(book, "07-31")
    arrived(book, "07-31", "08-03", tmp_path)
    assert not [step for step in steps(book, "08-10") if "警告函" in step]  # 08-03 + 7
    assert [step for step in steps(book, "08-11") if "警告函" in step]


def test_what_has_no_proof_has_not_arrived(book: BookFolder) -> None:
    run(book, "07-31")
    letter(book, "07-31", kind=Effect.DEMAND)
    letter(book, "08-03", kind=Effect.DEMAND, result=ARRIVED)
    assert not [step for step in steps(book, "08-20") if "警告函" in step]
    assert (
        "AR1 1000 负责人沟通：催告函尚未送达或者期限未过（没有送达证明，债务人可能否认收到）"
        in held(book, "08-20")
    )


def test_a_letter_that_came_back_is_sent_again(book: BookFolder, tmp_path: Path) -> None:
    run(book, "07-31")
    letter(book, "07-31", kind=Effect.DEMAND)
    letter(book, "08-04", kind=Effect.DEMAND, result=RETURNED)
    (again,) = [work for work in listing(book, "08-05").work if work.letter]
    assert (again.attempt, again.key) == (2, "DEMAND:1:2")
    assert "上次的函被退回，核对地址后再寄" in again.why
    run(book, "08-05")
    arrived(book, "08-05", "08-08", tmp_path, pay_by="08-15")
    assert [step for step in steps(book, "08-16") if "警告函" in step] == ["警告函 AR1 1000 08-19"]
    assert run(book, "08-16").made["催告函"] == 0


def test_a_demand_that_was_never_sent_is_asked_for_again_when_the_money_goes_back(
    book: BookFolder,
) -> None:
    run(book, "07-07")  # seven days: the demand is made, nobody sends it
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-09", 1000, "AR1"]])
    run(book, "07-09")  # all is paid: the task is closed
    with opened(book) as store:
        closing.close(store, "回款", "SK1", day("07-12"), "退票", WANG)
    (again,) = [work for work in listing(book, "07-13").work if work.letter]
    assert (again.step, again.amount_fen, again.attempt) == ("催告函", 100_000, 2)
    assert again.why == "1 笔，最长逾期 13 天；上次的函没有发出就办结了"


def test_a_demand_closed_by_hand_without_sending_is_asked_for_again(
    book: BookFolder, tmp_path: Path
) -> None:
    take(book, 应收=[*ONE, [YI, "AR2", "HT-1", 500, "2026-07-06"]])
    run(book, "07-07")
    (demand,) = [work for work in listing(book, "07-07").work if work.letter]
    assert say(book, "07-08", task=demand.task_id, done=True, gist="说马上付").done
    # Six days later AR2 is seven days over as well: one demand for both, AR1's second.
    (again,) = [work for work in listing(book, "07-13").work if work.letter]
    assert (again.attempt, again.amount_fen) == (2, 150_000)
    run(book, "07-13")
    (again,) = [work for work in listing(book, "07-13").work if work.letter]
    # AR1 is paid, the task closed by hand again: AR2's next attempt is not the one it had.
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-14", 1000, "AR1"]])
    say(book, "07-14", task=again.task_id, done=True, gist="说马上付")
    (third,) = [work for work in listing(book, "07-15").work if work.letter]
    assert (third.attempt, third.amount_fen) == (3, 50_000)
    run(book, "07-15")
    arrived(book, "07-15", "07-16", tmp_path, pay_by="07-20")
    assert [step for step in steps(book, "08-20") if "催告函" in step] == []  # sent: it counts


def test_no_letter_follows_while_one_is_on_its_way(book: BookFolder) -> None:
    run(book, "07-01")
    letter(book, "07-01", kind=Effect.OVERDUE, channel=Channel.EMAIL)
    # A mail that nobody saw arrive gives a week from sending: until the 8th.
    assert not [step for step in steps(book, "07-08") if "催告函" in step]
    (why,) = [row for row in held(book, "07-08") if "催告函" in row]
    assert why.endswith("2026-07-01 发出的逾期提醒尚无送达结果，2026-07-08 以前不再发函")
    assert [step for step in steps(book, "07-09") if "催告函" in step] == ["催告函 AR1 1000 07-12"]


def test_a_letter_waits_for_the_one_that_is_still_to_be_sent(book: BookFolder) -> None:
    take(book, 应收=[*ONE, [YI, "AR2", "HT-1", 500, "2026-07-20"]])
    run(book, "07-07")  # AR1: the demand is made, nobody has sent it
    assert "AR2 500 催告函：已有待办的催告函，先办完" in held(book, "07-27")
    assert "AR2 500 逾期提醒：催告函还没有发出" in held(book, "07-21")


def test_the_strictest_letter_of_a_day_goes_out_alone(book: BookFolder) -> None:
    take(book, 应收=[*ONE, [YI, "AR2", "HT-1", 500, "2026-07-06"]])
    found = steps(book, "07-07")  # AR1 7 days, AR2 one
    assert "催告函 AR1 1000 07-10" in found
    assert not [step for step in found if "逾期提醒" in step]
    assert "AR2 500 同日先发催告函" in held(book, "07-07")
    assert "电话催收 AR1,AR2 1500 07-08" in found


def test_a_letter_sent_without_the_list_counts(book: BookFolder, tmp_path: Path) -> None:
    arrived(book, "07-08", "07-10", tmp_path, pay_by="07-18")
    assert not [step for step in steps(book, "07-30") if "催告函" in step]
    assert [step for step in steps(book, "07-30") if "警告函" in step] == ["警告函 AR1 1000 08-02"]
    with pytest.raises(InputError, match="没有已经发出、还没有结果的警告函"):
        letter(book, "07-30", kind=Effect.WARNING, result=ARRIVED)


def test_a_lawyer_waits_for_the_warning_unless_a_firm_is_mandated(
    book: BookFolder, tmp_path: Path
) -> None:
    run(book, "07-31")
    arrived(book, "07-31", "08-03", tmp_path, pay_by="08-10")
    assert not [step for step in steps(book, "09-28") if "律师函" in step]  # 90 days
    firm = "law_firm: {name: 己律师事务所, mandated_on: 2026-09-01}\n"
    other = sqlite_book(tmp_path / "other", firm)
    take(other, 应收=ONE)
    assert not [step for step in steps(other, "09-27") if "律师函" in step]
    assert [step for step in steps(other, "09-28") if "律师函" in step] == ["律师函 AR1 1000 10-05"]


def test_agency_and_lawyer_follow_the_warning(book: BookFolder, tmp_path: Path) -> None:
    run(book, "07-31")
    arrived(book, "07-31", "08-03", tmp_path, pay_by="08-10")
    run(book, "08-11")
    proof = tmp_path / "签收.txt"
    letter(book, "08-11", kind=Effect.WARNING, file=proof, pay_by=day("08-20"))
    letter(book, "08-13", kind=Effect.WARNING, result=ARRIVED, proof=proof)
    later = [step for step in steps(book, "08-29") if "委托" in step]
    assert later == ["委托催收 AR1 1000 09-05"]  # 60 days
    assert "停止供货 AR1 1000 08-17" in steps(book, "08-14")  # 45 days
    assert "律师函 AR1 1000 10-05" in steps(book, "09-28")


def test_what_was_not_done_in_its_days_is_let_go(book: BookFolder) -> None:
    assert run(book, "06-15").made["到期预警"] == 1
    assert run(book, "06-23").settled == 0
    assert run(book, "06-24").settled == 1  # six days before: the window is over
    run(book, "07-01")
    found = steps(book, "07-07")  # the friendly note was never sent, and holds nothing up
    assert "催告函 AR1 1000 07-10" in found
    assert not [step for step in found if "逾期提醒" in step]
    assert [step for step in found if "电话" in step] == ["电话催收 AR1 1000 07-02"]


def test_what_is_paid_is_asked_for_no_more(book: BookFolder) -> None:
    run(book, "07-07")
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-09", 1000, "AR1"]])
    assert steps(book, "07-09") == []
    assert steps(book, "07-08") != []  # as it was known on the day before
    done = run(book, "07-09")
    assert (done.settled, done.open) == (2, 0)


def test_a_part_payment_lowers_the_sum(book: BookFolder) -> None:
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-02", 400, "AR1"]])
    assert "催告函 AR1 600 07-10" in steps(book, "07-07")


def test_a_closed_customer_is_left_alone(book: BookFolder) -> None:
    run(book, "07-07")
    with opened(book) as store:
        closing.close(store, "客户", YI, day("07-08"), "注销", WANG)
    assert steps(book, "07-08") == []
    assert held(book, "07-08") == [" 1000 客户 2026-07-08 已关闭"]
    assert steps(book, "07-07") != []


def test_one_customer_does_not_wait_for_another(book: BookFolder) -> None:
    take(book, 应收=[*ONE, [BING, "AR9", "HT-2", 70, "2026-06-30"]])
    run(book, "07-07")
    letter(book, "07-07", kind=Effect.DEMAND)
    rows = [work for work in listing(book, "07-08").work if work.customer == BING]
    assert {str(work.step) for work in rows} == {"电话催收", "催告函"}


def test_a_call_is_done_by_what_was_said(book: BookFolder) -> None:
    run(book, "07-01")
    number = next(work.task_id for work in listing(book, "07-01").work if work.step == "电话催收")
    assert say(book, "07-02", task=number, gist="说下周付").done
    assert [step for step in steps(book, "07-03") if "电话" in step] == []
