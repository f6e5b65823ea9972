"""What applications to a court share: the names their templates use."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from legaldocs.case.arrival import demands_on_debtor
from legaldocs.case.files import same_name
from legaldocs.case.procedure import Procedure
from legaldocs.case.vocabulary import Effect
from legaldocs.claim.contract_words import cause_of_action
from legaldocs.claim.objections import OpenObjection, open_objections
from legaldocs.claim.promises import Promise, promises
from legaldocs.papers.contracts import overdue_lines
from legaldocs.papers.letters import EarlierDemand, arbitrated, earlier_demands, forum
from legaldocs.papers.lists import cited_pages, exhibit_rows
from legaldocs.papers.names import PaperNames, name
from legaldocs.papers.parties import claimed, party_rows
from legaldocs.papers.preservation import asked, measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from legaldocs.case.communication import Communication
    from legaldocs.case.preservation import Asset, Preservation, Security
    from legaldocs.case.procedure import Suit
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import InstalmentAccount, OrderSum
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.lists import ExhibitRow
    from legaldocs.papers.parties import ClaimedGuarantee, PartyRow
    from legaldocs.papers.preservation import Measure

BLANK_COURT = "\u3000" * 8 + "人民法院"
"""A line to fill in by hand, where the case file names no court."""


class FilingNames(PaperNames):
    """The names that applications use beside those of every paper."""

    @property
    def _procedure(self) -> Procedure:
        return self.case.procedure or Procedure(origin=self.case.origin)

    @property
    def _preservation(self) -> Preservation | None:
        return self._procedure.preservation

    with_guarantors = False
    """Whether the paper may claim on guarantors whom the case names as respondents."""

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        return party_rows(self.matter, with_guarantors=self.with_guarantors)

    @name(
        "一并主张的保证：party 保证人、guarantee 保证、form 方式、until 期间届满日、asked 金额、"
        "earlier_request 期间届满以后的，期间内的主张（on 日期、how 怎样送达），可以没有"
    )
    def claimed(self) -> tuple[ClaimedGuarantee, ...]:
        return claimed(self.matter) if self.with_guarantors else ()

    @name("紧接“被申请人”的债务人名称：被申请人里另有保证人的才有，否则为空")
    def debtor_named(self) -> str:
        return self.debtor_names if self.claimed else ""

    @name(
        "紧接“被申请人”的、订立合同的债务人名称：与 debtor_named 相同，另列分公司的法人时除去该法人"
    )
    def contracting_named(self) -> str:
        heads = {debtor.head_office for debtor in self.case.debtors} - {""}
        signed = [debtor.name for debtor in self.case.debtors if debtor.name not in heads]
        return "、".join(signed) if self.claimed or len(signed) < len(self.case.debtors) else ""

    @name("逾期或者曾经逾期的各期款项，字段见函件模板")
    def lines(self) -> tuple[InstalmentAccount, ...]:
        return overdue_lines(self.contracts)

    @name(
        "支付令请求给付的固定金额：principal 本金、late_charge 合同约定的逾期付款责任、"
        "late_name 其名称、total 合计"
    )
    def asked(self) -> OrderSum:
        return self.matter.claim.order_sum

    @name("案由，如“买卖合同纠纷”")
    def cause(self) -> str:
        return cause_of_action(contract.contract for contract in self.contracts)

    @name("债务人住所地基层人民法院")
    def debtor_court(self) -> str:
        return self._procedure.debtor_court or BLANK_COURT

    @name("诉前保全的法院")
    def preservation_court(self) -> str:
        return (self._preservation.court if self._preservation else "") or BLANK_COURT

    @name("已提起的诉讼：court 法院、case_number 案号，立案前没有；诉讼保全使用")
    def suit(self) -> Suit | None:
        return self._procedure.suit

    @name("请求保全的数额")
    def held(self) -> Decimal:
        return asked(self.matter)

    @name("对信息明确的财产请求采取的措施：verb 措施、asset 财产")
    def measures(self) -> tuple[Measure, ...]:
        return measures(self.matter)

    @name("情况紧急的事实，可以为空")
    def urgency(self) -> str:
        return self._preservation.urgency if self._preservation else ""

    @name("财产列表：kind 类型、description 信息、location 所在地、value 估值、definite 是否明确")
    def assets(self) -> tuple[Asset, ...]:
        return self._preservation.assets if self._preservation else ()

    @name("保全担保：kind 方式、provider 担保人、amount 金额，可以没有")
    def security(self) -> Security | None:
        return self._preservation.security if self._preservation else None

    @name("争议解决方式，如“向某法院提起诉讼”")
    def forum(self) -> str:
        return forum(self.contracts)

    @name("各合同是否都约定仲裁")
    def arbitrated(self) -> bool:
        return arbitrated(self.contracts)

    @name("此前已经送达的催款函件，字段见函件模板")
    def earlier(self) -> tuple[EarlierDemand, ...]:
        return earlier_demands(self.case, self.matter.as_of)

    @name("债务人此前的付款承诺，字段见函件模板")
    def promises(self) -> tuple[Promise, ...]:
        return promises(self.case, self.matter.as_of)

    @name("催款和债务人承诺付款的往来")
    def messages(self) -> tuple[Communication, ...]:
        promised = (row for row in self.case.communications if row.effect is Effect.PROMISE)
        return (*demands_on_debtor(self.case), *promised)

    @name("载明事实的证据：proof(contract.deliveries)，如（证据2、证据3），没有证据文件的为空")
    def proof(self) -> Callable[..., str]:
        return lambda *facts: proof(self.matter, *facts)

    @name("债务人提出、尚未解决的异议，字段见函件模板")
    def objections(self) -> tuple[OpenObjection, ...]:
        return open_objections(self.case)

    @name(
        "证据列表：number 序号、group 组别、title 名称、form 形式、source 来源、proves 证明目的、"
        "pages 页码"
    )
    def exhibits(self) -> tuple[ExhibitRow, ...]:
        return exhibit_rows(self.matter)


class PreservationNames(FilingNames):
    """The names of the two preservation applications: a guarantor's assets may be held too."""

    with_guarantors = True


def proof(matter: Matter, *facts: Any) -> str:
    """Return the exhibits that hold the files of facts or lists of them, with their pages.

    Such as （证据1、证据4至证据7第3-9页）; the pages where the volume has them, and those of the
    messages that the facts cite.
    """
    rows = [row for fact in facts for row in (fact if isinstance(fact, Iterable) else (fact,))]
    pages = {
        exhibit.number: _pages_cited(matter, exhibit, naming)
        for exhibit in matter.exhibits
        if (naming := [row for row in rows if _names(row, exhibit)])
    }
    whole = [number for number, cited in pages.items() if not cited]
    cited = {run[0]: _cited(matter, run) for run in _runs(whole)}
    cited |= {number: f"证据{number}第{page}页" for number, page in pages.items() if page}
    said = "、".join(cited[number] for number in sorted(cited))
    return f"（{said}）" if said else ""


def _names(row: Any, exhibit: Exhibit) -> bool:
    files = (*getattr(row, "file", ()), *getattr(row, "proof", ()))
    return not set(map(same_name, files)).isdisjoint(map(same_name, exhibit.files))


def _pages_cited(matter: Matter, exhibit: Exhibit, rows: Iterable[Any]) -> str:
    """Return the pages of what rows cite of an exhibit; empty where one of them cites the whole."""
    quotes = [getattr(row, "quotes", ()) for row in rows]
    pages = [cited_pages(matter, exhibit.number, words) for words in quotes]
    words = [one for several in quotes for one in several]
    return cited_pages(matter, exhibit.number, words) if all(pages) else ""


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow each other."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def _cited(matter: Matter, run: tuple[int, int]) -> str:
    first, last = run
    label = f"证据{first}" if first == last else f"证据{first}至证据{last}"
    if first not in matter.pages or last not in matter.pages:
        return label
    begins, ends = matter.pages[first][0], matter.pages[last][1]
    return f"{label}第{begins}页" if begins == ends else f"{label}第{begins}-{ends}页"
