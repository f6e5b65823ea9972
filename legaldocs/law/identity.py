"""Check digits of company codes (GB 32100) and resident identity numbers (GB 11643)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


_OF_AGE = 18
"""Years from which a person is of age (民法典17)."""


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """Whether a code is well formed (校验结果).

    ``reason`` says why not; ``doubt`` names something unusual in a code that is well formed. A code
    that fails is worth a warning, not a refusal: old and mistaken registrations exist.
    """

    valid: bool
    reason: str = ""
    doubt: str = ""


def check_uscc(code: str) -> CodeCheck:
    """Check a unified social credit code (统一社会信用代码) of 18 characters.

    >>> check_uscc("91110108551385082Q").valid
    True
    """
    text = code.strip().upper()
    if len(text) != _USCC_LENGTH:
        return CodeCheck(valid=False, reason=f"应为 18 位，实际 {len(text)} 位")
    strange = "".join(sorted({sign for sign in text if sign not in _LETTERS}))
    if strange:
        return CodeCheck(
            valid=False, reason=f"含有代码中不使用的字符“{strange}”（字母 I、O、S、V、Z 不用）"
        )
    if text[0] == "0" or not re.fullmatch(r"\d{6}", text[2:8], re.ASCII):
        return CodeCheck(
            valid=False, reason="第 1 位不应为 0，第 3 至 8 位应为六位数字的登记机关行政区划码"
        )
    expected = uscc.calc_check_digit(text[:-1])
    if text[-1] != expected:
        return CodeCheck(
            valid=False, reason=f"校验码不符：第 18 位应为 {expected}，实际 {text[-1]}"
        )
    return CodeCheck(valid=True, doubt=_organisation_doubt(text[8:17]))


def _organisation_doubt(code: str) -> str:
    """Return what is unusual in the nine characters of the organisation code (组织机构代码)."""
    total = sum(
        int(sign, 36) * weight for sign, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False)
    )
    expected = "0123456789X0"[11 - total % 11]
    if code[-1] == expected:
        return ""
    return (
        f"主体标识码（第 9 至 17 位）的校验位通常应为 {expected}，实际 {code[-1]}，请核对登记信息"
    )


def check_resident_id(code: str) -> CodeCheck:
    """Check a resident identity number (公民身份号码): form, day of birth, check digit.

    >>> check_resident_id("11010519491231002X").valid
    True
    """
    text = code.strip().upper()
    if not re.fullmatch(r"\d{17}[\dX]", text, re.ASCII):
        return CodeCheck(valid=False, reason="应为 18 位：前 17 位为数字，末位为数字或 X")
    if text[-1] != ric.calc_check_digit(text):
        return CodeCheck(valid=False, reason="校验码不符，请核对号码")
    try:
        ric.get_birth_date(text)
    except InvalidComponent:
        return CodeCheck(valid=False, reason="第 7 至 14 位不是日历上存在的出生日期")
    try:
        ric.get_birth_place(text)
    except InvalidComponent:
        return CodeCheck(valid=True, doubt="前 6 位不在已知的行政区划代码中，请核对")
    return CodeCheck(valid=True)


def sex(code: str) -> str:
    """Return the sex that a resident identity number states, or nothing for a wrong number.

    >>> sex("11010519491231002X")
    '女'
    """
    if not check_resident_id(code).valid:
        return ""
    return "男" if int(code.strip()[16]) % 2 else "女"


def is_minor(code: str, day: dt.date) -> bool:
    """Return whether the person of a resident identity number is a minor on a day (民法典17).

    A wrong number tells no age.

    >>> is_minor("11010519491231002X", dt.date(1967, 12, 30))
    True
    >>> is_minor("11010519491231002X", dt.date(1967, 12, 31))
    False
    """
    if not check_resident_id(code).valid:
        return False
    born = dt.date.fromisoformat(code.strip()[6:14])
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday) < _OF_AGE
