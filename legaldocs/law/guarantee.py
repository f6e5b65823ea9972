"""How long a guarantor is bound and which act keeps it so (MFD 686, 692, 693)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.errors import InputError
from legaldocs.law.deadline import Deadline, period_end, rolled

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import LawBook

Mode = Literal["general", "joint"]
ActKind = Literal[
    "suit_against_debtor",
    "arbitration_against_debtor",
    "notarised_enforcement",
    "demand_on_guarantor",
    "suit_against_guarantor",
    "payment_order",
]

_MODE_NAMES: dict[Mode, str] = {"general": "约定为一般保证", "joint": "约定为连带责任保证"}


@dataclass(frozen=True, slots=True)
class GuaranteeTerms:
    """What the guarantee says (保证条款). Give ``months`` or ``ends_on``, or neither."""

    main_due_on: dt.date
    mode: Mode | None = None
    months: int | None = None
    ends_on: dt.date | None = None
    until_repaid: bool = False
    """Says that the guarantor is bound until everything is repaid."""
    signed_on: dt.date | None = None
    """Decides which law fills the gaps; None for one signed under the Civil Code."""


@dataclass(frozen=True, slots=True)
class GuaranteePeriod:
    """How and until when a guarantor is bound (保证期间); act by ``deadline.raw_end``."""

    mode: Mode
    deadline: Deadline
    mode_rule: str
    period_rule: str
    saving_act: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something the creditor did within the period (权利行使)."""

    kind: ActKind
    on: dt.date
    withdrawn: bool = False
    served: bool = False
    """The complaint reached the guarantor before it was withdrawn."""


@dataclass(frozen=True, slots=True)
class ActEffect:
    """Whether an act keeps the guarantor bound (保全保证责任的行为)."""

    saves: bool
    why: str


def guarantee_period(book: LawBook, terms: GuaranteeTerms, day: dt.date) -> GuaranteePeriod:
    """Return how and until when a guarantor is bound, by the law in force on ``day``.

    Nothing said means a general guarantee; before the Civil Code it meant a joint one
    (民法典时间效力规定1). No period, or one that ends no later than the debt falls due, means six
    months from the due date; "until repaid" means the same, and two years before the Civil Code
    (民法典时间效力规定27). The period is never interrupted.

    Raises InputError when a number of months and an end day are both given.
    """
    if terms.months is not None and terms.ends_on is not None:
        raise InputError("保证期间的月数和截止日只能给一个")
    early = _before_the_code(book, terms, day)
    mode: Mode = terms.mode or ("joint" if early else "general")
    unsaid = ("cn.time_effect", "earlier_facts") if early else ("cn.civil_code", "guarantee_mode")
    mode_rule = book.cite(*unsaid, day).short
    said = f"按{'连带责任保证' if early else '一般保证'}"
    deadline, rule = _period(book, terms, day)
    article = "guarantee_saving_act" if mode == "general" else "guarantee_saving_act_joint"
    cited = book.cite("cn.civil_code", article, day)
    return GuaranteePeriod(
        mode,
        deadline,
        _MODE_NAMES[terms.mode] if terms.mode else f"没有约定，{said}（{mode_rule}）",
        rule,
        f"{cited.short}：{cited.gist}",
    )


def _before_the_code(book: LawBook, terms: GuaranteeTerms, day: dt.date) -> bool:
    """Return whether the guarantee was signed before the Civil Code came into force."""
    start = book.parameter("guarantee.default_period", day).since
    return terms.signed_on is not None and terms.signed_on < start


def _period(book: LawBook, terms: GuaranteeTerms, day: dt.date) -> tuple[Deadline, str]:
    months = int(book.parameter("guarantee.default_period", day).value)
    default = period_end(terms.main_due_on, months=months)
    if terms.until_repaid and _before_the_code(book, terms, day):
        longer = int(book.parameter("guarantee.unclear_period_before_code", day).value)
        cited = book.cite("cn.time_effect", "guarantee_period", day)
        end = period_end(terms.main_due_on, months=longer)
        return end, f"约定至还清为止，为 {longer} 个月（{cited.short}）"
    if terms.until_repaid:
        cited = book.cite("cn.guarantee_interpretation", "until_repaid", day)
        return default, f"{cited.short}：{cited.gist}，为 {months} 个月"
    cited = book.cite("cn.civil_code", "guarantee_period", day)
    if terms.ends_on is not None and terms.ends_on > terms.main_due_on:
        return rolled(terms.ends_on), f"合同约定至 {terms.ends_on}（{cited.short}）"
    if terms.months:
        agreed = period_end(terms.main_due_on, months=terms.months)
        return agreed, f"合同约定 {terms.months} 个月（{cited.short}）"
    return default, f"没有约定或者约定不明，为 {months} 个月（{cited.short}）"


def effect_of_act(book: LawBook, period: GuaranteePeriod, act: Act, day: dt.date) -> ActEffect:
    """Return whether ``act`` keeps the guarantor bound; each co-guarantor needs its own act.

    The unrolled end is decisive: whether art. 203 rolls a guarantee period is not settled.
    """
    if act.on > period.deadline.raw_end:
        return ActEffect(saves=False, why=f"晚于保证期间届满日 {period.deadline.raw_end}")
    if period.mode == "general":
        return _effect_general(book, act, day)
    return _effect_joint(book, act, day)


def _effect_general(book: LawBook, act: Act, day: dt.date) -> ActEffect:
    rule = book.cite("cn.civil_code", "guarantee_saving_act", day).short
    if act.kind not in (
        "suit_against_debtor",
        "arbitration_against_debtor",
        "notarised_enforcement",
    ):
        return ActEffect(saves=False, why=f"一般保证须对债务人起诉或者申请仲裁（{rule}）")
    if act.kind == "notarised_enforcement":
        rule = book.cite("cn.guarantee_interpretation", "notarised_saving_act", day).short
    if act.withdrawn:
        rule = book.cite("cn.guarantee_interpretation", "withdrawn_suit", day).short
        return ActEffect(saves=False, why=f"撤回后未在期间内再行起诉或者仲裁（{rule}）")
    return ActEffect(saves=True, why=rule)


def _effect_joint(book: LawBook, act: Act, day: dt.date) -> ActEffect:
    rule = book.cite("cn.civil_code", "guarantee_saving_act_joint", day).short
    if act.kind not in ("demand_on_guarantor", "suit_against_guarantor"):
        return ActEffect(saves=False, why=f"连带责任保证须向保证人本人主张（{rule}）")
    if act.kind == "suit_against_guarantor" and act.withdrawn:
        rule = book.cite("cn.guarantee_interpretation", "withdrawn_suit", day).short
        if not act.served:
            return ActEffect(saves=False, why=f"撤诉且起诉状副本未送达保证人（{rule}）")
    return ActEffect(saves=True, why=rule)
