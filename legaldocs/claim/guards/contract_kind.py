"""Are the rules that are worked out here those of the contract?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.contract_words import kinds_suggested_by
from legaldocs.core.findings import FIGURES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

_RETURN = re.compile("退还|返还|交还|归还|腾退|退租|退房|退场")
_OWN_RULES = {
    ContractKind.LOAN: (
        "借款的利息、逾期利息和其他费用合并计算，受合同成立时一年期LPR四倍的限制",
        "cn.lending_rules",
        "cap",
        "由律师按借款合同的规定计算；不是借款的，把 kind 改为实际的合同类型",
    ),
    ContractKind.CONSTRUCTION: (
        "建设工程价款的结算、利息起算和优先受偿另有规定",
        "",
        "",
        "由律师按建设工程合同的规定计算；只是定作、安装的，写 kind: 承揽",
    ),
}


def rules_are_those_of_the_contract(matter: Matter) -> Iterator[Finding]:
    """Loans and construction follow rules that are not worked out here."""
    for contract in matter.case.contracts:
        if contract.kind not in _OWN_RULES:
            continue
        why, law, key, next_step = _OWN_RULES[contract.kind]
        yield Finding(
            "LD-KIND-OWN-RULES",
            "error",
            f"{contract.title}是{contract.kind}合同，{why}，不能按买卖合同的规则计算",
            where=str(contract.origin),
            article=matter.article(law, key) if law else "",
            next_step=next_step,
            blocks=(FIGURES,),
        )


def kind_fits_the_name(matter: Matter) -> Iterator[Finding]:
    """A name that tells another kind makes the kind doubtful, and with it nouns and rules."""
    for contract in matter.case.contracts:
        suggested = kinds_suggested_by(contract.name)
        if suggested and contract.kind not in suggested:
            kinds = "、".join(suggested)
            yield Finding(
                "LD-KIND-NAME",
                "warning",
                f"{contract.title}按{contract.kind}合同处理，而名称像是{kinds}合同",
                where=str(contract.origin),
                next_step=f"核对合同内容；是{kinds}的，写 kind: {suggested[0]}",
            )


def what_is_handed_back_is_no_delivery(matter: Matter) -> Iterator[Finding]:
    """A slip on the return of what was let proves the opposite of a delivery by the lessor."""
    for row in matter.case.deliveries:
        contract = matter.case.contract_of(row.contract)
        lease = contract is not None and contract.kind is ContractKind.LEASE
        if row.handed_back and not lease:
            problem = "写了退还租赁物，而合同不是租赁合同"
            step = "退货、折让写在 credits，从 deliveries 中删去这一行；是租赁合同的，改正 kind"
        elif lease and not row.handed_back and _RETURN.search(row.goods):
            problem = f"写的是“{row.goods}”，看来是承租人退还租赁物，不是债权人交付"
            step = "是退还的，写 handed_back: 是；确为交付的，改写 goods"
        else:
            continue
        yield Finding(
            "LD-KIND-RETURN",
            "error",
            f"单据 {row.number} {problem}",
            where=str(row.origin),
            next_step=step,
            blocks=(FIGURES,),
        )


def rent_stops_when_the_tenant_has_left(matter: Matter) -> Iterator[Finding]:
    """Rent that falls due after the return may be for a time in which nothing was let."""
    for account in matter.claim.accounts:
        days = [row.delivered_on for row in account.facts.handed_back]
        late = [part for part in account.instalments if part.due_on and part.outstanding and days]
        after = [part.name for part in late if part.due_on and part.due_on > max(days)]
        if after:
            yield Finding(
                "LD-KIND-RENT-AFTER",
                "warning",
                f"{account.contract.title}的租赁物已于 {max(days)} 退还，"
                f"“{'”、“'.join(after)}”在此以后才到期，承租人可能以合同已经终止抗辩",
                where=str(account.facts.handed_back[-1].origin),
                next_step="核对这些租金所属的期间和合同终止的约定；"
                "属于退还以后的期间、没有依据请求的，从 instalments 中删去",
            )


GUARDS = (
    rules_are_those_of_the_contract,
    kind_fits_the_name,
    what_is_handed_back_is_no_delivery,
    rent_stops_when_the_tenant_has_left,
)
