"""What a complaint and an application for arbitration share: the relief sought, and its proof."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind, Liability
from legaldocs.claim.cost import borne_by
from legaldocs.claim.figures import ON_OVERDUE
from legaldocs.core.money import ZERO
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.costs import cost_rows, owed_costs
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.names import name
from legaldocs.papers.parties import claimed, party_rows
from legaldocs.papers.preservation import guarantors_may_be_claimed_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.party import Party
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft
    from legaldocs.papers.parties import PartyRow

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RunningCharge:
    """A late charge that runs on to the day of payment (继续计算的逾期付款责任).

    ``base`` in yuan, nothing where the charge is no share of what is unpaid; ``limit`` is the cap
    in words.
    """

    title: str
    base: Decimal
    standard: str
    limit: str


@dataclass(frozen=True, slots=True)
class BranchOffice:
    """A branch that owes, and the legal person that answers for it (分公司和设立它的法人)."""

    branch: Party
    head: Party


class ReliefNames(FilingNames):
    """The names of a paper that asks for a decision on the whole claim."""

    with_guarantors = True
    roles = ("申请人", "被申请人")
    """What the parties are called before this forum."""
    agent_title = "委托诉讼代理人"

    @name("当事人栏：role 称谓、party 当事人、agents 代理人、agent_title 代理人的称谓")
    def parties(self) -> tuple[PartyRow, ...]:
        creditor, debtor = self.roles
        return party_rows(
            self.matter,
            with_guarantors=True,
            roles=(creditor, debtor),
            agent_title=self.agent_title,
        )

    @name("对方当事人的人数，也是副本的份数")
    def opponents(self) -> int:
        guarantors = {row.party.name for row in claimed(self.matter)}
        return len(self.case.debtors) + len(guarantors)

    @name("请求先行清偿的债务人的名称；对方只有一人的为空")
    def owing(self) -> str:
        return "" if self.opponents == 1 else "、".join(party.name for party in self._first)

    @name("几个债务人是否连带清偿；另列的分公司设立人不算")
    def jointly(self) -> bool:
        return self.case.liability is Liability.JOINT and len(self._first) > 1

    @property
    def _first(self) -> tuple[Party, ...]:
        """Who is to pay first: not who stands in for another, nor the head of a branch."""
        heads = {row.head.name for row in self.branches}
        debtors = tuple(party for party in self.case.debtors if party.name not in heads)
        return debtors[:1] if self.case.liability is Liability.SUPPLEMENTARY else debtors

    @name("只对前列债务人不能清偿的部分承担责任的债务人")
    def supplementary(self) -> tuple[Party, ...]:
        heads = {row.head.name for row in self.branches}
        late = self.case.debtors[1:] if self.case.liability is Liability.SUPPLEMENTARY else ()
        return tuple(party for party in late if party.name not in heads)

    @name("列为债务人的分公司和设立它的法人：branch、head")
    def branches(self) -> tuple[BranchOffice, ...]:
        named = {party.name: party for party in self.case.debtors}
        return tuple(
            BranchOffice(party, named[party.head_office])
            for party in self.case.debtors
            if party.head_office in named
        )

    @name("应付的是什么，如“价款”“服务费”“租金”")
    def money(self) -> str:
        return "、".join(dict.fromkeys(view.words.money for view in self.contracts))

    @name("继续计算的逾期付款责任：title 合同、base 基数、standard 标准、limit 上限")
    def running(self) -> tuple[RunningCharge, ...]:
        return running(self.matter)

    @name("继续计算的逾期付款责任的首日")
    def runs_from(self) -> dt.date:
        return self.matter.claim.late_through + _DAY

    @name("计入债权金额的费用的名称")
    def cost_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.name for row in cost_rows(self.matter)))

    @name("是否请求负担还没有计入费用的保全申请费：已经申请保全的才有")
    def asks_preservation_fee(self) -> bool:
        held = self._preservation
        applied = held is not None and bool(held.pre_suit_applied_on or held.taken_on)
        return applied and not any(
            borne_by(cost) == "preservation_borne" for cost in owed_costs(self.matter)
        )

    @name("请求所依据的民法典条文：价款、违约金、连带或者按份、分公司、保证、债权转让")
    def civil_code(self) -> str:
        return self.cite("civil_code", *self._articles())

    def _articles(self) -> Iterator[str]:
        late = [view.rule.basis for view in self.contracts if view.account.late_charge]
        forms = [row.form for row in claimed(self.matter)]
        kinds = {view.contract.kind for view in self.background}
        grounds = {
            "branch": bool(self.branches),
            "several_debt": self.case.liability is Liability.SEVERAL,
            "joint_debt": self.case.liability is Liability.JOINT,
            "assignment_transferable": self.case.assignment is not None,
            "assignment_notice": self.case.assignment is not None,
            "money_debt": True,
            "penalty": "agreed" in late,
            "price_amount": kinds == {ContractKind.SALE},
            "guarantee_general": any(form != "连带责任保证" for form in forms),
            "guarantee_joint": "连带责任保证" in forms,
        }
        return (article for article, holds in grounds.items() if holds)


def running(matter: Matter) -> tuple[RunningCharge, ...]:
    """Return the late charges that grow until payment, by contract."""
    claim = matter.claim
    return tuple(
        RunningCharge(
            view.title,
            view.account.principal if rule.base == ON_OVERDUE else ZERO,
            rule.says,
            rule.limit,
        )
        for view in contract_views(claim)
        for rule in (claim.deed.rule if claim.deed else view.rule,)
        if claim.runs_on and view.account.runs_on
        if view.account.principal > 0 and view.account.late_charge > 0
    )


def owed_contracts(matter: Matter) -> tuple[Contract, ...]:
    """Return the contracts that something is claimed from; the deed alone once one is signed."""
    return tuple(
        account.contract
        for account in matter.claim.accounts
        if account.principal or account.late_charge
    )


def something_is_due(draft: Draft) -> Iterator[Finding]:
    """Nothing is asked for before its day."""
    claim = draft.matter.claim
    if claim.principal + claim.late_charge <= 0:
        yield draft.refuse(
            "LD-RELIEF-NOT-DUE",
            "没有已到期未付的款项",
            article=draft.matter.article("cn.civil_code", "money_debt"),
            where=str(draft.matter.case.origin),
            next_step="到期以后再提起；约定一期逾期、其余提前到期的，由律师核对后写明各期到期日",
        )


def parties_are_described(draft: Draft) -> Iterator[Finding]:
    """Who is to be heard is named with a place, and the claimant with who acts and a number."""
    case = draft.matter.case
    opponents = (*case.debtors, *dict.fromkeys(row.party for row in claimed(draft.matter)))
    needed = {"address": "住所", "phone": "联系电话"}
    if not case.creditor.natural:
        needed["representative"] = "法定代表人或者负责人"
    missing = [(case.creditor, key, words) for key, words in needed.items()]
    missing += [(party, "address", "住所") for party in opponents]
    for party, key, words in missing:
        if not getattr(party, key):
            yield draft.refuse(
                "LD-RELIEF-PARTY",
                f"没有{party.name}的{words}",
                where=str(party.origin),
                next_step=f"填写 {key}"
                + (
                    "；下落不明的，写最后为人所知的住所和 missing: 是"
                    if party.role != "债权人"
                    else ""
                ),
            )


def guarantors_are_bound(draft: Draft) -> Iterator[Finding]:
    """A guarantor who is free, or may not be one, is not claimed on.

    The warning on general guarantees concerns the holding of assets alone; relief is limited to
    what enforcement against the debtor leaves (担保制度解释26).
    """
    for finding in guarantors_may_be_claimed_on(draft):
        if finding.blocks:
            yield finding
