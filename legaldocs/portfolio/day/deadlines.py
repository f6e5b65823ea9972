"""Limitation and guarantee periods that end soon."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.party import Guarantee
from legaldocs.case.vocabulary import GuaranteeForm
from legaldocs.claim.deed_account import DEED
from legaldocs.core.errors import InputError, LawError
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.day.limitation import LimitationEnds
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.follow.debts import DEED_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.day.contract_terms import TermsOfContract
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.limitation import End, Said
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.rows import Account
    from legaldocs.portfolio.open_items import OpenItem


class Ending(NamedTuple):
    """A period that ends soon, or is over, for some receivables of a contract (将届满的期间)."""

    step: Step
    contract: str
    ends_on: dt.date
    act_by: dt.date
    items: tuple[OpenItem, ...]
    why: str


class Deadlines:
    """The periods of the customers of a day that end soon (期间)."""

    def __init__(self, connection: Connection, policy: DayPolicy, as_of: dt.date) -> None:
        self._policy, self._as_of = policy, as_of
        self.limitation = LimitationEnds(connection, as_of)
        self._law: LawBook = packaged()
        self._near = as_of + dt.timedelta(days=policy.limitation_days)

    def old(self, account: Account) -> list[OpenItem]:
        """Return the receivables whose period would end soon if nothing had interrupted it."""
        if not self._policy.limitation_days:
            return []
        return [
            item
            for item in account.items
            if item.open_fen > 0
            and item.id not in account.in_case
            and not _is_ordered(item)
            and self.limitation.may_end(item.due_on, self._near)
        ]

    def limitations(
        self, customer: int, items: Sequence[OpenItem], letters: Correspondence, said: Said
    ) -> Iterator[Ending]:
        """Yield the limitation periods that end soon, those of a contract and day together."""
        ends: dict[tuple[str, dt.date], list[OpenItem]] = {}
        act_by: dict[dt.date, dt.date] = {}
        for item, found in self.ends(customer, items, letters, said):
            if found is None:
                ends.setdefault((item.contract_number, dt.date.min), []).append(item)
            else:
                ends.setdefault((item.contract_number, found.on), []).append(item)
                act_by[found.on] = found.act_by
        for (contract, end), rows in sorted(ends.items()):
            yield _limited(contract, end, act_by.get(end, self._as_of), rows, self._as_of)

    def ends(
        self, customer: int, items: Sequence[OpenItem], letters: Correspondence, said: Said
    ) -> Iterator[tuple[OpenItem, End | None]]:
        """Yield each receivable whose period ends soon, with the careful end and the day to act by.

        None stands for both where the law data cannot say.
        """
        events = self.limitation.events(customer, letters, said) if items else ()
        for item in items:
            found = self.limitation.end(item, events)
            if found is None or found.on <= self._near:
                yield item, found

    def enforcements(self, account: Account) -> Iterator[Ending]:
        """Yield by when to ask that instruments be enforced: two years, no limitation."""
        ordered: dict[str, list[OpenItem]] = {}
        for item in account.items if self._policy.limitation_days else ():
            if item.open_fen > 0 and _is_ordered(item):
                ordered.setdefault(item.number.rpartition(" 之")[0], []).append(item)
        for instrument, items in sorted(ordered.items()):
            days = tuple(item.due_on for item in items)
            period = enforcement_period(self._law, perform_by=days, day=self._as_of)
            end = period.deadlines[-1].raw_end
            if end <= self._near:
                over = "，已经过了" if end < self._as_of else ""
                why = f"{instrument}申请执行的期间 {end} 届满{over}；已经申请执行的，不必再办"
                contract = items[0].contract_number
                yield Ending(Step.LIMITATION, contract, end, end, tuple(items), why)

    def guaranteed(
        self, account: Account, terms: Mapping[tuple[int, str], TermsOfContract]
    ) -> Iterator[Ending]:
        """Yield the guarantee periods of a customer's contracts that end soon."""
        for (customer, number), stated in terms.items():
            if customer == account.customer.id and stated.guarantees:
                items = [
                    item
                    for item in account.items
                    if folded(item.contract_number) == number
                    and item.open_fen > 0
                    and item.id not in account.in_case
                ]
                yield from self.guarantees(items, stated)

    def guarantees(self, items: Sequence[OpenItem], terms: TermsOfContract) -> Iterator[Ending]:
        """Yield the guarantee periods of a contract that end soon."""
        days = self._policy.guarantee_days
        if not items or not days:
            return
        from legaldocs.claim.guaranteed import agreed_period  # noqa: PLC0415 - few have one

        first = min(item.due_on for item in items)
        for row in terms.guarantees:
            guarantee = _guarantee(row, terms.signed_on or self._as_of)
            if guarantee is None:
                continue
            try:
                period = agreed_period(guarantee, first, self._law, self._as_of)
            except (InputError, LawError):
                continue
            end = period.deadline.raw_end
            near = self._as_of <= end <= self._as_of + dt.timedelta(days=days)
            if near and first < self._as_of:
                why = f"{guarantee.guarantor}的保证期间 {end} 届满；{period.saving_act}"
                yield Ending(Step.GUARANTEE, items[0].contract_number, end, end, tuple(items), why)


def _is_ordered(item: OpenItem) -> bool:
    """Return whether a judgment or another instrument in force orders it to be paid."""
    return f"n:{folded(item.number)}".startswith(DEED_KEY) and not item.part.startswith(DEED)


def _limited(
    contract: str, end: dt.date, act_by: dt.date, rows: list[OpenItem], as_of: dt.date
) -> Ending:
    if end == dt.date.min:
        why = "到期日过早，诉讼时效由律师按当时的规定核对"
        first = min(item.due_on for item in rows)
        return Ending(Step.LIMITATION, contract, first, act_by, tuple(rows), why)
    over = "，已经过了" if end < as_of else ""
    why = f"诉讼时效 {end} 届满{over}；已有证据的催告、承诺和对账都已计入"
    return Ending(Step.LIMITATION, contract, end, act_by, tuple(rows), why)


def _guarantee(row: Mapping[str, Any], signed_on: dt.date) -> Guarantee | None:
    """Return a guarantee as the terms of a contract state it; None where it names nobody."""
    forms = {form.value: form for form in GuaranteeForm}
    try:
        until = dt.date.fromisoformat(row["until_on"]) if row.get("until_on") else None
        signed = dt.date.fromisoformat(row["signed_on"]) if row.get("signed_on") else signed_on
    except (TypeError, ValueError):
        return None
    if not row.get("guarantor"):
        return None
    return Guarantee(
        origin=Origin("book.db"),
        guarantor=str(row["guarantor"]),
        signed_on=signed,
        form=forms.get(str(row.get("form", ""))),
        period=str(row.get("period") or ""),
        until_on=until,
    )
