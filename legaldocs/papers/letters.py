"""What letters share: the names their templates use, and when a letter is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.arrival import addressees, arrival, demands_on_debtor
from legaldocs.case.vocabulary import Effect, PartyKind, Route
from legaldocs.claim.objections import OpenObjection, open_objections
from legaldocs.claim.proceedings import pending_in_words, pending_suit
from legaldocs.claim.promises import Promise, promises
from legaldocs.claim.small_creditor import (
    creditor_size,
    size_of,
    size_words,
    small_creditor_rule,
)
from legaldocs.core.money import figure
from legaldocs.papers.claimed_parts import MOST_TITLES, ClaimedNames
from legaldocs.papers.contracts import coming_lines, contract_views, outstanding
from legaldocs.papers.names import name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.model import Case
    from legaldocs.case.party import BankAccount, Party
    from legaldocs.case.supply import StopSupply
    from legaldocs.claim.figures import InstalmentAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.contracts import ContractView
    from legaldocs.papers.kind import Draft

NOT_DUE = "LD-LETTER-NOT-NOW"
"""The letter's turn has not come or has passed; ``--only`` makes it all the same."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the debtor may answer to (联系人); any part may be empty."""

    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class EarlierDemand:
    """A demand that reached the debtor before (此前的催款).

    ``deemed`` when it came back and counts as arrived; ``to`` whom, empty for every debtor.
    """

    sent_on: dt.date
    channel: str
    effect: str
    arrived_on: dt.date
    deemed: bool
    to: str = ""


@dataclass(frozen=True, slots=True)
class SmallCreditor:
    """The contracts that the rule for small creditors of large debtors governs (中小企业款项).

    Sizes are those at signing. ``unagreed`` names the contracts without an agreed late charge;
    ``large`` when the debtor is an enterprise, whose pay-when-paid term is void.
    """

    titles: str
    creditor_size: str
    debtor_size: str
    unagreed: str
    large: bool


class LetterNames(ClaimedNames):
    """The names that letters use beside those of every paper."""

    @property
    def _addressee(self) -> Party | None:
        """Whose objections the letter answers; None for those of every debtor."""
        return None

    @name("函件编号，可以为空")
    def letter_number(self) -> str:
        return self.case.demand.letter_number if self.case.demand else ""

    @name("函件要求的付款日，含当日")
    def pay_by(self) -> dt.date:
        return self.matter.pay_by

    @name("经办部门：department('催告函')，按函件阶梯；债权人是自然人、个体工商户的为空")
    def department(self) -> Callable[[str], str]:
        creditor, ladder = self.case.creditor, self.case.letter_terms.ladder
        alone = creditor.natural or creditor.kind is PartyKind.SOLE_TRADER
        return lambda letter: "" if alone else ladder[Effect(letter)].signed_by

    @name("应付的是什么，如“价款”“服务费”“租金”")
    def money(self) -> str:
        return "、".join(dict.fromkeys(contract.words.money for contract in self.contracts))

    @name("欠款所在合同的名称；四份以上的，为“附件所列 N 份合同”")
    def contract_titles(self) -> str:
        return _titles(self.contracts)

    @name("附件有没有正文没有写到的通知和承诺")
    def contacts_annexed(self) -> bool:
        return len(self.earlier) > 1 or len(self.promises) > 1

    @name("尚未到期的各期款项，字段与 lines 相同；没有约定付款期限的，到期日为本函给出的付款日")
    def coming(self) -> tuple[InstalmentAccount, ...]:
        return coming_lines(
            contract_views(self.matter.claim), self.matter.as_of, self.matter.pay_by
        )

    @name("尚未到期的款项里有没有约定付款期限、可以随时请求支付的")
    def on_demand(self) -> bool:
        return any(line.waits == "demand" for line in self.coming)

    @name("这些款项所属的合同")
    def coming_contracts(self) -> tuple[Contract, ...]:
        return tuple({id(line.contract): line.contract for line in self.coming}.values())

    @name("这些款项未付金额的合计")
    def coming_total(self) -> Decimal:
        return outstanding(self.coming)

    @name("收款账户：holder 户名、bank 开户行、number 账号，可以没有")
    def account(self) -> BankAccount | None:
        return self.case.creditor.account

    @name("债权人的联系方式：name、phone、email、address，均可以为空")
    def contact(self) -> Contact:
        demand, creditor = self.case.demand, self.case.creditor
        return Contact(
            (demand.contact if demand else "") or creditor.contact,
            (demand.phone if demand else "") or creditor.phone,
            creditor.email,
            creditor.service_address or creditor.address,
        )

    @name("争议解决方式，如“向某法院提起诉讼”")
    def forum(self) -> str:
        return _proceedings(self.case, self.contracts)

    @name("已经提起、尚未终结的诉讼或者仲裁，如“继续进行已向某法院提起的诉讼”；没有的为空")
    def pending(self) -> str:
        return pending_in_words(self.case)

    @name("各合同是否都约定仲裁")
    def arbitrated(self) -> bool:
        return arbitrated(self.contracts)

    @name("选择支付令程序时的受理法院，否则为空")
    def order_court(self) -> str:
        procedure = self.case.procedure
        chosen = procedure is not None and procedure.route is Route.PAYMENT_ORDER
        excluded = any(part.contract.arbitration for part in self.contracts)
        if procedure is None or not chosen or excluded or pending_suit(self.case):
            return ""
        applied = procedure.payment_order is not None and procedure.payment_order.applied_on
        return "" if applied else procedure.debtor_court

    @name("是否已经申请过财产保全；已经申请的，函件不再预告")
    def preserved(self) -> bool:
        held = self.case.procedure.preservation if self.case.procedure else None
        return held is not None and bool(held.pre_suit_applied_on or held.taken_on)

    @name(
        "此前已经送达的催款函件：sent_on 日期、channel 方式、effect 函件种类、"
        "arrived_on 送达日期、deemed 是否因退回、拒收而视为送达、to 收件人（发给全体债务人的为空）"
    )
    def earlier(self) -> tuple[EarlierDemand, ...]:
        return earlier_demands(self.case, self.matter.as_of)

    @name(
        "债务人此前的付款承诺：sent_on 日期、channel 方式、parts 承诺的各笔付款、"
        "broken 其中没有按期付清的；每笔有 due_on 付款日、amount 金额、outcome 履行情况"
    )
    def promises(self) -> tuple[Promise, ...]:
        return promises(self.case, self.matter.as_of)

    @name("最近一次已经送达的催款；可以没有")
    def last_demand(self) -> EarlierDemand | None:
        return next(reversed(self.earlier), None)

    @name("最近一次没有履行的付款承诺；都已履行或者尚未到期的，为最近一次；可以没有")
    def last_promise(self) -> Promise | None:
        broken = [promise for promise in self.promises if promise.broken]
        return next(reversed(broken or list(self.promises)), None)

    @name(
        "大型企业、机关事业单位拖欠中小企业的，可以没有：titles 合同、creditor_size 债权人规模、"
        "debtor_size 债务人类型、unagreed 没有约定逾期利息的合同、large 债务人是否大型企业"
    )
    def small_creditor(self) -> SmallCreditor | None:
        return _small_creditor(self.matter, self.contracts)

    @name("中止履行，可以没有：ground 事由、fact 事实；只有警告函和律师函使用")
    def stop_supply(self) -> StopSupply | None:
        return self.case.demand.stop_supply if self.case.demand else None

    @name(
        "收函人提出、尚未解决的异议：sent_on 日期、channel 方式、ground 理由、"
        "amount 金额（可以没有）、answered_on 答复日期、answer 答复要点"
    )
    def objections(self) -> tuple[OpenObjection, ...]:
        return open_objections(self.case, self._addressee)


def _titles(contracts: Sequence[ContractView]) -> str:
    """Return the titles of contracts, or their number where a line cannot hold them."""
    if len(contracts) > MOST_TITLES:
        return f"附件所列{len(contracts)}份合同"
    return "、".join(contract.title for contract in contracts)


def _small_creditor(matter: Matter, contracts: Sequence[ContractView]) -> SmallCreditor | None:
    """Return what letters say of the contracts that the rule for small creditors governs."""
    case = matter.case
    governed = [
        view
        for view in contracts
        if small_creditor_rule(case, view.contract, matter.book, matter.as_of) is not None
    ]
    if not governed:
        return None
    debtor = size_of(case, case.debtor)
    return SmallCreditor(
        _titles(governed),
        size_words(creditor_size(case)),
        size_words(debtor),
        _titles([view for view in governed if view.rule.basis == "sme"]),
        large=debtor == "large",
    )


def forum(parts: tuple[ContractView, ...]) -> str:
    """Return where the dispute would go, as the contracts say, in words that follow 依法."""
    chosen = {(part.contract.arbitration, part.contract.court) for part in parts}
    if len(chosen) != 1:
        return "按照各合同约定的争议解决方式申请仲裁或者提起诉讼"
    arbitration, court = chosen.pop()
    if arbitration:
        return f"向{arbitration}申请仲裁"
    return f"向{court or '有管辖权的人民法院'}提起诉讼"


def arbitrated(parts: tuple[ContractView, ...]) -> bool:
    """Return whether every contract leaves its disputes to arbitration."""
    return all(part.contract.arbitration for part in parts)


def _proceedings(case: Case, contracts: tuple[ContractView, ...]) -> str:
    """Return the creditor's next step: the pending suit, else where the dispute would go."""
    return pending_in_words(case) or forum(contracts)


def earlier_demands(case: Case, before: dt.date) -> tuple[EarlierDemand, ...]:
    """Return the demands sent before a day that reached the debtor, oldest first.

    What came back or cannot be proved is no notice, so that no paper may name it as one.
    """
    found = []
    for row in demands_on_debtor(case):
        known = arrival(case, row)
        if row.sent_on < before and known.on is not None:
            deemed, to = bool(known.deemed), addressees(case, row)
            found.append(
                EarlierDemand(row.sent_on, str(row.channel), str(row.effect), known.on, deemed, to)
            )
    return tuple(found)


def letter_is_due(draft: Draft) -> Iterator[Finding]:
    """Only one letter of the ladder is due at a time: two would contradict each other."""
    letter, claim = draft.matter.letter, draft.matter.claim
    if draft.paper.sends is not letter.effect:
        step = letter.step
        how = f"（{step.signed_by}经办，{step.channel}）" if step else ""
        yield draft.refuse(
            NOT_DUE,
            letter.reason + (f"，本次应发{letter.effect}{how}" if letter.effect else ""),
            next_step=f"确需先行拟稿的，用 --only {draft.paper.title}"
            if claim.principal + claim.not_due > 0 and not draft.matter.decided_by
            else "",
        )


def demand_has_a_due_debt(draft: Draft) -> Iterator[Finding]:
    """A demand for what is not due yet is wrong."""
    if draft.matter.claim.principal <= 0 < draft.matter.claim.not_due:
        yield draft.refuse(
            "LD-LETTER-NOT-DUE",
            "没有已到期未付的款项",
            article=draft.matter.article("cn.civil_code", "price_duty"),
            next_step="到期前可发付款提醒函",
        )


def supply_is_stopped_on_proof(draft: Draft) -> Iterator[Finding]:
    """To stop without definite proof is a breach, and nothing can be stopped that is done."""
    case, matter = draft.matter.case, draft.matter
    stop = case.demand.stop_supply if case.demand else None
    if stop is None:
        return
    if not stop.file:
        yield draft.refuse(
            "LD-LETTER-STOP-PROOF",
            "中止履行没有确切证据，没有证据而中止的，债权人要承担违约责任",
            article=matter.article("cn.civil_code", "insecurity_suspend"),
            where=str(stop.origin),
            next_step="在 demand.stop_supply 写 file（证据）；没有证据的，删去 stop_supply",
        )
    accounts = matter.claim.accounts
    if all(a.contract.price is not None and a.delivered >= a.contract.price for a in accounts):
        yield draft.refuse(
            "LD-LETTER-STOP-NOTHING",
            "各合同的交付金额已达到合同价款，没有尚未履行的交付可以中止",
            article=matter.article("cn.civil_code", "insecurity_suspend"),
            where=str(stop.origin),
            next_step="删去 demand.stop_supply；不再接受新订单，不需要写进函件",
        )


def letter_asks_for_the_price(draft: Draft) -> Iterator[Finding]:
    """Once the price is paid, what is left of the late charge needs a letter of its own."""
    claim = draft.matter.claim
    if claim.principal + claim.not_due <= 0 < claim.total:
        yield draft.refuse(
            "LD-LETTER-PRICE-PAID",
            f"价款已付清，只剩逾期付款责任和费用 {figure(claim.total)} 元",
            article=draft.matter.article("cn.sale_interpretation", "late_payment.price_accepted"),
            next_step="收下价款不等于放弃；要追索的，凭利息计算表由律师另行拟函或起诉",
        )


def nothing_is_announced_before_it_is_held(draft: Draft) -> Iterator[Finding]:
    """A letter that announces preservation while one is asked for warns the debtor (CPL 104)."""
    held = draft.matter.case.procedure.preservation if draft.matter.case.procedure else None
    if held is not None and held.pre_suit_applied_on and held.taken_on is None:
        yield draft.refuse(
            "LD-LETTER-PRESERVING",
            f"已于 {held.pre_suit_applied_on} 申请诉前财产保全，法院尚未采取措施",
            article=draft.matter.article("cn.civil_procedure", "preservation.pre_suit"),
            where=str(held.origin),
            next_step="先保全后发函：采取措施后填写 preservation.taken_on，再发函",
        )
