"""What a case gives to a paper: the amounts, days and words that it may print."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import pass_environment
from jinja2.filters import do_sum

from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.papers.stated import amounts_in, days_in
from legaldocs.papers.words import FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.papers.stated import Amount, Day

_EXACT = Decimal("0.0001")


class Given:
    """The amounts, days and words of a case that its paper may print (案件给出的内容).

    They are what the names of the paper lead to, what its tags took from these on the way, and the
    sums of such amounts. Words count as a whole: an amount that a message quotes is given as well.
    """

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = {key: self._watched(value) for key, value in names.items()}
        self.filters: dict[str, Callable[..., object]] = {**FILTERS, "sum": self._sum()}
        self._amounts: set[Decimal] = {ZERO}
        self._days: set[dt.date] = set()
        self._words: set[str] = set()
        self._seen: dict[int, object] = {}
        for value in names.values():
            self.take(value)

    def take(self, value: object) -> None:
        """Note what a tag took from a name: a value, or all that the fields of a record lead to."""
        if isinstance(value, int) and not isinstance(value, bool):
            self._amounts.add(Decimal(value))
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Decimal):
                self._take_amount(one)
            elif isinstance(one, str):
                self._words.add(one)
            elif isinstance(one, dt.date):
                self._days.add(one.date() if isinstance(one, dt.datetime) else one)
            elif id(one) not in self._seen:
                # Kept, so that no other value can come by the same id.
                self._seen[id(one)] = one
                waiting += _parts(one)

    def unknown_amounts(self, text: str) -> list[Amount]:
        """Return the amounts that a text states and the case does not."""
        found = [one for one in amounts_in(text) if one.value not in self._amounts]
        if not found:
            return []
        quoted = {one.value for words in self._words for one in amounts_in(words)}
        return [one for one in found if one.value not in quoted]

    def unknown_days(self, text: str) -> list[Day]:
        """Return the days that a text states and the case does not."""
        found = [
            one
            for one in days_in(text)
            if not any(one.is_(day.year, day.month, day.day) for day in self._days)
        ]
        if not found:
            return []
        quoted = {day[1:] for words in self._words for day in days_in(words)}
        return [one for one in found if not any(one.is_(*day) for day in quoted)]

    def quotes(self, sign: str, text: str) -> bool:
        """Return whether a text has a word or sign because it repeats words of the case."""
        said = "".join(text.split())
        return any(
            sign in words and "".join(words.split()).rstrip("。；;") in said
            for words in self._words
        )

    def _take_amount(self, amount: Decimal) -> None:
        if amount.is_finite():
            size = abs(amount)
            self._amounts |= {size, TO_FEN.apply(size), size.quantize(_EXACT, ROUND_DOWN)}

    def _watched(self, value: object) -> object:
        """Return a function of the names such that what it makes of given values is given too."""
        if not callable(value):
            return value

        @wraps(value, updated=())
        def watched(*arguments: object, **named: object) -> object:
            made = value(*arguments, **named)
            if all(self._holds(one) for one in (*arguments, *named.values())):
                self.take(made)
            return made

        return watched

    def _holds(self, value: object) -> bool:
        if isinstance(value, Decimal):
            return abs(value) in self._amounts
        if isinstance(value, str):
            return value in self._words
        return id(value) in self._seen

    def _sum(self) -> Callable[..., object]:
        @pass_environment
        def summed(environment: Any, items: Iterable[Any], attribute: Any = None) -> object:
            total = do_sum(environment, items, attribute)
            self.take(total)
            return total

        return summed


def _parts(value: object) -> list[object]:
    """Return what a record or a collection holds; anything else holds nothing."""
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [part for part in value if not isinstance(part, int)]
    names = getattr(value, "__struct_fields__", ())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
    found = [getattr(value, name) for name in names]
    return [part for part in found if not isinstance(part, int)]
