"""A task as an entry of a calendar, the same bytes for the same task."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from legaldocs.core.money import figure
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.portfolio.day.work import Work

_MORNING = dt.timedelta(hours=9)
"""When the calendar reminds of it, from the midnight its day begins with."""


def appointment(work: Work, book: str, contacts: Sequence[str] = ()) -> bytes:
    """Return the .ics of a task: the whole of its last day, with a reminder at nine.

    ``book`` is whose book it is; it and the key of the task make the identifier. ``contacts`` are
    whom to speak to.
    """
    mark = hashlib.sha256(f"{book}\n{work.key}".encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{mark}@legaldocs")
    event.add("dtstamp", dt.datetime.combine(work.made_on, dt.time(), dt.UTC))
    event.add("dtstart", work.due_on)
    event.add("dtend", work.due_on + dt.timedelta(days=1))
    event.add("summary", f"{work.step}：{work.customer} {figure(yuan_of(work.amount_fen))} 元")
    lines = [f"{line.number} {figure(yuan_of(line.asked_fen))} 元，{line.due_on} 到期"
             for line in work.lines]  # fmt: skip
    people = [f"联系人：{contact}" for contact in contacts]
    event.add("description", "\n".join([work.why, *lines, *work.note, *people]))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{work.step}：{work.customer}")
    alarm.add("trigger", _MORNING)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//legaldocs//book//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
