"""Is each party of the kind it is said to be, and who answers beside it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.law.identity import sex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter

_OPERATOR = re.compile(r"[（(]\s*经营者\s*[:：]?(?P<name>[^）)]*)[）)]")
_BY_NAME = (
    (re.compile(r"(?:分公司|支公司|分行|支行)$"), PartyKind.BRANCH),
    (_OPERATOR, PartyKind.SOLE_TRADER),
    (re.compile(r"(?:经营部|商行|门市部|小卖部|批发部|修理部|店|铺)$"), PartyKind.SOLE_TRADER),
    (re.compile(r"个人独资"), PartyKind.SOLE_PROPRIETORSHIP),
    (re.compile(r"合伙企业|[（(](?:有限|普通|特殊普通)合伙[）)]$"), PartyKind.PARTNERSHIP),
    (re.compile(r"(?:人民政府|人民法院|人民检察院|大学|中学|小学|医院)$"), PartyKind.INSTITUTION),
    (re.compile(r"(?:协会|商会|学会|联合会|促进会)$"), PartyKind.ASSOCIATION),
    (re.compile(r"公司$"), PartyKind.COMPANY),
)
_BY_TITLE = {
    "经营者": PartyKind.SOLE_TRADER,
    "投资人": PartyKind.SOLE_PROPRIETORSHIP,
    "执行事务合伙人": PartyKind.PARTNERSHIP,
}


def _told(party: Party) -> tuple[PartyKind | None, str]:
    """Return the kind that a party's name or its representative's title tells, and which does."""
    by_title = _BY_TITLE.get(party.representative_title)
    for pattern, kind in _BY_NAME:
        if pattern.search(party.name) and not (kind is PartyKind.COMPANY and by_title):
            return kind, "名称"
    return by_title, f"职务“{party.representative_title}”"


def names_fit_kinds(matter: Matter) -> Iterator[Finding]:
    """The kind decides who acts for a party and under which word, and a name often tells it."""
    for party in matter.case.parties:
        kind, by = _told(party)
        if kind is not None and kind is not party.kind:
            yield Finding(
                "LD-PARTY-KIND",
                "warning",
                f"{party.name}的{by}看来是{kind}，主体类型是{party.kind}，"
                "文书上的代表人身份可能写错",
                where=str(party.origin),
                next_step=f"核对营业执照；确为{kind}的，写 kind: {kind}",
            )
        operator = _OPERATOR.search(party.name)
        if operator is not None:
            yield Finding(
                "LD-PARTY-OPERATOR",
                "warning",
                f"{party.name}的名称里写了经营者，文书的当事人栏会重复",
                where=str(party.origin),
                article=matter.article("cn.cpl_interpretation", "sole_trader"),
                next_step=f"name 只写执照上的字号，经营者写 representative: {operator['name']}",
            )


def traders_name_their_operator(matter: Matter) -> Iterator[Finding]:
    """A trade name is a party with its operator noted; without one the operator is the party."""
    for party in matter.case.parties:
        if party.kind is not PartyKind.SOLE_TRADER or party.id_number:
            continue
        if party.representative:
            home = not party.operator_address
            what = (
                f"没有写经营者的公民身份号码{'和住址' if home else ''}，"
                "当事人栏不能注明经营者的基本信息"
            )
            step = f"补上经营者的 id_number{' 和 operator_address' if home else ''}"
        else:
            what = "没有写经营者，文书按没有字号处理，以它为经营者的姓名"
            step = (
                "有字号的，经营者写在 representative，并写其 id_number、operator_address；"
                "没有字号的，name 写经营者姓名，并写 id_number"
            )
        yield Finding(
            "LD-PARTY-OPERATOR",
            "warning",
            f"{party.name}是个体工商户，{what}",
            where=str(party.origin),
            article=matter.article("cn.cpl_interpretation", "sole_trader"),
            next_step=step,
        )


def branches_have_a_head_office(matter: Matter) -> Iterator[Finding]:
    """What a branch cannot pay, the legal person that set it up pays: it is named beside it."""
    names = {party.name for party in matter.case.debtors}
    for party in matter.case.debtors:
        if party.kind is not PartyKind.BRANCH or party.head_office in names:
            continue
        name, company, _ = party.name.partition("公司")
        head = party.head_office or f"{name}{company}"
        what = f"设立它的{head}没有列为债务人" if party.head_office else "没有写是哪一个法人"
        yield Finding(
            "LD-PARTY-BRANCH",
            "warning",
            f"{party.name}是分公司，民事责任由设立它的法人承担，{what}，文书不能一并请求",
            where=str(party.origin),
            article=matter.article("cn.civil_code", "branch"),
            next_step="在 parties 里把该法人也写成债务人，"
            f"并在分公司写 head_office（其登记的全称，如{head}）",
        )


def _separate_debtors(case: Case) -> list[Party]:
    """Return the debtors without the head offices of branches among them: those are one debtor."""
    heads = {debtor.head_office for debtor in case.debtors if debtor.head_office}
    return [debtor for debtor in case.debtors if debtor.name not in heads]


def several_debtors_answer_somehow(matter: Matter) -> Iterator[Finding]:
    """Joint liability follows from law or agreement alone, so it is asked, never assumed."""
    case = matter.case
    if case.liability is None and len(_separate_debtors(case)) > 1:
        names = "、".join(debtor.name for debtor in case.debtors)
        yield Finding(
            "LD-PARTY-LIABILITY",
            "error",
            f"有几个债务人（{names}），没有写明他们怎样承担责任，文书无法写明各自应付的金额",
            where=str(case.debtors[1].origin),
            article=matter.article("cn.civil_code", "joint_debt"),
            next_step="核对合同后写 liability: 连带、按份（各写 share）或 补充；"
            "没有连带约定和法律规定的，由律师判断",
            blocks=(FIGURES,),
        )


def sex_fits_the_number(matter: Matter) -> Iterator[Finding]:
    """The number states the sex; a party that states another one has a slip in one of them."""
    for party in matter.case.parties:
        stated = sex(party.id_number)
        if stated and party.gender and party.gender[0] != stated:
            yield Finding(
                "LD-PARTY-SEX",
                "warning",
                f"{party.name}的性别写的是{party.gender}，公民身份号码载明的是{stated}",
                where=str(party.origin),
                next_step="对照身份证件改正其中一个",
            )


GUARDS = (
    names_fit_kinds,
    traders_name_their_operator,
    branches_have_a_head_office,
    several_debtors_answer_somehow,
    sex_fits_the_number,
)
