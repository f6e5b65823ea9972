"""What became of a bill, as papers and exhibits say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from legaldocs.case.bill import Bill


def bill_history(bill: Bill) -> str:
    """Return from whom it came, when it fell due and what became of it."""
    acceptor = f"（承兑人{bill.acceptor}）" if bill.acceptor else ""
    due = f"，到期日{chinese_day(bill.due_on)}" if bill.due_on else ""
    says = (
        f"债务人{chinese_day(bill.received_on)}交付{bill.title}{acceptor}"
        f"{figure(bill.amount)}元{due}"
    )
    events = (
        (bill.endorsed_on, "背书转让"),
        (bill.dishonoured_on, "被拒绝付款"),
        (bill.repaid_on, "债权人向后手清偿"),
        (bill.honoured_on, "兑付"),
    )
    return says + "".join(f"，{chinese_day(day)}{what}" for day, what in events if day)
