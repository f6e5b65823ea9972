"""Payments that may be one stated twice: with a reference and without, or as a sum of several."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.days import written_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure, yuan
from legaldocs.core.near import folded
from legaldocs.core.typed import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Stated = Mapping[str, Any]
    """A payment as a row or a case file states it: texts by field."""

_ONE = "已有同一天或者没有日期的一笔，看不出是不是同一笔：是的，改那一笔；不是的，自己加上"
_SUM = "已有的一笔可能是这几笔的合计，看不出是不是：是的，改那一笔；不是的，自己加上"
OPEN_IS_GONE = "没有写日期的那一笔在案件文件里已经改过，看不出是不是同一笔：核对后自己改"
_PAID = "写的是已付的合计，{}：核对后自己改案件文件里的付款"


def may_be_one(one: Stated, other: Stated) -> bool:
    """Return whether two payments may be the same money.

    Two references that differ are two payments. A payment without its day may be a sum of others.
    """
    if one.get("reference") and other.get("reference"):
        return folded(str(one["reference"])) == folded(str(other["reference"]))
    if _is_open(one) or _is_open(other):
        return True
    return bool(_day(one) == _day(other) and _amount(one) == _amount(other))


def stated_twice(one: Stated, other: Stated) -> bool:
    """Return whether two rows of one import, neither without its day, may state one payment.

    Without a reference on either side, any other field in which both say something else tells them
    apart.
    """
    if bool(one.get("reference")) != bool(other.get("reference")):
        return may_be_one(one, other)
    apart = [key for key in one if other.get(key) and folded(one[key]) != folded(other[key])]
    return not apart and may_be_one(one, other)


def doubt(
    item: Stated, fresh: Sequence[Stated], old: Iterable[Stated], dropped: Sequence[Stated]
) -> str:
    """Return why a payment that is new in the rows may be in the case already, or nothing.

    ``fresh`` are all that are new, ``old`` those that were imported, ``dropped`` those of them that
    the rows no longer state.
    """
    if any(may_be_one(item, other) or _is_corrected(item, other) for other in old):
        return _ONE
    if any(item in (parts := _until(fresh, whole)) and _sum(parts) == _sum([whole])
           for whole in dropped if not whole.get("reference")):  # fmt: skip
        return _SUM
    return ""


def is_dated(dropped: Stated, fresh: Sequence[Stated]) -> bool:
    """Return whether the one new payment is the one whose day was open: the same sum, with it."""
    if len(fresh) != 1 or not _is_open(dropped) or _is_open(fresh[0]):
        return False
    return _amount(dropped) == _amount(fresh[0]) and {*dropped, *fresh[0]} == {"paid_on", "amount"}


def twin_doubt(item: Stated, written: Iterable[Stated]) -> str:
    """Return why a new payment may be one that a person wrote into the case file, or nothing."""
    return _ONE if any(may_be_one(item, other) for other in written) else ""


def sum_doubt(dropped: Sequence[Stated], fresh: Sequence[Stated]) -> str:
    """Return why a debt's row that says what was paid may count again what was imported.

    It says by how much the sum has grown: that is what was paid since, if all of it was.
    """
    if not dropped:
        return ""
    more = _sum(fresh) - _sum(dropped)
    if not more:
        return _PAID.format("与以前导入的相同，日期不同")
    less = "少" if more < 0 else "多"
    return _PAID.format(f"比以前导入的{less} {figure(abs(more))} 元")


def _is_corrected(item: Stated, other: Stated) -> bool:
    """Return whether one without a reference may be another, its amount written otherwise."""
    return not (item.get("reference") or other.get("reference")) and _day(item) == _day(other)


def _until(fresh: Iterable[Stated], whole: Stated) -> list[Stated]:
    """Return the payments up to the day of one that may be their sum; both are as imported."""
    return [item for item in fresh if not _is_open(item) and item["paid_on"] <= whole["paid_on"]]


def _sum(items: Iterable[Stated]) -> Decimal:
    return sum((Decimal(item["amount"]) for item in items), Decimal(0))


def _is_open(item: Stated) -> bool:
    day = str(item.get("paid_on") or "")
    return not day or day.startswith(PLACEHOLDER)


def _day(item: Stated) -> Any:
    return _read(written_day, item.get("paid_on"))


def _amount(item: Stated) -> Any:
    return _read(yuan, item.get("amount"))


def _read(reader: Callable[[str], Any], text: Any) -> Any:
    """Return what a text states, or the text where a person wrote it otherwise."""
    try:
        return reader(str(text or "").strip())
    except InputError:
        return str(text)
