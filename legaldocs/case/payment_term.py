"""Payment terms as contracts write them: 30天, 2个月, 一年, 月结30天, 次月25日, 收到发票后30日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import DueEvent
from legaldocs.core.errors import InputError
from legaldocs.core.notation import Notation

if TYPE_CHECKING:
    from legaldocs.case.contract import Contract, EarlierTerm, Instalment

SAYS = (
    "期限，如 30天、10个工作日、2个月、一年、月结30天、当月底后30天、"
    "次月25日、次月底、收到发票后30日"
)
_MOST = 36_500
_MONTH_END = 31

_EVENTS: tuple[tuple[str, DueEvent], ...] = (
    ("全部(?:货物)?(?:交货|交付|到货|送达)(?:完毕)?", DueEvent.ALL_DELIVERIES),
    ("全部(?:货物)?验收(?:合格|完毕)?", DueEvent.ALL_ACCEPTANCES),
    ("全部(?:开票|发票开具)(?:完毕)?", DueEvent.ALL_INVOICES),
    ("全部(?:收票|发票收到)", DueEvent.ALL_RECEIPTS),
    ("每[批次](?:货物)?(?:交货|交付|到货|送货|货到)", DueEvent.EACH_DELIVERY),
    ("每[批次](?:货物)?验收(?:合格)?", DueEvent.EACH_ACCEPTANCE),
    ("每[批次张](?:开票|开具发票|发票开具)", DueEvent.EACH_INVOICE),
    ("每[批次张](?:收票|收到发票)", DueEvent.EACH_RECEIPT),
    ("收到(?:增值税)?(?:专用)?发票|收票|票到|发票(?:送达|签收)", DueEvent.RECEIPT),
    ("(?:开具|开)(?:增值税)?(?:专用)?(?:发票|票)|发票开具", DueEvent.INVOICE),
    ("(?:安装)?(?:调试)?验收(?:合格|通过)?", DueEvent.ACCEPTANCE),
    ("(?:收到)?货到|到货|收货|收到货物|交货|交付|送货", DueEvent.DELIVERY),
    ("(?:双方)?对账(?:单)?(?:确认|签字|盖章)?", DueEvent.STATEMENT),
    ("(?:合同|协议)?(?:签订|签署|签约|生效)", DueEvent.SIGNING),
)
"""Words that open a term, and the event they name; the first that matches counts."""

_NUMBER = "[0-9０-９零一二两三四五六七八九十百]+"
_COUNTED = re.compile(
    rf"(?:(?P<years>{_NUMBER})年(?P<half>半)?)?(?:(?P<months>{_NUMBER})个?月)?"
    rf"|(?P<half_year>半年)|(?P<weeks>{_NUMBER})(?:周|个?星期)"
    rf"|(?P<working>{_NUMBER})个?工作日|(?P<days>{_NUMBER})个?(?:自然|日历)?[天日]?"
)
_MONTHLY = re.compile(rf"(?P<words>月结|(?:当)?月[底末](?:后|起)?)(?P<days>{_NUMBER})个?[天日]")
_FIXED = re.compile(
    rf"(?:月结)?(?P<month>当月|次月|下月|次次月)(?:的)?(?:(?P<day>{_NUMBER})[日号]|月?[底末])"
)
_MONTHS = {"当月": 0, "次月": 1, "下月": 1, "次次月": 2}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerm:
    """How long after an event a part falls due (付款期限).

    ``text`` is the period in the contract's words. One of ``days``, ``working_days`` and ``months``
    counts from the event, or from the end of its month where ``from_month_end``. ``month`` and
    ``day`` name a day instead: that day of the month so many months later, or its last day.
    ``monthly`` when the word 月结 leaves open whether the month end or the event starts the count.
    """

    text: str
    event: DueEvent | None = None
    days: int = 0
    working_days: int = 0
    months: int = 0
    from_month_end: bool = False
    monthly: bool = False
    month: int | None = None
    day: int = _MONTH_END


def payment_term(text: str) -> PaymentTerm:
    """Return the term that ``text`` states; a bare number counts days.

    Raises InputError for any other text.

    >>> payment_term("收到发票后两个月内").months
    2
    """
    words = re.sub(r"\s", "", text)
    event, rest = _opening(words)
    rest = re.sub(r"(?:以内|之内|内|之前|以前|前)?(?:即付|付款|付清|支付|结清)?$", "", rest)
    if event is not None and not rest:
        return PaymentTerm(text="", event=event)
    for read in (_fixed, _monthly, _counted):
        if rest and (term := read(rest, event)) is not None:
            return term
    raise InputError(
        "付款期限无法识别",
        expected=SAYS,
        found=text[:40],
        next_step="改成其中一种写法；只写“月结”的，写明 月结30天、当月底 或 次月25日；"
        "写不成的，按合同算出到期日，写成各期的 due_on",
    )


TERM = Notation(SAYS, payment_term)


def event_of(part: Contract | Instalment | EarlierTerm) -> DueEvent | None:
    """Return the event a part is counted from, stated by itself or by the term's own words."""
    return part.due_after or (part.due_days.event if part.due_days else None)


def _opening(words: str) -> tuple[DueEvent | None, str]:
    for pattern, event in _EVENTS:
        match = re.match(rf"(?:自|在)?(?:{pattern})(?:之日)?(?:起|之后|以后|后)?(?:的)?", words)
        if match:
            return event, words[match.end() :]
    return None, words


def _fixed(text: str, event: DueEvent | None) -> PaymentTerm | None:
    match = _FIXED.fullmatch(text)
    if match is None:
        return None
    month = _MONTHS[match["month"]]
    day = _number(match["day"]) if match["day"] else _MONTH_END
    # A day of the same month may lie before the event, and is then no term.
    if not 0 < day <= _MONTH_END or (month == 0 and match["day"]):
        return None
    return PaymentTerm(text=text, event=event, month=month, day=day)


def _monthly(text: str, event: DueEvent | None) -> PaymentTerm | None:
    match = _MONTHLY.fullmatch(text)
    days = _number(match["days"]) if match else 0
    if match is None or not 0 < days <= _MOST:
        return None
    return PaymentTerm(
        text=text, event=event, days=days, from_month_end=True, monthly=match["words"] == "月结"
    )


def _counted(text: str, event: DueEvent | None) -> PaymentTerm | None:
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    given = {name: _number(match[name] or "零") for name in ("years", "months", "weeks", "days")}
    working = _number(match["working"] or "零")
    half = 6 if match["half"] or match["half_year"] else 0
    months = given["years"] * 12 + given["months"] + half
    days = given["days"] + 7 * given["weeks"]
    if max(days, working, months * 31) > _MOST:
        return None
    said = f"{text}日" if text.isascii() and text.isdigit() else text
    return PaymentTerm(text=said, event=event, days=days, working_days=working, months=months)


def _number(text: str) -> int:
    """Return a number below one thousand in Arabic or Chinese figures; too great a one for none."""
    if re.fullmatch("[0-9０-９]{1,5}", text):
        return int(text)
    match = re.fullmatch(
        "(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?([零一二两三四五六七八九]?)",
        text,
    )
    if match is None:
        return _MOST + 1
    hundreds, tens, ten, ones = match.groups()
    return (
        100 * _DIGITS.get(hundreds or "", 0)
        + (10 * _DIGITS.get(tens or "一", 1) if ten else 0)
        + _DIGITS.get(ones or "", 0)
    )
