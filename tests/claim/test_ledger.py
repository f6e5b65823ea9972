from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.late_payment import LatePayment
from legaldocs.case.model import Case, Cost
from legaldocs.case.party import Party
from legaldocs.case.payment import Credit, Payment
from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import LateChargeKind, LprChoice, Role
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import CaseError, LawError
from legaldocs.core.origin import Origin
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from legaldocs.claim.figures import Claim

DAY = dt.date(2026, 11, 21)


def claim(folder: Path, day: dt.date = DAY) -> Claim:
    return open_claim(load_case(folder), day, packaged())


AGREED = """
contracts:
  - price: 300000.00
    due_on: 2026-08-13
    late_payment: {rate: 0.05%/day}
"""


def test_an_agreed_daily_rate_runs_from_the_day_after_the_due_day(
    write_case: Callable[..., Path],
) -> None:
    """300,000 × 0.05% × 100 days = 15,000.00."""
    owed = claim(write_case(AGREED))
    assert owed.overdue_days == 100
    assert owed.late_charge == Decimal("15000.00")
    assert owed.total == Decimal("315000.00")
    assert owed.late_charge_name == "违约金"
    assert owed.floor is None
    (run,) = owed.accounts[0].instalments[0].runs
    assert (run.first, run.last, run.days) == (dt.date(2026, 8, 14), DAY, 100)


def test_without_a_term_lpr_plus_half_runs_and_the_floor_is_shown(
    write_case: Callable[..., Path],
) -> None:
    """500,000 due 2025-06-30, 509 days at 3.00%: 31,376.71 at ×1.5, 27,193.15 at ×1.3."""
    owed = claim(write_case("contracts:\n  - price: 500000.00\n    due_on: 2025-06-30\n"))
    assert owed.late_charge == Decimal("31376.71")
    assert owed.floor == Decimal("27193.15")
    assert owed.late_charge_name == "逾期付款损失"


def test_nothing_runs_on_or_before_the_due_day(write_case: Callable[..., Path]) -> None:
    folder = write_case(AGREED)
    on_the_day = claim(folder, dt.date(2026, 8, 13))
    assert (on_the_day.principal, on_the_day.late_charge) == (0, 0)
    assert on_the_day.not_due == Decimal("300000.00")
    assert on_the_day.next_due_on == dt.date(2026, 8, 13)
    next_day = claim(folder, dt.date(2026, 8, 14))
    assert next_day.late_charge == Decimal("150.00")
    assert next_day.first_due_on == dt.date(2026, 8, 13)


def test_a_payment_lowers_the_base_from_its_own_day(write_case: Callable[..., Path]) -> None:
    """300,000 × 49 days before the payment, 200,000 × 51 days from it: 7,350 + 5,100."""
    folder = write_case(AGREED + "payments:\n  - {paid_on: 2026-10-02, amount: 100000.00}\n")
    owed = claim(folder)
    assert owed.principal == Decimal("200000.00")
    assert owed.late_charge == Decimal("12450.00")
    (share,) = owed.accounts[0].instalments[0].shares
    assert (share.towards, share.amount) == ("本金", Decimal("100000.00"))


def test_agreed_interest_is_paid_before_principal(write_case: Callable[..., Path]) -> None:
    """By 2026-10-01, 49 days: 7,350 of interest; 100,000 leaves 92,650 for principal."""
    text = AGREED.replace("0.05%/day}", "0.05%/day, kind: 逾期利息}")
    owed = claim(write_case(text + "payments:\n  - {paid_on: 2026-10-02, amount: 100000.00}\n"))
    shares = owed.accounts[0].instalments[0].shares
    assert [(share.towards, share.amount) for share in shares] == [
        ("违约金或利息", Decimal("7350.00")),
        ("本金", Decimal("92650.00")),
    ]
    assert owed.principal == Decimal("207350.00")
    assert owed.late_charge == Decimal("5287.43")  # 207,350 × 0.05% × 51 = 5,287.425


def test_costs_come_first_and_only_with_a_clause(write_case: Callable[..., Path]) -> None:
    text = AGREED + (
        "costs:\n  - {name: 律师费, amount: 8000.00, incurred_on: 2026-09-01}\n"
        "payments:\n  - {paid_on: 2026-10-02, amount: 50000.00}\n"
    )
    assert claim(write_case(text)).principal == Decimal("250000.00")
    with_clause = claim(
        write_case(text.replace("    due_on", "    cost_clause: 第九条\n    due_on"))
    )
    assert with_clause.principal == Decimal("258000.00")
    assert with_clause.costs == 0


PARTS = """
contracts:
  - price: 1000.00
    late_payment: {rate: 0.1%/day}
    instalments:
      - {name: 甲, amount: 300.00, due_on: 2026-09-30}
      - {name: 乙, amount: 500.00, due_on: 2026-10-31}
      - {name: 丙, amount: 200.00, due_on: 2026-12-31}
"""


def outstanding(owed: Claim) -> dict[str, Decimal]:
    return {instalment.name: instalment.outstanding for instalment in owed.accounts[0].instalments}


def test_an_undesignated_payment_goes_to_the_earliest_due_part(
    write_case: Callable[..., Path],
) -> None:
    owed = claim(write_case(PARTS + "payments:\n  - {paid_on: 2026-11-10, amount: 400.00}\n"))
    assert outstanding(owed) == {"甲": 0, "乙": 400, "丙": 200}
    assert (owed.principal, owed.not_due) == (400, 200)


def test_a_designated_payment_goes_where_the_payer_said(write_case: Callable[..., Path]) -> None:
    folder = write_case(
        PARTS + "payments:\n  - {paid_on: 2026-11-10, amount: 400.00, towards: 乙}\n"
    )
    assert outstanding(claim(folder)) == {"甲": 300, "乙": 100, "丙": 200}


def test_a_credit_lowers_principal_only(write_case: Callable[..., Path]) -> None:
    folder = write_case(
        PARTS + "credits:\n  - {agreed_on: 2026-10-01, amount: 100.00, towards: 丙}\n"
    )
    assert outstanding(claim(folder)) == {"甲": 300, "乙": 500, "丙": 100}


def test_rows_after_the_day_do_not_count(write_case: Callable[..., Path]) -> None:
    folder = write_case(PARTS + "payments:\n  - {paid_on: 2026-11-22, amount: 400.00}\n")
    assert claim(folder).principal == 800
    assert claim(folder, dt.date(2026, 11, 22)).principal == 400


def test_what_is_paid_beyond_the_price_goes_to_the_late_charge_then_is_left(
    write_case: Callable[..., Path],
) -> None:
    text = AGREED + "payments:\n  - {paid_on: 2026-10-02, amount: 307350.00}\n"
    settled = claim(write_case(text))
    assert (settled.total, settled.unapplied) == (0, 0)
    over = claim(write_case(text.replace("307350.00", "307350.01")))
    assert over.unapplied == Decimal("0.01")


def test_a_due_day_may_be_counted_from_an_event(write_case: Callable[..., Path]) -> None:
    text = """
        contracts:
          - price: 100.00
            due_after: 验收
            due_days: 30
        deliveries:
          - {number: S1, delivered_on: 2026-09-01, amount: 50.00, accepted_on: 2026-09-05}
          - {number: S2, delivered_on: 2026-09-10, amount: 50.00}
        """
    folder = write_case(text)
    waiting = claim(folder)
    assert (waiting.principal, waiting.not_due, waiting.next_due_on) == (0, 100, None)
    accepted = claim(
        write_case(
            text.replace("09-10, amount: 50.00", "09-10, amount: 50.00, accepted_on: 2026-09-12")
        )
    )
    assert accepted.first_due_on == dt.date(2026, 10, 12)


def test_an_unreadable_rate_names_its_line(write_case: Callable[..., Path]) -> None:
    with pytest.raises(CaseError) as caught:
        claim(write_case(AGREED.replace("0.05%/day", "lpr**2")))
    (found,) = caught.value.findings
    assert found.where == "case.yaml:12"
    assert "lpr**2" in found.message


LPR = "contracts:\n  - price: 1000000.00\n    due_on: 2024-05-31\n"
THEN = dt.date(2025, 6, 30)


def test_a_charge_that_follows_the_lpr_shows_both_readings(write_case: Callable[..., Path]) -> None:
    """Case B of the data tests: fixed at 3.45% it is 56,003.42; floating 51,817.81."""
    both = (Decimal("56003.42"), Decimal("51817.81"))
    fixed = claim(write_case(LPR), THEN)
    floating = claim(write_case(LPR + "    lpr_mode: 浮动\n"), THEN)
    for owed in (fixed, floating):
        assert owed.lpr is not None
        assert (owed.lpr.fixed, owed.lpr.floating) == both
        assert owed.accounts[0].lpr == owed.lpr
    assert (fixed.late_charge, floating.late_charge) == both
    assert fixed.accounts[0].rule.says.startswith("违约时")
    assert floating.accounts[0].rule.says.startswith("同期")
    assert floating.floor == Decimal("44908.77")
    agreed = claim(
        write_case(LPR + "    late_payment: {rate: lpr*1.5}\n    lpr_mode: 浮动\n"), THEN
    )
    assert agreed.late_charge == both[1]


def test_the_other_reading_may_rest_on_a_rate_nobody_checked(
    write_case: Callable[..., Path],
) -> None:
    """Fixed at a breach within the checked days the claim is firm; floating it would not be."""
    owed = claim(write_case("contracts:\n  - {price: 100.00, due_on: 2026-06-30}\n"))
    assert not owed.provisional
    assert owed.lpr is not None
    assert owed.lpr.provisional
    assert claim(write_case(AGREED)).lpr is None


def test_both_readings_of_a_claim_count_the_contracts_without_an_lpr(
    write_case: Callable[..., Path],
) -> None:
    text = """
        contracts:
          - {number: A, price: 300000.00, due_on: 2026-08-13, late_payment: {rate: 0.05%/day}}
          - {number: B, price: 500000.00, due_on: 2025-06-30}
        """
    owed = claim(write_case(text))
    assert owed.late_charge == Decimal("46376.71")
    assert owed.floor == Decimal("42193.15")
    assert owed.lpr is not None
    assert (owed.lpr.fixed, owed.lpr.floating) == (owed.late_charge, owed.late_charge)


def test_costs_come_before_parts_that_are_equal(write_case: Callable[..., Path]) -> None:
    """Parts due on one day share a payment by size, but only what the costs leave."""
    text = """
        contracts:
          - price: 200.00
            cost_clause: 第九条
            late_payment: {rate: 0.05%/day}
            instalments:
              - {name: 甲, amount: 100.00, due_on: 2026-09-30}
              - {name: 乙, amount: 100.00, due_on: 2026-09-30}
        costs:
          - {name: 律师费, amount: 50.00, incurred_on: 2026-10-01}
        payments:
          - {paid_on: 2026-10-02, amount: 70.00}
        """
    owed = claim(write_case(text))
    assert outstanding(owed) == {"甲": 90, "乙": 90}
    assert owed.costs == 0
    shares = [share for part in owed.accounts[0].instalments for share in part.shares]
    assert sum(share.amount for share in shares) == 70
    before = claim(write_case(text.replace("2026-10-02, amount", "2026-09-30, amount")))
    assert (outstanding(before), before.costs) == ({"甲": 65, "乙": 65}, 50)


@pytest.mark.parametrize(
    ("paid", "late"),
    [
        ("2026-06-01", "0.00"),
        ("2026-08-13", "0.00"),
        ("2026-08-14", "0.00"),
        ("2026-08-15", "150.00"),
        ("2026-11-21", "14850.00"),
    ],
)
def test_the_day_of_payment_does_not_count(
    write_case: Callable[..., Path], paid: str, late: str
) -> None:
    """Paid in full on the day: before the due day, on it, on the first late day, and later."""
    rows = f"payments:\n  - {{paid_on: {paid}, amount: 300000.00}}\n"
    owed = claim(write_case(AGREED + rows))
    assert (owed.principal, owed.late_charge) == (0, Decimal(late))


def test_payments_of_one_day_are_one_payment(write_case: Callable[..., Path]) -> None:
    halves = "payments:\n" + "  - {paid_on: 2026-10-02, amount: 50000.00}\n" * 2
    one = "payments:\n  - {paid_on: 2026-10-02, amount: 100000.00}\n"
    for kind in ("", ", kind: 逾期利息"):
        text = AGREED.replace("0.05%/day}", f"0.05%/day{kind}}}")
        split, whole = claim(write_case(text + halves)), claim(write_case(text + one))
        assert (split.principal, split.late_charge) == (whole.principal, whole.late_charge)


def test_a_credit_after_full_payment_goes_to_the_late_charge_and_no_figure_turns_negative(
    write_case: Callable[..., Path],
) -> None:
    """30 late days at 3.00% × 1.5: 369.86; the lower standard is less than what was paid."""
    text = (
        "contracts:\n  - price: 100000.00\n    due_on: 2026-03-31\n"
        "payments:\n  - {paid_on: 2026-05-01, amount: 100000.00}\n"
        "credits:\n  - {agreed_on: 2026-06-01, amount: AMOUNT}\n"
    )
    part = claim(write_case(text.replace("AMOUNT", "360.00")))
    assert (part.late_charge, part.floor, part.unapplied) == (Decimal("9.86"), 0, 0)
    over = claim(write_case(text.replace("AMOUNT", "370.00")))
    assert (over.total, over.unapplied) == (0, Decimal("0.14"))


def test_leap_days_are_days(write_case: Callable[..., Path]) -> None:
    """From 2024-02-29 to 2024-03-01 two days; a year of 366 days on a basis of 365."""
    text = "contracts:\n  - {price: 36500.00, due_on: 2024-02-28, late_payment: {rate: 10%/year}}\n"
    assert claim(write_case(text), dt.date(2024, 3, 1)).late_charge == Decimal("20.00")
    year = text.replace("2024-02-28", "2023-12-31")
    assert claim(write_case(year), dt.date(2024, 12, 31)).late_charge == Decimal("3660.00")


def test_a_counted_due_day_rolls_over_rest_days_and_an_agreed_one_does_not(
    write_case: Callable[..., Path],
) -> None:
    """Ten days from 2026-09-15 end on the 25th, a holiday until the 27th."""
    text = (
        "contracts:\n  - price: 100.00\n    signed_on: 2026-09-15\n"
        "    due_after: 签订\n    due_days: 10\n"
    )
    (part,) = claim(write_case(text)).accounts[0].instalments
    assert part.due_on == dt.date(2026, 9, 28)
    assert part.due_says.endswith("末日2026年9月25日为休息日，顺延至2026年9月28日")
    at_once = text.replace("due_days: 10", "due_days: 0").replace("09-15", "09-26")
    assert claim(write_case(at_once)).first_due_on == dt.date(2026, 9, 26)
    fixed = "contracts:\n  - {price: 100.00, due_on: 2026-09-25}\n"
    assert claim(write_case(fixed)).first_due_on == dt.date(2026, 9, 25)


def test_deliveries_and_invoices_after_the_day_are_not_in_the_account(
    write_case: Callable[..., Path],
) -> None:
    text = AGREED + (
        "deliveries:\n  - {number: S1, delivered_on: 2026-11-22, amount: 1.00}\n"
        "invoices:\n  - {number: '1', issued_on: 2026-11-22, amount: 1.00}\n"
    )
    folder = write_case(text)
    assert (claim(folder).accounts[0].delivered, claim(folder).accounts[0].invoiced) == (0, 0)
    later = claim(folder, dt.date(2026, 11, 22)).accounts[0]
    assert (later.delivered, later.invoiced) == (1, 1)


def test_parts_of_two_contracts_may_share_a_name(write_case: Callable[..., Path]) -> None:
    text = """
        contracts:
          - number: A
            price: 100.00
            instalments: [{name: 尾款, amount: 100.00, due_on: 2026-09-30}]
          - number: B
            price: 200.00
            instalments: [{name: 尾款, amount: 200.00, due_on: 2026-09-30}]
        payments:
          - {paid_on: 2026-10-05, amount: 150.00, contract: B, towards: 尾款}
        """
    owed = claim(write_case(text))
    assert [account.principal for account in owed.accounts] == [100, 50]


def test_the_alternative_sets_the_payments_anew(write_case: Callable[..., Path]) -> None:
    """Interest first: at 12% a payment of 50 leaves 51.97, at 4.5% it would leave 50.74.

    100 × 4.5% × 60 ÷ 365 = 0.74; then 50.74 × 4.5% × 46 ÷ 365 = 0.29.
    """
    text = """
        contracts:
          - price: 100.00
            due_on: 2026-03-01
            late_payment: {rate: lpr*4, kind: 逾期利息}
        payments:
          - {paid_on: 2026-05-01, amount: 50.00}
        """
    (account,) = claim(write_case(text), dt.date(2026, 6, 15)).accounts
    assert (account.principal, account.late_charge) == (Decimal("51.97"), Decimal("0.79"))
    assert account.alternative == Decimal("0.29")


@pytest.mark.parametrize("term", ["", ", late_payment: {rate: 0.05%/day}"])
def test_a_day_before_the_rates_is_no_guess(write_case: Callable[..., Path], term: str) -> None:
    with pytest.raises(LawError, match="2008-12-23"):
        claim(write_case(f"contracts:\n  - {{price: 100.00, due_on: 2005-01-01{term}}}\n"))


cents = st.integers(min_value=1, max_value=10**9).map(lambda n: Decimal(n).scaleb(-2))
days = st.dates(min_value=dt.date(2026, 1, 1), max_value=DAY)
HERE = Origin("case.yaml", 1)


rows = st.lists(st.tuples(cents, days, st.sampled_from(["", "第1期", "第2期"])), max_size=5)


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(st.tuples(cents, days), min_size=2, max_size=4),
    paid=rows,
    credited=rows,
    costs=st.lists(st.tuples(cents, days), max_size=2),
    term=st.sampled_from(["", "0.05%/day", "6%/year", "lpr*1.5"]),
    kind=st.sampled_from(LateChargeKind),
    lpr_mode=st.sampled_from(LprChoice),
)
def test_no_yuan_is_lost_or_made(  # noqa: PLR0913 - one drawn value a parameter
    *,
    parts: list[tuple[Decimal, dt.date]],
    paid: list[tuple[Decimal, dt.date, str]],
    credited: list[tuple[Decimal, dt.date, str]],
    costs: list[tuple[Decimal, dt.date]],
    term: str,
    kind: LateChargeKind,
    lpr_mode: LprChoice,
) -> None:
    """What was paid is what was applied and what is left, in any order and by any standard."""
    instalments = tuple(
        Instalment(origin=HERE, name=f"第{n}期", amount=amount, due_on=due_on)
        for n, (amount, due_on) in enumerate(parts, start=1)
    )
    contract = Contract(
        origin=HERE,
        price=sum_of(amount for amount, _ in parts),
        instalments=instalments,
        late_payment=LatePayment(origin=HERE, rate=term, kind=kind) if term else None,
        lpr_mode=lpr_mode,
        cost_clause="第九条",
    )
    case = Case(
        folder=None,  # type: ignore[arg-type]
        origin=HERE,
        parties=tuple(Party(origin=HERE, role=role, name=role) for role in Role),
        contracts=(contract,),
        payments=tuple(
            Payment(origin=HERE, paid_on=day, amount=amount, towards=towards)
            for amount, day, towards in paid
        ),
        credits=tuple(
            Credit(origin=HERE, agreed_on=day, amount=amount, towards=towards)
            for amount, day, towards in credited
        ),
        costs=tuple(
            Cost(origin=HERE, name="律师费", incurred_on=day, amount=amount)
            for amount, day in costs
        ),
    )
    owed = open_claim(case, DAY, packaged())
    (account,) = owed.accounts
    given_ = sum_of(amount for amount, *_ in (*paid, *credited))
    applied = sum_of(
        instalment.paid + instalment.late_charge_paid for instalment in account.instalments
    )
    costs_paid = sum_of(amount for amount, _ in costs) - owed.costs
    assert applied + costs_paid + owed.unapplied == given_
    assert costs_paid >= 0
    assert owed.principal + owed.not_due == sum_of(
        instalment.outstanding for instalment in account.instalments
    )
    assert owed.total == owed.principal + owed.late_charge + owed.costs
    assert not (owed.unapplied and owed.total)
    for instalment in account.instalments:
        assert 0 <= instalment.outstanding <= instalment.amount
        assert instalment.late_charge >= 0
        assert instalment.due_on is not None
        counted = [
            instalment.due_on,
            *(day for run in instalment.runs for day in (run.first, run.last)),
        ]
        assert counted == sorted(counted)
        assert all(run.days == (run.last - run.first).days + 1 for run in instalment.runs)
    assert owed.floor is None or 0 <= owed.floor <= owed.late_charge
    if owed.lpr is not None:
        chosen = owed.lpr.fixed if lpr_mode is LprChoice.FIXED else owed.lpr.floating
        assert chosen == owed.late_charge


def test_a_payment_before_the_civil_code_names_no_article_of_it(
    write_case: Callable[..., Path],
) -> None:
    text = """
contracts:
  - {price: 300.00, due_on: 2020-06-30, late_payment: {rate: 5%/year}}
payments:
  - {paid_on: 2020-10-01, amount: 100.00}
  - {paid_on: 2021-10-01, amount: 100.00}
"""
    owed = claim(write_case(text))
    sources = [share.source for share in owed.accounts[0].instalments[0].shares]
    assert ["民法典" in source for source in sources] == [False, True]


def test_the_contract_may_put_the_penalty_before_principal(write_case: Callable[..., Path]) -> None:
    """The switch: 7,350 of penalty by 2026-10-01 goes first, as agreed interest would."""
    text = AGREED.replace("0.05%/day}", "0.05%/day, before_principal: 是}")
    owed = claim(write_case(text + "payments:\n  - {paid_on: 2026-10-02, amount: 100000.00}\n"))
    shares = owed.accounts[0].instalments[0].shares
    assert [(share.towards, share.amount) for share in shares] == [
        ("违约金或利息", Decimal("7350.00")),
        ("本金", Decimal("92650.00")),
    ]


def test_a_set_off_pays_as_a_payment_does(write_case: Callable[..., Path]) -> None:
    text = AGREED.replace("0.05%/day}", "0.05%/day, kind: 逾期利息}")
    row = "credits:\n  - {agreed_on: 2026-10-02, amount: 100000.00, set_off: 是}\n"
    set_off = claim(write_case(text + row))
    assert set_off.principal == Decimal("207350.00")
    (_, to_principal) = set_off.accounts[0].instalments[0].shares
    assert "合同编通则" in to_principal.source
    returned = claim(write_case(text + row.replace(", set_off: 是", "")))
    assert returned.principal == Decimal("200000.00")
