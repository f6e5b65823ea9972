"""Are the parties of a case file ones that a paper can name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentKind, Liability, PartyKind, PartyStatus, Role
from legaldocs.core.near import suggestion

if TYPE_CHECKING:
    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.core.typed import TypedReader

_CODE = "LD-CASE-PARTIES"
_WITH_ID = (PartyKind.PERSON, PartyKind.SOLE_TRADER)
_ALL = 100


def check_parties(case: Case, reader: TypedReader) -> None:
    """Note what cannot be: no debtor, two parties of a name, facts that a kind does not have."""
    _check_roles(case, reader)
    for party in case.parties:
        _check_facts(party, reader)
    _check_shares(case, reader)
    _check_named(case, reader)
    _check_assignment(case, reader)


def _check_roles(case: Case, reader: TypedReader) -> None:
    creditors = [party for party in case.parties if party.role is Role.CREDITOR]
    if len(creditors) != 1:
        where = creditors[1].origin if creditors else case.origin
        reader.note(
            _CODE,
            where,
            f"应有且只有一个{Role.CREDITOR}，现有 {len(creditors)} 个",
            next_step="每个案件写一个债权人；受让债权的，债权人写受让人，让与人写在 assignment",
        )
    if not case.debtors:
        reader.note(
            _CODE, case.origin, f"至少应有一个{Role.DEBTOR}", next_step="在 parties 里补上债务人"
        )
    names = [party.name for party in case.parties]
    for party in case.parties:
        if names.count(party.name) > 1:
            where = party.origin.of("name")
            reader.note(_CODE, where, f"当事人“{party.name}”重复出现")
            break


def _check_facts(party: Party, reader: TypedReader) -> None:
    trader = party.kind is PartyKind.SOLE_TRADER
    problems = (
        (
            "id_number",
            party.id_number and party.kind not in _WITH_ID,
            f"有公民身份号码，主体类型却是{party.kind}",
            "是自然人的，加一行 kind: 自然人；不是的，删去 id_number",
        ),
        (
            "head_office",
            party.head_office and party.kind is not PartyKind.BRANCH,
            f"写了设立该分公司的法人，主体类型却是{party.kind}",
            "是分公司的，加一行 kind: 分公司；不是的，删去 head_office",
        ),
        (
            "operator_address",
            party.operator_address and not (trader and party.representative),
            "写了经营者住址，却不是写明经营者的个体工商户",
            "个体工商户写 kind: 个体工商户，经营者写在 representative；其他的删去 operator_address",
        ),
        (
            "status",
            party.status is PartyStatus.BANKRUPT and party.bankruptcy is None,
            "登记状态是破产受理，没有写受理情况",
            "在 bankruptcy 里写 accepted_on、court、case_number、administrator",
        ),
        (
            "bankruptcy",
            party.bankruptcy is not None and party.natural,
            "是自然人，不适用企业破产的规定",
            "删去 bankruptcy",
        ),
        (
            "representative",
            party.natural and party.representative,
            "是自然人，不应写 representative",
            "有代理人的，写在 agents",
        ),
    )
    for key, wrong, what, step in problems:
        if wrong:
            where = party.origin.of(key)
            reader.note(_CODE, where, f"当事人“{party.name}”{what}", next_step=step)


def _check_shares(case: Case, reader: TypedReader) -> None:
    """Check that debtors who owe by shares, and only they, have shares that make the whole."""
    if case.liability is not None and len(case.debtors) == 1:
        reader.note(
            _CODE,
            case.origin.of("liability"),
            f"只有一个债务人，却写了债务人之间的责任（{case.liability}）",
            next_step="补上其他债务人，或删去 liability",
        )
    several = case.liability is Liability.SEVERAL
    for party in case.parties:
        if party.share is not None and not (several and party.role is Role.DEBTOR):
            reader.note(
                _CODE,
                party.origin.of("share"),
                f"当事人“{party.name}”写了份额，但案件没有写明债务人按份清偿",
                next_step="按份清偿的，在案件里写 liability: 按份；不是的，删去 share",
            )
    if several:
        shares = [debtor.share for debtor in case.debtors]
        known = [share for share in shares if share is not None]
        if len(known) < len(shares) or sum(known) != _ALL:
            reader.note(
                _CODE,
                case.debtor.origin if case.debtors else case.origin,
                "债务人按份清偿，各债务人的份额没有写全，或者合计不是 100%",
                next_step="按合同给每个债务人写 share，如 60%；没有约定份额的，由律师判断后写明",
            )


def _check_named(case: Case, reader: TypedReader) -> None:
    """Check that names which stand elsewhere in the case file are those of parties."""
    given = {guarantee.guarantor for guarantee in case.guarantees}
    guarantors = {
        party.name for party in case.parties if party.role is Role.GUARANTOR and party.name in given
    }
    judgment = case.procedure.judgment if case.procedure else None
    named = [
        (key, fact.origin, name)
        for key, fact in (("against_guarantors", case.procedure), ("guarantors", judgment))
        if fact is not None
        for name in getattr(fact, key)
    ]
    for key, origin, name in named:
        if name not in guarantors:
            reader.note(
                "LD-CASE-REFERENCE",
                origin.of(key),
                f"{key} 里的“{name}”不是写有保证（guarantees）的保证人",
                next_step=f"{suggestion(name, sorted(guarantors))}"
                f"可用的名称：{'、'.join(sorted(guarantors)) or '（没有保证人）'}",
            )
    for agent in case.agents:
        if agent.kind is AgentKind.RELATIVE and not _creditor_is_natural(case):
            reader.note(
                _CODE,
                agent.origin.of("kind"),
                f"代理人{agent.name}写的是近亲属，债权人不是自然人",
                next_step="是单位员工的，写 kind: 工作人员",
            )


def _check_assignment(case: Case, reader: TypedReader) -> None:
    """Check that an assignor is no party, and that notices went to those who owe."""
    if case.assignment is None:
        return
    others = {party.name for party in case.parties if party.role is not Role.CREDITOR}
    if any(party.name == case.assignment.assignor for party in case.parties):
        reader.note(
            _CODE,
            case.assignment.origin,
            f"让与人“{case.assignment.assignor}”同时写成了当事人",
            next_step="债权人写受让人，让与人只写在 assignment",
        )
    for notice in case.assignment.notices:
        if notice.to not in others:
            reader.note(
                "LD-CASE-REFERENCE",
                notice.origin.of("to"),
                f"转让通知的收件人“{notice.to}”不是当事人里的债务人或者保证人",
                next_step=f"{suggestion(notice.to, sorted(others))}"
                f"可用的名称：{'、'.join(sorted(others))}",
            )


def _creditor_is_natural(case: Case) -> bool:
    return any(party.natural for party in case.parties if party.role is Role.CREDITOR)
