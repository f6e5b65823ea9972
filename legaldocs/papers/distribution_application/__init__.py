"""参与分配申请书: a part of what another creditor's enforcement yields (民诉法解释506、507)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.errors import InternalError
from legaldocs.core.findings import INSTRUMENT, Finding
from legaldocs.papers.execution import (
    ExecutionNames,
    debtor_named,
    running,
    something_is_not_performed,
)
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.distribution import Distribution
    from legaldocs.case.party import BankAccount, Party
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft

_CPI = "cn.cpl_interpretation"
_LEGAL_PERSONS = frozenset({PartyKind.COMPANY, PartyKind.INSTITUTION, PartyKind.ASSOCIATION})


def distribution_of(matter: Matter) -> Distribution:
    """Return the distribution of a case that has one.

    Raises InternalError without one: the paper is then not made.
    """
    found = matter.case.procedure.distribution if matter.case.procedure else None
    if found is None:
        raise InternalError("没有参与分配的事实")
    return found


class DistributionNames(ExecutionNames):
    """The names of papers in an enforcement, and of the distribution that is joined."""

    @name(
        "参与分配：court 主持分配的法院、case_number 案号、property 拟分配的财产、"
        "insufficiency 不能清偿的事实、evidence 证据、priority 优先权"
    )
    def distribution(self) -> Distribution:
        return distribution_of(self.matter)

    @name("被执行人，字段与债权人相同")
    def shared_debtor(self) -> Party:
        return debtor_named(self.matter, self.distribution.debtor) or self.case.debtor

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        return (
            PartyRow("申请人", self.case.creditor, self.case.agents),
            PartyRow("被执行人", self.shared_debtor),
        )

    @name("申请人收款的账户：holder 户名、bank 开户行、number 账号，可以没有")
    def account(self) -> BankAccount | None:
        return self.case.creditor.account


def debtor_is_no_legal_person(draft: Draft) -> Iterator[Finding]:
    """Only the assets of a person, or of an organisation that is none, are shared out."""
    matter, row = draft.matter, distribution_of(draft.matter)
    debtor = debtor_named(matter, row.debtor)
    if debtor is None:
        yield draft.refuse(
            "LD-DIST-DEBTOR",
            f"没有名为“{row.debtor}”的债务人" if row.debtor else "没有写明分配哪个债务人的财产",
            article=matter.article(_CPI, "distribution.request"),
            where=str(row.origin),
            next_step="在 procedure.distribution.debtor 写债务人的全称",
        )
    elif debtor.kind in _LEGAL_PERSONS:
        yield draft.refuse(
            "LD-DIST-COMPANY",
            f"{debtor.name}是法人（{debtor.kind}），不适用参与分配",
            article="、".join(
                matter.article(_CPI, key)
                for key in ("distribution.company", "distribution.by_order")
            ),
            where=str(debtor.origin),
            next_step="由律师判断申请移送破产审查，或者按查封、扣押、冻结的顺序受偿",
        )


def assets_are_still_there(draft: Draft) -> Iterator[Finding]:
    """The application comes before the assets are disposed of, and says why they do not suffice."""
    matter, row = draft.matter, distribution_of(draft.matter)
    article = matter.article(_CPI, "distribution.papers")
    if row.distributed_on is not None:
        yield draft.refuse(
            "LD-DIST-ENDED",
            f"财产已于 {row.distributed_on} 执行终结",
            article=article,
            where=str(row.origin),
            next_step="发现被执行人的其他财产的，另行申请执行",
        )
    if not row.insufficiency:
        yield draft.refuse(
            "LD-DIST-NO-REASON",
            "没有写明被执行人的财产不能清偿所有债权的事实",
            article=article,
            where=str(row.origin),
            next_step="填写 procedure.distribution.insufficiency 和 evidence",
        )
    elif not row.evidence:
        yield Finding(
            "LD-DIST-NO-EVIDENCE",
            "warning",
            "没有写明用什么证据证明被执行人的财产不能清偿所有债权",
            where=str(row.origin),
            article=article,
            next_step="填写 procedure.distribution.evidence，如终结本次执行程序的裁定",
        )


def own_enforcement_is_asked_for(draft: Draft) -> Iterator[Finding]:
    """Who joins a distribution has an enforcement of its own, or asks for it as well."""
    matter = draft.matter
    if running(matter) is None:
        yield Finding(
            "LD-DIST-NO-ENFORCEMENT",
            "warning",
            "没有就自己的法律文书申请强制执行的记录",
            where=str(distribution_of(matter).origin),
            article=matter.article(_CPI, "distribution.request"),
            next_step="同时申请强制执行，立案以后填写 procedure.enforcement",
        )


def _is_wanted(matter: Matter) -> bool:
    procedure = matter.case.procedure
    return procedure is not None and procedure.distribution is not None


FORM = Paper(
    id="distribution_application",
    number="32",
    title="参与分配申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset({INSTRUMENT}),
    applies=_is_wanted,
    without="案件没有写明要参与的分配（procedure.distribution）",
    names=DistributionNames,
    guards=(
        debtor_is_no_legal_person,
        something_is_not_performed,
        assets_are_still_there,
        own_enforcement_is_asked_for,
    ),
)
