"""Late payment to small and medium enterprises by large ones and public bodies (支付条例)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.law.rate_terms import LPR_1Y, AgreedRate

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook, Rate

Size = Literal["public", "large", "medium", "small", "micro"]

_PAYERS = frozenset({"public", "large"})
_PAYEES = frozenset({"medium", "small", "micro"})
_REGULATION = "cn.sme_payment"
_REPLY = "cn.third_party_payment_reply"


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
    return SmeRule(
        applies=True,
        why=cited.gist,
        rate=AgreedRate(rate, "day"),
        floor=book.rate(LPR_1Y.id, signed_on),
        article=cited.text,
        needs_lawyer=_conflict(book, rate, day),
    )


def _conflict(book: LawBook, rate: Decimal, day: dt.date) -> str:
    """Return how the reply differs from the daily rate, or nothing before it was given."""
    if day < book.instrument(_REPLY).versions.first_day:
        return ""
    reply = book.cite(_REPLY, "consequence", day)
    return (
        f"付款以第三方付款为前提的条款被认定无效时，{reply.short}按一年期LPR计息，"
        f"与本条每日 {rate}% 不同：以本条为主张，并备LPR计算，需律师确认"
    )


@dataclass(frozen=True, slots=True)
class PayWhenPaid:
    """What a term is worth that makes payment wait for a third party (第三方付款条件).

    ``void`` for a large enterprise that pays a smaller one. A public body may not pay later than
    the days of the regulation, which such a term would; no article calls it void.
    """

    void: bool
    why: str
    articles: tuple[str, ...]


def pay_when_paid(book: LawBook, *, debtor: Size, signed_on: dt.date, day: dt.date) -> PayWhenPaid:
    """Return what the term is worth where :func:`sme_rule` governs.

    The ban is that of the regulation as revised; for an earlier contract the reply reads it into
    the regulation of then. Articles that were not in force on ``day`` are left out.
    """
    revised = book.first_article_day(_REGULATION, "pay_when_paid_ban")
    found = [(_REPLY, "void")] if debtor == "large" else []
    if signed_on >= revised:
        found.insert(0, (_REGULATION, "pay_when_paid_ban" if found else "pay_when_paid"))
    articles = tuple(
        book.cite(*place, day).text for place in found if day >= book.first_article_day(*place)
    )
    if debtor == "large" and articles:
        return PayWhenPaid(void=True, why="该条件无效", articles=articles)
    why = "该条件可能使付款晚于条例规定的最长期限，其效力由律师判断"
    return PayWhenPaid(void=False, why=why, articles=articles)
