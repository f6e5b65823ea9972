"""Chats as pages: who, when and what as a table, day by day, the cited messages marked."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.findings import Finding
from legaldocs.volume.chats.beside import beside
from legaldocs.volume.chats.message import MessageKind
from legaldocs.volume.chats.quotes import cited
from legaldocs.volume.chats.read import MEDIA, read_chat, why_unknown
from legaldocs.volume.convert.printed import Print, facts, print_parts, read_bounded
from legaldocs.volume.convert.quoted import PLACE, Quotes
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.volume.chats.message import Chat, Message
    from legaldocs.volume.pages import OriginalPages

MESSAGES = 30_000
CHARACTERS = 1_000_000
"""Messages of one export that are set, and characters of all together; more is data."""

_PART = 1500
"""Messages that are set at once."""

_COLUMNS = "<thead><tr><th class=n>序号<th class=t>时间<th class=w>发送人<th>内容</thead>"
_FEW = 2
_NAMES = 12
_SHOWN = 60
_WEEKDAYS = "一二三四五六日"
_DERIVED = (
    "本件由电子数据文件中的消息按其先后排列打印，消息没有增删改动；“序号”按文件中的先后编列，"
    "原文件收在证据包中，可按 SHA-256 核对。"
)


def convert(path: Path, name: str, media: str, quotes: Sequence[str] = ()) -> OriginalPages | None:
    """Return an export of a chat as pages, or None when the file is none that is known.

    ``quotes`` name the messages that the case cites. Raises Unreadable for too many messages.
    """
    if media not in MEDIA:
        return None
    data = read_bounded(path)
    chat = _read(data, media)
    if chat is None:
        return None
    found = cited(chat.messages, quotes)
    sheet = _Sheet(path, name, hashlib.sha256(data).hexdigest(), chat, found)
    marked = Quotes(tuple(found), {quote for quote, places in found.items() if places})
    return print_parts(sheet.parts(), name, *_remarks(name, chat, found), quotes=marked)


def find(path: Path, media: str, quotes: Sequence[str]) -> frozenset[str] | None:
    """Return which of the quotes an export of a chat holds, None for another file."""
    chat = _read(read_bounded(path), media) if media in MEDIA else None
    if chat is None:
        return None
    found = cited(chat.messages, quotes)
    return frozenset(quote for quote, places in found.items() if places)


def _read(data: bytes, media: str) -> Chat | None:
    chat = read_chat(data, media)
    if chat is None:
        return None
    length = sum(len(message.text) for message in chat.messages)
    if len(chat.messages) > MESSAGES or length > CHARACTERS:
        raise Unreadable(
            f"消息过多（{len(chat.messages)} 条、{length} 字，"
            f"上限 {MESSAGES} 条、{CHARACTERS} 字），分段导出"
        )
    return chat


def unknown_layout(path: Path, name: str) -> Finding:
    """Return the note that a chat is printed as it stands, its layout being unknown."""
    why = why_unknown(read_bounded(path))
    return Finding(
        "LD-VOL-CHAT-UNKNOWN",
        "note",
        f"聊天记录的导出格式不能识别{f'（{why}）' if why else ''}，按文本原样打印，没有分条",
        where=name,
        next_step="用能识别的格式重新导出（见“聊天记录、短信和邮件作证据”），或者另附截图",
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A chat being set: its file, its messages and which of them the case cites."""

    path: Path
    name: str
    sha256: str
    chat: Chat
    found: Mapping[str, tuple[int, ...]]

    def parts(self) -> Iterator[Print]:
        """Yield the print in parts of so many messages, the heading in front of the first."""
        body = self._heading()
        for rows in _batched(self._rows(), _PART):
            table = f"<table class=chat>{_COLUMNS}<tbody>{''.join(rows)}</table>"
            yield Print(self.name, self._running(), body + table)
            body = ""

    def _running(self) -> str:
        who = "、".join(map(_upright, self.chat.senders[:_FEW]))
        if len(self.chat.senders) > _FEW:
            who += f"等{len(self.chat.senders)}人"
        pieces = ("由电子数据打印", who[:_SHOWN], _period(self.chat), self.name)
        return "｜".join((*filter(None, pieces), f"SHA-256 {self.sha256}"))

    def _heading(self) -> str:
        notes = "".join(f"<p class=note>{escape(note)}。</p>" for note in self.chat.notes)
        before = visible(self.chat.before)
        front = f"<p class=note>文件开头：</p><div class=text>{escape(before)}</div>"
        return f"<h1>聊天记录</h1><p class=note>{_DERIVED}</p>{facts(self._facts())}{notes}" + (
            f"{front}<hr>" if before else ""
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        chat = self.chat
        yield "导出格式", chat.layout
        yield from ((label, visible(value)) for label, value in chat.facts)
        names = chat.senders
        more = f"等 {len(names)} 人" if len(names) > _NAMES else ""
        yield "发送人", "、".join(map(_upright, names[:_NAMES])) + more or "（文件没有写明）"
        yield "起止日期", _period(chat) or "（文件没有写明）"
        yield "消息", _counts(chat)
        yield "原文件", self.name
        yield "SHA-256", self.sha256
        for quote, places in self.found.items():
            if places:
                numbers = "、".join(f"第 {place + 1} 条" for place in places[:_NAMES])
                more = f"等 {len(places)} 条" if len(places) > _NAMES else ""
                yield "本案引用", f"{numbers}{more}：{visible(quote)}"

    def _rows(self) -> Iterator[str]:
        """Yield the rows of the table: conversations, days and messages, in the file's order."""
        quoted: dict[int, list[int]] = defaultdict(list)
        for number, cited_places in enumerate(self.found.values()):
            for place in cited_places:
                quoted[place].append(number)
        groups: dict[str, list[int]] = defaultdict(list)
        for place, message in enumerate(self.chat.messages):
            groups[message.conversation].append(place)
        for conversation, places in groups.items():
            if len(groups) > 1:
                yield _across(f"聊天对象：{visible(conversation) or '（文件没有写明）'}")
            day: dt.date | None = None
            for place in places:
                message = self.chat.messages[place]
                if message.when is not None and message.when.at.date() != day:
                    yield _across(_day(message.when.at.date(), day))
                    day = message.when.at.date()
                yield self._row(place, message, quoted.get(place, ()))

    def _row(self, place: int, message: Message, cited: Sequence[int]) -> str:
        """Return the row of a message; ``cited`` are the numbers of the quotes that name it."""
        number, clock = f"{place + 1}", message.when.clock if message.when else message.written
        classes = ("cited" if cited else "", "notice" if message.kind else "")
        title = f"引用：第{number}条 {_stamp(message)} {message.sender}"
        mark = f' mark" data-title="{escape(visible(title))}' if cited else ""
        flag = "引用"
        for quote in cited:
            flag = f"<span id={PLACE}{quote}>{flag}</span>"
        flag = f"\n<span class=flag>{flag}</span>" if cited else ""
        sender = message.sender or (MessageKind.SYSTEM if message.kind else "（未写明）")
        return (
            f'<tr class="{" ".join(filter(None, classes))}"><td class="n{mark}">{number}{flag}</td>'
            f"<td class=t>{escape(visible(clock))}</td><td class=w>{escape(visible(sender))}</td>"
            f"<td>{self._said(message)}</td></tr>"
        )

    def _said(self, message: Message) -> str:
        """Return the text with what stands in place of a picture, a voice or a file."""
        label = MessageKind.RECALLED if message.kind is MessageKind.RECALLED else message.carries
        shown = f"〔{label}〕" if label else ""
        text = escape(visible(message.text))
        files = "".join(f"\n<span class=file>{self._file(name)}</span>" for name in message.files)
        return f"{escape(shown)}{text}{files}" or "（没有文字内容）"

    def _file(self, name: str) -> str:
        found = beside(self.path, name)
        if found is None:
            return escape(visible(f"随附文件：{name}（没有与本文件放在一起）"))
        digest = f"，SHA-256 {found.sha256}" if found.sha256 else ""
        return escape(visible(f"随附文件：{found.place}（{found.size:,} 字节{digest}）"))


def _batched(rows: Iterator[str], size: int) -> Iterator[list[str]]:
    """Yield the rows in lists of ``size``, at least one list."""
    batch = list(islice(rows, size))
    while True:
        yield batch
        batch = list(islice(rows, size))
        if not batch:
            return


def _upright(name: str) -> str:
    """Return a name that cannot turn the order of those beside it, in whatever script it is."""
    return f"\u200e{visible(name)}\u200e"


def _across(text: str) -> str:
    return f"<tr class=day><td colspan=4>{escape(text)}</td></tr>"


def _day(day: dt.date, before: dt.date | None) -> str:
    """Return a day with its weekday, and how long nothing was said before it."""
    gap = (day - before).days if before else 0
    silent = f"（与上一条消息相隔 {gap} 日）" if gap > 1 else ""
    return f"{chinese_day(day)}　星期{_WEEKDAYS[day.weekday()]}{silent}"


def _stamp(message: Message) -> str:
    if message.when is None:
        return message.written
    return f"{message.when.at:%Y-%m-%d} {message.when.clock}"


def _period(chat: Chat) -> str:
    if chat.days is None:
        return ""
    first, last = chat.days
    return chinese_day(first) if first == last else f"{chinese_day(first)}至{chinese_day(last)}"


def _counts(chat: Chat) -> str:
    kinds = Counter(message.kind for message in chat.messages)
    parts = [
        f"{kind} {kinds[kind]} 条"
        for kind in (MessageKind.SYSTEM, MessageKind.RECALLED)
        if kinds[kind]
    ]
    among = f"，其中{'、'.join(parts)}" if parts else ""
    stated = f"；文件写明共 {chat.stated} 条" if chat.stated is not None else ""
    return f"{len(chat.messages)} 条{among}{stated}"


def _remarks(name: str, chat: Chat, found: Mapping[str, tuple[int, ...]]) -> Iterator[Finding]:
    if chat.stated is not None and chat.stated != len(chat.messages):
        yield Finding(
            "LD-VOL-CHAT-COUNT",
            "warning",
            f"导出文件写明共 {chat.stated} 条消息，文件里有 {len(chat.messages)} 条",
            where=name,
            next_step="重新完整导出；删减过的聊天记录，对方可能提出异议",
        )
    if chat.contradictory:
        yield Finding(
            "LD-VOL-CHAT-TIMES",
            "warning",
            f"有 {chat.contradictory} 条消息写的时间与同一行的时间戳不是同一时刻，按写的时间印出",
            where=name,
            next_step="对照原设备上显示的时间核对；不一致的，重新导出",
        )
    if chat.odd:
        yield Finding(
            "LD-VOL-CHAT-ODD",
            "warning",
            f"有 {chat.odd} 处不能确认是不是一条消息的开头，按原文印在所在位置",
            where=name,
            next_step="对照原设备上的聊天记录核对这几处",
        )
    if chat.backward:
        yield Finding(
            "LD-VOL-CHAT-ORDER",
            "note",
            f"有 {chat.backward} 条消息的时间早于它的上一条，按文件中的先后印出",
            where=name,
            next_step="核对是否由几次导出拼接而成",
        )
    for quote, places in found.items():
        if len(places) > 1:
            yield Finding(
                "LD-VOL-QUOTE-SEVERAL",
                "warning",
                f"引用的“{quote}”有 {len(places)} 条消息符合，都已标出",
                where=name,
                next_step="在前面加上时间，例如 2026-11-06 15:12 加上原文的几个字",
            )
