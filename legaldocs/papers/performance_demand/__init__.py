"""履行催告函: a debt without a due day is asked for, with time to prepare (民法典511)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.arrival import arrival, came_back, demands_on_debtor
from legaldocs.case.vocabulary import Effect
from legaldocs.claim.contract_words import words_of
from legaldocs.core.findings import FIGURES
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.figures import InstalmentAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.contracts import ContractView
    from legaldocs.papers.kind import Draft


class PerformanceDemandNames(LetterNames):
    """The names of letters, of which this one is about what has no due day yet."""

    @name("没有约定付款期限的各期款项，字段与 lines 相同；到期日为本函给出的付款日")
    def coming(self) -> tuple[InstalmentAccount, ...]:
        return tuple(line for line in super().coming if line.waits == "demand")

    @name("这些款项是什么，如“价款”“服务费”“租金”")
    def money(self) -> str:
        return "、".join(dict.fromkeys(words_of(row).money for row in self.coming_contracts))

    @name("这些款项所属合同的履行情况，字段与函件模板的 contracts 相同")
    def performed(self) -> tuple[ContractView, ...]:
        views = contract_views(self.claim)
        return tuple(view for view in views if view.contract in self.coming_contracts)


def asked_for_first(matter: Matter) -> bool:
    """Return whether a debt waits for a demand that no 付款提醒函 in its turn contains."""
    reminded = matter.letter.effect is Effect.REMINDER and matter.claim.next_due_on is not None
    return matter.claim.awaits_demand and not reminded


def no_demand_is_on_its_way(draft: Draft) -> Iterator[Finding]:
    """A second day to pay, while the first demand is on its way, would leave both in doubt."""
    matter = draft.matter
    for row in demands_on_debtor(matter.case):
        if row.pay_by is None or row.pay_by < matter.as_of or came_back(row):
            continue
        if arrival(matter.case, row).on is None:
            yield draft.refuse(
                "LD-ASK-ON-ITS-WAY",
                f"{row.sent_on} 发出的{row.effect}尚无送达结果，它给出的付款日是 {row.pay_by}",
                article=matter.article("cn.civil_code", "performance_default"),
                where=str(row.origin),
                next_step="送达的写 arrived_on 和 proof，退回的写 result 和 returned_on",
            )


FORM = Paper(
    id="performance_demand",
    number="16",
    title="履行催告函",
    family=Family.LETTER,
    goes_to=Audience.DEBTOR,
    states=frozenset({FIGURES}),
    applies=asked_for_first,
    without="案件没有未约定付款期限、须先请求付款的款项，或者已列入付款提醒函",
    names=PerformanceDemandNames,
    guards=(no_demand_is_on_its_way,),
)
