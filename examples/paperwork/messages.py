"""Mails and chats as their programs save them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORD_BYTES = 42
"""Bytes in one encoded word of a header, so that a line stays under 76 characters."""


def mail(facts: Mapping[str, Any], notice: str) -> bytes:
    """Return a message of text with CRLF line ends, header words and body in its own charset."""
    charset = facts["charset"]
    sender = facts["sender"]
    domain = sender[1].partition("@")[2]
    body = base64.encodebytes(facts["body"].replace("\n", "\r\n").encode(charset)).decode("ascii")
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
        f'Content-Type: text/plain; charset="{charset}"',
        "Content-Transfer-Encoding: base64",
    ]
    text = "\n".join([*header, "", body])
    return text.replace("\n", "\r\n").encode("ascii")


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
