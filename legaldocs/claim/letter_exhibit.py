"""What the list of exhibits says of letters and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import DEMANDS, arrival, came_back, counterparty, shown_by, with_debtor
from legaldocs.case.vocabulary import Direction, Effect
from legaldocs.core.days import chinese_day

if TYPE_CHECKING:
    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case

_DID = {Effect.PROMISE: "承诺付款", Effect.DISPUTE: "提出异议"}


def sender(case: Case, row: Communication) -> str:
    """Return who sent it; a party other than the debtor by its name."""
    party = counterparty(case, row)
    if row.direction is Direction.SENT:
        return "债权人"
    return "债务人" if party is None or with_debtor(case, row) else f"{party.role}{party.name}"


def letter_title(row: Communication) -> str:
    """Return the title of a communication as an exhibit."""
    named = row.effect not in (Effect.OTHER, Effect.PROMISE, Effect.DISPUTE, Effect.OTHER_DEMAND)
    title = str(row.effect) if named else f"{row.channel}记录（{chinese_day(row.sent_on)}）"
    return title + (f"及{shown_by(row)}" if row.proof and row.direction is Direction.SENT else "")


def letter_proves(case: Case, row: Communication) -> str:
    """Return what a communication proves."""
    to = counterparty(case, row)
    other = f"向{to.role}{to.name}" if to and not with_debtor(case, row) else ""
    sent = row.direction is Direction.SENT
    did = _DID.get(row.effect, "催款" if row.effect in DEMANDS else "联系")
    return (
        f"{sender(case, row)}于{chinese_day(row.sent_on)}以{row.channel}方式"
        f"{other if sent else ''}{did}：{row.gist}{_arrived(case, row) if sent else ''}"
    )


def _arrived(case: Case, row: Communication) -> str:
    found = arrival(case, row)
    back = ""
    if came_back(row):
        day = chinese_day(row.returned_on) if row.returned_on else ""
        back = f"，{day}{row.result or '退回'}"
    if found.on is None:
        return back
    if found.deemed:
        return f"{back}，{found.deemed}，送达之日为{chinese_day(found.on)}"
    return f"，{chinese_day(found.on)}送达"
