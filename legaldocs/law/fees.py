"""Court fees by the scales of the fee rules, each with its working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaldocs.core.errors import InputError
from legaldocs.core.money import TO_FEN, figure
from legaldocs.core.step import Step

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.series import Brackets

CaseKind = Literal["appeal", "labour", "non_property", "bankruptcy"]

BY_AMOUNT: frozenset[CaseKind] = frozenset({"appeal", "bankruptcy"})
"""Kinds whose fee depends on an amount."""

NOTE = "以法院核算为准"
"""Printed beside every fee: courts round, and some provinces charge less."""


@dataclass(frozen=True, slots=True)
class CourtFees:
    """What each step in court costs, in yuan to the fen (诉讼费用)."""

    acceptance: Decimal
    acceptance_half: Decimal
    payment_order: Decimal
    preservation: Decimal
    execution: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CaseFee:
    """The fee of a case that is no suit for money, in yuan to the fen (案件受理费).

    ``low`` and ``high`` differ where the rules leave a span to the provinces.
    """

    title: str
    low: Decimal
    high: Decimal
    steps: tuple[Step, ...]


def graduated(brackets: Brackets, amount: Decimal) -> Decimal:
    """Return the exact fee that a scale gives for an amount in yuan, unrounded."""
    total = brackets.flat
    tops = [*(band.over for band in brackets.bands[1:]), None]
    for band, top in zip(brackets.bands, tops, strict=True):
        reach = amount if top is None else min(amount, top)
        if reach > band.over:
            total += (reach - band.over) * band.percent / 100
    return total if brackets.cap is None else min(total, brackets.cap)


def court_fees(book: LawBook, amount: Decimal, day: dt.date) -> CourtFees:
    """Return the fees for a claim of ``amount`` yuan on ``day`` (诉讼费用交纳办法第十三、十四条).

    Each fee is worked out exactly and rounded to the fen once. Raises InputError for a negative
    amount and LawError for a day before the scales.
    """
    if amount < 0:
        raise InputError("计费金额不能为负", found=f"{amount}", expected="0 或以上的金额")
    acceptance, first = _by_scale(book, "court_property", amount, day)
    preservation, second = _by_scale(book, "preservation", amount, day)
    execution, third = _by_scale(book, "execution", amount, day)
    shares = (
        _share(book, acceptance, "fee.halved", day),
        _share(book, acceptance, "fee.payment_order", day),
    )
    half, order = (share.figure for share in shares)
    return CourtFees(
        TO_FEN.apply(acceptance),
        TO_FEN.apply(half),
        TO_FEN.apply(order),
        TO_FEN.apply(preservation),
        TO_FEN.apply(execution),
        (first, *shares, second, third),
    )


def case_fee(book: LawBook, kind: CaseKind, amount: Decimal, day: dt.date) -> CaseFee:
    """Return the fee of a case of another kind on ``day`` (诉讼费用交纳办法13, 14, 17).

    ``amount`` is the part appealed against, or the bankrupt's assets, in yuan; the fee of a labour
    or a non-property case does not depend on it.

    Raises InputError for a negative amount and LawError for a day before the scales.
    """
    if amount < 0:
        raise InputError("计费金额不能为负", found=f"{amount}", expected="0 或以上的金额")
    if kind == "labour":
        return _flat(book, "劳动争议案件受理费", ("fee.labour", "fee.labour"), day)
    if kind == "non_property":
        span = ("fee.non_property_low", "fee.non_property_high")
        return _flat(book, "其他非财产案件受理费", span, day)
    property_fee, step = _by_scale(book, "court_property", amount, day)
    if kind == "appeal":
        fee = TO_FEN.apply(property_fee)
        source = book.cite("cn.fee_rules", "appeal", day).text
        says = f"按不服一审判决部分的上诉请求数额，{step.says}"
        return CaseFee("上诉案件受理费", fee, fee, (Step(says, property_fee, source),))
    cap = book.parameter("fee.bankruptcy_cap", day)
    half = min(property_fee / 2, cap.value)
    says = f"减半：{property_fee.normalize():f}÷2，最多 {cap.value}，为 {figure(half)}"
    fee = TO_FEN.apply(half)
    return CaseFee("破产案件申请费", fee, fee, (step, Step(says, half, cap.source)))


def _flat(book: LawBook, title: str, names: tuple[str, str], day: dt.date) -> CaseFee:
    low, high = (book.parameter(name, day) for name in names)
    span = f"{low.value}" if low.value == high.value else f"{low.value} 至 {high.value}"
    step = Step(f"每件 {span} 元", high.value, high.source)
    return CaseFee(title, TO_FEN.apply(low.value), TO_FEN.apply(high.value), (step,))


def _by_scale(book: LawBook, scale_id: str, amount: Decimal, day: dt.date) -> tuple[Decimal, Step]:
    scale = book.scale(scale_id, day)
    fee = graduated(scale.brackets, amount)
    says = f"{scale.title}：{_bracket_text(scale.brackets, amount)}＝{fee.normalize():f}"
    return fee, Step(says, fee, scale.source)


def _bracket_text(brackets: Brackets, amount: Decimal) -> str:
    """Return the bracket sums as they would be read out: the flat part, then each band."""
    parts = [f"{brackets.flat}"]
    tops = [*(band.over for band in brackets.bands[1:]), None]
    for band, top in zip(brackets.bands, tops, strict=True):
        reach = amount if top is None else min(amount, top)
        if reach > band.over:
            parts.append(f"（{figure(reach)}－{figure(band.over)}）×{band.percent}%")
    text = "＋".join(parts)
    if brackets.cap is not None and graduated(brackets, amount) == brackets.cap:
        return f"{text}，最多 {brackets.cap}"
    return text


def _share(book: LawBook, acceptance: Decimal, part_id: str, day: dt.date) -> Step:
    part = book.parameter(part_id, day)
    share = acceptance / part.value
    says = f"{part.title}：{acceptance.normalize():f}÷{part.value}＝{figure(share)}"
    return Step(says, share, part.source)
