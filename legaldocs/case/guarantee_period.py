"""Reading the words of a guarantee period, such as 主债务履行期限届满之日起三年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from legaldocs.core.errors import InputError

From = Literal["debt", "last", "each"]
"""The due day it runs from: of the debt, of its last instalment, or of each instalment."""

_FROM = re.compile(
    r"(?:自|从)?(?P<which>最后一期|最后一笔|每一期|每期|各期|每笔|各笔)?"
    r"(?:主|合同|项下|约定|的|债务|人|债权|款项|货款|价款|履行|付款|还款|清偿)*"
    r"(?:期限|期间|期)?(?:届满|到期)之?次?日?(?:起|后)"
)
_LENGTH = re.compile(
    r"(?P<number>\d{1,3}|半|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]?[十拾][一二两三四五六七八九壹贰叁肆伍陆柒捌玖]?|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])"
    r"(?P<unit>个月|月|年)(?:止|内)?"
)
_REPAID = re.compile(r".*(?:还清|付清|清偿|偿清|结清|履行|消灭)(?:完毕|之日|为止|时)*止?")
_PLAIN = str.maketrans("两壹贰叁肆伍陆柒捌玖拾", "二一二三四五六七八九十")
_DIGITS = "零一二三四五六七八九"
_TEN = 10
_WHICH: dict[str, From] = {"最": "last", "每": "each", "各": "each"}


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """How long a guarantor is bound by the words of the guarantee (约定的保证期间).

    ``months`` is None for words like 至本息还清为止, which leave the end open.
    """

    months: int | None
    starts: From

    @property
    def until_repaid(self) -> bool:
        """Whether the guarantee says that the guarantor is bound until everything is repaid."""
        return self.months is None


def parse_period(text: str) -> PeriodTerms:
    """Return what the words of a guarantee period state.

    >>> parse_period("主债务履行期限届满之日起三年")
    PeriodTerms(months=36, starts='debt')
    >>> parse_period("24个月").months, parse_period("至全部债务还清之日止").until_repaid
    (24, True)

    Raises InputError for words that leave the start or the length in doubt.
    """
    words = re.sub(r"[\s，,。；;：:（）()]", "", text).removeprefix("保证期间").removeprefix("为")
    if words.startswith(("至", "直至", "到", "直到")) and _REPAID.fullmatch(words):
        return PeriodTerms(None, "debt")
    start = _FROM.match(words)
    starts: From = "debt"
    if start is not None:
        words = words[start.end() :]
        starts = _WHICH.get((start["which"] or "")[:1], "debt")
    length = _LENGTH.fullmatch(words.removeprefix("计算").removeprefix("为"))
    months = _months(length["number"], length["unit"]) if length else 0
    if not months:
        raise InputError(
            "看不懂保证期间",
            expected="三年、24个月、主债务履行期限届满之日起三年、至本息还清为止",
            found=text[:40],
            next_step="约定到某一天的，改写 until_on；从其他日期起算的，算出届满日写 until_on",
        )
    return PeriodTerms(months, starts)


def period_text(text: str) -> str:
    """Return the words of a guarantee period as they were written.

    Raises InputError as :func:`parse_period` does.
    """
    parse_period(text)
    return text


def _months(number: str, unit: str) -> int:
    if number == "半":
        return 6 if unit == "年" else 0
    count = int(number) if number.isascii() else _numeral(number)
    return count * (12 if unit == "年" else 1)


def _numeral(text: str) -> int:
    """Return the number that up to three characters such as 十八 or 二十四 state."""
    tens, ten, ones = text.translate(_PLAIN).rpartition("十")
    value = (_DIGITS.index(tens) if tens else 1) * _TEN if ten else 0
    return value + (_DIGITS.index(ones) if ones else 0)
