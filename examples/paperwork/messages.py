"""Mails and chats as their programs save them."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORD_BYTES = 42
"""Bytes in one encoded word of a header, so that a line stays under 76 characters."""

_EMBLEM = "emblem@yanchenghe.example"
_SIDE, _INSIDE = 64, 48
"""Dots of the emblem's side, and those inside its ring."""


def mail(facts: Mapping[str, Any], notice: str) -> bytes:
    """Return a message with CRLF line ends, header words and text in its own charset."""
    charset = facts["charset"]
    sender = facts["sender"]
    domain = sender[1].partition("@")[2]
    header = [
        f"Received: from mail.{domain} (mail.{domain} [192.0.2.42])",
        f"\tby mx.example (Postfix) with ESMTPS id {facts['id'].partition('.')[0]};",
        f"\t{facts['at']}",
        f"Date: {facts['at']}",
        f"From: {_address(sender, charset)}",
        f"To: {_addresses(facts['to'], charset)}",
        f"Cc: {_addresses(facts['cc'], charset)}",
        f"Subject: {_words(facts['subject'], charset)}",
        *([f"In-Reply-To: <{facts['answers']}>"] if "answers" in facts else []),
        f"Message-ID: <{facts['id']}>",
        f"X-Mailer: {facts['mailer']}",
        f"X-Notice: {_words(notice, charset)}",
        "Mime-Version: 1.0",
    ]
    text = "\n".join([*header, _body(facts)])
    return text.replace("\n", "\r\n").encode("ascii")


def _body(facts: Mapping[str, Any]) -> str:
    """Return the text with the lines that say what it is; with a table also as a web page."""
    text = _part(f'text/plain; charset="{facts["charset"]}"', _coded(facts["body"], facts))
    if "table" not in facts:
        return text
    page = _part(f'text/html; charset="{facts["charset"]}"', _coded(_page(facts), facts))
    shown = base64.encodebytes(emblem()).decode("ascii")
    picture = _part("image/png", shown, f"Content-ID: <{_EMBLEM}>", "Content-Disposition: inline")
    either = _parts("alternative", "----=_Part_Text", text, page)
    return _parts("related", "----=_Part_Mail", either, picture)


def _part(kind: str, coded: str, *more: str) -> str:
    head = (f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more)
    return "\n".join([*head, "", coded])


def _parts(kind: str, boundary: str, *parts: str) -> str:
    head = f'Content-Type: multipart/{kind};\n boundary="{boundary}"\n\n'
    return head + "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


def _coded(text: str, facts: Mapping[str, Any]) -> str:
    data = text.replace("\n", "\r\n").encode(facts["charset"])
    return base64.encodebytes(data).decode("ascii")


def _page(facts: Mapping[str, Any]) -> str:
    """Return the text as a web page, a line a paragraph, the table before the last of them."""
    first, last = facts["body"].split("\n\n")[:-1], facts["body"].split("\n\n")[-1]
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in facts["table"]
    )
    paragraphs = "".join(f"<p>{text}</p>\n" for text in first)
    sign = last.strip().replace("\n", "<br>\n")
    return (
        f"<html><body>\n{paragraphs}<table border=1>{rows}</table>\n"
        f'<p><img src="cid:{_EMBLEM}" width=64 height=64><br>\n{sign}</p>\n</body></html>\n'
    )


def emblem() -> bytes:
    """Return a picture of a ring and a bar, as a PNG without compression."""
    rows = b""
    for y in range(_SIDE):
        row = bytearray(b"\0")
        for x in range(_SIDE):
            far = (2 * x - _SIDE + 1) ** 2 + (2 * y - _SIDE + 1) ** 2
            ring = _INSIDE**2 <= far <= (_SIDE - 2) ** 2
            bar = abs(2 * y - _SIDE + 1) < _SIDE // 5 and far < _INSIDE**2
            row += b"\x1f\x5f\x8b" if ring else b"\xd0\x7a\x1e" if bar else b"\xff\xff\xff"
        rows += row
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 0)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def chat(lines: Iterable[tuple[str, str, str]], heading: Sequence[str]) -> bytes:
    """Return a chat as a telephone exports it: a heading, then who said what and when."""
    said = (f"{at}  {who}\n{text}\n" for at, who, text in lines)
    return "\n".join(["\n".join(heading), "", *said]).encode()


def _addresses(people: Iterable[tuple[str, str]], charset: str) -> str:
    return ",\n ".join(_address(person, charset) for person in people)


def _address(person: tuple[str, str], charset: str) -> str:
    return f"{_words(person[0], charset)} <{person[1]}>"


def _words(text: str, charset: str) -> str:
    """Return ``text`` as encoded words (RFC 2047), none of which cuts a character in two."""
    words, word = [], b""
    for character in text:
        code = character.encode(charset)
        if len(word) + len(code) > _WORD_BYTES:
            words.append(word)
            word = b""
        word += code
    coded = (base64.b64encode(chunk).decode("ascii") for chunk in [*words, word])
    return "\n ".join(f"=?{charset}?B?{chunk}?=" for chunk in coded)
