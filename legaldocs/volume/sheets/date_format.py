"""Days and times as a spreadsheet program shows them: serial numbers under a date format."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATE_LETTER = re.compile("[ymdhsa]", re.IGNORECASE)
"""How a run of letters begins that stands for a part of a day or time."""

_EPOCH = dt.datetime(1899, 12, 31)  # noqa: DTZ001  # a serial number has no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP = 60
"""1900-02-29, a day that there was not and that programs count all the same."""

_LAST = 2_958_466
_SECONDS = 86_400
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ELAPSED = re.compile(r"(?:h+|m+|s+)", re.IGNORECASE)


def dated(serial: Decimal, section: tuple[tuple[str, str], ...], *, from_1904: bool) -> str:
    """Return the day or time of a serial number. Raises ValueError when it is none."""
    if not 0 <= serial < _LAST:
        raise ValueError(serial)
    places = _second_places(section)
    unit = Decimal(1).scaleb(-places)
    seconds = (serial * _SECONDS).quantize(unit, ROUND_HALF_UP)
    whole_days, inside = divmod(seconds, _SECONDS)
    when = _day(int(whole_days), from_1904=from_1904) + dt.timedelta(seconds=int(inside))
    return "".join(_parts(section, when, seconds, places))


def _day(days: int, *, from_1904: bool) -> dt.datetime:
    if from_1904:
        return _EPOCH_1904 + dt.timedelta(days=days)
    return _EPOCH + dt.timedelta(days=days - (days >= _LEAP))


def _second_places(section: tuple[tuple[str, str], ...]) -> int:
    texts = "".join(text for kind, text in section if kind in {"one", "run", "bracket"})
    found = re.search(r"s+\.(0+)", texts, re.IGNORECASE)
    return min(len(found[1]), 3) if found else 0


def _parts(
    section: tuple[tuple[str, str], ...], when: dt.datetime, seconds: Decimal, places: int
) -> Iterator[str]:
    noon = any(kind == "noon" for kind, _ in section)
    fraction = places
    for at, (kind, text) in enumerate(section):
        if kind in {"quoted", "escaped"}:
            yield text
        elif kind == "space":
            yield " "
        elif kind == "noon":
            yield _half_of_day(text, when)
        elif kind == "bracket":
            yield _elapsed(text, seconds) if _ELAPSED.fullmatch(text) else _currency(text)
        elif kind == "run":
            yield _part(text.lower(), when, minutes=_is_minutes(section, at), noon=noon)
        elif kind == "one" and text == "0" and fraction:
            if fraction == places:
                yield f"{seconds % 1:.{places}f}"[2:]
            fraction -= 1
        elif kind == "one" and text not in {"@", "0"}:
            yield text


def _currency(text: str) -> str:
    return text[1:].partition("-")[0] if text.startswith("$") else ""


def _half_of_day(text: str, when: dt.datetime) -> str:
    morning, _, afternoon = text.partition("/")
    return morning if when.hour < 12 else afternoon  # noqa: PLR2004  # noon


def _elapsed(text: str, seconds: Decimal) -> str:
    unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
    return str(int(seconds // unit)).zfill(len(text))


def _is_minutes(section: tuple[tuple[str, str], ...], at: int) -> bool:
    """Return whether a run of m stands for minutes: behind hours, or before seconds."""
    times = [
        (place, (text if kind == "run" else text[:1]).lower()[0])
        for place, (kind, text) in enumerate(section)
        if (kind == "run" and DATE_LETTER.match(text))
        or (kind == "bracket" and _ELAPSED.fullmatch(text))
    ]
    order = [place for place, _ in times]
    if at not in order:
        return False
    here = order.index(at)
    before = times[here - 1][1] if here else ""
    after = times[here + 1][1] if here + 1 < len(times) else ""
    return before == "h" or after == "s"


def _part(text: str, when: dt.datetime, *, minutes: bool, noon: bool) -> str:
    letter, count = text[0], len(text)
    hour = (when.hour + 11) % 12 + 1 if noon else when.hour
    if letter == "y":
        return f"{when.year % 100:02d}" if count <= 2 else f"{when.year:04d}"  # noqa: PLR2004
    if letter == "m" and not minutes:
        return _month(when, count)
    if letter == "d":
        return _weekday_or_day(when, count)
    if letter == "a":
        weekday = _WEEKDAYS[when.weekday()]
        return f"星期{weekday}" if count > 3 else weekday  # noqa: PLR2004  # aaaa
    number = {"h": hour, "m": when.minute, "s": when.second}.get(letter)
    return text if number is None else str(number).zfill(min(count, 2))


def _month(when: dt.datetime, count: int) -> str:
    if count >= 3:  # noqa: PLR2004  # mmm is the name
        return _MONTHS[when.month - 1]
    return str(when.month).zfill(count)


def _weekday_or_day(when: dt.datetime, count: int) -> str:
    if count >= 3:  # noqa: PLR2004  # ddd is the name of the weekday
        return f"星期{_WEEKDAYS[when.weekday()]}"
    return str(when.day).zfill(count)
