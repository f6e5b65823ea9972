"""What a row says has happened cannot lie in the future."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.importing.rows import Row

_HAPPENED = {
    "payment.paid_on": "没有到账的，不要导入",
    "invoice.issued_on": "还没有开票的，空着",
    "invoice.received_on": "还没有收到的，空着",
    "invoice.confirmed_on": "还没有确认的，空着",
}
"""The days of what has happened, and what to do about what has not; a due day is none of them."""


def refuse_future_days(row: Row, today: dt.date) -> None:
    """Give a row back that says that something happened on a day to come."""
    for key, step in _HAPPENED.items():
        text = row.values.get(key)
        if text and dt.date.fromisoformat(text) > today:
            reason = f"晚于今天（{today}），还没有发生，写的是“{text}”"
            row.refuse(key, reason, f"写错的改正；{step}")
