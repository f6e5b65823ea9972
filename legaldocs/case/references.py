"""Do the rows of a case name contracts, instalments, guarantors and days that are there?"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from legaldocs.case.bill import Bill
from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.deposit import Deposit
from legaldocs.case.model import Case, Statement
from legaldocs.case.payment import Credit, Payment
from legaldocs.case.payment_term import event_of
from legaldocs.case.vocabulary import ALL, EACH, DueEvent, Role
from legaldocs.core.near import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Guarantee
    from legaldocs.case.proposed_guarantee import ProposedGuarantee
    from legaldocs.core.origin import Origin
    from legaldocs.core.typed import TypedReader


def note_contract(case: Case, number: str, where: Origin, reader: TypedReader) -> None:
    """Note that a row names no contract of the case, with the nearest number."""
    numbers = [contract.number for contract in case.contracts if contract.number]
    problem = (
        f"没有编号为“{number}”的合同"
        if number
        else f"有 {len(case.contracts)} 份合同，请写明 contract（合同编号）"
    )
    reader.note(
        "LD-CASE-REFERENCE",
        where.of("contract"),
        problem,
        next_step=f"{suggestion(number, numbers)}"
        f"可用的编号：{'、'.join(numbers) or '（合同未写编号）'}",
    )


def check_references(case: Case, reader: TypedReader) -> None:
    """Note what rows name that the case has not, and terms and steps that contradict each other."""
    if not case.contracts:
        reader.note("LD-CASE-MISSING", case.origin, "至少应有一份合同", next_step="补上 contracts")
        return
    numbers = [contract.number for contract in case.contracts]
    for contract in case.contracts:
        if len(numbers) > 1 and (not contract.number or numbers.count(contract.number) > 1):
            reader.note(
                "LD-CASE-REFERENCE",
                contract.origin.of("number"),
                "有多份合同时，每份应有各不相同的编号",
            )
    for row in _rows(case):
        if case.contract_of(row.contract) is not None or _may_be_shared(case, row):
            continue
        note_contract(case, row.contract, row.origin, reader)
    _check_proceedings(case, reader)
    _check_parts(case, reader)
    _check_designations(case, reader)
    _check_guarantees(case, numbers, reader)


def _check_guarantees(case: Case, numbers: list[str], reader: TypedReader) -> None:
    known = {party.name for party in case.parties if party.role is Role.GUARANTOR}
    rows: tuple[Guarantee | ProposedGuarantee, ...]
    rows = (*case.guarantees, *case.proposed_guarantees)
    for guarantee in rows:
        if guarantee.guarantor not in known:
            reader.note(
                "LD-CASE-REFERENCE",
                guarantee.origin.of("guarantor"),
                f"当事人里没有名为“{guarantee.guarantor}”的保证人",
                next_step=f"{suggestion(guarantee.guarantor, sorted(known))}"
                "在 parties 里补上该保证人",
            )
        if guarantee.period and guarantee.until_on:
            reader.note(
                "LD-CASE-DUE",
                guarantee.origin.of("period"),
                "保证期间写了两种：period 和 until_on",
                next_step="只保留保证文件实际约定的一种",
            )
        for number in guarantee.covers:
            if number not in numbers:
                reader.note(
                    "LD-CASE-REFERENCE",
                    guarantee.origin.of("covers"),
                    f"没有编号为“{number}”的合同，covers 写合同编号",
                    next_step=f"{suggestion(number, numbers)}"
                    f"可用的编号：{'、'.join(filter(None, numbers)) or '（没有）'}",
                )


def _rows(case: Case) -> Iterator[Any]:
    for rows in (case.deliveries, case.invoices, case.payments):
        yield from rows
    for more in (case.credits, case.costs, case.statements):
        yield from more
    for given in (case.bills, case.deposits, case.refunds):
        yield from given
    if case.rescission is not None:
        yield case.rescission
    yield from case.amendments


def _may_be_shared(case: Case, row: Any) -> bool:
    """Return whether a row may leave its contract open: the law or its sum then says which.

    Not where a contract has neither price nor deliveries: what its statements confirm could then
    not be separated from what was paid on others.
    """
    if row.contract or any(
        contract.price is None
        and not contract.instalments
        and not any(delivery.contract == contract.number for delivery in case.deliveries)
        for contract in case.contracts
    ):
        return False
    is_payment = isinstance(row, Payment) or (isinstance(row, Credit) and row.set_off)
    return isinstance(row, Statement) or (is_payment and not row.towards)


def _check_parts(case: Case, reader: TypedReader) -> None:
    """Check that instalments have different names, by which payments are designated."""
    for contract in case.contracts:
        _check_due(contract, contract, reader)
        seen: set[str] = set()
        for part in contract.instalments:
            if part.name in seen:
                reader.note(
                    "LD-CASE-REFERENCE",
                    part.origin.of("name"),
                    f"同一合同有两期款项都叫“{part.name}”",
                    next_step="改成各不相同的名称，如 第一期货款、第二期货款",
                )
            seen.add(part.name)
            _check_due(part, contract, reader)


def _check_due(part: Contract | Instalment, contract: Contract, reader: TypedReader) -> None:
    """Check that a due day is stated once, and in a way that this contract can have."""
    problem = _due_problem(part, contract)
    if problem:
        key = "due_days" if part.due_days else "due_after" if part.due_after else "due_on"
        where = part.origin.of(key)
        reader.note("LD-CASE-DUE", where, problem, next_step="只保留合同实际约定的一种")


def _due_problem(part: Contract | Instalment, contract: Contract) -> str:
    event, term = event_of(part), part.due_days
    whole = isinstance(part, Contract)
    faults = {
        "到期日写了两种：due_on 和 due_after、due_days": part.due_on and (part.due_after or term),
        "写了 due_days，没有写从哪一事由起算（due_after）": term and event is None,
        f"due_after 写的是{part.due_after}，due_days 写的是另一事由": (
            part.due_after and term and term.event and not _agree(term.event, part.due_after)
        ),
        "写了 instalments，又给整份合同写了到期日": (
            whole and contract.instalments and (part.due_on or event)
        ),
        f"以{event}起算的，到期日随付款请求或第三方付款而定，不写 due_days": (
            term and event in (DueEvent.DEMAND, DueEvent.THIRD_PARTY)
        ),
        f"没有写 price，无从判断何时{event}": contract.price is None and event in ALL,
        f"没有写 price，无从计算{event}时各期应付多少": (
            contract.price is None and not whole and event in EACH
        ),
    }
    return next((fault for fault, found in faults.items() if found), "")


def _agree(said: DueEvent, chosen: DueEvent) -> bool:
    """Return whether a term's words name the chosen event, or leave it open which of them."""
    return said is chosen or str(chosen)[-2:] == str(said)


def _check_designations(case: Case, reader: TypedReader) -> None:
    """Check that a payment is designated for an instalment that its contract has."""
    rows: tuple[Payment | Credit | Bill | Deposit, ...]
    rows = (*case.payments, *case.credits, *case.bills, *case.deposits)
    for paid in rows:
        of = case.contract_of(paid.contract)
        names = list(_part_names(of)) if of is not None else []
        if _since_deed(case, paid):
            continue
        if paid.towards and names and paid.towards not in (*names, *_batches(case, of)):
            reader.note(
                "LD-CASE-REFERENCE",
                paid.origin.of("towards"),
                f"合同没有名为“{paid.towards}”的款项",
                next_step=f"{suggestion(paid.towards, names)}"
                f"可用的款项名称：{'、'.join(names)}；没有指定用途的，删去 towards",
            )


def _part_names(contract: Contract) -> dict[str, None]:
    """Return the names of the instalments, as signed or as a supplement made them."""
    added = (part for supplement in contract.supplements for part in supplement.instalments)
    return dict.fromkeys(part.name for part in (*contract.instalments, *added))


def _batches(case: Case, contract: Contract | None) -> Iterator[str]:
    """Yield the names of deliveries and invoices that a payment may be designated for."""
    for word, rows in (("送货单", case.deliveries), ("发票", case.invoices)):
        for row in rows:
            if case.contract_of(row.contract) is contract:
                yield from (row.number, f"{word} {row.number}")


def _since_deed(case: Case, paid: Payment | Credit | Bill | Deposit) -> bool:
    """Return whether a payment may be designated for an instalment of the signed settlement."""
    if isinstance(paid, Bill | Deposit):
        return False
    day = paid.paid_on if isinstance(paid, Payment) else paid.agreed_on
    return any(deed.signed_on is not None and day >= deed.signed_on for deed in case.deeds)


_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("suit", ("filed_on", "accepted_on", "ended_on")),
    ("arbitration", ("filed_on", "ended_on")),
    ("payment_order", ("applied_on", "issued_on", "served_on", "objected_on", "ended_on")),
    ("judgment", ("issued_on", "effective_on")),
    ("enforcement", ("applied_on", "ended_on")),
    ("enforcement", ("applied_on", "resumed_on")),
)
"""The days of each proceeding in the order they come."""


def _check_proceedings(case: Case, reader: TypedReader) -> None:
    """Check that a proceeding does not end before it begins."""
    for name, steps in _STEPS:
        fact = getattr(case.procedure, name, None)
        days = [(step, day) for step in steps if (day := getattr(fact, step, None))]
        for (earlier, before), (later, after) in itertools.pairwise(days):
            if fact is not None and after < before:
                reader.note(
                    "LD-CASE-STEPS",
                    fact.origin.of(later),
                    f"{later} {after} 早于 {earlier} {before}",
                    next_step="核对法律文书上的日期并改正",
                )
