"""A week is reported from its log and its money; what comes next follows from the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.agency import engaging
from legaldocs.portfolio.agency.papers.agency_plan import PlanNames
from legaldocs.portfolio.agency.papers.agency_review import few
from legaldocs.portfolio.agency.registry import engagement_named, steps
from legaldocs.portfolio.agency.reporting import note_report
from legaldocs.portfolio.agency.situation import situation
from legaldocs.portfolio.agency.week import Week, reported_days, week, week_days
from legaldocs.portfolio.store import opened
from tests.portfolio.agency.engaged import NUMBER, day, dispute, engage, log, promise
from tests.portfolio.ledgers import WANG, YI

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.store import Store


def of(store: Store, monday: str) -> Week:
    first, last = week_days(day(monday))
    with store.reading() as connection:
        found = situation(connection, engagement_named(connection, NUMBER), last)
        return week(connection, found, first)


def test_a_week_runs_from_monday_to_sunday() -> None:
    for date in ("2026-11-09", "2026-11-12", "2026-11-15"):
        assert week_days(day(date)) == (day("2026-11-09"), day("2026-11-15"))


def test_only_the_log_and_the_money_of_the_week(ledger: BookFolder) -> None:
    paid = [[YI, "R1", "2026-11-08", 100, "AR1"], [YI, "R2", "2026-11-15", 200, "AR2"]]
    book = engage(ledger, paid=paid)
    with opened(book) as store:
        log(
            store,
            ("2026-11-08", "", "电话", "财务", "致电。"),
            ("2026-11-15", "11:00", "电话", "财务", "再致电。"),
            ("2026-11-15", "09:00", "电话", "财务", "致电。"),
            ("2026-11-16", "", "电话", "财务", "致电。"),
        )  # fmt: skip
        made = of(store, "2026-11-09")
    assert [row["at"] for row in made.contacts] == ["09:00", "11:00"]
    assert [(one.receipt, one.amount_fen) for one in made.received] == [("R2", 200_00)]
    assert made.all_received_fen == 300_00
    assert made.next_steps == ("按催收方案继续办理",)


def test_what_comes_next_follows_from_the_book(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        log(store, ("2026-12-08", "", "电话", "财务", "承诺付款。"))
        promise(store, "2026-12-08", "2026-12-20", 500_00)
        promise(store, "2026-11-01", "2026-11-20", 500_00)  # its day has passed
        dispute(store, "2026-12-09", "数量不符")
        assert of(store, "2026-12-14").next_steps == (
            "请委托人答复2026年12月9日提出的异议（数量不符）",
            "委托期限至2026年12月31日届满，请委托人决定是否续签",
            "受托人说明本期没有联络的原因，按催收方案继续办理",
        )
        assert (
            of(store, "2026-12-07").next_steps[0] == "2026年12月20日核对承诺的付款500.00元是否到账"
        )
        over = of(store, "2027-01-11").next_steps
        assert over[-1] == "委托期限已于2026年12月31日届满，授权终止，请委托人办理结案"


def test_all_paid_is_to_be_closed(ledger: BookFolder) -> None:
    book = engage(ledger, debts=[[YI, "AR1", "", 100, "2026-01-31"]],
                  paid=[[YI, "R1", "2026-11-10", 100, "AR1"]])  # fmt: skip
    with opened(book) as store:
        assert of(store, "2026-11-09").next_steps == ("款项已经收回，办理结案和佣金结算",)


def test_a_contact_without_authority_is_named(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        log(
            store,
            ("2026-09-09", "", "电话", "财务", "致电。"),
            ("2026-09-10", "", "电话", "财务", "致电。"),
            ("2027-01-04", "", "电话", "财务", "致电。"),
        )  # fmt: skip
        names = [
            [one.name for one in of(store, day_).finds] for day_ in ("2026-09-07", "2027-01-04")
        ]
        assert names == [["委托期限以外联系"], ["委托期限以外联系"]]
        with pytest.raises(InputError, match="不在委托期间内"):
            of(store, "2026-08-31")


@pytest.mark.parametrize(
    ("week_of", "today", "last"),
    [
        ("2026-11-12", "2026-11-20", "2026-11-15"),  # over: to Sunday
        ("2026-11-12", "2026-11-12", "2026-11-12"),  # this week: to today
        ("2026-11-09", "2026-11-09", "2026-11-09"),
        ("2026-11-25", "2026-11-29", "2026-11-26"),  # the week it ended in
        ("2026-11-25", "2026-11-24", "2026-11-24"),
        ("2026-12-02", "2026-12-20", "2026-12-06"),  # all of it after the end
    ],
)
def test_a_report_ends_today_and_with_the_engagement(
    ledger: BookFolder, week_of: str, today: str, last: str
) -> None:
    book = engage(ledger)
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-11-26"), "部分收回", WANG)
        with store.reading() as connection:
            engagement = engagement_named(connection, NUMBER)
            found = reported_days(connection, engagement, day(week_of), day(today))
            assert found == (week_days(day(week_of))[0], day(last))
            with pytest.raises(InputError, match="还没有开始"):
                reported_days(connection, engagement, day("2026-12-21"), day("2026-12-20"))


def test_who_acts_after_the_end_is_reported(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-11-24"), "部分收回", WANG)
        log(
            store,
            ("2026-11-24", "", "电话", "财务", "致电。"),  # the last day itself
            ("2026-11-26", "", "电话", "财务", "致电。"),
            ("2026-12-01", "", "电话", "财务", "致电。"),
        )  # fmt: skip
        with store.reading() as connection:
            engagement = engagement_named(connection, NUMBER)
            days = reported_days(connection, engagement, day("2026-11-24"), day("2026-12-20"))
            assert days == (day("2026-11-23"), day("2026-11-26"))
            said = week(connection, situation(connection, engagement, days[1]), days[0])
        assert [(one.name, str(one.contact["happened_on"]), one.words) for one in said.finds] == [
            ("委托期限以外联系", "2026-11-26", "期限2026-09-10至2026-11-24")
        ]
        assert said.next_steps == (
            "委托已于2026年11月24日结案，授权终止，请受托人交还资料、结清款项",
        )
        assert [one.name for one in of(store, "2026-11-30").finds] == ["委托期限以外联系"]
        with pytest.raises(InputError, match="不在委托期间内"):
            of(store, "2026-12-07")


def test_a_report_is_noted_once_for_what_it_says(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        for _ in range(2):
            note_report(store, NUMBER, of(store, "2026-11-09"), WANG)
        log(store, ("2026-11-10", "", "电话", "财务", "致电。"))
        note_report(store, NUMBER, of(store, "2026-11-09"), WANG)
        with store.reading() as connection:
            said = [row["note"] for row in steps(connection, engagement_named(connection, NUMBER))]
    assert said[-2:] == [
        "2026-11-09 至 2026-11-15，联络 0 次，须核对 0 处",
        "2026-11-09 至 2026-11-15，联络 1 次，须核对 0 处",
    ]


@pytest.mark.parametrize("until", ["2026-09-11", "2026-09-13", "2026-09-20", "2027-09-10"])
def test_the_steps_of_a_plan_follow_each_other_within_the_term(
    ledger: BookFolder, until: str
) -> None:
    book = engage(ledger)
    with opened(book) as store, store.reading() as connection:
        engagement = {**engagement_named(connection, NUMBER), "ends_on": day(until)}
        found = situation(connection, engagement, day("2026-09-10"))
    assert book.settings.creditor is not None
    days = [step.until for step in PlanNames(found, book.settings.creditor, packaged()).steps]
    assert days == sorted(days)
    assert day("2026-09-10") < days[0]
    assert days[-1] == day(until)


def test_many_numbers_are_shown_by_the_first() -> None:
    assert few(["A", "B"]) == "A、B"
    assert few(list("ABCDEF")) == "A、B、C等6笔"
