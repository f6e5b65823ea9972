"""List numbers as Word writes them: figures, letters, Roman and Chinese numerals, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LARGEST = 9999


def _chinese(number: int) -> str:
    return numeral(number) if 0 < number <= _LARGEST else str(number)


def _formal(number: int) -> str:
    # 十二 is 壹拾贰 in the form that sums are written in.
    text = _chinese(number)
    return (f"一{text}" if text.startswith("十") else text).translate(_FORMAL)


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(number, 0)))


def _letters(number: int) -> str:
    # Word goes on with AA, BB: one letter, repeated.
    times, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("A") + place) * min(times + 1, 50)


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalHalfWidth": str,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": str,
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        _chinese,
    ),
    **dict.fromkeys(("taiwaneseCountingThousand", "koreanCounting"), _chinese),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _formal),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits
    ),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"),
        _cycle("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    ),
    "decimalEnclosedParen": _cycle("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _cycle("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "none": lambda _: "",
}


def written(number: int, form: str) -> str:
    """Return a list number in a form of Word's (w:numFmt), in figures where it is not known.

    >>> [written(12, form) for form in ("lowerRoman", "chineseCounting", "upperLetter")]
    ['xii', '十二', 'L']
    """
    return _FORMS.get(form, str)(number)
