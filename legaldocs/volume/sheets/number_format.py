"""Numbers as a spreadsheet program shows them by their format (数字格式)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from legaldocs.volume.sheets.date_format import DATE_LETTER, dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;-"¥"#,##0', 6: '"¥"#,##0;-"¥"#,##0',
    7: '"¥"#,##0.00;-"¥"#,##0.00', 8: '"¥"#,##0.00;-"¥"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: '"¥"#,##0;-"¥"#,##0;"¥"-',
    43: "#,##0.00;-#,##0.00;-", 44: '"¥"#,##0.00;-"¥"#,##0.00;"¥"-',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number (ECMA-376, 18.8.30), as the Chinese edition shows them."""

_LONGEST = 255
_MOST_PLACES = 300
_DIGITS = 15
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|'
    r"(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>[eE][+-])|"
    r"(?P<run>(?P<letter>[ymdhsaeb])(?P=letter)*)|(?P<one>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_MOST_SECTIONS = 4

Token = tuple[str, str]


def general(value: Decimal) -> str:
    """Return a number without a format: up to fifteen digits, as programs keep them.

    >>> general(Decimal("0.30000000000000004")), general(Decimal("1200"))
    ('0.3', '1200')
    """
    if not value:
        return "0"
    with localcontext(prec=_DIGITS, rounding=ROUND_HALF_UP):
        short = (+value).normalize()
    if -10 <= short.adjusted() <= 20:  # noqa: PLR2004  # beyond, programs show an exponent
        return f"{short:f}"
    return f"{short:E}"


def displayed(stored: str, code: str, *, from_1904: bool = False) -> str | None:
    """Return what a cell shows of a stored number; None when its format is not understood."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return None
    # Chinese numerals by format are left: the number is shown in figures, and this is said.
    if (
        "DBNUM" in code.upper()
        or not value.is_finite()
        or abs(value.adjusted()) > _MOST_PLACES
        or len(code) > _LONGEST
    ):
        return None
    try:
        return _by_section(value, code, from_1904=from_1904)
    except (ArithmeticError, ValueError, IndexError, OverflowError):
        return None


def shown_text(text: str, code: str) -> str:
    """Return what a cell shows of a text: the fourth section of a format adds words to it."""
    if "@" not in code or code.strip() == "@" or len(code) > _LONGEST:
        return text
    sections = _sections(code)
    last = sections[3] if len(sections) >= _MOST_SECTIONS else sections[-1]
    if ("one", "@") not in last:
        return text
    return "".join(text if token == ("one", "@") else _literal(token) for token in last)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "one"
        kind = "run" if kind == "letter" else kind
        text = match[kind]
        if kind == "one" and text == ";":
            sections.append([])
        else:
            sections[-1].append((kind, text))
    return tuple(tuple(section) for section in sections[:_MOST_SECTIONS])


def _by_section(value: Decimal, code: str, *, from_1904: bool) -> str:
    sections = _sections(code)
    numbers = [section for section in sections if ("one", "@") not in section] or [()]
    section, magnitude = _chosen(value, numbers)
    if not section:
        return "" if len(numbers) > 1 else general(value)
    if any(kind == "general" for kind, _ in section):
        number = general(magnitude)
        return "".join(number if t[0] == "general" else _literal(t) for t in section)
    if any(kind == "run" and DATE_LETTER.match(text) for kind, text in section) or any(
        kind == "noon" for kind, _ in section
    ):
        return dated(value, section, from_1904=from_1904)
    return _numeric(magnitude, section)


def _chosen(value: Decimal, sections: list[tuple[Token, ...]]) -> tuple[tuple[Token, ...], Decimal]:
    """Return the section for a number, and the number without the sign that the section shows."""
    for at, section in enumerate(sections):
        for kind, text in section:
            found = _CONDITION.fullmatch(text) if kind == "bracket" else None
            if found and _holds(value, found[1], Decimal(found[2])):
                return section, abs(value) if at else value
            if found:
                break
        else:
            continue
    plain = [
        s for s in sections if not any(k == "bracket" and _CONDITION.fullmatch(t) for k, t in s)
    ]
    if len(plain) < len(sections):
        return (plain[-1] if plain else ()), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:  # noqa: PLR2004  # the third section is for zero
        return sections[2], value
    return sections[0], value


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound,
        ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _literal(token: Token) -> str:
    kind, text = token
    if kind in {"quoted", "escaped"}:
        return text
    if kind == "space":
        return " "
    if kind == "bracket" and text.startswith("$"):
        return text[1:].partition("-")[0]
    return text if kind in {"one", "run", "exponent"} and text != "@" else ""


def _numeric(value: Decimal, section: tuple[Token, ...]) -> str:
    """Return a number set into the places of a section: digits, separators, per cent, exponent."""
    if ("one", "/") in section and any(text in "#?0" for kind, text in section if kind == "one"):
        return _fraction(value, section)
    places = [at for at, (kind, text) in enumerate(section) if kind == "one" and text in "0#?.,"]
    digits = [at for at in places if section[at][1] in "0#?"]
    if not digits:
        sign = "-" if value < 0 else ""
        return sign + "".join(map(_literal, section))
    percents = sum(token == ("one", "%") for token in section)
    trailing = 0
    while _at(section, digits[-1] + 1 + trailing) == ("one", ","):
        trailing += 1
    scaled = value * 100**percents / Decimal(1000) ** trailing
    exponent = next((at for at, (kind, _) in enumerate(section) if kind == "exponent"), None)
    if exponent is not None:
        return _scientific(scaled, section, exponent)
    point = next((at for at in places if section[at][1] == "."), None)
    decimals = sum(point is not None and at > point for at in digits)
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole_part, _, rest = f"{rounded:f}".partition(".")
    before = [at for at in digits if point is None or at < point]
    grouped = any(section[at][1] == "," and before and before[0] < at < before[-1] for at in places)
    text = "".join(_placed(section, before, point, whole_part, rest, grouped=grouped))
    return f"-{text}" if scaled < 0 and rounded else text


def _at(section: tuple[Token, ...], at: int) -> Token:
    return section[at] if at < len(section) else ("", "")


def _placed(
    section: tuple[Token, ...],
    before: list[int],
    point: int | None,
    whole_part: str,
    rest: str,
    *,
    grouped: bool,
) -> Iterator[str]:
    """Yield the section with the digits of the number in its places."""
    least = sum(section[at][1] == "0" for at in before)
    integer = "" if whole_part == "0" and not least else whole_part
    # Digits stand in the places from the right; the first place takes what is left over.
    filled = integer.rjust(least, "0") if least else integer
    slots = _slots(filled, len(before))
    after = iter(
        _trimmed(rest, [t for at, (k, t) in enumerate(section) if _decimal(at, point, k, t)])
    )
    position = 0
    remaining = len(filled)
    for at, token in enumerate(section):
        if at in before:
            if not slots[position] and token[1] == "?":
                yield " "
            for digit in slots[position]:
                yield digit
                remaining -= 1
                if grouped and remaining and remaining % 3 == 0:
                    yield ","
            position += 1
        elif token == ("one", ","):
            continue
        elif at == point:
            yield "."
        elif _decimal(at, point, *token):
            yield next(after, "")
        else:
            yield _literal(token)


def _decimal(at: int, point: int | None, kind: str, text: str) -> bool:
    return point is not None and at > point and kind == "one" and text in "0#?"


def _slots(digits: str, count: int) -> list[str]:
    if not count:
        return []
    head = digits[: max(len(digits) - count + 1, 0)]
    tail = list(digits[len(head) :])
    return [*([""] * (count - len(tail) - 1)), head, *tail]


def _trimmed(rest: str, places: list[str]) -> list[str]:
    """Return the digits after the point, without the zeros that ``#`` does not show."""
    digits = list(rest)
    while digits and digits[-1] == "0" and places[len(digits) - 1] == "#":
        digits.pop()
    return digits


def _scientific(value: Decimal, section: tuple[Token, ...], exponent: int) -> str:
    mantissa = section[:exponent]
    point = next((at for at, token in enumerate(mantissa) if token == ("one", ".")), len(mantissa))
    decimals = sum(text in "0#?" for kind, text in mantissa[point:] if kind == "one")
    wide = max(sum(text in "0#?" for kind, text in mantissa[:point] if kind == "one"), 1)
    power = value.adjusted() if value else 0
    power -= power % wide
    with localcontext(prec=40):
        number = (value.scaleb(-power)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = sum(text in "0#?" for kind, text in section[exponent:] if kind == "one")
    sign = "-" if power < 0 else "+" if section[exponent][1].endswith("+") else ""
    return f"{number:f}E{sign}{abs(power):0{max(digits, 1)}d}"


def _fraction(value: Decimal, section: tuple[Token, ...]) -> str:
    slash = section.index(("one", "/"))
    below = [text for kind, text in section[slash + 1 :] if kind == "one"]
    fixed = "".join(text for text in below if text.isdigit())
    figures = sum(text in "?#0" for text in below)
    part, rest = divmod(abs(value), 1)
    if fixed.strip("0"):
        bottom = int(fixed)
        top = int((rest * bottom).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        ratio = Fraction(rest).limit_denominator(10 ** min(max(figures, 1), 6) - 1)
        top, bottom = ratio.numerator, ratio.denominator
    if top == bottom:
        part, top = part + 1, 0
    sign = "-" if value < 0 else ""
    if not top:
        return f"{sign}{part:f}"
    return f"{sign}{part:f} {top}/{bottom}" if part else f"{sign}{top}/{bottom}"


def general_or_text(stored: str) -> str:
    """Return a stored number without a format; the text itself when it is no number."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    return general(value) if value.is_finite() else stored
