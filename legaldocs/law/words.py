"""Amounts in words as bills and pleadings write them, and read back again."""

from __future__ import annotations

import re
from decimal import Decimal

from legaldocs.core.errors import InputError

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUP = 10_000
_YI = 100_000_000
_LIMIT = Decimal(10**16)
_FEN = Decimal("0.01")


def amount_in_words(amount: Decimal) -> str:
    """Return an amount in yuan as financial Chinese numerals, without the prefix 人民币.

    Follows the annex to the payment settlement rules (正确填写票据和结算凭证的基本规定): 整 after
    元 and after 角, none after 分; one 零 for a run of zeros inside, none where only the 万 or 元
    place is zero.

    Raises InputError for a negative amount, a third decimal, or ten quadrillion yuan and more.

    >>> amount_in_words(Decimal("1409.50"))
    '壹仟肆佰零玖元伍角整'
    """
    if amount != amount.quantize(_FEN) or not 0 <= amount < _LIMIT:
        raise InputError(
            "这个金额不能写成大写",
            expected="不为负、不超过两位小数、小于一亿亿元的金额",
            found=f"{amount}",
            next_step="先舍入到分，再写大写",
        )
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{_whole_in_words(yuan)}元" if yuan or not cents else ""
    if jiao:
        words += f"{_FIGURES[jiao]}角"
    elif fen and yuan:
        words += "零"
    return f"{words}{_FIGURES[fen]}分" if fen else f"{words}整"


def _whole_in_words(number: int) -> str:
    """Return a whole number in words; multiples of one hundred million come before 亿."""
    if number == 0:
        return "零"
    if number >= _YI:
        below = number % _YI
        gap = "零" if 0 < below < _YI // 10 else ""
        return f"{_whole_in_words(number // _YI)}亿{gap}{_below_yi(below)}"
    return _below_yi(number)


def _below_yi(number: int) -> str:
    upper, lower = divmod(number, _GROUP)
    words = f"{_group(upper)}万" if upper else ""
    if upper and 0 < lower < _GROUP // 10:
        words += "零"
    return words + _group(lower)


def _group(number: int) -> str:
    """Return up to four figures, zeros inside written once and zeros at either end not at all."""
    words = ""
    for place in (3, 2, 1, 0):
        figure = number // 10**place % 10
        if figure:
            words += _FIGURES[figure] + _PLACES[place]
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


_READ = re.compile(
    r"(?:(?P<whole>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?"
    r"(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def amount_from_words(words: str) -> Decimal:
    """Return the amount that words state, with or without the prefix 人民币.

    Raises InputError for anything that is no amount in words.

    >>> amount_from_words("人民币壹拾万柒仟元伍角叁分")
    Decimal('107000.53')
    """
    match = _READ.fullmatch(words.removeprefix("人民币"))
    if match is None or not any(match.groups()):
        raise InputError("大写金额无法识别", expected="如 壹仟零壹元整", found=words[:40])
    cents = sum(
        _FIGURES.index(match[name]) * worth
        for name, worth in (("jiao", 10), ("fen", 1))
        if match[name]
    )
    return Decimal(_number(match["whole"] or "零") * 100 + cents) / 100


def _number(words: str) -> int:
    for unit, worth in (("亿", _YI), ("万", _GROUP)):
        above, found, below = words.rpartition(unit)
        if found:
            return _number(above) * worth + _number(below)
    total, figure = 0, 0
    for sign in words:
        if sign in _PLACES:
            total += (figure or 1) * 10 ** _PLACES.index(sign)
            figure = 0
        else:
            figure = _FIGURES.index(sign)
    return total + figure
