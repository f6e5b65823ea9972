"""Figures of a period: recovery, turnover, promises, costs, warnings, limitation, by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.case.vocabulary import Channel
from legaldocs.portfolio.agency.model import Expense
from legaldocs.portfolio.credit.model import WarningMove
from legaldocs.portfolio.day.model import Contact, Dispute, Promise
from legaldocs.portfolio.day.policy import USUAL as RULES
from legaldocs.portfolio.day.promises import Kept
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.report.limitation_near import BY_HAND, NEAR, OVER, standing
from legaldocs.portfolio.report.money_in import Money, Period, added, invoiced, money_in, received
from legaldocs.portfolio.report.promises import judged
from legaldocs.portfolio.report.turnover import cei, days_late, dso
from legaldocs.portfolio.report.whole import WholeReport, whole_report
from legaldocs.portfolio.store import create, opened
from tests.portfolio.day.diary import listing, say, sqlite_book
from tests.portfolio.ledgers import BING, PAID, YI, take
from tests.portfolio.report.conftest import DAY, writer

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.report.table import Table

JUNE = Period(dt.date(2026, 5, 31), DAY)


def report(book: BookFolder, period: Period = JUNE) -> WholeReport:
    with opened(book) as store, store.reading() as connection:
        return whole_report(connection, book.settings, period)


def table(found: WholeReport, id_: str) -> Table:
    return next(table for table in found.tables if table.id == id_)


def review(found: WholeReport) -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in table(found, "review").shown()}


def test_money_of_a_period(filled: BookFolder) -> None:
    with opened(filled) as store, store.reading() as connection:
        (one,) = money_in(connection, JUNE)
        # R1 100 and R3 80 came in June; R3 says not what for. Issued in June is A1 alone.
        assert (one.fen, one.due_on, one.paid_on) == (
            10_000, dt.date(2026, 5, 31), dt.date(2026, 6, 20),
        )  # fmt: skip
        assert received(connection, JUNE) == 18_000
        assert invoiced(connection, JUNE) == 100_000
        assert invoiced(connection, Period(dt.date(2026, 2, 28), dt.date(2026, 3, 31))) == 125_000


def test_recovery_by_age_at_the_start(filled: BookFolder) -> None:
    # 05-31: not due A2 2,000, A3 300, A4 400; A5 500 is 1 day overdue; A6 600 and A7 700 are 60 and
    # 61 days; the red A8 does not count. In June 100 came in for A4.
    rows = table(report(filled), "recovery_age").rows
    assert rows == (
        ("未到期", 3, 270_000, 10_000, Decimal("0.0370")),
        ("逾期1—30天", 1, 50_000, 0, Decimal("0.0000")),
        ("逾期31—60天", 1, 60_000, 0, Decimal("0.0000")),
        ("逾期61—90天", 1, 70_000, 0, Decimal("0.0000")),
        ("合计", 6, 450_000, 10_000, Decimal("0.0222")),
    )


def test_recovery_by_kind_trade_and_person(small: BookFolder) -> None:
    found = report(small)
    for id_, names in (("segment", ("大客户", "经销商")), ("trade", ("贸易", "食品")),
                       ("person", ("李某", "王某"))):  # fmt: skip
        bing, yi, _ = table(found, f"recovery_{id_}").rows
        assert bing == (names[0], 3, 180_000, 0, Decimal("0.0000"))
        assert yi == (names[1], 3, 270_000, 10_000, Decimal("0.0370"))


def test_dso_cei_and_days_late(filled: BookFolder) -> None:
    found = review(report(filled))
    # Closing 5,350 ÷ new 1,000 × 30 days = 160.5.
    assert found["DSO"][0] == "160.5"
    # (4,450 + 1,000 − 5,350) ÷ (4,450 + 1,000 − 3,000) = 100 ÷ 2,450 = 4.08 %.
    assert found["CEI"][0] == "4.08%"
    # 100 paid on 06-20, due 05-31.
    assert found["平均迟延"][0] == "20.0"
    assert found["本期收款"] == ("180.00", "0.00")
    assert found["未收合计"] == ("5,350.00", "4,450.00")
    assert found["其中逾期"] == ("2,350.00", "1,750.00")


def owing(folder: Path, *rows: list[Any]) -> BookFolder:
    book = new_folder(folder / "book", "甲公司", "", create)
    heading = ["客户名称", "应收单号", "应收金额", "开票日期", "到期日"]
    assert not take(book, 应收=[heading, *rows]).refused
    return book


def test_what_has_no_day_of_issue_is_not_new_a_second_time(tmp_path: Path) -> None:
    book = owing(tmp_path, [YI, "D1", "1000.00", "", "2026-06-15"])
    with opened(book) as store, store.reading() as connection:
        # It was open on 05-31 already, though it became due in June.
        assert (added(connection, JUNE), invoiced(connection, JUNE)) == (0, 100_000)
    # (1,000 + 0 − 1,000) ÷ (1,000 + 0 − 0): nothing came in of 1,000 that could have.
    assert review(report(book))["CEI"][0] == "0.00%"


def test_what_is_closed_unpaid_did_not_come_in(tmp_path: Path) -> None:
    book = owing(
        tmp_path,
        [YI, "D1", "1000.00", "2026-04-01", "2026-05-01"],
        [YI, "D2", "500.00", "2026-06-01", "2026-06-10"],
        [YI, "D3", "300.00", "2026-06-02", "2026-06-20"],
    )
    paid = [PAID, [YI, "S1", "2026-06-05", "200.00", "D1"], [YI, "S2", "2026-07-02", "50.00", "D1"]]
    assert not take(book, 回款=paid).refused
    with writer(book) as entry:
        for number, day in (("D1", dt.date(2026, 6, 20)), ("D3", DAY)):
            rows = entry.entry.rows(Receivable)
            (row,) = rows.known("id", [entry.receivable(number)])
            rows.change(row, {"closed_on": day, "closed_why": "核销坏账"})
    with opened(book) as store, store.reading() as connection:
        # Issued in June 500 + 300; closed 1,000 − 200 (the 50 came later) and 300: 800 − 1,100.
        assert added(connection, JUNE) == -30_000
    # Open on 05-31 1,000, on 06-30 500: (1,000 − 300 − 500) ÷ (1,000 − 300 − 0) = 200 ÷ 700.
    assert review(report(book))["CEI"][0] == "28.57%"


def test_customers_of_one_name_are_two_lines(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    customers = [["客户编码", "客户名称"], ["C1", YI], ["C2", YI]]
    heading = ["客户编码", "客户名称", "应收单号", "应收金额", "开票日期", "到期日"]
    owed = [
        heading,
        ["C1", YI, "D1", "1000.00", "2026-04-01", "2026-05-01"],
        ["C2", YI, "D2", "500.00", "2026-06-01", "2026-06-10"],
    ]
    assert not take(book, 客户=customers, 应收=owed).refused
    found = report(book)
    one, two = f"{YI}（C1）", f"{YI}（C2）"
    # 1,000 of 1,500 is 66.67 %; C1 was overdue on 05-31 already, C2 fell due in June.
    assert table(found, "concentration").rows == (
        (1, one, 100_000, 100_000, Decimal("0.6667"), Decimal("0.6667")),
        (2, two, 50_000, 50_000, Decimal("0.3333"), Decimal("1.0000")),
    )
    assert table(found, "movements").rows == ((two, 0, 50_000, 50_000),)
    assert [row[0] for row in table(found, "ageing_客户").rows] == [one, two, "合计"]


def test_formulas_by_hand() -> None:
    assert dso(6_000, 9_000, 90) == Decimal("60.0")
    assert dso(6_000, 0, 90) is None
    assert dso(6_000, -5, 90) is None
    assert cei(6_200, 3_630, 6_340, 3_590) == Decimal("0.5593")
    assert cei(0, 0, 0, 0) is None
    early = Money(1, 1, "", dt.date(2026, 6, 10), dt.date(2026, 6, 4), 300)
    late = Money(2, 1, "", dt.date(2026, 6, 10), dt.date(2026, 6, 20), 100)
    back = Money(2, 1, "", dt.date(2026, 6, 10), dt.date(2026, 6, 30), -100)
    # (300 × −6 + 100 × 10) ÷ 400 = −2; money that went back does not count.
    assert days_late([early, late, back]) == Decimal("-2.0")
    assert days_late([]) is None


def test_the_period_before_is_as_long_and_ends_where_this_begins() -> None:
    assert JUNE.days == 30
    assert JUNE.before == Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def promise(entry: Any, name: str, due: str, fen: int, number: str | None = None) -> None:
    customer = entry.customer(name)
    made = dt.date(2026, 6, 10)
    contact = entry.row(
        Contact, customer_id=customer, happened_on=made, channel="电话", direction="发出",
        who="王某", gist="承诺",
    )  # fmt: skip
    entry.row(
        Promise, customer_id=customer, contact_id=contact, made_on=made,
        due_on=dt.date.fromisoformat(due), amount_fen=fen,
        receivable_id=number and entry.receivable(number),
    )  # fmt: skip


def test_promises_whose_time_is_over(filled: BookFolder) -> None:
    # With the usual three days of grace, June sees those due from 05-28 to 06-26.
    with writer(filled) as entry:
        # R1 pays 100 of A4 on 06-20: the first is kept, and for the second nothing is left.
        promise(entry, YI, "2026-06-20", 10_000, "A4")
        promise(entry, YI, "2026-06-25", 40_000, "A4")
        # R3 of 80 says not what for: part of the 500. The last may still be kept on 06-30.
        promise(entry, BING, "2026-06-26", 50_000, "A5")
        promise(entry, BING, "2026-06-27", 70_000, "A7")
    assert table(report(filled), "promises").rows == (
        ("李某", 1, 0, 1, 0, 50_000, 8_000, Decimal("0.0000")),
        ("王某", 2, 1, 0, 1, 50_000, 10_000, Decimal("0.5000")),
        ("合计", 3, 1, 1, 1, 100_000, 18_000, Decimal("0.3333")),
    )


def test_an_earlier_promise_takes_its_money_first(filled: BookFolder) -> None:
    with writer(filled) as entry:
        promise(entry, YI, "2026-06-15", 6_000)
        promise(entry, YI, "2026-06-21", 10_000)
    with opened(filled) as store, store.reading() as connection:
        # Of the 100 on 06-20 the first took 60, within five days of grace; seen is the second.
        (one,) = judged(connection, Period(dt.date(2026, 6, 21), DAY), 5)
    assert (one.promised_fen, one.paid_fen, one.outcome) == (10_000, 4_000, Kept.PART)


def test_days_of_grace(small: BookFolder) -> None:
    with writer(small) as entry:
        promise(entry, YI, "2026-06-18", 10_000, "A4")  # the money came two days later
        promise(entry, YI, "2026-06-29", 10_000)  # on 06-30 its grace is not over
    with opened(small) as store, store.reading() as connection:
        found = [
            [(one.paid_fen, one.outcome) for one in judged(connection, JUNE, grace)]
            for grace in (1, 2)
        ]
    assert found == [[(0, Kept.BROKEN)], [(10_000, Kept.KEPT)]]


def test_costs_of_a_period_by_the_yuan(filled: BookFolder) -> None:
    with writer(filled) as entry:
        customer = entry.customer(YI)
        for day, kind, fen in (
            ("2026-05-31", "差旅", 90_000), ("2026-06-01", "差旅", 1_000),
            ("2026-06-30", "诉讼费", 500), ("2026-07-01", "差旅", 70_000),
        ):  # fmt: skip
            entry.row(
                Expense, customer_id=customer, spent_on=dt.date.fromisoformat(day), kind=kind,
                amount_fen=fen,
            )  # fmt: skip
    # 15 yuan in June; 100 came in after its due day: 0.15 a yuan.
    assert table(report(filled), "costs").rows == (
        ("差旅", 1_000, Decimal("0.1000")),
        ("诉讼费", 500, Decimal("0.0500")),
        ("合计", 1_500, Decimal("0.1500")),
    )


def test_warnings_disputes_and_what_is_closed(filled: BookFolder) -> None:
    with writer(filled) as entry:
        for day, level in (("2026-05-20", 1), ("2026-06-15", 3), ("2026-07-01", 0)):
            entry.row(
                WarningMove, customer_id=entry.customer(BING),
                moved_on=dt.date.fromisoformat(day), level=level,
            )  # fmt: skip
        for closed in (None, dt.date(2026, 6, 29)):
            entry.row(
                Dispute, customer_id=entry.customer(BING), raised_on=dt.date(2026, 6, 5),
                ground="数量", closed_on=closed,
            )  # fmt: skip
    found = report(filled)
    # 05-31: 丙 owed 500 + 600 + 700 − 50 at level 1; 06-30 the same at level 3.
    assert table(found, "warnings").rows == (
        ("3 级", 1, 175_000, 0, 0, 1),
        ("1 级", 0, 0, 1, 175_000, -1),
        ("没有预警", 1, 360_000, 1, 270_000, 0),
    )
    assert review(found)["新的争议"] == ("1", "0")


def test_what_was_closed_by_the_day_is_left_out(small: BookFolder) -> None:
    before = report(small)
    with writer(small) as entry:
        customer = entry.customer(BING)
        contact = entry.row(
            Contact, customer_id=customer, happened_on=DAY, channel="电话", direction="发出",
            who="王某", gist="x",
        )  # fmt: skip
        for model, values in (
            (Promise, {"contact_id": contact, "made_on": JUNE.after, "due_on": DAY,
                       "amount_fen": 1}),
            (Expense, {"spent_on": DAY, "kind": "其他", "amount_fen": 1}),
            (WarningMove, {"moved_on": DAY, "level": 3}),
            (Dispute, {"raised_on": DAY, "ground": "x"}),
        ):  # fmt: skip
            entry.row(model, customer_id=customer, closed_on=DAY, **values)
    assert report(small) == before


def test_concentration_and_movements(small: BookFolder) -> None:
    found = report(small)
    # 3,600 of 5,350 is 67.29 %; the two together are all.
    assert table(found, "concentration").rows == (
        (1, YI, 360_000, 60_000, Decimal("0.6729"), Decimal("0.6729")),
        (2, BING, 175_000, 175_000, Decimal("0.3271"), Decimal("1.0000")),
    )
    # 乙 had nothing overdue on 05-31 and 600 on 06-30; 丙 1,750 both times.
    assert table(found, "movements").rows == ((YI, 0, 60_000, 60_000),)


NO_ISSUE = ["客户名称", "应收单号", "应收金额", "到期日"]


def standings(book: BookFolder, day: dt.date = DAY) -> dict[str, list[str]]:
    """Return the numbers of the receivables at each point of limitation."""
    rules = book.settings.day or RULES
    with opened(book) as store, store.reading() as connection:
        found = standing(connection, open_items(connection, day), day, rules)
    return {name: [item.number for item in items] for name, items in found.limitation.items()}


def test_limitation_is_three_years_from_the_due_day(book: BookFolder) -> None:
    # On 2026-06-30, three years from 2023-06-29 are over; those from 2023-12-27 are within 180 days
    # (2026-12-27), those from 2023-12-28 are not; before 2015-10-01 a lawyer looks.
    days = ("2023-06-29", "2023-12-27", "2023-12-28", "2012-01-01")
    owed = [[YI, f"L{number}", 100, day] for number, day in enumerate(days, start=1)]
    assert not take(book, 应收=[NO_ISSUE, *owed]).refused
    assert standings(book) == {OVER: ["L1"], NEAR: ["L2"], BY_HAND: ["L4"]}
    # The day asks for the same.
    work = [line.number for one in listing(book, "2026-06-30").work if one.step == Step.LIMITATION
            for line in one.lines]  # fmt: skip
    assert sorted(work) == ["L1", "L2", "L4"]


def test_what_interrupts_limitation_for_the_day_does_so_in_the_report(
    tmp_path: Path,
) -> None:
    book = sqlite_book(tmp_path / "book")
    owed = [[YI, "L1", 100, "2023-05-01"], [BING, "L2", 100, "2023-05-01"]]
    assert not take(book, 应收=[NO_ISSUE, *owed]).refused
    kept = tmp_path / "承诺.txt"
    kept.write_text("我方承诺", encoding="utf-8")
    # 乙 promised in writing within the time, to 2029-02-02; from 丙 a promise left no file.
    for who, file in ((YI, kept), (BING, None)):
        say(
            book, "2026-02-02", customer=who, promise=("2026-03-01", Decimal(100)), file=file,
            channel=Channel.CHAT, gist="承诺付款",
        )  # fmt: skip
    assert standings(book, dt.date(2026, 10, 20)) == {OVER: ["L2"], NEAR: [], BY_HAND: []}
    # 180 days before 2029-02-02 are 2028-08-06.
    assert standings(book, dt.date(2028, 8, 5))[NEAR] == []
    assert standings(book, dt.date(2028, 8, 6))[NEAR] == ["L1"]


def test_near_is_what_the_day_calls_near(tmp_path: Path) -> None:
    owed = [NO_ISSUE, [YI, "L1", 100, "2023-07-10"], [YI, "L2", 100, "2023-07-11"]]
    # Ten days after 06-30 are 07-10.
    for days, numbers in ((10, ["L1"]), (0, [])):
        book = sqlite_book(tmp_path / str(days), f"day: {{limitation_days: {days}}}\n")
        assert not take(book, 应收=owed).refused
        assert standings(book)[NEAR] == numbers
        defined = table(report(book), "limitation").defined
        assert (f"{days} 天以内" in defined) == (days > 0)


def test_before_the_law_data_a_lawyer_looks_at_all_that_is_overdue(tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book")
    owed = [[YI, "L1", 100, "2019-06-29"], [YI, "L2", 100, "2019-06-30"]]
    assert not take(book, 应收=[NO_ISSUE, *owed]).refused
    day = dt.date(2019, 6, 30)
    assert standings(book, day) == {OVER: [], NEAR: [], BY_HAND: ["L1"]}
    said = table(report(book, Period(dt.date(2019, 5, 31), day)), "limitation")
    assert "没有当日的时效期间" in said.defined
    assert said.rows[-1] == (BY_HAND, 1, 1, 10_000, YI)
