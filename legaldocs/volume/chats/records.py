"""Exports whose messages are records with named fields: rows of a table, objects of JSON."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from typing import TYPE_CHECKING, Any

from legaldocs.volume.chats.layouts import layout_of
from legaldocs.volume.chats.message import OTHER, OWN, Chat, Message, MessageKind, kind_of_text
from legaldocs.volume.chats.moment import contradict, counted, moment, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaldocs.volume.chats.layouts import Layout

    Record = Mapping[str, Any]

_KINDS = dict(
    (
        *(("image", "图片"), ("voice", "语音"), ("audio", "语音"), ("video", "视频")),
        *(("file", "文件"), ("voice_message", "语音"), ("video_file", "视频"), ("sticker", "表情")),
        *(("location", "位置"), ("3", "图片"), ("34", "语音"), ("42", "名片"), ("43", "视频")),
        *(("47", "表情"), ("48", "位置"), ("49", "文件、链接或者引用"), ("50", "通话")),
        *(("10000", "系统消息"), ("10002", "系统消息")),
    )
)
"""Words and numbers for the kinds of messages, as WeChat and its exporters hand them on."""

_TEXTS = frozenset(
    {"", "0", "1", "文本", "文本消息", "text", "reply", "引用", "引用消息", "message"}
)
_SYSTEM = frozenset({"系统消息", "系统", "系统通知", "system", "service"})
_FALSE = frozenset({"0", "false", "否"})
_TRUE = frozenset({"1", "true", "是"})
_MARKUP = re.compile(r"\s*(?:<\?xml|<msg|<sysmsg|<appmsg|<voipmsg|<location)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title>(?:<!\[CDATA\[)?([^<]{1,2000}?)(?:\]\]>)?</title>")
_NOTICE = re.compile(r"<(?:replacemsg|content)>(?:<!\[CDATA\[)?([^<]{1,2000}?)(?:\]\]>)?</")
_PATH = re.compile(r"[^\s<>{}\"|?]{1,240}\.\w{2,5}")
_ZONED = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})\s*$")


def read_table(text: str) -> Chat | None:
    """Return the messages of a CSV export, or None when its columns are not known."""
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return None
    names = [name.strip() for name in filled[0]]
    if layout_of(set(names)) is None:
        return None
    chat = from_records([dict(zip(names, row, strict=False)) for row in filled[1:]])
    widest = max((len(row) for row in filled[1:]), default=0)
    if chat is None or widest <= len(names):
        return chat
    note = f"表头有 {len(names)} 列，数据行有 {widest} 列，多出的列没有名称，没有印出"
    return dataclasses.replace(chat, notes=(*chat.notes, note))


def from_records(records: Sequence[Record]) -> Chat | None:
    """Return the messages of records, or None when they are of no layout that is known."""
    layout = layout_of(set().union(*records[:20])) if records else None
    if layout is None:
        return None
    differ = sum(contradict(*_times(record, layout)) for record in records)
    return Chat(
        layout.name,
        tuple(_message(record, layout) for record in records),
        notes=tuple(_notes(records, layout)),
        contradictory=differ,
    )


def _times(record: Record, layout: Layout) -> tuple[Any, Any]:
    number = counted(record.get(layout.number)) if layout.number else None
    return moment(_text(record.get(layout.time))), number


def _message(record: Record, layout: Layout) -> Message:
    raw = _first(record, layout.text) or _unread(record, layout)
    carries = _carries(record, layout)
    text = raw
    if _MARKUP.match(raw):
        found = _TITLE.search(raw) or _NOTICE.search(raw)
        text, carries = found[1].strip() if found else "", carries or "卡片"
    system = carries in _SYSTEM or _is(record, layout.system) or _unsent(record, layout)
    kind = kind_of_text(text, system=system)
    if _is(record, layout.recalled):
        kind = MessageKind.RECALLED
    when, number = _times(record, layout)
    return Message(
        when or number or stated(_first(record, (layout.time, layout.number))),
        _sender(record, layout, system=system),
        text,
        _first(record, (layout.time, layout.number)),
        kind,
        "" if carries in _SYSTEM else carries,
        _files(record, layout),
        _first(record, layout.conversation),
    )


def _sender(record: Record, layout: Layout, *, system: bool) -> str:
    name = _first(record, layout.sender)
    if not layout.own:
        return name
    own = _is(record, layout.own)
    if own and not layout.named:
        return OWN
    if own:
        return f"{name}（本方）" if name else OWN
    said_so = _text(record.get(layout.own)).lower() in _FALSE
    return name or (OTHER if said_so and not system else "")


def _unsent(record: Record, layout: Layout) -> bool:
    """Return whether a record says that neither side sent it, as WeFlow does of notices."""
    return bool(layout.own) and layout.own in record and record[layout.own] is None


def _carries(record: Record, layout: Layout) -> str:
    kind = _text(record.get(layout.kind)) if layout.kind else ""
    named = _KINDS.get(kind, kind)
    return "" if named.lower() in _TEXTS else named


def _files(record: Record, layout: Layout) -> tuple[str, ...]:
    value = record.get(layout.file) if layout.file else None
    names = value if isinstance(value, list | tuple) else [value]
    return tuple(name for name in map(_text, names) if _PATH.fullmatch(name))


def _notes(records: Sequence[Record], layout: Layout) -> Iterator[str]:
    if layout.own:
        yield f"发送人是否本方，按文件里 {layout.own} 一列（项）区分"
    if layout.own and not layout.named:
        yield "文件没有写明本方的名称"
    times = [_first(record, (layout.time, layout.number)) for record in records]
    if any(counted(time) or _ZONED.search(time) for time in times):
        yield "文件里以秒数或者其他时区记载的时间，按北京时间（UTC+8）印出"
    if any(_MARKUP.match(_first(record, layout.text)) for record in records):
        yield "图片、语音、卡片等消息的内部数据没有印出，只印种类和其中的标题"


def _unread(record: Record, layout: Layout) -> str:
    """Return what stands where a text should be and is none, as the file has it."""
    values = [record.get(field) for field in layout.text]
    found = [value for value in values if value and isinstance(value, dict | list)]
    return json.dumps(found[0], ensure_ascii=False) if found else ""


def _is(record: Record, field: str) -> bool:
    return bool(field) and _text(record.get(field)).lower() in _TRUE


def _first(record: Record, fields: Sequence[str]) -> str:
    return next((text for field in fields if (text := _text(record.get(field))).strip()), "")


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)
