"""Chinese numerals as statutes number their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_TENS = ("", "十", "百", "千")
_LIMIT = 10_000


def numeral(number: int) -> str:
    """Return a number from 1 to 9999 as articles are numbered.

    >>> numeral(561), numeral(12), numeral(110), numeral(1004)
    ('五百六十一', '十二', '一百一十', '一千零四')
    """
    if not 0 < number < _LIMIT:
        raise ValueError(number)
    text = ""
    figures = str(number)
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure != "0":
            text += _DIGITS[int(figure)] + _TENS[place]
        elif not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def spelled(value: Decimal) -> str:
    """Return a positive decimal below 10000 in words, the places after the point one by one.

    >>> from decimal import Decimal
    >>> spelled(Decimal("1.75")), spelled(Decimal("0.50")), spelled(Decimal(5))
    ('一点七五', '零点五', '五')
    """
    whole, _, places = f"{value.normalize():f}".partition(".")
    head = numeral(int(whole)) if int(whole) else _DIGITS[0]
    return head + ("点" + "".join(_DIGITS[int(place)] for place in places) if places else "")
