"""The messages that a row of the case cites: by their time, by words of theirs, or by both."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from legaldocs.volume.chats.moment import TIME, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaldocs.volume.chats.message import Message

_QUOTE = re.compile(rf"(?P<time>{TIME})(?:\s+(?P<words>.*))?", re.DOTALL)


def cited(messages: Sequence[Message], quotes: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return for each quote the messages that it names, by their place; none where none fits.

    A quote begins with a time or is words of the message. A time without seconds names its whole
    minute. Spaces and line ends are not compared.

    >>> cited([], ["2026-11-06 15:12 先付10万"])
    {'2026-11-06 15:12 先付10万': ()}
    """
    return {
        quote: tuple(at for at, message in enumerate(messages) if _names(quote, message))
        for quote in quotes
    }


def _names(quote: str, message: Message) -> bool:
    match = _QUOTE.fullmatch(quote.strip())
    if match is None:
        return bool(bare(quote)) and bare(quote) in bare(message.text)
    at = moment(match["time"])
    if at is None or message.when is None:
        return False
    exact = ":" in at.clock[3:] and ":" in message.when.clock[3:]
    same = (
        message.when.at == at.at
        if exact
        else message.when.at.replace(second=0) == at.at.replace(second=0)
    )
    return same and bare(match["words"] or "") in bare(message.text)


def bare(text: str) -> str:
    """Return a text in composed form without spaces, line ends and what only joins or varies."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        character
        for character in composed
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )
