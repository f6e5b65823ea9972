"""Text exports in which each message stands below a line with its time and sender."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from legaldocs.volume.chats.cut import cut, mostly
from legaldocs.volume.chats.message import Chat, Message, kind_of_text
from legaldocs.volume.chats.moment import CLOCK, DAY, TIME, moment, on_day

if TYPE_CHECKING:
    from legaldocs.volume.chats.cut import Entry
    from legaldocs.volume.chats.moment import Moment

_FEW = 2
_START = 2000
_STOPS = "。；;！!？?"
_NAME = rf"(?P<sender>[^\s{_STOPS}：:](?:[^{_STOPS}]{{0,58}}[^\s{_STOPS}：:])?)"
_TIME_FIRST = re.compile(rf"(?P<written>{TIME})[ \t]+{_NAME}")
_NAME_FIRST = re.compile(rf"{_NAME}[ \t]+(?P<written>{TIME})")
_QQ_LINE = re.compile(
    rf"(?P<written>\d{{4}}-\d{{1,2}}-\d{{1,2}} {CLOCK})[ \t](?P<sender>\S.{{0,120}})"
)
_QQ_MARK = re.compile(r"消息记录（此消息记录为文本格式|^(?:消息对象|消息分组)[:：]", re.MULTILINE)
_QQ_WITH = re.compile(r"^消息对象[:：](.*)$", re.MULTILINE)
_QQ_SECTION = re.compile(
    r"^(?:={20,}\n+消息分组[:：].*\n+)?={20,}\n+消息对象[:：](?P<with>.*)\n+={20,}$", re.MULTILINE
)
_SYSTEM = re.compile(r"系统消息(?:\(\d+\))?")
_DAY_LINE = re.compile(rf"[—\-─–]{{3,}}\s*{DAY}\s*[—\-─–]{{3,}}")
_UNDER_DAY = re.compile(rf"(?P<sender>\S(?:.{{0,78}}\S)?)\s{{2,}}{CLOCK}")
_EXPORTER = re.compile(r"QQChatExporter|^\s*QQ聊天记录导出文件\s*$", re.MULTILINE)
_EXPORTED = re.compile(
    rf"^(?P<sender>[^\n]{{0,120}}):\n时间[:：] ?(?P<written>{TIME})\n"
    r"(?:类型[:：] ?(?P<type>[^\n]*)\n)?内容[:：] ?(?P<text>.*?)"
    r"(?P<files>\n资源[:：] ?\d+ 个文件(?:\n  - [^\n]*)*)?\s*"
    r"(?=^(?:\[\d+\]\n)?[^\n]{0,120}:\n时间[:：] ?\d{4}|^={20,}\n\s*导出完成|\Z)",
    re.MULTILINE | re.DOTALL,
)
_STATED = re.compile(
    r"^\s*(?:消息总数[:：]\s*|总计导出\s*|共\s*)(\d{1,7})(?:\s*条消息.*|\s*)$", re.MULTILINE
)
_FACT = re.compile(r"^\s*(聊天名称|聊天类型|导出时间|时间范围)[:：]\s*(.+)$", re.MULTILINE)
_FILE = re.compile(r"^  - [^:：\n]{1,20}[:：] ?(.+)$", re.MULTILINE)


def read_headed(text: str) -> Chat | None:
    """Return the messages of a text export, or None when its shape is not known."""
    return (
        _exporter(text)
        or _qq(text)
        or _under_days(text)
        or _plain(text, _TIME_FIRST, "每条消息上方一行时间和发送人的文本")
        or _plain(text, _NAME_FIRST, "每条消息上方一行发送人和时间的文本")
    )


def _qq(text: str) -> Chat | None:
    """Return an export of the message manager of QQ, with one or more chats."""
    if not _QQ_MARK.search(text[:_START]):
        return None
    front, sections = _sections(text)
    messages: list[Message] = []
    odd = 0
    for body, conversation in sections:
        part = cut(body, _QQ_LINE)
        odd += part.odd
        front = front if messages else f"{front}\n{part.front}"
        messages += [_said(entry, _when(entry), conversation) for entry in part.entries]
    if not messages:
        return None
    names = "、".join(dict.fromkeys(name for _, name in sections if name))
    facts = (("消息对象", names),) if names else ()
    return Chat("QQ 消息管理器导出的文本", tuple(messages), facts, front.strip("\n"), odd=odd)


def _sections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands in front, and the text of each chat of an export with its name."""
    found = list(_QQ_SECTION.finditer(text))
    if not found:
        first = _QQ_WITH.search(text)
        return "", [(text, first[1].strip() if first else "")]
    ends = [*(section.start() for section in found[1:]), len(text)]
    return text[: found[0].start()], [
        (text[section.end() : end], section["with"].strip())
        for section, end in zip(found, ends, strict=True)
    ]


def _plain(text: str, line: re.Pattern[str], layout: str) -> Chat | None:
    """Return an export without any mark but its lines; what is less regular is not one."""
    part = cut(text, line)
    entries = part.entries
    senders = Counter(entry.head["sender"] for entry in entries)
    if (
        len(entries) < _FEW
        or not mostly(sum(1 for entry in entries if entry.text), len(entries))
        or (len(entries) > 2 * _FEW and mostly(len(senders), len(entries)))
        or any(_when(entry) is None for entry in entries)
    ):
        return None
    messages = tuple(_said(entry, _when(entry)) for entry in entries)
    stated = _stated_count(part.front)
    return Chat(layout, messages, before=part.front, stated=stated, odd=part.odd)


def _under_days(text: str) -> Chat | None:
    """Return a chat as WeChat hands it on: a line for the day, below it name and time of day."""
    days: dict[int, tuple[int, ...]] = {}
    for at, row in enumerate(text.split("\n")):
        if found := _DAY_LINE.fullmatch(row.strip()[:_START]):
            days[at] = tuple(int(found[part]) for part in ("year", "month", "day"))
    part = cut(text, _UNDER_DAY, days, apart=True)
    if not days or not part.entries or part.entries[0].at < min(days):
        return None
    messages = tuple(
        _said(entry, on_day(days[max(at for at in days if at < entry.at)], entry.head))
        for entry in part.entries
    )
    return Chat("微信转出的聊天记录文本", messages, before=part.front, odd=part.odd)


def _exporter(text: str) -> Chat | None:
    """Return a text of QQ Chat Exporter: name, time and content in lines with labels."""
    if not _EXPORTER.search(text[:_START]):
        return None
    found = list(_EXPORTED.finditer(text))
    if not found:
        return None
    messages = tuple(
        Message(
            moment(match["written"]),
            match["sender"],
            match["text"].strip("\n"),
            match["written"],
            kind_of_text(match["text"], system=match["type"] in {"system", "系统消息"}),
            files=tuple(_FILE.findall(match["files"] or "")),
        )
        for match in found
    )
    front = text[: found[0].start()]
    facts = tuple((label, value.strip()) for label, value in _FACT.findall(front))
    stated = _stated_count(front)
    return Chat("QQ Chat Exporter 导出的文本", messages, facts, stated=stated)


def _stated_count(front: str) -> int | None:
    """Return how many messages an export says it has, in a line of its own."""
    match = _STATED.search(front)
    return int(match[1]) if match else None


def _when(entry: Entry) -> Moment | None:
    return moment(entry.head["written"])


def _said(entry: Entry, when: Moment | None, conversation: str = "") -> Message:
    head = entry.head.groupdict()
    sender = head["sender"].strip()
    if len(sender) > _FEW and sender[0] == sender[-1] == "'":
        sender = sender[1:-1]
    kind = kind_of_text(entry.text, system=bool(_SYSTEM.fullmatch(sender)))
    written = head.get("written") or ""
    return Message(when, sender, entry.text, written, kind, conversation=conversation)
