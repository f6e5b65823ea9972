"""Are the rules that are worked out here those of the contract?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.contract_words import kinds_suggested_by
from legaldocs.core.findings import FIGURES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

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


GUARDS = (rules_are_those_of_the_contract, kind_fits_the_name)
