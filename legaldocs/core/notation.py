"""How one value is written: money, days, yes or no, whole numbers, choices and plain text."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.days import written_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import yuan
from legaldocs.core.near import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

_TRUE = frozenset({"是", "yes", "true"})
_FALSE = frozenset({"否", "no", "false"})
_LONGEST_TEXT = 4000
_LONGEST_NAME = 200
"""Characters of what is printed on one line or at the head of each page."""
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Control characters, halves of a surrogate pair, Default_Ignorable, and the empty braille sign."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Private-use characters, which each font draws differently."""
_ROUNDED = re.compile(r"-?\d(?:\.\d+)?[Ee]\+\d{2,3}", re.ASCII)
"""What a spreadsheet makes of a long number; the digits behind the exponent are lost."""
_PADDED = re.compile(r"\d{5,}\.0+", re.ASCII)
"""What a program makes of a number that it took for a figure; what else it changed is unknown."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of the scripts that run from right to left, such as Arabic."""
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_WHOLE = re.compile(r"\d{1,5}", re.ASCII)
_SHARE = re.compile(r"\d{1,2}(?:\.\d{1,4})?%", re.ASCII)
_WHOLE_SHARE = 100
_YEARS = range(1950, 2200)
"""Any other year is a typing error, and sums of days must stay on the calendar."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write a value (写法).

    ``says`` describes it on the reference pages; ``read`` returns the value of a text, or raises
    InputError.
    """

    says: str
    read: Callable[[str], Any]
    keeps_spaces: bool = False


def value_of(kind: Any, raw: str, notation: Notation | None = None) -> Any:
    """Return the value that ``raw`` states, in the notation of its kind unless another is given.

    Raises InputError for a character that :func:`visible` refuses, and for any other notation.
    """
    notation = notation or NOTATIONS.get(kind)
    if notation is None:
        return _choice(kind, visible(raw))
    text = visible(raw, keep_spaces=notation.keeps_spaces)
    if kind in (Decimal, dt.date, int):
        text = text.translate(_HALF_WIDTH)
    return notation.read(text)


def visible(raw: str, *, keep_spaces: bool = False) -> str:
    """Return the text in Unicode's composed form (NFC), without spaces around it unless kept.

    Raises InputError for invisible and private-use characters, for script that runs from right to
    left, and for more than 4,000 characters.
    """
    text = unicodedata.normalize("NFC", raw if keep_spaces else raw.strip())
    private = _PRIVATE.search(text)
    if private:
        raise InputError(
            "文本含有私用区字符，换一种字体就成了别的字",
            expected="标准编码的文字",
            found=f"U+{ord(private[0]):04X}",
            next_step="在原件上核对这个字，改用输入法里标准编码的字",
        )
    hidden = _INVISIBLE.search(text)
    if hidden or len(text) > _LONGEST_TEXT:
        raise InputError(
            "文本含有不可见字符或过长",
            expected=f"{_LONGEST_TEXT} 字以内的可见文字",
            found=f"U+{ord(hidden[0]):04X}" if hidden else f"{len(text)} 字",
            next_step="删去该字符后重新输入",
        )
    backward = _RIGHT_TO_LEFT.search(text)
    if backward:
        raise InputError(
            "文本含有从右向左书写的文字，与汉字排在一行时先后会颠倒",
            expected="从左向右书写的文字",
            found=f"U+{ord(backward[0]):04X}",
            next_step="改写中文译名或者拉丁字母转写",
        )
    return text


def name_text(text: str) -> str:
    """Return a name or title as it is written.

    Raises InputError for a line break, and for more than 200 characters.
    """
    if len(text) > _LONGEST_NAME or len(text.splitlines()) > 1:
        raise InputError(
            "名称过长或者分了行",
            expected=f"一行文字，不超过 {_LONGEST_NAME} 字",
            found=f"{len(text)} 字：{text[:20]}",
            next_step="改用全称本身，其余内容写到别的键里",
        )
    return _kept(text)


def odd_sign(text: str) -> str:
    """Return the first invisible, private-use or control sign of a printed text, if there is one.

    A tab and a line break are none.
    """
    found = _INVISIBLE.search(text) or _PRIVATE.search(text)
    return found[0] if found else ""


def _kept(text: str) -> str:
    if _ROUNDED.fullmatch(text):
        raise InputError(
            "长数字已被表格软件改成近似值",
            expected="原件上的全部数字",
            found=text,
            next_step="在表格软件里把该列设为文本，按原件重新录入",
        )
    if _PADDED.fullmatch(text):
        raise InputError(
            "号码末尾的“.0”不是原件上的",
            expected="原件上的全部数字",
            found=text[:40],
            next_step="按原件改写；来自表格的，先把该列设为文本再录入",
        )
    return text


def _day(text: str) -> dt.date:
    day = written_day(text)
    if day.year in _YEARS:
        return day
    raise InputError(
        "年份不合常理",
        expected=f"{_YEARS[0]} 年至 {_YEARS[-1]} 年",
        found=text[:40],
        next_step="核对原件上的日期",
    )


def _yes(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise InputError("无法识别", expected="“是”或“否”", found=text[:40], next_step="改为是或否")


def _whole_number(text: str) -> int:
    if _WHOLE.fullmatch(text):
        return int(text)
    raise InputError(
        "不是整数", expected="0 到 99999 的整数", found=text[:40], next_step="改为整数"
    )


def share(text: str) -> Decimal:
    """Return the percent that a text such as 40% or 33.34% states.

    Raises InputError for any other text, and for what is not more than 0 and less than 100.
    """
    if _SHARE.fullmatch(text) and 0 < (percent := Decimal(text[:-1])) < _WHOLE_SHARE:
        return percent
    raise InputError(
        "不是份额", expected="0 到 100 之间的百分比", found=text[:40], next_step="写成 40% 的样子"
    )


def _choice(kind: type[StrEnum], text: str) -> StrEnum:
    for choice in kind:
        if text == choice.value or text.upper().replace("-", "_") == choice.name:
            return choice
    with contextlib.suppress(ValueError):
        return kind(text)
    raise InputError(
        "不在可选范围内",
        expected="、".join(choice.value for choice in kind),
        found=text[:40],
        next_step=suggestion(text, (choice.value for choice in kind)) or "从可选范围里选一个",
    )


PATH = Notation("文件", lambda text: text.strip("\r\n"), keeps_spaces=True)
"""How a file is named: a name may end in a space, which YAML keeps inside quotes."""

NAME = Notation(f"一行文字，不超过 {_LONGEST_NAME} 字", name_text)
"""A name or title, which is printed at the head of pages, in bookmarks and before signatures."""

NOTATIONS = {
    str: Notation("文本", _kept),
    Decimal: Notation("金额（元）", yuan),
    dt.date: Notation("日期", _day),
    bool: Notation("是或否", _yes),
    int: Notation("整数", _whole_number),
}
"""The notation of each kind but enumerations, which are written by value or name."""
