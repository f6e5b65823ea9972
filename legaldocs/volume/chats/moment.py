"""The times that exports of chats write, and the numbers that stand for them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

BEIJING = dt.timezone(dt.timedelta(hours=8))
"""The zone in which a number of seconds or a time in another zone is printed."""

_MARKER = r"(?:上午|下午|凌晨|早上|中午|晚上|午前|午後|오전|오후|[AaPp]\.?\s?[Mm]\.?|[صم])"
CLOCK = (
    rf"(?:(?P<marker>{_MARKER})\s*)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})"
    rf"(?:[:.](?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?(?:\s*(?P<after>{_MARKER}))?"
)
"""A time of day, with twelve or twenty-four hours."""

DAY = r"(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})\s?日?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
TIME = rf"{DAY}(?:T|[,，]?\s*){CLOCK}"
"""A day, the year first, and a time of day."""

_WHOLE = re.compile(rf"{TIME}\s?{_ZONE}")
_NUMBER = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", re.ASCII)
_SECONDS = 10
_NOON = 12
_AFTERNOON = frozenset({"下午", "晚上", "午後", "오후", "م"})
_MORNING = frozenset({"上午", "凌晨", "早上", "午前", "오전", "ص"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When a message was sent, as its export states it (时间).

    ``at`` is local time without a zone; ``clock`` the time of day as precisely as it is stated.
    """

    at: dt.datetime
    clock: str


def moment(written: str) -> Moment | None:
    """Return the time that a text states with its day, or None when it states none.

    A time with a zone of its own is turned into that of Beijing.

    >>> moment("2019-09-23 8:43:38 PM").clock
    '20:43:38'
    >>> moment("2023-11-15T06:15:23.000Z").at.hour
    14
    """
    match = _WHOLE.fullmatch(written.strip())
    if match is None:
        return None
    day = tuple(int(match[part]) for part in ("year", "month", "day"))
    found = on_day(day, match)
    if found is None or not match["zone"]:
        return found
    zone = match["zone"].replace("Z", "+00:00")
    turned = dt.datetime.fromisoformat(f"{found.at.isoformat()}{zone}").astimezone(BEIJING)
    return Moment(turned.replace(tzinfo=None), turned.strftime("%H:%M:%S"))


def on_day(day: tuple[int, ...], clock: re.Match[str]) -> Moment | None:
    """Return the time that the groups of ``CLOCK`` state on a day (year, month, day).

    None when the calendar or the clock has no such time.
    """
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    marker = (clock["marker"] or clock["after"] or "").replace(".", "").replace(" ", "")
    if (marker in _AFTERNOON or marker.lower() == "pm") and hour < _NOON:
        hour += _NOON
    elif (marker in _MORNING or marker.lower() == "am") and hour == _NOON:
        hour = 0
    elif marker == "中午" and hour < _NOON - 1:
        hour += _NOON
    year, month, number = day
    try:
        at = dt.datetime(year, month, number, hour, minute, second)  # noqa: DTZ001 - as stated
    except ValueError:
        return None
    return Moment(at, at.strftime("%H:%M:%S" if clock["second"] else "%H:%M"))


def counted(number: object) -> Moment | None:
    """Return the time in Beijing that a number of seconds or milliseconds since 1970 stands for.

    None for anything else.

    >>> counted("1672531200000").at.isoformat()
    '2023-01-01T08:00:00'
    """
    text = str(number).strip()
    if isinstance(number, bool) or not _NUMBER.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    at = dt.datetime.fromtimestamp(
        int(whole[:_SECONDS] if len(whole) > _SECONDS else whole), BEIJING
    )
    return Moment(at.replace(tzinfo=None), at.strftime("%H:%M:%S"))


def stated(written: object) -> Moment | None:
    """Return the time that a text or a number states."""
    return moment(str(written)) or counted(written)


def contradict(text: Moment | None, number: Moment | None) -> bool:
    """Return whether a time and the number beside it cannot be the same moment in any zone.

    Zones differ by quarters of an hour and by fourteen hours at most.
    """
    if text is None or number is None:
        return False
    exact = number.at if text.clock.count(":") > 1 else number.at.replace(second=0)
    gap = abs((text.at - exact).total_seconds())
    return gap > _WIDEST or min(gap % _QUARTER, _QUARTER - gap % _QUARTER) > 1


_WIDEST = 22 * 3600
_QUARTER = 900
