"""Is the dispute clause valid, and which court has jurisdiction?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.law.jurisdiction import (
    ForumClause,
    JurisdictionFacts,
    check_clause,
    forums,
    level_threshold,
)
from legaldocs.law.seats import court_is_at, seat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.contract import Contract
    from legaldocs.claim.matter import Matter
    from legaldocs.law.jurisdiction import ClauseCheck, Connection, Forum
    from legaldocs.law.seats import Seat


def check_agreed(
    matter: Matter, court: str, arbitration: str, *, connection_proven: bool = False
) -> ClauseCheck:
    """Return whether a choice of this court and this arbitral institution is valid."""
    clause = _clause(matter, court, arbitration, connection_proven=connection_proven)
    return check_clause(matter.book, clause, matter.as_of)


def _clause(
    matter: Matter, court: str, arbitration: str, *, connection_proven: bool = False
) -> ForumClause:
    return ForumClause(
        courts=(seat_of(court),) if court else (),
        connection=_connection(matter, court),
        connection_proven=connection_proven,
        arbitration=bool(arbitration),
        institution=arbitration,
    )


def _connection(matter: Matter, court: str) -> Connection:
    """Return a court's connection to the dispute, as far as the parties' addresses show it.

    A guarantor's domicile is none: the main contract decides (担保制度解释21).
    """
    case = matter.case
    if any(row.address and court_is_at(court, row.address) for row in case.debtors):
        return "defendant"
    creditor = case.creditor.address
    return "plaintiff" if creditor and court_is_at(court, creditor) else "other"


def competent_courts(matter: Matter, contract: Contract | None = None) -> tuple[Forum, ...]:
    """Return the courts that can hear the claim: by the contract's clause, or without one."""
    agreed = contract is not None and (contract.court or contract.arbitration)
    clause = _clause(matter, contract.court, contract.arbitration) if contract and agreed else None
    facts = _facts(matter, clause)
    return forums(matter.book, facts, matter.as_of)


def _facts(matter: Matter, clause: ForumClause | None = None) -> JurisdictionFacts:
    case = matter.case
    sued = case.procedure.against_guarantors if case.procedure else ()
    return JurisdictionFacts(
        plaintiff=seat_of(case.creditor.address),
        defendants=tuple(seat_of(debtor.address) for debtor in case.debtors),
        guarantors=tuple(seat_of(party.address) for party in case.parties if party.name in sued),
        amount=matter.claim.total,
        clause=clause,
    )


def courts_of(matter: Matter, contract: Contract) -> tuple[Seat, ...]:
    """Return the seats of the courts that can hear a claim from the contract."""
    return tuple(forum.seat for forum in competent_courts(matter, contract))


def clauses_choose_one_way(matter: Matter) -> Iterator[Finding]:
    """A clause for court and arbitration alike leaves only the court."""
    for contract in matter.case.contracts:
        if contract.court and contract.arbitration:
            check = check_agreed(matter, contract.court, contract.arbitration)
            yield Finding(
                "LD-FORUM-BOTH",
                "warning",
                f"{contract.title}{contract.dispute_clause}同时约定了{contract.court}和"
                f"{contract.arbitration}，仲裁约定无效",
                where=str(contract.origin),
                article="、".join(check.articles),
                next_step="按法院管辖处理；核对合同原文",
            )


def agreed_courts_are_connected(matter: Matter) -> Iterator[Finding]:
    """A court without a connection to the dispute cannot be agreed."""
    for contract in matter.case.contracts:
        check = check_agreed(matter, contract.court, contract.arbitration)
        if contract.court and not check.court_valid:
            others = "或".join(
                f"{forum.why}{forum.seat.place}" for forum in competent_courts(matter)
            )
            yield Finding(
                "LD-FORUM-CONNECTION",
                "warning",
                f"{contract.title}{contract.dispute_clause}约定的{contract.court}"
                "看来不在任何一方当事人的住所地，须证明与争议有实际联系，否则约定无效",
                where=str(contract.origin),
                article="、".join(check.articles),
                next_step=f"准备合同签订地、履行地等证据，或向{others}的法院起诉",
            )


def dispute_clauses_name_their_choice(matter: Matter) -> Iterator[Finding]:
    """A clause on disputes that names neither court nor institution here may bar the suit."""
    for contract in matter.case.contracts:
        if contract.dispute_clause and not (contract.court or contract.arbitration):
            yield Finding(
                "LD-FORUM-CLAUSE",
                "warning",
                f"{contract.title}{contract.dispute_clause}是争议解决条款，"
                "但没有写明约定的法院或者仲裁机构，本次按没有约定处理",
                where=str(contract.origin),
                article=matter.article("cn.civil_procedure", "agreed_court"),
                next_step="核对合同原文，填写 court 或者 arbitration",
            )


def contracts_share_one_forum(matter: Matter) -> Iterator[Finding]:
    """Debts that were sent to different courts or to arbitration cannot be claimed in one case."""
    owed = [account.contract for account in matter.claim.accounts if account.principal]
    agreed = {contract.court or contract.arbitration for contract in owed}
    if len(agreed) > 1:
        named = "、".join(sorted(name or "（没有约定）" for name in agreed))
        yield Finding(
            "LD-FORUM-SEVERAL",
            "warning",
            f"各合同约定的争议解决机构不同（{named}），不能在一个案件里一并起诉、保全或者申请仲裁",
            where=str(owed[0].origin),
            article=matter.article("cn.civil_procedure", "agreed_court"),
            next_step="按争议解决机构分成几个案件，各写一个 case.yaml",
        )


def large_sums_go_higher(matter: Matter) -> Iterator[Finding]:
    """From a certain sum a basic court may not hear the suit, nor hold assets before it."""
    parties = _facts(matter).parties
    for contract in matter.case.contracts:
        higher = [
            forum for forum in competent_courts(matter, contract) if forum.level == "intermediate"
        ]
        if higher:
            threshold = level_threshold(matter.book, higher[0].seat, parties, matter.as_of)
            yield Finding(
                "LD-FORUM-LEVEL",
                "warning",
                f"债权金额 {figure(matter.claim.total)} 元达到{threshold.title} "
                f"{figure(threshold.value)} 元，基层人民法院可能无权管辖（支付令除外）",
                where=str(matter.case.origin),
                article=threshold.source,
                next_step="按各方住所地是否在受诉法院所在省，核对级别管辖后再定起诉和保全的法院",
            )
            return


GUARDS = (
    clauses_choose_one_way,
    agreed_courts_are_connected,
    dispute_clauses_name_their_choice,
    contracts_share_one_forum,
    large_sums_go_higher,
)
