"""A guarantee to be signed, by contract or by letter: its names and what forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.guarantee_period import parse_period
from legaldocs.case.proposed_guarantee import ResolutionBody, ResolutionExemption
from legaldocs.case.vocabulary import PartyKind
from legaldocs.claim.guaranteed import contract_accounts, covered, guaranteed_claim, guarantor_of
from legaldocs.core.errors import InternalError
from legaldocs.core.findings import Finding
from legaldocs.law.deadline import period_end
from legaldocs.law.numerals import numeral
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.names import PaperNames, name
from legaldocs.papers.signatories import Signatory, copies_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from legaldocs.case.party import Guarantee, Party
    from legaldocs.case.proposed_guarantee import GuaranteePaper, ProposedGuarantee
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.contracts import ContractView
    from legaldocs.papers.kind import Draft, Subjects

_CODE = "cn.civil_code"
_GUA = "cn.guarantee_interpretation"
_COMPANIES = frozenset({PartyKind.COMPANY, PartyKind.BRANCH})
_BARRED = frozenset({PartyKind.INSTITUTION, PartyKind.ASSOCIATION})
_YEAR = 12


def proposed(paper: GuaranteePaper) -> Subjects:
    """Return what gives the guarantees of a case that go into this paper."""

    def rows(matter: Matter) -> Iterable[tuple[str, object]]:
        found = matter.case.proposed_guarantees
        return [(row.guarantor, row) for row in found if row.paper is paper]

    return rows


def last_days(matter: Matter, row: Guarantee) -> tuple[dt.date, ...]:
    """Return the last due day of each guaranteed contract, or of the signed settlement.

    A contract without a known due day gives none.
    """
    deed = matter.case.deed
    if deed is not None:
        return (max(part.due_on for part in deed.instalments),)
    days = [
        [part.due_on for part in account.instalments if part.due_on is not None]
        for account in covered(matter, row)
    ]
    return tuple(max(found) for found in days if found)


class ProposedGuaranteeNames(PaperNames):
    """The names of a guarantee that is to be signed."""

    @name(
        "拟取得的保证：form 保证方式、until_on 保证期间届满日、amount 保证金额、scope 保证范围、"
        "resolved_by 决议机构、resolved_on 决议日期、exemption 无须决议的情形"
    )
    def guarantee(self) -> ProposedGuarantee:
        guarantee: ProposedGuarantee = self.subject
        return guarantee

    @property
    def _signed(self) -> Guarantee:
        return self.guarantee.signed(self.matter.as_of)

    @name("保证人，字段与债权人相同")
    def guarantor(self) -> Party:
        return guarantor_of(self.matter, self._signed)

    @name("所保证合同的债权金额，字段见 PaperNames")
    def claim(self) -> Claim:
        return guaranteed_claim(self.matter, self._signed)

    @name("所保证的合同列表，字段见函件模板")
    def contracts(self) -> tuple[ContractView, ...]:
        named = self.guarantee.covers
        views = contract_views(self.matter.claim.on_contracts)
        return tuple(view for view in views if not named or view.contract.number in named)

    @name("主债务最后一期的到期日，可以没有")
    def last_day(self) -> dt.date | None:
        return max(last_days(self.matter, self._signed), default=None)

    @name("保证期间的长度，如“三年”“六个月”；约定到某一天的为空")
    def length(self) -> str:
        return _length(self.guarantee)

    @name("是否写有公司决议或者无须决议而由股东签字")
    def authority(self) -> bool:
        row = self.guarantee
        return row.resolved_by is not None or row.exemption is ResolutionExemption.TWO_THIRDS

    @name("所保证的合同共同约定的管辖法院，没有的为空")
    def court(self) -> str:
        return _shared(view.contract.court for view in self.contracts)

    @name("所保证的合同共同约定的仲裁机构，没有的为空")
    def arbitration(self) -> str:
        return _shared(view.contract.arbitration for view in self.contracts)

    @name("签约双方：name 甲方等称谓、role 地位、party 当事人")
    def signatories(self) -> tuple[Signatory, ...]:
        creditor, guarantor = self.case.creditor, self.guarantor
        return (
            Signatory("甲方", str(creditor.role), creditor),
            Signatory("乙方", str(guarantor.role), guarantor),
        )

    @name("文本份数，中文数字")
    def copies(self) -> str:
        return copies_of(self.signatories)


def _shared(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _length(row: ProposedGuarantee) -> str:
    if not row.period:
        return ""
    months = parse_period(row.period).months
    if months is None:
        raise InternalError("保证期间没有长度，不应制作保证文书")
    return f"{numeral(months // _YEAR)}年" if months % _YEAR == 0 else f"{numeral(months)}个月"


def form_is_stated(draft: Draft) -> Iterator[Finding]:
    """Without a form the law makes it a general guarantee."""
    row: ProposedGuarantee = draft.subject
    if row.form is None:
        yield draft.refuse(
            "LD-GUA-NEW-FORM",
            "没有写保证方式，没有约定或者约定不明的，按一般保证承担责任",
            article=draft.matter.article(_CODE, "guarantee_mode"),
            where=str(row.origin),
            next_step="填写 form：连带责任保证、一般保证",
        )


def period_outlasts_the_debt(draft: Draft) -> Iterator[Finding]:
    """A period that says nothing, or ends with the debt, is six months; one that is over is none.

    The end is counted from the contract that falls due first: the careful reading.
    """
    row: ProposedGuarantee = draft.subject
    matter = draft.matter
    days = last_days(matter, row.signed(matter.as_of))
    problem, key = _period_problem(row, days, matter.as_of)
    if problem:
        yield draft.refuse(
            "LD-GUA-NEW-PERIOD",
            problem,
            article=matter.article(_GUA if key == "until_repaid" else _CODE, key),
            where=str(row.origin),
            next_step="period 写“主债务履行期限届满之日起三年”，"
            "或者 until_on 写晚于最后一期到期日的一天",
        )


def _period_problem(
    row: ProposedGuarantee, days: tuple[dt.date, ...], as_of: dt.date
) -> tuple[str, str]:
    """Return what is wrong with the period, if anything, and the article that says so."""
    key, problem = "guarantee_period", ""
    last = max((*days, as_of))
    terms = parse_period(row.period) if row.period else None
    if row.until_on is not None:
        if row.until_on <= last:
            problem = f"保证期间的届满日 {row.until_on} 不晚于最后一期到期日或者落款日（{last}）"
    elif terms is None:
        problem = "没有写保证期间，没有约定的为主债务履行期限届满之日起六个月"
    elif terms.months is None:
        key, problem = "until_repaid", f"“{row.period}”没有写明期间，视为约定不明"
    elif terms.starts == "each":
        problem = "保证期间按各期分别起算，最早一期可能先行届满"
    elif not days:
        problem = "主债务的到期日还不知道，看不出保证期间何时届满"
    else:
        end = period_end(min(days), months=terms.months).raw_end
        problem = f"保证期间自 {min(days)} 起算，已于 {end} 届满" if end <= as_of else ""
    return problem, key


def plan_is_within_the_period(draft: Draft) -> Iterator[Finding]:
    """A plan that is still a draft moves the due days without moving the guarantee."""
    row: ProposedGuarantee = draft.subject
    case = draft.matter.case
    plan = case.settlement
    if plan is None or plan.signed_on is not None or not plan.instalments:
        return
    last = max(part.due_on for part in plan.instalments)
    if row.until_on is None or row.until_on <= last:
        yield Finding(
            "LD-GUA-NEW-PLAN",
            "warning",
            f"另有拟签的还款安排，最后一期为 {last}，{row.guarantor}的保证期间不随之延长",
            where=str(row.origin),
            article=draft.matter.article(_CODE, "guarantee_change"),
            next_step=f"until_on 写明显晚于 {last} 的一天，或者请保证人一并签署还款安排",
        )


def guarantor_may_guarantee(draft: Draft) -> Iterator[Finding]:
    """State organs and bodies for the public good are no guarantors."""
    row: ProposedGuarantee = draft.subject
    party = guarantor_of(draft.matter, row.signed(draft.matter.as_of))
    if party.kind in _BARRED:
        yield draft.refuse(
            "LD-GUA-NEW-BARRED",
            f"{row.guarantor}是{party.kind}，机关法人和以公益为目的的组织不得为保证人",
            article=draft.matter.article(_CODE, "guarantor_barred"),
            where=str(party.origin),
            next_step="另找保证人；不以公益为目的的，由律师核对登记后处理",
        )
    if not (party.address or party.service_address):
        yield draft.refuse(
            "LD-GUA-NEW-ADDRESS",
            f"没有{row.guarantor}的住所或者送达地址",
            article=draft.matter.article(_CODE, "notice_arrival"),
            where=str(party.origin),
            next_step="填写该保证人的 address 或者 service_address",
        )


def companies_resolve(draft: Draft) -> Iterator[Finding]:
    """A company guarantees by a resolution, for its own shareholder by one of the shareholders."""
    row: ProposedGuarantee = draft.subject
    matter = draft.matter
    party = guarantor_of(matter, row.signed(matter.as_of))
    if party.kind not in _COMPANIES:
        return
    key, problem, step = ("cn.company_law", "guarantee_resolution"), "", ""
    resolved = row.resolved_by is not None and row.resolved_on is not None and row.resolution
    if row.for_shareholder and row.resolved_by is not ResolutionBody.SHAREHOLDERS:
        problem = "公司为股东或者实际控制人提供担保，须经股东会决议，该股东不参加表决"
        step = "取得股东会决议，resolved_by 写“股东会”"
    elif row.exemption is not None and not resolved:
        if row.listed and row.exemption is not ResolutionExemption.FINANCIAL:
            key = (_GUA, "company_no_resolution")
            problem, step = f"上市公司不适用“{row.exemption}”", "取得并公开披露决议"
    elif not resolved:
        problem = "保证人是公司，没有写决议机构、决议日期和决议文件"
        step = "填写 resolved_by、resolved_on 和 resolution；依法无须决议的，写 exemption"
    if problem:
        yield draft.refuse(
            "LD-GUA-NEW-RESOLUTION",
            problem,
            article=matter.article(*key),
            where=str(row.origin),
            next_step=step,
        )


def resolutions_are_looked_into(draft: Draft) -> Iterator[Finding]:
    """The creditor answers for what it should have seen: the articles, and the disclosure."""
    row: ProposedGuarantee = draft.subject
    matter = draft.matter
    if row.listed:
        yield Finding(
            "LD-GUA-NEW-LISTED",
            "warning",
            f"{row.guarantor}是上市公司，须根据其公开披露的、已经决议通过担保的信息订立",
            where=str(row.origin),
            article=matter.article(_GUA, "listed_company"),
            next_step="下载并保存该公司公告，核对金额和债务人",
        )
    elif row.resolved_by is ResolutionBody.BOARD:
        yield Finding(
            "LD-GUA-NEW-BOARD",
            "warning",
            f"{row.guarantor}以董事会决议提供保证，要看其章程由哪个机构决议、是否有限额",
            where=str(row.origin),
            article=matter.article(_GUA, "company_resolution"),
            next_step="取得章程并核对决议机构、限额、签字人数，章程和决议一并留存",
        )


def there_is_a_debt_to_guarantee(draft: Draft) -> Iterator[Finding]:
    """A debt that is paid, or cannot be told from others under a deed, is not guaranteed."""
    row: ProposedGuarantee = draft.subject
    matter = draft.matter
    signed = row.signed(matter.as_of)
    claim = guaranteed_claim(matter, signed)
    if matter.case.deed is not None and not covered(matter, signed):
        why = "还款协议一并处理了所保证的合同和其他合同，看不出未付的款项里保证的是哪一部分"
        step = "covers 写还款协议所处理的全部合同"
    elif not contract_accounts(matter) or not (claim.principal or claim.not_due):
        why, step = "所保证的合同没有未付的款项", "核对 covers 和付款"
    else:
        return
    yield draft.refuse(
        "LD-GUA-NEW-DEBT",
        why,
        article=matter.article(_CODE, "guarantee_contract"),
        where=str(row.origin),
        next_step=step,
    )


GUARDS = (
    there_is_a_debt_to_guarantee,
    form_is_stated,
    period_outlasts_the_debt,
    plan_is_within_the_period,
    guarantor_may_guarantee,
    companies_resolve,
    resolutions_are_looked_into,
)
