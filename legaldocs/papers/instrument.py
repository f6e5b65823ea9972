"""What papers on an instrument in force share: who enforces against whom, and for what sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import InstrumentKind
from legaldocs.claim.judgment_debt import judgment_debt, owes_for_default, performances
from legaldocs.claim.late_charge_standard import rate_in_words
from legaldocs.claim.seizures import held
from legaldocs.core.errors import InternalError
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.numerals import spelled
from legaldocs.law.rate_terms import parse_rate
from legaldocs.law.series import ONE_DAY
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow, party_rows
from legaldocs.papers.stage import EXECUTION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from legaldocs.case.party import BankAccount
    from legaldocs.case.preservation import Asset, Seizure
    from legaldocs.case.procedure import Judgment
    from legaldocs.claim.judgment_debt import JudgmentDebt, SumAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.late_performance import Performance

_BASIS = {
    InstrumentKind.AWARD: "enforcement.award",
    InstrumentKind.ORDER: "payment_order.issue",
}
_CIVIL = frozenset({InstrumentKind.JUDGMENT, InstrumentKind.MEDIATION})
_PER_TEN_THOUSAND = 100
"""A percentage times this is so many in ten thousand."""


@dataclass(frozen=True, slots=True)
class OrderedInterest:
    """The interest that an instrument itself orders on one of its sums (一般债务利息).

    ``amount`` in yuan to the day of the paper. ``label`` is 一般债务利息, or what a 调解书 says
    that default costs. ``base`` is what it runs on from then; zero where it has stopped.
    """

    label: str
    name: str
    rate: str
    first: dt.date
    last: dt.date
    amount: Decimal
    base: Decimal


@dataclass(frozen=True, slots=True)
class Working:
    """One run of days of the interest for late performance, as the annex shows it (计息区间)."""

    label: str
    segment: InterestSegment


@dataclass(frozen=True, slots=True)
class Enforced:
    """What enforcement is asked for, in yuan (申请执行的金额).

    Of the sums whose day has passed: ``ordered``, ``paid`` and ``unpaid``; the interest to the day
    of the paper, ``general`` and ``doubled``, less what was paid ``beyond`` the sums. The doubled
    part is counted from ``first`` and runs on ``base``. ``later`` is not to be performed yet.
    """

    ordered: Decimal
    paid: Decimal
    unpaid: Decimal
    general: Decimal
    doubled: Decimal
    beyond: Decimal
    first: dt.date | None
    base: Decimal
    later: Decimal

    @property
    def total(self) -> Decimal:
        """Return all of it together."""
        return self.unpaid + self.general + self.doubled


def enforced(owed: JudgmentDebt) -> Enforced:
    """Return what of a debt may be enforced: the sums whose day to perform has passed."""
    due = owed.overdue
    running = [account for account in due if account.doubled is not None]
    general = _sum(TO_FEN.apply(account.general.interest) for account in due)
    starts = [account.perform_by + ONE_DAY for account in running]
    return Enforced(
        ordered=_sum(account.row.amount for account in due),
        paid=_sum(account.paid for account in due),
        unpaid=_sum(account.unpaid for account in due),
        general=max(ZERO, general - owed.beyond),
        doubled=owed.doubled,
        beyond=owed.beyond,
        first=min(starts, default=None),
        base=_sum(account.unpaid for account in running),
        later=_sum(account.unpaid for account in owed.accounts if account not in due),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


class InstrumentNames(FilingNames):
    """The names of filings, and of what an instrument in force leaves to be paid."""

    @property
    def _owed(self) -> JudgmentDebt | None:
        return judgment_debt(self.case, self.matter.book, self.matter.as_of)

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        names = self.judgment.guarantors if self.judgment is not None else ()
        guarantors = [party for party in self.case.parties if party.name in names]
        creditor, debtor = EXECUTION
        first = f"{debtor}（债务人）" if guarantors else debtor
        return (
            *party_rows(self.matter, with_guarantors=False, roles=(creditor, first)),
            *(PartyRow(f"{debtor}（保证人）", party) for party in guarantors),
        )

    @name(
        "生效法律文书：kind 种类、issuer 制作机关、number 文号、issued_on 作出日期、"
        "effective_on 生效日期、operative 主文、guarantors 判令承担责任的保证人"
    )
    def judgment(self) -> Judgment | None:
        return self._procedure.judgment

    @name(
        "申请执行的金额：ordered 判项合计、paid 已付、unpaid 未付、general 一般债务利息、"
        "doubled 加倍部分债务利息、beyond 已付超过判项的部分、first 加倍部分起算日、"
        "base 加倍部分此后的基数、later 未到履行期限的判项、total 合计"
    )
    def enforced(self) -> Enforced | None:
        owed = self._owed
        return None if owed is None else enforced(owed)

    @name(
        "已到履行期限的判项：row 判项（name 款项、amount 金额）、perform_by 期限、paid 已付、"
        "unpaid 未付"
    )
    def ordered_sums(self) -> tuple[SumAccount, ...]:
        owed = self._owed
        return () if owed is None else owed.overdue

    @name(
        "文书确定的利息：label 名称、name 款项、rate 标准、first 起算日、last 计至、amount 金额、"
        "base 此后的基数，不再计算的为零"
    )
    def ordered_interest(self) -> tuple[OrderedInterest, ...]:
        return tuple(
            _ordered(self.judgment, account, self.matter.as_of)
            for account in self.ordered_sums
            if self.judgment is not None and account.general.segments
        )

    @name("加倍部分债务利息的标准，如“日万分之一点七五”")
    def doubled_rate(self) -> str:
        daily = self.matter.book.parameter("late.doubled", self.matter.as_of)
        return f"日万分之{spelled(daily.value * _PER_TEN_THOUSAND)}"

    @name("利息的计算过程：label 款项和利息、segment 区间（first、last、days、says、interest）")
    def working(self) -> tuple[Working, ...]:
        return tuple(
            Working(f"{account.row.name}{label}", segment)
            for account in self.ordered_sums
            for label, accrual in (("一般部分", account.general), ("加倍部分", account.doubled))
            if accrual is not None
            for segment in accrual.segments
        )

    @name("文书作出以后的付款，按日期排列：on 日期、amount 金额")
    def performed(self) -> tuple[Performance, ...]:
        if self.judgment is None:
            return ()
        return tuple(sorted(performances(self.judgment, self.case), key=lambda row: row.on))

    @name("申请执行的依据：民事诉讼法的条文，用于 cite('civil_procedure', basis)")
    def basis(self) -> str:
        kind = self.judgment.kind if self.judgment is not None else InstrumentKind.JUDGMENT
        return _BASIS.get(kind, "enforcement.mediation_paper")

    @name("法律文书的名称，法院的判决书、调解书冠以“民事”")
    def instrument_kind(self) -> str:
        judgment = self.judgment
        if judgment is None:
            return ""
        civil = "法院" in judgment.issuer and judgment.kind in _CIVIL
        return f"民事{judgment.kind}" if civil else str(judgment.kind)

    @name("已经查封、扣押、冻结而没有解除的财产：字段与 renewals 的 seizure 相同")
    def seizures(self) -> tuple[Seizure, ...]:
        day = self.matter.as_of
        return tuple(row for row in held(self.matter) if not row.ends_on or row.ends_on >= day)

    @name("没有查封、扣押、冻结的财产线索：字段与 assets 相同")
    def leads(self) -> tuple[Asset, ...]:
        known = {row.description for row in self.seizures}
        return tuple(asset for asset in self.assets if asset.description not in known)

    @name("保全案号，可以为空")
    def preservation_number(self) -> str:
        return self._preservation.case_number if self._preservation is not None else ""

    @name("申请执行人收款的账户：holder 户名、bank 开户行、number 账号，可以没有")
    def account(self) -> BankAccount | None:
        return self.case.creditor.account


def _ordered(judgment: Judgment, account: SumAccount, as_of: dt.date) -> OrderedInterest:
    """Return the interest on a sum in words and figures."""
    row, segments = account.row, account.general.segments
    mediated = owes_for_default(judgment, row)
    stopped = row.interest_until is not None and row.interest_until <= as_of
    return OrderedInterest(
        "调解书确定的逾期利息" if mediated else "一般债务利息",
        row.name,
        rate_in_words(parse_rate(row.interest_rate)),
        segments[0].first,
        segments[-1].last,
        TO_FEN.apply(account.general.interest),
        ZERO if stopped else account.unpaid,
    )


def judgment_of(matter: Matter) -> Judgment:
    """Return the instrument of a case that has one.

    Raises InternalError without one: a paper on it is then not made.
    """
    procedure = matter.case.procedure
    if procedure is None or procedure.judgment is None:
        raise InternalError("没有生效法律文书")
    return procedure.judgment


def owed_by_instrument(matter: Matter) -> Enforced | None:
    """Return what may be enforced on the day of the matter; None where nothing is in force."""
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    return None if owed is None else enforced(owed)
