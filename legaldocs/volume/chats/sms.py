"""Text messages as SMS Backup & Restore writes them, in XML."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from lxml import etree

from legaldocs.volume.chats.message import OWN, Chat, Message, kind_of_text
from legaldocs.volume.chats.moment import counted

_BOXES = {"3": "草稿", "4": "待发送", "5": "发送失败", "6": "排队发送"}
_SENT = frozenset({"2", "3", "4", "5", "6"})
_LAYOUT_ONLY = frozenset({"application/smil", "text/plain"})
_PAIR = re.compile(rb"&#(5[5-7]\d{3});(?:&#(5[67]\d{3});)?")
"""Halves of a character, as the program writes what lies beyond sixteen bits; XML has no such."""

_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_EMPTY = frozenset({"", "null", "(Unknown)", "insert-address-token"})


def read_sms(data: bytes) -> Chat | None:
    """Return the messages of such a backup, or None when the XML is another.

    The number of the account is not in the file; times are seconds, printed in Beijing's zone.
    """
    if b"<smses" not in data or b"<!DOCTYPE" in data:
        return None
    # A picture in a message is longer than what a parser takes by default; no entity can grow here.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_PAIR.sub(_character, data), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != "smses":
        return None
    messages = tuple(
        _sms(element) if element.tag == "sms" else _mms(element)
        for element in root.iterchildren("sms", "mms")
    )
    if not messages:
        return None
    count = root.get("count", "")
    return Chat(
        "SMS Backup & Restore 备份的短信",
        messages,
        notes=(
            "发送人是否本方，按文件里 type（彩信为 msg_box）一项区分，文件没有写明本机号码",
            "文件里以秒数记载的时间，按北京时间（UTC+8）印出",
        ),
        stated=int(count) if count.isdecimal() else None,
    )


def _character(pair: re.Match[bytes]) -> bytes:
    """Return the character that two halves make, or a half as its code."""
    high, low = int(pair[1]), int(pair[2] or 0)
    if high in _HIGH and low in _LOW:
        return b"&#%d;" % (0x10000 + ((high - _HIGH.start) << 10) + (low - _LOW.start))
    halves = [half for half in (high, low) if half]
    return "".join(
        f"〔U+{half:04X}〕" if half in _HIGH or half in _LOW else f"&#{half};" for half in halves
    ).encode()


def _sms(element: etree._Element) -> Message:
    box = element.get("type", "")
    text = _value(element, "body")
    return Message(
        counted(element.get("date", "")),
        OWN if box in _SENT else _party(element),
        text,
        _value(element, "readable_date") or element.get("date", ""),
        kind_of_text(text),
        _BOXES.get(box, ""),
        conversation=_party(element),
    )


def _mms(element: etree._Element) -> Message:
    parts = list(element.iter("part"))
    texts = [_value(part, "text") for part in parts if part.get("ct") == "text/plain"]
    files = [_file(part) for part in parts if part.get("ct") not in _LAYOUT_ONLY]
    return Message(
        counted(element.get("date", "")),
        OWN if element.get("msg_box") in _SENT else _party(element),
        "\n".join([*filter(None, [_value(element, "sub"), *texts]), *files]),
        _value(element, "readable_date") or element.get("date", ""),
        carries="彩信",
        conversation=_party(element),
    )


def _file(part: etree._Element) -> str:
    """Return what a part of a multimedia message is: kind, name, size and hash."""
    name = next((_value(part, key) for key in ("cl", "name", "fn") if _value(part, key)), "")
    said = f"〔{part.get('ct', '')}{' ' if name else ''}{name}"
    try:
        data = base64.b64decode(part.get("data", ""), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        return f"{said}，文件里没有内容〕"
    return f"{said}，{len(data):,} 字节，SHA-256 {hashlib.sha256(data).hexdigest()}〕"


def _party(element: etree._Element) -> str:
    """Return who is on the other side: the name in the telephone's book and the number."""
    name, number = _value(element, "contact_name"), _value(element, "address").replace("~", "、")
    return f"{name}（{number}）" if name and number else name or number


def _value(element: etree._Element, key: str) -> str:
    value = element.get(key) or ""
    return "" if value in _EMPTY else value
