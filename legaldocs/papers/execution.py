"""What papers in an enforcement share: the instrument, what of it is not performed, the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnforcementEnd
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.claim.guards.late_charge import CONFIRM_RATES
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.core.errors import InternalError
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.instrument import Enforced, owed_by_instrument
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow, party_rows
from legaldocs.papers.stage import EXECUTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Party
    from legaldocs.case.procedure import Enforcement, Judgment
    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

_ENDED = frozenset({EnforcementEnd.PERFORMED, EnforcementEnd.FOR_GOOD})


def running(matter: Matter) -> Enforcement | None:
    """Return the enforcement that has not ended for good, if any."""
    found = matter.case.procedure.enforcement if matter.case.procedure else None
    return None if found is None or found.ended_by in _ENDED else found


def enforcement_of(matter: Matter) -> Enforcement:
    """Return the enforcement of a case that has one.

    Raises InternalError without one: a paper in it is then not made.
    """
    found = running(matter)
    if found is None:
        raise InternalError("没有正在进行的强制执行")
    return found


def debtor_named(matter: Matter, wanted: str) -> Party | None:
    """Return the debtor of a name; the only one where none is given, None where that is unclear."""
    debtors = matter.case.debtors
    if not wanted and len(debtors) == 1:
        return debtors[0]
    return next((debtor for debtor in debtors if debtor.name == wanted), None)


class ExecutionNames(FilingNames):
    """The names of filings, and of what an instrument leaves to be enforced."""

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        return party_rows(self.matter, with_guarantors=False, roles=EXECUTION)

    @name(
        "生效法律文书：kind 种类、issuer 制作机关、number 文号、issued_on 作出、effective_on 生效"
    )
    def judgment(self) -> Judgment | None:
        return self._procedure.judgment

    @name(
        "未履行的金额：ordered 已到期的判项、unpaid 其中未付、general 一般债务利息、"
        "doubled 加倍部分债务利息、total 合计"
    )
    def unperformed(self) -> Enforced | None:
        return owed_by_instrument(self.matter)

    @name(
        "强制执行：court 法院、case_number 案号、applied_on 申请日期、ended_by 结案方式、"
        "notice_served_on 执行通知书送达日期、notice_until 其指定的期间届满日"
    )
    def enforcement(self) -> Enforcement | None:
        return self._procedure.enforcement


def something_is_not_performed(draft: Draft) -> Iterator[Finding]:
    """An instrument in force, whose day has passed, is not performed (限制消费规定1)."""
    matter = draft.matter
    procedure = matter.case.procedure
    judgment = procedure.judgment if procedure else None
    found = owed_by_instrument(matter)
    where = str((judgment or procedure or matter.case).origin)
    article = matter.article("cn.enforcement_rules", "acceptance")
    if found is None:
        yield draft.refuse(
            "LD-EXE-NO-INSTRUMENT",
            "没有已经生效、写明给付金额的法律文书",
            article=article,
            where=where,
            next_step="填写 procedure.judgment 的 effective_on 和 sums",
        )
    elif not found.total:
        yield draft.refuse(
            "LD-EXE-PERFORMED",
            "法律文书确定的、已到期的金额没有未履行的部分",
            article=article,
            where=where,
        )
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if owed is not None and owed.provisional:
        yield draft.refuse(
            "LD-EXE-RATE", "法律文书确定的利息所用的利率尚未核对确认", next_step=CONFIRM_RATES
        )


def notice_has_lapsed(draft: Draft) -> Iterator[Finding]:
    """The debtor let the period pass that the notice of enforcement gave (限制消费规定1)."""
    matter = draft.matter
    row = enforcement_of(matter)
    article = matter.article("cn.consumption_rules", "measure")
    if not row.case_number:
        yield draft.refuse(
            "LD-EXE-NO-NUMBER",
            "没有执行案件的案号",
            article=article,
            where=str(row.origin),
            next_step="填写 procedure.enforcement.case_number",
        )
    if row.notice_served_on is None or row.notice_until is None:
        yield draft.refuse(
            "LD-EXE-NO-NOTICE",
            "没有写明执行通知书的送达和其指定的履行期间",
            article=article,
            where=str(row.origin),
            next_step="填写 procedure.enforcement 的 notice_served_on 和 notice_until",
        )
    elif row.notice_until >= matter.as_of:
        yield draft.refuse(
            "LD-EXE-NOTICE-RUNS",
            f"执行通知书指定的履行期间至 {row.notice_until} 届满，尚未届满",
            article=article,
            where=str(row.origin),
            next_step="届满后仍不履行的，再次生成",
        )


def no_settlement_is_kept(draft: Draft) -> Iterator[Finding]:
    """While a settlement is kept the enforcement rests (执行和解规定2)."""
    matter = draft.matter
    settled = settled_enforcement(matter.case, matter.as_of)
    if settled is not None and settled.broken is None:
        yield draft.refuse(
            "LD-EXE-SETTLED",
            f"{settled.settlement.signed_on} 达成的执行和解协议"
            f"{'已经履行' if settled.performed else '正在按约定履行'}",
            article=matter.article("cn.enforcement_settlement", "effect"),
            where=str(settled.settlement.origin),
            next_step="被执行人没有按约定付款的，恢复执行以后再申请",
        )


ENFORCED = (something_is_not_performed, notice_has_lapsed, no_settlement_is_kept)
"""Guards of the papers that ask an enforcing court for a measure against the debtor."""
