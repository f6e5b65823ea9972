"""When a letter counts as arrived: the one reading of ladder, limitation, papers and exhibits.

Arrival is proved, or deemed: by the words of the contract's clause on service for what came back
from the agreed address, or because the letter should have arrived (诉讼时效规定第八条第一款第二项)
where the other side refused it. A returned envelope never proves arrival.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.contract import clause_number
from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction, Effect, Role

if TYPE_CHECKING:
    from legaldocs.case.communication import Communication
    from legaldocs.case.contract import Contract
    from legaldocs.case.model import Case
    from legaldocs.case.party import Party

LETTERS = frozenset({Effect.REMINDER, Effect.OVERDUE, Effect.DEMAND, Effect.WARNING, Effect.LAWYER})
"""What is handed over in writing."""

DEMANDS = LETTERS | {Effect.OTHER_DEMAND}
"""What asks for payment; other messages only talk."""

_BACK = {
    DeliveryResult.RETURNED: ("退回", "退件", "退信"),
    DeliveryResult.REFUSED: ("拒收", "拒签", "拒绝签收", "拒绝接收"),
    DeliveryResult.UNANSWERED: ("无人签收", "无人接收", "无人应答", "无人收件"),
}
"""The words by which a clause speaks of each result."""

_DEEMED = re.compile(r"(?:视为|视同|推定)(?:已经|已|有效)*送达|送达之日|送达日")
_NOT_DEEMED = re.compile(r"(?:不|不得|不能|不应)(?:视为|视同|推定)")
_AFTER_DISPATCH = re.compile(
    r"(?:寄出|发出|投寄|交寄|付邮|投邮|寄送)(?:之日)?(?:起|后|之后)?(?:的)?第?"
    r"([0-9]{1,2}|[一二三四五六七八九十])(?:个)?(工作日|日|天)"
)
_FIGURES = {figure: number for number, figure in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whether a letter arrived (到达): the day that counts, None while nothing shows arrival.

    ``deemed`` says why a letter that came back counts; ``by_clause`` when the contract says so.
    ``missing`` says what arrival wants.
    """

    on: dt.date | None
    deemed: str = ""
    by_clause: bool = False
    missing: str = ""


def counterparties(case: Case, row: Communication) -> tuple[Party, ...]:
    """Return the parties a communication went to or came from; empty when one is unknown.

    Unless it names them, what was sent went to every debtor, as the letters made here do, and what
    was received came from the first.
    """
    if not row.counterparty:
        return case.debtors if row.direction is Direction.SENT else (case.debtor,)
    others = [party for party in case.parties if party.role is not Role.CREDITOR]
    whole = _named(row.counterparty, others)
    found = [whole] if whole else [_named(name, others) for name in row.counterparty.split("、")]
    known = tuple(party for party in found if party is not None)
    return known if len(known) == len(found) else ()


def _named(name: str, others: list[Party]) -> Party | None:
    found = [party for party in others if name in (party.name, f"{party.role}{party.name}")]
    found = found or [party for party in others if name == party.role]
    return found[0] if len(found) == 1 else None


def counterparty(case: Case, row: Communication) -> Party | None:
    """Return the party a communication went to or came from, the first of several."""
    return next(iter(counterparties(case, row)), None)


def addressees(case: Case, row: Communication) -> str:
    """Return the names of those a letter went to; empty where every debtor is among them."""
    reached = counterparties(case, row)
    if all(debtor in reached for debtor in case.debtors):
        return ""
    return "、".join(party.name for party in reached)


def with_debtor(case: Case, row: Communication) -> bool:
    """Return whether a communication went to or came from a debtor."""
    return any(party.role is Role.DEBTOR for party in counterparties(case, row))


def arrival(case: Case, row: Communication, contract: Contract | None = None) -> Arrival:
    """Return whether and when a letter to the other side arrived.

    ``contract`` reads the clause of that contract alone; else every contract has to deem it so.
    """
    if row.channel is Channel.PHONE:
        return _call(row)
    if came_back(row):
        return _deemed(case, row, (contract,) if contract else case.contracts)
    missing = _missing(row)
    return Arrival(None, missing=missing) if missing else Arrival(row.arrived_on)


def _missing(row: Communication) -> str:
    """Return what the arrival of a letter wants that did not come back; empty when it is proved."""
    if row.proof and all(names_a_return(path) for path in row.proof):
        return (
            "所附的是退件或者拒收凭证，不是送达证明，不作为已送达的催收；"
            "结果写在 result，日期写在 returned_on"
        )
    if row.arrived_on is None:
        return "没有送达日期，不作为已送达的催收"
    if not arrival_proof(row):
        return "没有送达证明，债务人可能否认收到"
    if row.channel is Channel.CHAT and not row.proof:
        return "没有账号属于债务人的证明（proof，如实名信息），不作为已送达的催收"
    return ""


def came_back(row: Communication) -> bool:
    """Return whether a letter was returned, refused or met nobody."""
    return row.result in _BACK or (row.result is None and row.returned_on is not None)


def arrival_proof(row: Communication) -> tuple[str, ...]:
    """Return the files that prove arrival: a message shows it itself, a letter needs a receipt.

    ``proof`` of a message or a call shows whose account or number it is.
    """
    if row.channel in (Channel.EMAIL, Channel.CHAT):
        return (*row.proof, *row.file)
    return row.proof


def shown_by(row: Communication) -> str:
    """Return what the files in ``proof`` are, as a list of exhibits names them."""
    if row.result is DeliveryResult.REFUSED:
        return "拒收凭证"
    if came_back(row) or (row.proof and all(names_a_return(path) for path in row.proof)):
        return "退件凭证"
    return "送达证明" if row.arrived_on else "投递记录"


def service_clause(contract: Contract) -> str:
    """Return the clause on service as papers name it: by its number, without its words."""
    return contract.title + (clause_number(contract.service_clause) or "送达条款")


def demands_on_debtor(case: Case, debtor: Party | None = None) -> tuple[Communication, ...]:
    """Return the creditor's demands on one debtor, or on any of them, oldest first."""
    whose = case.debtors if debtor is None else (debtor,)
    rows = (
        row
        for row in case.communications
        if row.direction is Direction.SENT
        and row.effect in DEMANDS
        and any(party in whose for party in counterparties(case, row))
    )
    return tuple(sorted(rows, key=lambda row: row.sent_on))


def letter_name(case: Case, row: Communication) -> str:
    """Return a letter as findings name it, such as 2026-05-01 的催告函, and to whom, if not all."""
    party, some = counterparty(case, row), addressees(case, row)
    to = f"致{some}" if some else ""
    if party and party.role is not Role.DEBTOR:
        to = f"致{party.role}{party.name}"
    return f"{row.sent_on} {to}的{row.effect}"


def _call(row: Communication) -> Arrival:
    """Return a call as a demand made on its day where a recording shows it and whose number it is.

    A call hands over no letter: it asks for performance all the same (民法典195).
    """
    if not row.file:
        return Arrival(None, missing="电话没有录音（file），不作为已经提出的催收")
    if not row.proof:
        return Arrival(None, missing="没有号码属于债务人的证明（proof），不作为已经提出的催收")
    return Arrival(row.sent_on)


def names_a_return(path: str) -> bool:
    """Return whether the name of a file says that a letter came back or was refused."""
    name = path.rpartition("/")[2]
    return any(word in name for word in ("退件", "退回", "退信", "拒收", "拒签"))


def _deemed(case: Case, row: Communication, contracts: tuple[Contract, ...]) -> Arrival:
    result = row.result or DeliveryResult.RETURNED
    party = counterparty(case, row)
    at = row.address or (party.service_address or party.address if party else "")
    ours = party is not None and party.role is Role.DEBTOR
    agreed = ours and bool(party and party.service_address == at) and bool(at)
    known = party is not None and bool(at) and at in (party.service_address, party.address)
    missing = ""
    if len(counterparties(case, row)) > 1:
        missing = "退回、拒收的，一行只写一个收件人（counterparty）"
    elif row.returned_on is None:
        missing = "没有写退回或者拒收的日期（returned_on）"
    elif not row.proof:
        missing = "没有退件、拒收凭证或者投递记录（proof）"
    elif row.channel is not Channel.COURIER:
        missing = "不是快递，不按邮件的退回、拒收处理"
    readings = [_by_clause(contract, row, result) for contract in contracts]
    days = [day for day in readings if isinstance(day, dt.date)]
    if not missing and agreed and len(days) == len(readings):
        clauses = "、".join(service_clause(contract) for contract in contracts)
        return Arrival(max(days), deemed=f"按{clauses}视为送达", by_clause=True)
    if not missing and known and result is DeliveryResult.REFUSED and row.tracking and row.file:
        return Arrival(row.returned_on, deemed="寄往登记或者约定的地址被拒收，属于应当到达")
    why = next((day for day in readings if isinstance(day, str)), "")
    if known and result is DeliveryResult.REFUSED and row.channel is Channel.COURIER:
        lacks = [
            word
            for word, given in (("快递单号", row.tracking), ("函件底稿", row.file))
            if not given
        ]
        why += f"；寄往登记或者约定的地址被拒收，但没有写{'、'.join(lacks)}" if lacks else ""
    if not ours:
        why = "合同的送达条款不约束债务人以外的人"
    elif not why and not agreed:
        why = "不能确定寄往合同约定的送达地址（债务人的 service_address、函件的 address）"
    return Arrival(None, missing=f"{result}，不作为已送达的催收：{missing or why}")


def _by_clause(contract: Contract, row: Communication, result: DeliveryResult) -> dt.date | str:
    """Return the day a clause deems the letter to have arrived, or why it does not."""
    clause = contract.service_clause
    if not clause:
        return f"{contract.title}没有写送达条款（service_clause）"
    if not _DEEMED.search(clause) or _NOT_DEEMED.search(clause):
        return f"{contract.title}的 service_clause 没有写明退回、拒收视为送达，约定了的写上条款原文"
    covers = any(word in clause for word in (*_BACK[result], *_BACK[DeliveryResult.RETURNED]))
    if result is DeliveryResult.RETURNED:
        covers = any(word in clause for word in _BACK[result])
    dispatch = _AFTER_DISPATCH.search(clause)
    if dispatch is None:
        day = row.returned_on if covers else None
        return day or f"{contract.title}的送达条款没有写到{result}"
    if dispatch[2] == "工作日":
        return f"{contract.title}的送达条款按工作日推算，到达之日由人核对后另行发函"
    number = _FIGURES.get(dispatch[1]) or int(dispatch[1])
    deemed = row.sent_on + dt.timedelta(days=number)
    return max(deemed, row.returned_on) if covers and row.returned_on else deemed
