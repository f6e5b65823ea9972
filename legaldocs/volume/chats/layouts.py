"""The fields that known exporters give their messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The fields of one exporter's records (导出格式).

    ``needs`` tell the layout. ``time`` and ``number`` hold the time as text and as seconds;
    ``sender`` the name and ``conversation`` the chat, the first that is filled; ``own`` says that
    the account itself sent it, ``named`` that such messages have the account's name.
    """

    name: str
    needs: frozenset[str]
    text: tuple[str, ...]
    time: str
    sender: tuple[str, ...]
    number: str = ""
    own: str = ""
    named: bool = True
    kind: str = ""
    file: str = ""
    system: str = ""
    recalled: str = ""
    conversation: tuple[str, ...] = ()


LAYOUTS = (
    Layout(
        name="留痕（MemoTrace）导出的 CSV",
        needs=frozenset({"IsSender", "StrContent", "StrTime"}),
        text=("StrContent",),
        time="StrTime",
        number="CreateTime",
        sender=("Remark", "NickName", "Sender"),
        own="IsSender",
        named=False,
        kind="Type",
        conversation=("TalkerId",),
    ),
    Layout(
        name="WeFlow 导出的 JSON",
        needs=frozenset({"createTime", "content", "senderUsername", "isSend"}),
        text=("content",),
        time="formattedTime",
        number="createTime",
        sender=("senderDisplayName", "senderUsername"),
        own="isSend",
        kind="type",
    ),
    Layout(
        name="WeFlow 或者 PyWxDump 导出的记录",
        needs=frozenset({"is_sender", "talker", "type_name", "CreateTime"}),
        text=("msg", "content"),
        time="CreateTime",
        sender=("talker",),
        own="is_sender",
        kind="type_name",
        file="src",
        conversation=("room_name",),
    ),
    Layout(
        name="chatlog 导出的 JSON",
        needs=frozenset({"time", "talker", "isSelf", "content"}),
        text=("content",),
        time="time",
        sender=("senderName", "sender"),
        own="isSelf",
        kind="type",
        conversation=("talker",),
    ),
    Layout(
        name="chatlog 导出的 CSV",
        needs=frozenset({"Time", "SenderName", "Sender", "Talker", "Content"}),
        text=("Content",),
        time="Time",
        sender=("SenderName", "Sender"),
        conversation=("Talker",),
    ),
    Layout(
        name="QQ Chat Exporter 导出的 JSON",
        needs=frozenset({"qq.text", "qq.sender"}),
        text=("qq.text",),
        time="time",
        number="timestamp",
        sender=("qq.sender",),
        kind="type",
        file="qq.files",
        system="qq.system",
        recalled="qq.recalled",
    ),
    Layout(
        name="Telegram 导出的 JSON",
        needs=frozenset({"telegram.text", "date"}),
        text=("telegram.text",),
        time="date",
        number="date_unixtime",
        sender=("from", "from_id", "actor"),
        kind="media_type",
        file="telegram.file",
        system="telegram.service",
    ),
    Layout(
        name="ChatLab 格式的 JSON",
        needs=frozenset({"sender", "accountName", "timestamp", "content"}),
        text=("content",),
        time="timestamp",
        sender=("groupNickname", "accountName", "sender"),
    ),
    Layout(
        name="留痕（MemoTrace）导出的会话 CSV",
        needs=frozenset({"发送人", "时间", "内容", "类型"}),
        text=("内容",),
        time="时间",
        sender=("发送人",),
        kind="类型",
    ),
    Layout(
        name="写明时间、发送人和内容的表",
        needs=frozenset({"时间", "发送人", "内容"}),
        text=("内容",),
        time="时间",
        sender=("发送人",),
    ),
)
"""The layouts known, in the order in which they are tried."""


def layout_of(fields: set[str]) -> Layout | None:
    """Return the layout whose fields these are, or None when no exporter is known by them."""
    return next((layout for layout in LAYOUTS if layout.needs <= fields), None)
