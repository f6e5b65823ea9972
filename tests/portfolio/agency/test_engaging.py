"""An engagement goes step by step, each with who and when; what was placed is what was open."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.agency import engaging
from legaldocs.portfolio.agency.costs import Complaint, Spent, complain, judge, spend, work
from legaldocs.portfolio.agency.model import (
    AgencyComplaint,
    EngagementItem,
    EngagementStep,
    Expense,
    WorkHours,
)
from legaldocs.portfolio.agency.registry import AgencyCard, agency_named, engagement_named, put
from legaldocs.portfolio.agency.vocabulary import AgencyKind, ExpenseKind, State
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.store import opened
from tests.portfolio.agency.engaged import (
    COLLECTOR,
    DEBTS,
    FIRM,
    NUMBER,
    PLACED,
    UNTIL,
    day,
    engage,
    propose,
    registered,
    with_creditor,
)
from tests.portfolio.ledgers import BING, OWED, PAID, WANG, YI, take

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.store import Store


def rows(store: Store, model: Any) -> list[dict[str, Any]]:
    with store.reading() as connection:
        found = connection.execute(select(model.__table__).order_by(model.id)).mappings()
        return [dict(row) for row in found]


def named(store: Store, number: str = NUMBER) -> dict[str, Any]:
    with store.reading() as connection:
        return dict(engagement_named(connection, number))


def test_the_steps_are_kept_in_both_databases(book: BookFolder) -> None:
    engage(book)
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-11-25"), "期满", WANG)
        found = named(store)
        assert (found["state"], found["placed_on"], found["ends_on"]) == ("已结案", PLACED, UNTIL)
        # 100,000.00 + 50,000.00 + 30,000.55
        assert found["placed_fen"] == 180_000_55
        steps = [
            (row["step"], str(row["done_on"]), row["who"]) for row in rows(store, EngagementStep)
        ]
        assert steps == [
            ("审查", "2026-09-01", "王某"), ("受理", "2026-09-03", "王某"),
            ("委托", "2026-09-10", "王某"), ("结案", "2026-11-25", "王某"),
        ]  # fmt: skip
        with store.reading() as connection:
            assert broken_at(connection) is None


def test_what_was_paid_before_the_placing_is_not_placed(ledger: BookFolder) -> None:
    paid = [
        [YI, "R1", "2026-09-05", 50000, "AR2"],
        [YI, "R2", "2026-09-10", 1000, "AR1"],  # on the day itself: open is what is left at its end
        [YI, "R3", "2026-09-11", 500, "AR1"],
    ]
    engage(ledger, paid=paid)
    with opened(ledger) as store:
        items = [
            (row["placed_fen"], row["closed_on"] is None) for row in rows(store, EngagementItem)
        ]
        assert items == [(99_000_00, True), (50_000_00, False), (30_000_55, True)]
        assert named(store)["placed_fen"] == 129_000_55


def test_only_what_is_overdue_and_the_customers_own(ledger: BookFolder) -> None:
    ledger = with_creditor(ledger)
    later = [YI, "AR8", "HT-3", 100, "2026-12-31"]
    other = [BING, "AR9", "HT-9", 100, "2026-01-31"]
    take(ledger, 应收=[OWED, *DEBTS, later, other, [YI, "AR7", "HT-3", -50, "2026-01-31"]])
    with opened(ledger) as store:
        registered(store)
        for number in ("AR8", "AR9", "AR7", "AR77"):
            with pytest.raises(InputError, match="没有逾期未收的金额"):
                propose(ledger, store, numbers=(number,))
        propose(ledger, store, numbers=("AR3", "AR1", "AR1"))
        assert named(store)["placed_fen"] == 130_000_55
        with pytest.raises(InputError, match="委托编号已经用过"):
            propose(ledger, store)
        propose(ledger, store, number="")
        assert named(store, "WT2026-002")["placed_fen"] == 180_000_55


def test_a_step_out_of_its_order_is_refused(ledger: BookFolder) -> None:
    ledger = with_creditor(ledger)
    take(ledger, 应收=[OWED, *DEBTS])
    with opened(ledger) as store:
        registered(store)
        propose(ledger, store)
        with pytest.raises(InputError, match="还没有受理"):
            engaging.place(store, NUMBER, PLACED, UNTIL, WANG)
        with pytest.raises(InputError, match="状态不允许"):
            engaging.close(store, NUMBER, UNTIL, "无", WANG)
        with pytest.raises(InputError, match="早于审查日"):
            engaging.accept(store, NUMBER, day("2026-08-31"), WANG)
        engaging.accept(store, NUMBER, day("2026-09-03"), WANG)
        with pytest.raises(InputError, match="早于受理日"):
            engaging.place(store, NUMBER, day("2026-09-02"), UNTIL, WANG)
        with pytest.raises(InputError, match="末日应晚于"):
            engaging.place(store, NUMBER, PLACED, PLACED, WANG)
        engaging.decline(store, NUMBER, day("2026-09-04"), "材料不全", WANG)
        assert (named(store)["state"], named(store)["outcome"]) == ("不受理", "材料不全")
        with pytest.raises(InputError, match="状态不允许"):
            engaging.accept(store, NUMBER, day("2026-09-05"), WANG)


def test_a_debt_is_placed_with_one_agency_at_a_time(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        propose(book, store, agency=FIRM, numbers=("AR2", "AR3"), number="WT-2")
        engaging.accept(store, "WT-2", day("2026-09-12"), WANG)
        with pytest.raises(InputError, match="已经委托给别的机构") as error:
            engaging.place(store, "WT-2", day("2026-09-15"), UNTIL, WANG)
        assert "AR2（WT-1）、AR3（WT-1）" in str(error.value)
        assert named(store, "WT-2")["state"] == State.UNDER_REVIEW
        engaging.close(store, NUMBER, day("2026-09-20"), "转交", WANG)
        with pytest.raises(InputError, match="已经委托给别的机构"):  # WT-1 had it on that day
            engaging.place(store, "WT-2", day("2026-09-19"), UNTIL, WANG)
        engaging.place(store, "WT-2", day("2026-09-20"), UNTIL, WANG)
        assert named(store, "WT-2")["placed_fen"] == 80_000_55  # 50,000.00 + 30,000.55


def test_nothing_left_is_not_placed(ledger: BookFolder) -> None:
    ledger = with_creditor(ledger)
    take(ledger, 应收=[OWED, DEBTS[0]], 回款=[PAID, [YI, "R1", "2026-09-05", 100000, "AR1"]])
    with opened(ledger) as store:
        registered(store)
        propose(ledger, store)
        engaging.accept(store, NUMBER, day("2026-09-03"), WANG)
        with pytest.raises(InputError, match="都已付清"):
            engaging.place(store, NUMBER, PLACED, UNTIL, WANG)
        assert named(store)["state"] == State.UNDER_REVIEW


def test_an_agency_is_known_again_and_what_is_empty_stays(ledger: BookFolder) -> None:
    with opened(ledger) as store:
        registered(store)
        again = AgencyCard(name=f" {COLLECTOR} ", kind=AgencyKind.COLLECTOR, phone="027-1")
        assert put(store, again, WANG)[1] is False
        with store.reading() as connection:
            row = agency_named(connection, COLLECTOR)
            assert (row["phone"], row["contact"]) == ("027-1", "钱某")
            assert agency_named(connection, "91330106ma2gk7rx4n")["name"] == COLLECTOR
            with pytest.raises(InputError, match="没有这个受托机构"):
                agency_named(connection, "某某公司")
        wrong = AgencyCard(name="某", kind=AgencyKind.COLLECTOR, uscc="91330106MA2GK7RX4D")
        with pytest.raises(InputError, match="信用代码有误"):
            put(store, wrong, WANG)
        with pytest.raises(InputError, match="没有写受托机构的名称"):
            put(store, AgencyCard(name=" ", kind=AgencyKind.COLLECTOR), WANG)


def test_the_signed_agreement_is_kept_by_its_hash(ledger: BookFolder) -> None:
    book = engage(ledger)
    scan = book.path.parent / "协议.pdf"
    scan.write_bytes(b"signed")
    with opened(book) as store:
        kept = engaging.keep_signed(store, book.path, NUMBER, scan, (day("2026-09-12"), WANG))
        assert (book.path / kept.kept_as).read_bytes() == b"signed"
        assert kept.sha256 == hashlib.sha256(b"signed").hexdigest()
        assert (named(store)["sha256"], named(store)["kept_as"]) == (kept.sha256, kept.kept_as)
        with pytest.raises(InputError, match="找不到文件"):
            engaging.keep_signed(store, book.path, NUMBER, scan.with_name("无"), (PLACED, WANG))


def test_costs_and_complaints_stand_where_the_comparison_reads_them(ledger: BookFolder) -> None:
    book = engage(ledger)
    with opened(book) as store:
        trip = Spent(
            day=day("2026-10-01"), kind=ExpenseKind.TRAVEL, amount_fen=50_000, engagement=NUMBER
        )
        spend(store, trip, WANG)
        (spent,) = rows(store, Expense)
        assert (spent["customer_id"], spent["engagement_id"], spent["amount_fen"]) == (1, 1, 50_000)
        for wrong in (
            Spent(day=PLACED, kind=ExpenseKind.OTHER, amount_fen=1),
            Spent(day=PLACED, kind=ExpenseKind.OTHER, amount_fen=1, engagement="WT-9"),
        ):
            with pytest.raises(InputError):
                spend(store, wrong, WANG)
        number = complain(
            store, Complaint(agency=COLLECTOR, day=PLACED, gist="连续来电", engagement=NUMBER), WANG
        )
        judge(store, number, WANG, upheld=True)
        (complaint,) = rows(store, AgencyComplaint)
        assert (complaint["upheld"], complaint["engagement_id"]) == (True, 1)
        with pytest.raises(InputError, match="不是这个机构"):
            complain(store, Complaint(agency=FIRM, day=PLACED, gist="x", engagement=NUMBER), WANG)
        work(store, NUMBER, day("2026-10-01"), 90, ("孙某", "约谈"), WANG)
        assert [row["minutes"] for row in rows(store, WorkHours)] == [90]
        for date, minutes in (("2026-09-01", 60), ("2026-10-01", 0), ("2026-10-01", 1441)):
            with pytest.raises(InputError, match="工时不能登记"):
                work(store, NUMBER, day(date), minutes, ("孙某", "约谈"), WANG)
