"""What an export of a chat states: its messages, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.volume.chats.moment import Moment

OWN = "本方（导出账号）"
"""Who sent a message that the export only marks as the account's own."""

OTHER = "对方"
"""Who sent a message that the export only marks as not the account's own."""

_RECALLED = re.compile(
    r"[^。，,！!？?：:]{0,60}(?:撤回|收回|删除|刪除)了?(?:成员[^。，,]{0,60}的)?"
    r"(?:一条|一則|此|这条|該則)?(?:成员)?(?:消息|訊息)[。.，,]?\s*(?:重新编辑)?"
    r"|(?:这条|此)(?:消息|訊息)已(?:被)?(?:撤回|收回|删除|刪除)[。.]?"
    r"|(?:This message was deleted|You deleted this message|[^.,!?:]{1,60} recalled a message)\.?",
    re.IGNORECASE,
)
"""Notices that a message was taken back, as programs put them in its place."""


class MessageKind(StrEnum):
    """What a message is besides said (消息种类)."""

    SAID = ""
    SYSTEM = "系统消息"
    RECALLED = "撤回"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat (消息).

    ``when`` is None where the export states no time that is understood; ``written`` is the time as
    the export has it. ``carries`` says what it is where it is no text, such as 图片; ``files`` are
    names of what it carried; ``conversation`` is the chat it stands in where one export holds
    several.
    """

    when: Moment | None
    sender: str
    text: str
    written: str = ""
    kind: MessageKind = MessageKind.SAID
    carries: str = ""
    files: tuple[str, ...] = ()
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """What an export of a chat holds (聊天记录).

    ``layout`` names the shape of the export. ``facts`` are what it states of itself, as labels and
    values; ``before`` the lines in front of the first message; ``notes`` how it was read;
    ``stated`` the number of messages it says it has. ``odd`` counts lines or rows printed as they
    stand because they were not understood, ``contradictory`` the messages whose two times differ.
    """

    layout: str
    messages: tuple[Message, ...]
    facts: tuple[tuple[str, str], ...] = ()
    before: str = ""
    notes: tuple[str, ...] = ()
    stated: int | None = None
    odd: int = 0
    contradictory: int = 0

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day on which a message stands; None without any."""
        days = sorted(message.when.at.date() for message in self.messages if message.when)
        return (days[0], days[-1]) if days else None

    @property
    def senders(self) -> tuple[str, ...]:
        """Who sent messages, in the order of their first."""
        said = (message for message in self.messages if message.kind is not MessageKind.SYSTEM)
        return tuple(dict.fromkeys(message.sender for message in said if message.sender))

    @property
    def backward(self) -> int:
        """How often a message is earlier than the one before it in the same conversation."""
        return sum(1 for _ in self._backward())

    def _backward(self) -> Iterator[Message]:
        last: dict[str, dt.datetime] = {}
        for message in self.messages:
            if message.when is not None:
                before = last.get(message.conversation)
                if before is not None and message.when.at < before:
                    yield message
                last[message.conversation] = message.when.at


def kind_of_text(text: str, *, system: bool = False) -> MessageKind:
    """Return what a text shows a message to be; a notice of recall is only taken whole.

    >>> kind_of_text("你撤回了一条消息").value
    '撤回'
    >>> kind_of_text("他昨天撤回了一条消息，我没看清，你再发一次给我好吗").value
    ''
    """
    if _RECALLED.fullmatch(text.strip("\u200e\u200f <>[]\n")):
        return MessageKind.RECALLED
    return MessageKind.SYSTEM if system else MessageKind.SAID
