"""Exports of chats as web pages: those of QQ's message manager and of Telegram."""

from __future__ import annotations

import email.policy
import re
from email.parser import BytesParser
from typing import TYPE_CHECKING

from lxml import etree, html

from legaldocs.core.charset import decoded
from legaldocs.volume.chats.message import Chat, Message, kind_of_text
from legaldocs.volume.chats.moment import CLOCK, DAY, moment, on_day

if TYPE_CHECKING:
    from collections.abc import Iterator

QQ_MARK = b"Save by Tencent MsgMgr"
_QQ_DAY = re.compile(rf"日期[:：]\s*{DAY}")
_QQ_FACT = re.compile(r"(消息分组|消息对象)[:：]\s*(.*)")
_CLOCK = re.compile(CLOCK)
_SYSTEM = re.compile(r"系统消息(?:\(\d+\))?")
_TELEGRAM_TIME = re.compile(
    r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?"
)


def read_saved_page(data: bytes) -> Chat | None:
    """Return the messages of the .mht that QQ saves, or None when the file is another."""
    if QQ_MARK not in data[:400]:
        return None
    message = BytesParser(policy=email.policy.compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            text = decoded(content, part.get_content_charset() or "")
            return None if text is None else _qq(text.text)
    return None


def read_page(text: str) -> Chat | None:
    """Return the messages of a web page, or None when its shape is not known."""
    if "消息对象" in text[:4000] and "日期:" in text:
        return _qq(text)
    if 'class="from_name"' in text and "pull_right date details" in text:
        return _telegram(text)
    return None


def _parsed(text: str) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _qq(text: str) -> Chat | None:
    """Read rows of a table: facts, days, and messages with sender, time and text."""
    root = _parsed(text)
    facts: list[tuple[str, str]] = []
    front: list[str] = []
    messages: list[Message] = []
    day: tuple[int, ...] = ()
    for cell in root.iter("td") if root is not None else ():
        said = _said(cell)
        if found := _QQ_DAY.fullmatch(said):
            day = tuple(int(found[part]) for part in ("year", "month", "day"))
        elif fact := _QQ_FACT.fullmatch(said):
            facts.append((fact[1], fact[2]))
        elif day and said:
            messages.append(_qq_message(cell, day))
        elif said:
            front.append(said)
    odd = sum(message.when is None for message in messages)
    if odd == len(messages):
        return None
    layout = "QQ 消息管理器导出的网页（MHT）"
    return Chat(layout, tuple(messages), tuple(facts), "\n".join(front), odd=odd)


def _qq_message(cell: html.HtmlElement, day: tuple[int, ...]) -> Message:
    """Return what a cell says: a block with name and time of day, then one with the text."""
    blocks = [block for block in cell if block.tag == "div"]
    name = blocks[0].find("div") if blocks else None
    written = (name.tail or "").strip() if name is not None else ""
    clock = _CLOCK.fullmatch(written)
    if name is None or clock is None:
        return Message(None, "", _said(cell))
    sender, text = _said(name), "\n".join(_said(block) for block in blocks[1:])
    kind = kind_of_text(text, system=bool(_SYSTEM.fullmatch(sender)))
    return Message(on_day(day, clock), sender, text, written, kind)


def _telegram(text: str) -> Chat | None:
    root = _parsed(text)
    messages: list[Message] = []
    sender = ""
    for block in root.iter("div") if root is not None else ():
        classes = block.get("class", "").split()
        if "message" not in classes:
            continue
        if "service" in classes:
            messages.append(Message(None, "", _said(block), kind=kind_of_text("", system=True)))
            continue
        name = _below(block, "from_name")
        sender = _said(name) if name is not None else sender
        messages.append(_telegram_message(block, sender))
    dated = [message for message in messages if message.when is not None]
    return Chat("Telegram 导出的网页", tuple(messages)) if dated else None


def _telegram_message(block: html.HtmlElement, sender: str) -> Message:
    date, said, media = (_below(block, name) for name in ("date", "text", "media_wrap"))
    written = date.get("title", "") if date is not None else ""
    found = _TELEGRAM_TIME.fullmatch(written)
    iso = f"{found[3]}-{found[2]}-{found[1]} {found[4]}{found[5] or ''}" if found else ""
    parts = [_said(part) for part in (media, said) if part is not None]
    return Message(moment(iso), sender, "\n".join(parts), written)


def _below(block: html.HtmlElement, name: str) -> html.HtmlElement | None:
    found = (inner for inner in block.iter("div") if name in inner.get("class", "").split())
    return next(found, None)


def _said(element: html.HtmlElement) -> str:
    """Return the text of an element, a line for each break and block, pictures by their name."""
    lines = "".join(_pieces(element)).replace("\xa0", " ").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(inner.tag, str):
            yield (inner.tail or "").replace("\n", " ") if event == "end" else ""
        elif event == "start":
            if inner.tag == "img":
                yield f"〔图片 {inner.get('src', '')[:200]}〕"
            elif inner.tag in {"br", "div", "p", "tr"}:
                yield "\n"
            yield "" if inner.tag in {"script", "style"} else (inner.text or "").replace("\n", " ")
        elif inner is not element:
            yield "\n" if inner.tag in {"div", "p"} else ""
            yield (inner.tail or "").replace("\n", " ")
