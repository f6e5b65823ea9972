"""Are the parties who they are said to be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import service_clause
from legaldocs.case.vocabulary import PartyKind, Role
from legaldocs.core.findings import EVERYTHING, Finding
from legaldocs.law.identity import check_resident_id, check_uscc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter


def codes_check(matter: Matter) -> Iterator[Finding]:
    """A wrong check digit warns: old and erroneous registrations exist."""
    for party in matter.case.parties:
        for name, code, check in (
            ("统一社会信用代码", party.uscc, check_uscc),
            ("公民身份号码", party.id_number, check_resident_id),
        ):
            result = check(code) if code else None
            if result is not None and not result.valid:
                yield Finding(
                    "LD-PARTY-CODE",
                    "warning",
                    f"{party.name}的{name} {code} 未通过校验：{result.reason}",
                    where=str(party.origin),
                    next_step="对照营业执照或身份证件核对；确为旧登记号码的，可忽略本提示",
                )


def codes_are_different(matter: Matter) -> Iterator[Finding]:
    """Two parties with one code are one party, or one code is wrong."""
    first: dict[str, str] = {}
    for party in matter.case.parties:
        if party.uscc and party.uscc in first:
            yield Finding(
                "LD-PARTY-SAME-CODE",
                "error",
                f"{first[party.uscc]}和{party.name}的统一社会信用代码相同",
                where=str(party.origin),
                next_step="核对营业执照，改正其中一个",
                blocks=(EVERYTHING,),
            )
        first.setdefault(party.uscc, party.name)


def money_has_somewhere_to_go(matter: Matter) -> Iterator[Finding]:
    """A demand that names no account invites delay."""
    creditor = matter.case.creditor
    if creditor.account is None:
        yield Finding(
            "LD-PARTY-NO-ACCOUNT",
            "warning",
            f"没有{creditor.name}的收款账户，函件和协议上不会写明付到哪里",
            where=str(creditor.origin),
            next_step="填写 account",
        )


def companies_have_codes(matter: Matter) -> Iterator[Finding]:
    """A court wants to know which company of a name is meant."""
    for party in matter.case.parties:
        if not party.natural and not party.uscc:
            yield Finding(
                "LD-PARTY-NO-CODE",
                "warning",
                f"{party.name}没有统一社会信用代码，文书上无法准确指明主体",
                where=str(party.origin),
                next_step="按国家企业信用信息公示系统的登记补上 uscc 和 address",
            )


def persons_have_numbers(matter: Matter) -> Iterator[Finding]:
    """Persons share names; a court needs to know which of them owes."""
    for party in matter.case.parties:
        if party.kind is PartyKind.PERSON and not party.id_number:
            yield Finding(
                "LD-PARTY-NO-ID",
                "warning",
                f"{party.name}是自然人，没有公民身份号码，可能不足以与他人区分",
                where=str(party.origin),
                article=matter.article("cn.cpl_interpretation", "defendant_known"),
                next_step="补上 id_number，或补充住所、性别等足以区分的信息",
            )


def persons_are_not_sized(matter: Matter) -> Iterator[Finding]:
    """The size of an enterprise decides a rate, so it must be an enterprise's."""
    for party in matter.case.parties:
        if party.kind is PartyKind.PERSON and party.size:
            yield Finding(
                "LD-PARTY-SIZE",
                "warning",
                f"{party.name}是自然人，企业规模不适用",
                where=str(party.origin),
                next_step="删去 size",
            )


def debtor_can_be_reached(matter: Matter) -> Iterator[Finding]:
    """Letters that go nowhere interrupt nothing."""
    for debtor in matter.case.debtors:
        if not (debtor.address or debtor.service_address or debtor.email):
            yield Finding(
                "LD-PARTY-ADDRESS",
                "warning",
                f"{Role.DEBTOR}没有住所、送达地址或邮箱，函件无法证明送达",
                where=str(debtor.origin),
                article=matter.article("cn.limitation_rules", "demand"),
                next_step="补上登记住所和合同约定的送达地址",
            )


def agreed_addresses_are_given(matter: Matter) -> Iterator[Finding]:
    """A clause on service is worth what the address is worth that it names."""
    debtors = matter.case.debtors
    some = any(debtor.service_address for debtor in debtors)
    for contract in matter.case.contracts:
        for debtor in debtors:
            if contract.service_clause and not debtor.service_address:
                yield Finding(
                    "LD-PARTY-SERVICE",
                    "warning",
                    f"{service_clause(contract)}约定了送达，没有填写{debtor.name}的送达地址，"
                    "致它的函件只写登记住所",
                    where=str(contract.origin),
                    article=matter.article("cn.service_opinions", "agreed_address"),
                    next_step=f"合同写了{debtor.name}的送达地址的，填写它的 service_address；"
                    + (
                        "没有写的，不必填写，service_clause 仍照合同保留，"
                        "其他债务人视为送达以它为依据"
                        if some
                        else "没有写任何送达地址的，删去 service_clause"
                    ),
                )


def missing_debtor_needs_an_announcement(matter: Matter) -> Iterator[Finding]:
    """Letters do not arrive at a debtor nobody can find."""
    for debtor in matter.case.debtors:
        if debtor.missing:
            yield Finding(
                "LD-PARTY-MISSING",
                "warning",
                f"{debtor.name}下落不明，函件难以证明送达，不能单靠发函中断诉讼时效",
                where=str(debtor.origin),
                article=matter.article("cn.limitation_rules", "demand.announcement"),
                next_step="在时效届满前起诉，或在符合要求的媒体上公告催款",
            )


GUARDS = (
    codes_are_different,
    money_has_somewhere_to_go,
    codes_check,
    companies_have_codes,
    persons_have_numbers,
    persons_are_not_sized,
    debtor_can_be_reached,
    agreed_addresses_are_given,
    missing_debtor_needs_an_announcement,
)
