"""Any mix of contracts, rows, bills, deposits and supplements: the sums add up, and say so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legaldocs.case.bill import Bill, BillKind
from legaldocs.case.contract import Contract, Instalment, Supplement
from legaldocs.case.deposit import Deposit, DepositKind
from legaldocs.case.late_payment import LatePayment
from legaldocs.case.model import Case, Delivery, Invoice, Statement
from legaldocs.case.party import Party
from legaldocs.case.payment import Credit, Payment, Refund
from legaldocs.case.payment_term import payment_term
from legaldocs.case.reconcile import reconcile
from legaldocs.case.vocabulary import DueEvent, LateChargeKind, Role
from legaldocs.claim.ledger import open_claim
from legaldocs.core.origin import Origin
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from legaldocs.claim.figures import Claim, InstalmentAccount

AT = Origin("case.yaml", 1)
START = dt.date(2026, 1, 5)
DAY = dt.date(2026, 11, 21)
ZERO = Decimal(0)
amounts = st.integers(1, 300_000).map(lambda fen: Decimal(fen) / 100)
days = st.integers(0, 300).map(lambda count: START + dt.timedelta(days=count))
later = st.integers(0, 200)
TERMS = st.sampled_from(["0", "30", "2个月", "月结30天", "次月25日"])


@st.composite
def contracts(draw: st.DrawFn, number: str, delivered: Decimal) -> Contract:
    """Return a contract with a price, instalments, or neither, and some supplements."""
    form = draw(st.sampled_from(["none", "price", "parts"]))
    price = None if form == "none" else delivered + draw(amounts)
    events = [event for event in DueEvent if form != "parts" or not event.startswith("全部")]
    due_on = draw(st.one_of(st.none(), days)) if form == "price" else None
    parts = ()
    if price is not None and form == "parts":
        first = draw(st.integers(0, int(price * 100))) * Decimal("0.01")
        parts = (
            Instalment(origin=AT, name="甲", amount=first, due_on=draw(days)),
            Instalment(
                origin=AT,
                name="乙",
                amount=price - first,
                due_after=draw(st.sampled_from(events)),
                due_days=payment_term(draw(TERMS)),
            ),
        )
    return Contract(
        origin=AT,
        number=number,
        price=price,
        due_on=due_on,
        due_after=None if due_on or parts else draw(st.sampled_from(events)),
        due_days=None if due_on or parts else payment_term(draw(TERMS)),
        signed_on=START,
        instalments=parts,
        late_payment=LatePayment(
            origin=AT,
            rate=draw(st.sampled_from(["0.05%/day", "6%/year", "lpr*1.5"])),
            kind=draw(st.sampled_from(LateChargeKind)),
        ),
        supplements=draw(supplements(due_on, parts)),
    )


@st.composite
def supplements(
    draw: st.DrawFn, due_on: dt.date | None, parts: tuple[Instalment, ...]
) -> tuple[Supplement, ...]:
    """Return up to two supplements that move a day."""
    made = []
    for _ in range(draw(st.integers(0, 2)) if due_on or parts else 0):
        signed_on = draw(days)
        moved = signed_on + dt.timedelta(days=draw(later))
        part = [Instalment(origin=AT, name="甲", amount=row.amount, due_on=moved) for row in parts]
        made.append(
            Supplement(
                origin=AT,
                signed_on=signed_on,
                due_on=moved if due_on else None,
                instalments=tuple(part[:1]),
                waives_late_charge=draw(st.sampled_from([None, True, False])),
            )
        )
    return tuple(made)


@st.composite
def bills(draw: st.DrawFn, number: str) -> Bill:
    received = draw(days)
    due_on = received + dt.timedelta(days=draw(later))
    fate = draw(st.sampled_from(["honoured", "dishonoured", "endorsed", "repaid", "open"]))
    after = due_on + dt.timedelta(days=draw(st.integers(-30, 30)))
    return Bill(
        origin=AT,
        kind=draw(st.sampled_from(BillKind)),
        number=f"{draw(st.integers(1, 10**9))}",
        amount=draw(amounts),
        received_on=received,
        due_on=draw(st.sampled_from([due_on, None])),
        contract=number,
        in_payment=draw(st.sampled_from([None, True, False])),
        extends_term=draw(st.sampled_from([None, True, False])),
        honoured_on=max(after, received) if fate == "honoured" else None,
        endorsed_on=received if fate in ("endorsed", "repaid") else None,
        dishonoured_on=max(after, received) if fate in ("dishonoured", "repaid") else None,
        repaid_on=max(after, received) + dt.timedelta(days=5) if fate == "repaid" else None,
    )


@st.composite
def deposits(draw: st.DrawFn, number: str) -> Deposit:
    paid_on = draw(days)
    end = paid_on + dt.timedelta(days=draw(later))
    fate = draw(st.sampled_from(["held", "applied", "returned"]))
    return Deposit(
        origin=AT,
        kind=draw(st.sampled_from(DepositKind)),
        amount=draw(amounts),
        paid_on=paid_on,
        contract=number,
        applied_on=end if fate == "applied" else None,
        returned_on=end if fate == "returned" else None,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a case of up to three contracts with rows of every kind."""
    numbers = draw(st.sampled_from([("A",), ("A", "B"), ("A", "B", "C")]))
    named = st.sampled_from(numbers)
    shared = st.sampled_from(("", *numbers) if len(numbers) > 1 else numbers)

    def rows(which: st.SearchStrategy[str], most: int) -> list[tuple[dt.date, Decimal, str]]:
        return draw(st.lists(st.tuples(days, amounts, which), max_size=most))

    sent = rows(named, 5)
    delivered = {
        number: sum((amount for _, amount, of in sent if of == number), ZERO) for number in numbers
    }
    return Case(
        folder=Path(),
        origin=AT,
        parties=(
            Party(origin=AT, role=Role.CREDITOR, name="甲"),
            Party(origin=AT, role=Role.DEBTOR, name="乙"),
        ),
        contracts=tuple(draw(contracts(number, delivered[number])) for number in numbers),
        deliveries=tuple(
            Delivery(
                origin=AT,
                number=f"S{n}",
                delivered_on=on,
                amount=amount,
                contract=number,
                accepted_on=draw(st.one_of(st.none(), st.just(on))),
            )
            for n, (on, amount, number) in enumerate(sent)
        ),
        invoices=tuple(
            Invoice(origin=AT, number=f"F{n}", issued_on=on, amount=amount, contract=number)
            for n, (on, amount, number) in enumerate(sent)
            if draw(st.booleans())
        ),
        payments=tuple(
            Payment(origin=AT, paid_on=on, amount=amount, contract=number)
            for on, amount, number in rows(shared, 4)
        ),
        bills=tuple(draw(bills(number)) for _, _, number in rows(named, 3)),
        deposits=tuple(draw(deposits(number)) for _, _, number in rows(named, 2)),
        credits=tuple(
            Credit(
                origin=AT,
                agreed_on=on,
                amount=amount,
                contract=number,
                set_off=draw(st.booleans()),
            )
            for on, amount, number in rows(named, 2)
        ),
        refunds=tuple(
            Refund(origin=AT, paid_on=on, amount=amount, contract=number)
            for on, amount, number in rows(named, 1)
        ),
        statements=tuple(
            Statement(
                origin=AT, through_on=on, balance=amount, contract=number, confirmed_by="经理"
            )
            for on, amount, number in rows(named, 1)
        ),
    )


def received(case: Case) -> Decimal:
    """Return what was paid, given and credited, less what failed and what was paid back."""
    money = sum((row.amount for row in (*case.payments, *case.credits)), ZERO)
    failed = [
        bill.dishonoured_on and not bill.in_payment and (not bill.endorsed_on or bill.repaid_on)
        for bill in case.bills
    ]
    money += sum(
        (bill.amount for bill, gone in zip(case.bills, failed, strict=True) if not gone), ZERO
    )
    money += sum(
        (row.amount for row in case.deposits if row.kind is DepositKind.ADVANCE or row.applied_on),
        ZERO,
    )
    return money - sum((row.amount for row in case.refunds), ZERO)


def before(day: dt.date, case: Case) -> bool:
    """Whether every day of the case is known by ``day``."""
    facts = (*case.bills, *case.deposits, *case.payments, *case.credits, *case.refunds)
    names = ("received_on", "honoured_on", "dishonoured_on", "repaid_on", "applied_on")
    dated = (getattr(row, name, None) for row in facts for name in (*names, "paid_on"))
    return all(on <= day for on in dated if on is not None)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_due_not_due_paid_and_credited_make_what_was_agreed_or_delivered(case: Case) -> None:
    claim = open_claim(case, DAY, packaged())
    blocked = any(found.severity == "error" for found in reconcile(case, DAY))
    for account in claim.accounts:
        parts = account.instalments
        price = account.contract.price
        if price is not None and not blocked:
            assert sum(part.amount for part in parts) == price
        assert all(0 <= part.outstanding == part.amount - part.paid for part in parts)
        paid = sum((part.paid for part in parts), ZERO)
        charged = sum((part.late_charge_paid for part in parts), ZERO)
        assert account.principal + account.not_due + paid == sum(part.amount for part in parts)
        assert paid + charged + account.unapplied == account.paid
        if any(part.outstanding for part in parts) and len(claim.accounts) == 1:
            assert account.unapplied <= 0
        for part in parts:
            no_charge_on_paid_money(part)
    if before(DAY, case):
        assert sum(account.paid for account in claim.accounts) == received(case)


def no_charge_on_paid_money(part: InstalmentAccount) -> None:
    """The base of each day is what no row that counted by then had paid."""
    ends = dt.date.min
    for run in sorted(part.runs, key=lambda run: run.first):
        assert ends < run.first <= run.last <= DAY
        assert 0 < run.base <= part.amount
        ends = run.last
        standing = sum(
            (s.amount for s in part.shares if s.towards == "本金" and s.paid_on <= run.first), ZERO
        )
        assert run.base <= part.amount - standing


def sums(claim: Claim) -> tuple[Decimal, ...]:
    return claim.principal, claim.late_charge, claim.not_due


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_bill_or_deposit_that_leaves_two_readings_is_found(case: Case) -> None:
    """Where another answer of the case file would change the sums, a finding asks for it."""
    if len(case.contracts) > 1:
        case = case_of(case, "A")
    _, findings = examine(case, DAY, packaged())
    codes = {finding.code for finding in findings}
    told = open_claim(case, DAY, packaged())
    for place, bill in enumerate(case.bills):
        for answer in ({"extends_term": False}, {"extends_term": True}):
            if bill.extends_term is not None or bill.received_on > DAY:
                continue
            other = with_bill(case, place, **answer)
            if sums(open_claim(other, DAY, packaged())) != sums(told):
                assert codes & {"LD-BILL-DISHONOURED", "LD-BILL-OUTCOME"}


def case_of(case: Case, number: str) -> Case:
    """Return the case cut down to one contract."""

    def own(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row for row in rows if row.contract == number)

    return replace(
        case,
        contracts=case.contracts[:1],
        deliveries=own(case.deliveries),
        invoices=own(case.invoices),
        payments=own(case.payments),
        bills=own(case.bills),
        deposits=own(case.deposits),
        credits=own(case.credits),
        refunds=own(case.refunds),
        statements=own(case.statements),
    )


def with_bill(case: Case, place: int, **answer: bool) -> Case:
    changed = replace(case.bills[place], **answer)
    return replace(case, bills=(*case.bills[:place], changed, *case.bills[place + 1 :]))
