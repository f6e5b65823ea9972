"""A contract's parts in the book: written once, found again, changed, closed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.closing import close
from legaldocs.portfolio.credit.exposure import exposures
from legaldocs.portfolio.export import write_book
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.intake import import_files
from legaldocs.portfolio.model import Change
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import PAID, WANG, YI, made, reasons, take

from .contracts import DAY, WHOLE, codes, owing, plan

if TYPE_CHECKING:
    from legaldocs.portfolio.place import BookFolder

CARD = [["客户名称", "住所"], [YI, "武汉市某路1号"]]
ROWS = ["客户名称", "应收单号", "合同编号", "期次", "应收金额", "到期日", "发票号码"]
FIRST = {"预付款": ("预付款", 3000000, dt.date(2026, 3, 6), False)}
EVENTS = WHOLE + "events: {交货: 2026-04-10}\n"
SIGNED = WHOLE.replace("signed_on: 2026-03-01", "signed_on: 2026-05-30")
SECOND = FIRST | {"到货款": ("到货款", 6000000, dt.date(2026, 5, 11), False)}


@pytest.fixture
def known(book: BookFolder) -> BookFolder:
    take(book, 客户=CARD)
    return book


def changes(book: BookFolder) -> int:
    with opened(book) as store, store.reading() as connection:
        assert broken_at(connection) is None
        return connection.scalar(select(Change.id).order_by(Change.id.desc()).limit(1)) or 0


def pending(book: BookFolder) -> int:
    with opened(book) as store, store.reading() as connection:
        return connection.scalar(select(Contract.pending_fen)) or 0


def test_parts_with_a_day_are_written_once(known: BookFolder) -> None:
    done = plan(known)
    assert done.taken.taken[0].what == "新增"
    assert owing(known) == FIRST
    assert pending(known) == 7000000  # 60 % and 10 % of 100,000 yuan
    before = changes(known)
    again = plan(known)
    assert again.taken.what == "没有变化"
    assert changes(known) == before


def test_a_trial_leaves_the_book_as_it_was(known: BookFolder) -> None:
    before = changes(known)
    assert plan(known, keep=False).taken.what == "新增"
    assert (owing(known), changes(known)) == ({}, before)


def test_an_event_that_happens_gives_its_part_a_day(known: BookFolder) -> None:
    plan(known)
    plan(known, EVENTS)
    assert owing(known) == SECOND
    assert pending(known) == 1000000
    # the file from before states no event: what the book knows stays
    plan(known)
    assert owing(known) == SECOND
    shown = plan(known, EVENTS.replace("04-10", "04-13")).taken.taken[1].what
    assert shown == "到期日 2026-05-11 → 2026-05-13"


def test_a_changed_price_is_shown_and_taken(known: BookFolder) -> None:
    plan(known, EVENTS)
    done = plan(known, EVENTS.replace("100000", "200000"))
    assert "价款 100,000.00 → 200,000.00" in done.taken.what
    assert done.taken.taken[0].what == "金额 30,000.00 → 60,000.00"
    assert owing(known)["预付款"][1] == 6000000


def test_a_part_that_is_gone_is_closed_and_may_come_back(known: BookFolder) -> None:
    plan(known, EVENTS)
    other = EVENTS.replace("name: 到货款", "name: 发货款")
    assert plan(known, other).taken.taken[-1].what == "关闭"
    assert owing(known)["到货款"][3] is True
    assert owing(known)["发货款"][1] == 6000000
    plan(known, EVENTS)
    assert owing(known)["到货款"][3] is False
    assert owing(known)["发货款"][3] is True


def test_a_part_that_was_paid_is_not_closed(known: BookFolder) -> None:
    plan(known)
    take(known, 回款=[PAID, [YI, "R1", "2026-03-05", 100, "HT-1/预付款"]])
    done = plan(known, WHOLE.replace("name: 预付款", "name: 定金款"))
    assert "LD-PLAN-GONE" in codes(done)
    assert owing(known)["预付款"][3] is False


def test_a_receipt_names_a_part_that_has_no_number(known: BookFolder) -> None:
    plan(known)
    take(known, 回款=[PAID, [YI, "R1", "2026-03-05", 10000, "HT-1/预付款"]])
    with opened(known) as store, store.reading() as connection:
        (item,) = open_items(connection, DAY)
    assert item.open_fen == 2000000


def test_what_was_closed_by_hand_stays_closed(known: BookFolder) -> None:
    plan(known)
    with opened(known) as store:
        close(store, "应收", "HT-1/预付款", DAY, "以货抵清", WANG)
    done = plan(known, WHOLE.replace("100000", "200000"))
    assert "已经关闭" in done.taken.taken[0].what
    assert owing(known)["预付款"][1] == 3000000


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ([YI, None, "HT-1", "预付款", 30000, "2026-03-06", None], "预付款"),
        ([YI, None, "ＨＴ-1", "预 付款", 30000, "2026-03-06", None], "预 付款"),
        ([YI, "AR1", "HT-1", "预付款", 30000, "2026-03-06", None], "AR1"),
        ([YI, None, "HT-1", "预付款", 30000, "2026-03-06", "8001"], "8001"),
        ([YI, "AR1", "HT-1", "预付款", 30000, "2026-03-06", "8001"], "AR1"),
    ],
)
def test_finance_imports_the_part_that_was_planned(
    row: list[object], number: str, known: BookFolder
) -> None:
    """Plan, then import: one receivable, under the number that finance gives it."""
    plan(known)
    done = take(known, 应收=[ROWS, row])
    assert reasons(done) == []
    found = [*owing(known).values()]
    assert [(one[0], one[1]) for one in found] == [(number, 3000000)]
    assert made(take(known, 应收=[ROWS, row]))["应收"] == (0, 0)
    again = plan(known)
    assert "LD-PLAN-OVER" not in codes(again)
    assert "LD-PLAN-DIFFERS" not in codes(again)
    assert len(owing(known)) == 1


@pytest.mark.parametrize("number", [None, "AR1"])
def test_a_part_that_finance_had_is_planned_again(number: str | None, known: BookFolder) -> None:
    """Import, then plan: the same row, whether or not finance gave it a number."""
    take(known, 应收=[ROWS, [YI, number, "HT-1", "预付款", 30000, "2026-03-06", None]])
    done = plan(known)
    assert owing(known) == {"预付款": (number or "预付款", 3000000, dt.date(2026, 3, 6), False)}
    assert "LD-PLAN-DIFFERS" not in codes(done)


def test_what_finance_numbered_is_not_changed_by_a_plan(known: BookFolder) -> None:
    take(known, 应收=[ROWS, [YI, "AR1", "HT-1", "预付款", 29999, "2026-03-07", None]])
    done = plan(known)
    (said,) = [one for one in done.findings if one.code == "LD-PLAN-DIFFERS"]
    assert "合同 30,000.00 元，财务 29,999.00 元" in said.message
    assert "合同到期日 2026-03-06，财务 2026-03-07" in said.message
    assert owing(known)["预付款"][1] == 2999900


def test_two_invoices_for_one_part_take_it_once(known: BookFolder) -> None:
    plan(known)
    rows = [[YI, "AR1", "HT-1", "预付款", 10000, "2026-03-06", None],
            [YI, "AR2", "HT-1", "预付款", 20000, "2026-03-06", None]]  # fmt: skip
    done = take(known, 应收=[ROWS, *rows])
    assert made(done)["应收"] == (1, 1)
    assert "LD-PLAN-DIFFERS" not in codes(plan(known))
    # a row without a number could be either of them
    third = take(known, 应收=[ROWS, [YI, None, "HT-1", "预付款", 30000, "2026-03-06", None]])
    assert "账册里这份合同的这一期有 2 笔应收" in reasons(third)[0]


def test_a_row_without_a_part_is_another_receivable_and_said(known: BookFolder) -> None:
    plan(known, EVENTS)
    done = take(known, 应收=[ROWS[:3] + ROWS[4:], [YI, "AR9", "HT-1", 60000, "2026-05-11", None]])
    (said,) = [one.message for one in done.findings if one.code == "LD-PLAN-OVER"]
    assert "应收合计 150,000.00 元，超过合同价款 100,000.00 元" in said
    assert "LD-PLAN-OVER" in codes(plan(known, EVENTS))  # 30,000 + 60,000 + 60,000 of 100,000


def test_an_export_of_planned_parts_changes_nothing(known: BookFolder) -> None:
    plan(known, EVENTS)
    path = known.path.parent / "导出.xlsx"
    with opened(known) as store, store.reading() as connection:
        write_book(connection, path)
    done = import_files(known, [path], WANG)
    assert reasons(done) == []
    assert set(made(done).values()) == {(0, 0)}
    assert owing(known) == SECOND


def test_a_contract_that_is_over_plans_nothing_more(known: BookFolder) -> None:
    plan(known)
    with opened(known) as store:
        close(store, "合同", f"{YI}/HT-1", DAY, "解除", WANG)
    with opened(known) as store, store.reading() as connection:
        assert exposures(connection, DAY)[1].planned_fen == 0
        before = exposures(connection, DAY - dt.timedelta(1))
    assert before[1].planned_fen == 7000000
    with pytest.raises(InputError, match="合同已经关闭"):
        plan(known)


BY_DELIVERY = """
number: HT-1
price: 100000
signed_on: 2026-03-01
parts:
- {name: 预付款, share: 10%, due_on: 2026-03-06}
- {name: 货款, share: 90%, due_after: 每批交货, due_days: 30天}
"""


def exposure(book: BookFolder, as_of: dt.date = DAY) -> tuple[int, int]:
    """Return the fen that are open and planned."""
    with opened(book) as store, store.reading() as connection:
        owes = exposures(connection, as_of, [1])[1]
        assert exposures(connection, as_of)[1] == owes
    return owes.open_fen, owes.planned_fen


def test_what_finance_booked_of_a_part_is_planned_no_more(known: BookFolder) -> None:
    """Of 90,000 by delivery, 60,000 are invoiced, then 30,000; paid or not, nothing is twice."""
    plan(known, BY_DELIVERY)
    assert exposure(known) == (1000000, 9000000)
    head = [*ROWS, "开票日期"]
    first = [YI, "AR1", "ＨＴ-1", "货款", 60000, "2026-05-01", None, "2026-04-01"]
    second = [YI, "AR2", "HT-1", "货 款", 30000, "2026-07-01", None, "2026-06-01"]
    assert reasons(take(known, 应收=[head, first, second])) == []
    assert exposure(known) == (10000000, 0)  # 10,000 + 60,000 + 30,000
    # on 31 May the second was not invoiced yet
    assert exposure(known, DAY - dt.timedelta(1)) == (7000000, 3000000)
    plan(known, BY_DELIVERY)
    take(known, 回款=[PAID, [YI, "R1", "2026-05-20", 60000, "AR1"]])
    assert exposure(known) == (4000000, 0)  # 10,000 + 30,000
    with opened(known) as store:
        close(store, "应收", "AR2", DAY, "开错", WANG)
    assert exposure(known) == (1000000, 3000000)


@pytest.mark.parametrize(
    ("part", "amount", "planned"),
    [
        (None, 60000, 3000000),  # no part named: 90,000 - 60,000
        ("第一批", 60000, 3000000),  # a part that the contract does not have
        ("货款", 95000, 0),  # more than the part: never below 0
        ("预付款", 10000, 9000000),  # another part of the contract takes nothing of it
        ("货款", -5000, 9000000),  # a red invoice alone does not add to the price
    ],
)
def test_what_names_no_part_is_of_what_is_left(
    part: str | None, amount: int, planned: int, known: BookFolder
) -> None:
    plan(known, BY_DELIVERY)
    take(known, 应收=[ROWS, [YI, "AR1", "HT-1", part, amount, "2026-05-01", None]])
    assert exposure(known)[1] == planned


def test_a_receivable_of_another_contract_or_customer_takes_nothing(known: BookFolder) -> None:
    plan(known, BY_DELIVERY)
    take(known, 应收=[ROWS, [YI, "AR1", "HT-2", "货款", 5000, "2026-05-01", None],
                    ["丙公司", "AR2", "HT-1", "货款", 5000, "2026-05-01", None]])  # fmt: skip
    assert exposure(known) == (1500000, 9000000)


def test_a_customer_that_is_closed_gets_no_contract(known: BookFolder) -> None:
    with opened(known) as store:
        close(store, "客户", YI, DAY, "注销", WANG)
    with pytest.raises(InputError, match="客户已经关闭"):
        plan(known)


def test_a_contract_far_above_the_past_is_flagged(known: BookFolder) -> None:
    """Sales of the year before 1 June 2026: 90,000 yuan; the contract is of 100,000."""
    sale = [YI, "AR1", "HT-0", "货款", 90000, "2026-01-01", None]
    take(known, 应收=[ROWS, sale])
    (said,) = [one for one in plan(known, keep=False, text=SIGNED).findings
               if one.code == "LD-CREDIT-ORDER"]  # fmt: skip
    assert "合同 HT-1 价款 100,000.00 元，近一年销售 90,000.00 元" in said.message
    take(known, 应收=[ROWS, [YI, "AR2", "HT-0", "货款二", 10000, "2026-01-01", None]])
    assert "LD-CREDIT-ORDER" not in codes(plan(known, keep=False, text=SIGNED))


def test_a_customer_has_to_be_in_the_book(book: BookFolder) -> None:
    with pytest.raises(InputError, match="没有这个客户"):
        plan(book)


def test_contracts_of_two_customers_may_have_one_number(known: BookFolder) -> None:
    plan(known)
    other = take(known, 应收=[ROWS, ["丙公司", None, "HT-1", "预付款", 5, "2026-03-06", None]])
    assert made(other)["应收"] == (1, 0)
    assert codes(plan(known)).count("LD-PLAN-OVER") == 0


def test_nothing_is_owed_before_the_contract(known: BookFolder) -> None:
    """The contract is of 1 March; its prepayment of 30,000 is due on 6 March."""
    plan(known)
    with opened(known) as store, store.reading() as connection:
        before, after = (open_items(connection, dt.date(2026, *day)) for day in ((2, 28), (3, 1)))
    assert before == []
    assert [(item.part, item.open_fen) for item in after] == [("预付款", 3000000)]


def test_a_contract_signed_on_a_day_to_come_is_said(known: BookFolder) -> None:
    """Signed on 2 June, the day after: its prepayment is owed from then on, not on the first."""
    later = plan(known, WHOLE.replace("signed_on: 2026-03-01", "signed_on: 2026-06-02"))
    assert "LD-PLAN-SIGNED" in codes(later)
    assert "LD-PLAN-SIGNED" not in codes(plan(known, WHOLE.replace("2026-03-01", "2026-06-01")))
    plan(known, WHOLE.replace("2026-03-01", "2026-06-02"))
    with opened(known) as store, store.reading() as connection:
        assert open_items(connection, DAY) == []
        found = open_items(connection, dt.date(2026, 6, 2))
    assert [item.open_fen for item in found] == [3000000]
