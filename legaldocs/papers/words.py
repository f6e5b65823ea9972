"""The words templates may form from a figure, a day or a list."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import TO_FEN, figure
from legaldocs.law.identity import check_resident_id, sex
from legaldocs.law.numerals import numeral
from legaldocs.law.words import amount_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from legaldocs.case.party import Party
    from legaldocs.law.lawbook import LawBook

_FOUR_PLACES = Decimal("0.0001")
NOTHING = "—"
"""The text of an empty table cell."""


class Ordinals:
    """Numbers in Chinese, counted up each time one is asked for (序号).

    ``{{ ordinal() }}`` gives 一, then 二; ``{{ ordinal("措施") }}`` counts a series of its own. A
    paper may so leave out a part without a gap in its numbers.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def __call__(self, series: str = "") -> str:
        """Return the next number of ``series``."""
        self._given[series] = self._given.get(series, 0) + 1
        return numeral(self._given[series])


def particulars(*pairs: tuple[str, str]) -> str:
    """Return label and value of each pair as 联系人：甲；电话：乙, leaving out the empty ones.

    >>> particulars(("联系人", "周敏"), ("电话", ""), ("地址", "苏州"))
    '联系人：周敏；地址：苏州'
    """
    return "；".join(f"{label}：{value}" for label, value in pairs if value)


def born(id_number: str) -> str:
    """Return the birthday in a resident's ID number as papers print it, or nothing.

    >>> born("11010519491231002X"), born("1101")
    ('1949年12月31日出生', '')
    """
    if not check_resident_id(id_number).valid:
        return ""
    return f"{chinese_day(dt.date.fromisoformat(id_number[6:14]))}出生"


def person(party: Party) -> str:
    """Return sex, ethnicity and birthday of a person as they follow a name, or nothing."""
    parts = (party.gender or sex(party.id_number), party.ethnicity, born(party.id_number))
    return "".join(f"，{part}" for part in parts if part)


def citing(book: LawBook, day: dt.date) -> Callable[..., str]:
    """Return the function by which a template names articles, as they are numbered on ``day``."""

    def cite(instrument: str, *articles: str) -> str:
        """Return the articles of one instrument, its title once."""
        first, *others = (book.cite(f"cn.{instrument}", article, day) for article in articles)
        rest = (other.text.removeprefix(f"《{other.title}》") for other in others)
        return "、".join((first.text, *rest))

    return cite


def yuan(amount: Decimal) -> str:
    """Return an amount as 1,234.50."""
    return figure(amount)


def exact(amount: Decimal) -> str:
    """Return an amount before rounding: four decimals, and dots where more follow."""
    cut = amount.quantize(_FOUR_PLACES, ROUND_DOWN)
    return f"{cut:,}" + ("…" if cut != amount else "")


def words(amount: Decimal) -> str:
    """Return an amount as 人民币壹仟贰佰叁拾肆元伍角整."""
    return f"人民币{amount_in_words(TO_FEN.apply(amount))}"


def day(date: dt.date | None) -> str:
    """Return a day as 2026年3月5日, or a dash for none."""
    return NOTHING if date is None else chinese_day(date)


def cell(value: object) -> str:
    """Return the text of a cell: the value, a dash for nothing."""
    return yuan(value) if isinstance(value, Decimal) else str(value or NOTHING)


def sentence(text: str) -> str:
    """Return a user's words as a sentence with one full stop."""
    return text.strip().rstrip("。；;") + "。"


def listed(parts: Iterable[object]) -> str:
    """Return parts joined as 甲、乙、丙."""
    return "、".join(str(part) for part in parts)


FILTERS: Mapping[str, Callable[..., object]] = {
    "yuan": yuan,
    "exact": exact,
    "words": words,
    "day": day,
    "cell": cell,
    "listed": listed,
    "sentence": sentence,
}
"""The filters of every template, by the name templates use."""
