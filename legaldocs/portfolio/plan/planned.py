"""A contract planned in a book, with what its check list says and which approval it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.portfolio.credit.policy import credit_policy
from legaldocs.portfolio.credit.signals import Answer, Signal
from legaldocs.portfolio.credit.warning import judged
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.plan.approval import (
    Decision,
    Need,
    approval_in_force,
    level_needed,
    needs,
    offer,
    record_approval,
    standing,
)
from legaldocs.portfolio.plan.as_case import as_case, as_contract
from legaldocs.portfolio.plan.checks import check
from legaldocs.portfolio.plan.checks.view import ContractView
from legaldocs.portfolio.plan.instalments import schedule
from legaldocs.portfolio.plan.kept_terms import known_events, terms_of
from legaldocs.portfolio.plan.longest_term import longest_term
from legaldocs.portfolio.plan.recorded import ContractTaken, contract_named, take_contract

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.credit.exposure import Exposure
    from legaldocs.portfolio.plan.terms import ContractTerms
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.settings import BookFile


@dataclass(frozen=True, slots=True)
class Planned:
    """A contract in the book (记入的合同): what was written, what to look at, who approves."""

    customer: Mapping[str, Any]
    taken: ContractTaken
    findings: tuple[Finding, ...]
    needs: tuple[Need, ...]
    approved: bool
    standing: str
    owes: Exposure


def plan_contract(
    entry: Recording, settings: BookFile, terms: ContractTerms, law: LawBook, as_of: dt.date
) -> Planned:
    """Write a contract into the book, and check it.

    Raises InputError for a customer that is not in the book, and as :func:`take_contract`.
    """
    customer = customer_named(entry.connection, terms.customer)
    if customer["closed_on"] is not None:
        raise InputError(
            "客户已经关闭",
            where=terms.origin.of("customer"),
            found=customer["closed_why"],
            next_step="核对客户；又有往来的，以另一个编码导入",
        )
    taken = take_contract(entry, terms, customer, as_of)
    entry.flush()
    found = _needs(entry.connection, settings, taken.contract, taken.terms, as_of)
    decision = approval_in_force(entry.connection, taken.contract, as_of)
    approved, says = standing(decision, taken.contract, level_needed(found.needs))
    terms = replace(terms, events=known_events(taken.contract["events"]))
    contract = as_contract(terms, taken.parts)
    case = as_case(terms, contract, customer, settings.creditor)
    view = ContractView(terms, taken.parts, contract, case, law, as_of)
    findings = (
        *taken.findings,
        *check(view),
        *_sudden(entry.connection, settings, taken, as_of),
        *_unapproved(terms, approved, says),
    )
    return Planned(customer, taken, findings, found.needs, approved, says, found.owes)


@dataclass(frozen=True, slots=True)
class _Found:
    """The approvals that terms need, and what the customer owes with them (审批的前提)."""

    needs: tuple[Need, ...]
    owes: Exposure


def _needs(
    connection: Connection,
    settings: BookFile,
    contract: Mapping[str, Any],
    terms: ContractTerms,
    as_of: dt.date,
) -> _Found:
    terms = replace(terms, events=known_events(contract["events"]))
    parts = schedule(terms, terms.events or {})
    days = longest_term(terms, parts, as_of)
    offered = offer(connection, terms, parts, contract["customer_id"], as_of, days)
    return _Found(needs(settings.approval, offered), offered.owes)


def _sudden(
    connection: Connection, settings: BookFile, taken: ContractTaken, as_of: dt.date
) -> tuple[Finding, ...]:
    """Say where an order is far above what the customer ordered before."""
    customer = taken.contract["customer_id"]
    policy = credit_policy(settings.credit, settings.grace_days)
    states = judged(connection, policy, [customer], as_of)[customer].signals
    (state,) = [one for one in states if one.signal is Signal.LARGE_ORDER]
    if state.answer is not Answer.YES:
        return ()
    place = str(taken.terms.origin)
    step = "核实订单的用途和客户的付款能力，先收预付款或者取得担保"
    message = f"客户突然下很大的订单：{state.note}"
    return (Finding("LD-CREDIT-ORDER", "warning", message, place, next_step=step),)


def _unapproved(terms: ContractTerms, approved: bool, says: str) -> tuple[Finding, ...]:  # noqa: FBT001 - as standing says it
    if approved:
        return ()
    step = "改合同条件，或者经批准后用 legaldocs book approve 记下"
    return (
        Finding("LD-PLAN-APPROVAL", "warning", f"合同条件没有批准：{says}", str(terms.origin),
                next_step=step),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Approved:
    """A decision on a contract (审批记录)."""

    number: str
    customer: str
    needs: tuple[Need, ...]
    standing: str


def approve_contract(
    entry: Recording, settings: BookFile, named: tuple[str, str], decided: Decision
) -> Approved:
    """Record a decision on a contract, named by its number and, where needed, its customer.

    Raises InputError where the contract is not found, or the person may not approve it.
    """
    number, of = named
    customer = customer_named(entry.connection, of) if of else None
    contract = contract_named(entry.connection, number, customer)
    terms = terms_of(contract["terms"])
    found = _needs(entry.connection, settings, contract, terms, decided.day).needs
    record_approval(entry, contract, decided, found)
    entry.flush()
    decision = approval_in_force(entry.connection, contract, decided.day)
    _, says = standing(decision, contract, level_needed(found))
    owner = select(Customer.name).where(Customer.id == contract["customer_id"])
    return Approved(contract["number"], entry.connection.scalar(owner) or "", found, says)
