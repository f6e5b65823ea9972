"""Chinese numerals as statutes number their articles."""

from __future__ import annotations

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
