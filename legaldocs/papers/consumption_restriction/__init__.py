"""限制消费申请书: a debtor that let the notice lapse is restricted (限制消费规定1、3、4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.restriction import RestrictedPost
from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.findings import INSTRUMENT, Finding
from legaldocs.papers.execution import (
    ENFORCED,
    ExecutionNames,
    debtor_named,
    enforcement_of,
    running,
)
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name
from legaldocs.papers.parties import capacity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft

_HCR = "cn.consumption_rules"


@dataclass(frozen=True, slots=True)
class Restricted:
    """A person who is restricted beside a debtor that is none (一并限制消费的人员)."""

    debtor: str
    name: str
    post: str
    evidence: str


def _is_unit(debtor: Party) -> bool:
    return not debtor.natural and debtor.kind is not PartyKind.SOLE_TRADER


def _post(debtor: Party) -> str:
    """Return the word of the rule for who acts for a unit, with the capacity where it is another.

    The rule knows 法定代表人 and 主要负责人 alone (限制消费规定3).
    """
    own = capacity(debtor)
    if own == RestrictedPost.REPRESENTATIVE:
        return own
    return str(RestrictedPost.HEAD) if "负责人" in own else f"{RestrictedPost.HEAD}（{own}）"


def restricted(matter: Matter) -> tuple[Restricted, ...]:
    """Return who is restricted beside the debtors: the representatives first, nobody twice."""
    found = {
        (debtor.name, debtor.representative): Restricted(
            debtor.name, debtor.representative, _post(debtor), "主体登记信息"
        )
        for debtor in matter.case.debtors
        if _is_unit(debtor) and debtor.representative
    }
    for row in enforcement_of(matter).restricted:
        debtor = debtor_named(matter, row.debtor)
        if debtor is not None and _is_unit(debtor):
            found.setdefault(
                (debtor.name, row.name), Restricted(debtor.name, row.name, row.post, row.evidence)
            )
    return tuple(found.values())


class RestrictionNames(ExecutionNames):
    """The names of papers in an enforcement, and of those who are restricted."""

    @name("一并限制消费的人员：debtor 被执行人、name 姓名、post 身份、evidence 证据")
    def restricted(self) -> tuple[Restricted, ...]:
        return restricted(self.matter)


def persons_belong_to_a_unit(draft: Draft) -> Iterator[Finding]:
    """Only beside a debtor that is no person is anybody restricted, and the court asks why."""
    matter = draft.matter
    article = matter.article(_HCR, "persons")
    for row in enforcement_of(matter).restricted:
        debtor = debtor_named(matter, row.debtor)
        if debtor is None or not _is_unit(debtor):
            yield draft.refuse(
                "LD-HCR-UNIT",
                f"{row.name}所属的被执行人没有写明，或者不是单位"
                if debtor is None
                else f"{debtor.name}不是单位，不能一并限制{row.name}",
                article=article,
                where=str(row.origin),
                next_step="被执行人是单位的，在 debtor 写其全称；不是的，删去该人员",
            )
        elif not row.evidence:
            yield Finding(
                "LD-HCR-EVIDENCE",
                "warning",
                f"没有写明用什么证据证明{row.name}是{debtor.name}的{row.post}",
                where=str(row.origin),
                article=article,
                next_step="填写 evidence，如登记信息、合同的签字、付款的审批",
            )
    for debtor in matter.case.debtors:
        if _is_unit(debtor) and not debtor.representative:
            yield Finding(
                "LD-HCR-NO-PERSON",
                "warning",
                f"没有写明{debtor.name}的{capacity(debtor)}，限制消费申请书只列单位",
                where=str(debtor.origin),
                article=article,
                next_step="按现在的登记填写 representative",
            )


FORM = Paper(
    id="consumption_restriction",
    number="33",
    title="限制消费申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset({INSTRUMENT}),
    applies=lambda matter: running(matter) is not None,
    without="案件没有正在进行的强制执行（procedure.enforcement）",
    names=RestrictionNames,
    guards=(*ENFORCED, persons_belong_to_a_unit),
)
