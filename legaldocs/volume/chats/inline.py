"""Text exports with time, sender and text in one line, as WhatsApp writes them in each language."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from legaldocs.volume.chats.cut import mostly
from legaldocs.volume.chats.message import Chat, Message, MessageKind, kind_of_text
from legaldocs.volume.chats.moment import CLOCK, on_day

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_LAYOUT = str.maketrans({**dict.fromkeys("\u202f\u2009\u00a0", " "), **dict.fromkeys(_MARKS)})
"""Spaces made alike, and the marks of direction left out that stand around names and numbers."""

_NUMBERS = (
    r"(?P<first>\d{1,4})\s?[-/.年]\s?(?P<middle>\d{1,2})\s?[-/.月]\s?(?P<last>\d{1,4})\s?[.日]?"
)
_LINE = re.compile(
    rf"(?P<written>(?P<open>\[)?{_NUMBERS}[,،，]?(?:\s(?:klo|um|à|a las|às|alle|kl\.))?"
    rf"\s{{0,2}}{CLOCK}\s?)"
    r"(?(open)\]|(?:\s?[-–]|,|،))\s?(?P<rest>.*)"
)
_SENDER = re.compile(r"(?P<sender>[^\n:：]{1,80}?)\s?[:：](?:\s|$)(?P<text>.*)", re.DOTALL)
_WHATSAPP = re.compile(
    r"end-to-end encrypted|端到端加密|端對端加密|Ende-zu-Ende-verschlüsselt|de bout en bout"
    r"|de extremo a extremo|de ponta a ponta|エンドツーエンド|종단간|end-to-end",
    re.IGNORECASE,
)
_FILES = (
    re.compile(r"<[^<>:：]{1,24}[:：]\s?(?P<name>[^<>\n]{1,200})>"),
    re.compile(
        r"^(?P<name>[^\s()（）][^()（）\n]{0,199}\.\w{2,5}) [（(][^()（）\n]{2,30}[)）]$",
        re.MULTILINE,
    ),
)
_FOUNDED = 2009
"""The year in which WhatsApp began: no message is older."""

_LOG = frozenset({"DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL", "TRACE"})
_FEW = 2
_CENTURY = 100
_ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that begins a message, with the lines that go on below it."""

    head: re.Match[str]
    text: str


def read_inline(text: str) -> Chat | None:
    """Return the messages of such an export, or None when its shape is not known.

    Day and month are told apart by all days together: the order is taken in which every day is on
    the calendar and none is before the one above it. Where two orders fit, none is guessed.
    """
    before, rows = _rows(text)
    if not _like_talk(rows):
        return None
    orders = [order for order in _ORDERS if _fits(rows, order)]
    if len(orders) > 1:
        rising = [order for order in orders if _rises(rows, order)]
        orders = rising or orders
    if len({tuple(_days(rows, order)) for order in orders}) != 1:
        return None
    messages = tuple(_message(row, orders[0]) for row in rows)
    known = _WHATSAPP.search(text) is not None
    layout = "WhatsApp 导出的文本" if known else "每行写明时间、发送人和内容的文本"
    notes = () if orders[0] == "ymd" else (_NOTES[orders[0]],)
    return Chat(layout, messages, before=before, notes=notes)


_NOTES = {
    "dmy": "文件里的日期按“日、月、年”的次序读取：全部日期只有按这一次序才都存在并且先后相接",
    "mdy": "文件里的日期按“月、日、年”的次序读取：全部日期只有按这一次序才都存在并且先后相接",
}


def _like_talk(rows: Sequence[_Row]) -> bool:
    """Return whether people speak in these lines, not a program that writes its log."""
    said = [match["sender"] for row in rows if (match := _SENDER.fullmatch(row.text))]
    senders = Counter(said)
    return (
        len(rows) >= _FEW
        and len(said) * 2 >= len(rows)
        and (len(said) <= 2 * _FEW or not mostly(len(senders), len(said)))
        and not all(name.strip("[] ").upper() in _LOG for name in senders)
    )


def day_order_unclear(text: str) -> bool:
    """Return whether an export of this shape was refused because its days can be read two ways."""
    _, rows = _rows(text)
    return _like_talk(rows) and sum(_fits(rows, order) for order in _ORDERS) > 1


def _rows(text: str) -> tuple[str, list[_Row]]:
    front: list[str] = []
    found: list[tuple[re.Match[str], list[str]]] = []
    for row in text.split("\n"):
        match = _LINE.fullmatch(row.translate(_LAYOUT))
        if match:
            found.append((match, [match["rest"]]))
        elif found:
            found[-1][1].append(row)
        else:
            front.append(row)
    rows = [_Row(match, "\n".join(lines).rstrip("\n")) for match, lines in found]
    return "\n".join(front).strip("\n"), rows


def _day(row: _Row, order: str) -> tuple[int, int, int]:
    numbers = [int(row.head[part]) for part in ("first", "middle", "last")]
    year, month, day = (numbers[order.index(part)] for part in "ymd")
    return (year + 2000 if year < _CENTURY else year), month, day


def _days(rows: Sequence[_Row], order: str) -> list[tuple[int, int, int]]:
    return [_day(row, order) for row in rows]


def _fits(rows: Sequence[_Row], order: str) -> bool:
    """Return whether every day is on the calendar in this order."""
    for year, month, day in set(_days(rows, order)):
        try:
            dt.date(year, month, day)
        except ValueError:
            return False
        if year < _FOUNDED:
            return False
    return True


def _rises(rows: Sequence[_Row], order: str) -> bool:
    days = _days(rows, order)
    return all(before <= after for before, after in pairwise(days))


def _message(row: _Row, order: str) -> Message:
    said = _SENDER.fullmatch(row.text)
    sender = said["sender"].strip() if said else ""
    text = said["text"] if said else row.text
    return Message(
        on_day(_day(row, order), row.head),
        sender,
        text,
        row.head["written"].strip("[] "),
        kind_of_text(text, system=said is None) if text else MessageKind.SAID,
        files=tuple(name for pattern in _FILES for name in pattern.findall(text)),
    )
