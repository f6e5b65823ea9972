"""What happens between a creditor and a customer of a made book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from ledgers.firms import Firm


class Paid(NamedTuple):
    """Money for an invoice (一次付款), in fen; ``named`` where the slip says for which."""

    day: dt.date
    fen: int
    named: bool = True
    over: int = 0
    method: str = "银行转账"


@dataclass(slots=True, eq=False)
class Invoice:
    """One receivable (应收); below zero for a red invoice."""

    number: str
    invoice_number: str
    contract: str
    fen: int
    issued_on: dt.date
    due_on: dt.date
    received_on: dt.date | None
    confirmed_on: dt.date | None
    owner: str
    note: str = "货款"
    paid: list[Paid] = field(default_factory=list)

    def open_on(self, day: dt.date) -> int:
        """Return the fen that are not paid at the end of a day."""
        return self.fen - sum(one.fen for one in self.paid if one.day <= day)

    def bring_forward(self, day: dt.date, fen: int, method: str = "银行转账") -> int:
        """Let up to ``fen`` come in on a day, and that much less afterwards; return how much."""
        kept = [one for one in self.paid if one.day <= day]
        fen = min(fen, self.fen - sum(one.fen for one in kept))
        if fen <= 0:
            return 0
        left = fen
        for one in sorted(self.paid, reverse=True):
            if one.day > day:
                taken = min(left, one.fen)
                left -= taken
                if one.fen > taken:
                    kept.append(one._replace(fen=one.fen - taken))
        self.paid = sorted([*kept, Paid(day, fen, method=method)])
        return fen


@dataclass(slots=True, eq=False)
class Placement:
    """Debts given to an agency or a law firm (委托)."""

    agency: str
    number: str
    day: dt.date
    items: list[tuple[Invoice, int]]
    accepted_on: dt.date | None
    ended_on: dt.date
    outcome: str
    ends_on: dt.date


@dataclass(slots=True, eq=False)
class Talk:
    """A contact, and what was promised in it (联络)."""

    day: dt.date
    channel: str
    direction: str
    who: str
    with_whom: str
    gist: str
    attitude: str
    placement: Placement | None = None
    promised: tuple[dt.date, int, Invoice] | None = None


@dataclass(slots=True, eq=False)
class Objection:
    """A dispute about an invoice (争议)."""

    day: dt.date
    invoice: Invoice
    ground: str
    fen: int
    settled_on: dt.date
    outcome: str


class Cost(NamedTuple):
    """What collecting cost (费用), in fen."""

    day: dt.date
    kind: str
    fen: int
    who: str
    placement: Placement | None = None


class Complaint(NamedTuple):
    """A customer's complaint about an agency (投诉)."""

    day: dt.date
    placement: Placement
    gist: str
    upheld: bool


class Level(NamedTuple):
    """A warning level from a day on (预警级别)."""

    day: dt.date
    level: int
    why: str


class HalfYear(NamedTuple):
    """A statement of account (对账单), in fen, and what came back."""

    from_on: dt.date
    to_on: dt.date
    opening: int
    closing: int
    answered_on: dt.date | None
    outcome: str


@dataclass(slots=True, eq=False)
class Life:
    """All that happens with one customer (一个客户的往来)."""

    firm: Firm
    invoices: list[Invoice] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    statements: list[HalfYear] = field(default_factory=list)

    def balance(self, day: dt.date) -> int:
        """Return what is owed at the end of a day, less all the money that came in, in fen."""
        return sum(
            one.fen - sum(paid.fen + paid.over for paid in one.paid if paid.day <= day)
            for one in self.invoices
            if one.issued_on <= day
        )
