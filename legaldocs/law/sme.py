"""Late payment to small and medium enterprises by large ones and public bodies (支付条例)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.law.rate_terms import LPR_1Y, AgreedRate

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import LawBook, Rate

Size = Literal["public", "large", "medium", "small", "micro"]

_PAYERS = frozenset({"public", "large"})
_PAYEES = frozenset({"medium", "small", "micro"})
_REGULATION = "cn.sme_payment"


@dataclass(frozen=True, slots=True)
class SmeRule:
    """Whether the regulation governs a debt, and at which rate (中小企业款项).

    ``rate`` is owed where nothing was agreed; ``floor`` is the least that could be agreed, the
    one-year LPR at signing. ``needs_lawyer`` says where the 2024 reply points to plain LPR.
    """

    applies: bool
    why: str
    rate: AgreedRate | None = None
    floor: Rate | None = None
    article: str = ""
    needs_lawyer: str = ""


def sme_rule(
    book: LawBook, *, debtor: Size | None, creditor: Size | None, signed_on: dt.date, day: dt.date
) -> SmeRule:
    """Return whether the regulation's daily rate is owed; sizes are those at signing.

    A contract signed before the regulation was in force is left to the rule for sales in general.
    """
    if signed_on < book.instrument(_REGULATION).versions.first_day:
        return SmeRule(applies=False, why="合同订立在条例施行以前")
    if debtor is None or creditor is None:
        return SmeRule(applies=False, why="合同订立时双方的规模类型没有查明")
    if debtor not in _PAYERS:
        return SmeRule(applies=False, why="债务人不是机关、事业单位或者大型企业")
    if creditor not in _PAYEES:
        return SmeRule(applies=False, why="债权人在合同订立时不是中小企业")
    cited = book.cite(_REGULATION, "late_interest", day)
    rate = book.parameter("late.sme", day).value
    reply = book.cite("cn.third_party_payment_reply", "consequence", day)
    return SmeRule(
        applies=True,
        why=cited.gist,
        rate=AgreedRate(rate, "day"),
        floor=book.rate(LPR_1Y.id, signed_on),
        article=cited.text,
        needs_lawyer=(
            f"付款以第三方付款为前提的条款被认定无效时，{reply.short}按一年期LPR计息，"
            f"与本条每日 {rate}% 不同：以本条为主张，并备LPR计算，需律师确认"
        ),
    )
