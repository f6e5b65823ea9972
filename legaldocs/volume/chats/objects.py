"""Exports of chats as JSON: a list of messages, alone or below what the exporter says of it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from legaldocs.volume.chats.records import from_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.volume.chats.message import Chat

_FACTS = (
    *(
        ("session.displayName", "聊天对象"),
        ("session.nickname", "昵称"),
        ("session.wxid", "微信号"),
    ),
    *(("session.type", "聊天类型"), ("chatInfo.name", "聊天对象"), ("chatInfo.type", "聊天类型")),
    *(("chatInfo.selfName", "导出账号"), ("chatInfo.selfUin", "导出账号的 QQ 号")),
    *(("meta.name", "聊天对象"), ("meta.platform", "平台"), ("meta.type", "聊天类型")),
    *(("name", "聊天对象"), ("metadata.exportTime", "导出时间")),
)
_COUNTS = ("session.messageCount", "statistics.totalMessages", "messageCount")


def read_json(text: str) -> Chat | None:
    """Return the messages of a JSON export, or None when its fields are not known."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    listed = whole.get("messages") if isinstance(whole, dict) else whole
    if not isinstance(listed, list) or not all(isinstance(record, dict) for record in listed):
        return None
    chat = from_records([_flat(record) for record in listed])
    if chat is None or not isinstance(whole, dict):
        return chat
    count = next((found for path in _COUNTS if isinstance(found := _at(whole, path), int)), None)
    return dataclasses.replace(chat, facts=tuple(_facts(whole)), stated=count)


def _facts(whole: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, label in _FACTS:
        value = _at(whole, path)
        if isinstance(value, str | int) and str(value).strip():
            yield label, str(value)


def _at(whole: Any, path: str) -> Any:
    for key in path.split("."):
        whole = whole.get(key) if isinstance(whole, dict) else None
    return whole


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with what stands deeper in it under names of our own."""
    sender, content = record.get("sender"), record.get("content")
    if isinstance(sender, dict) and isinstance(content, dict):
        return {**record, **_from_qq(record, sender, content)}
    if "date" in record and "text" in record and ("from" in record or "actor" in record):
        return {**record, **_from_telegram(record)}
    return record


def _from_qq(
    record: dict[str, Any], sender: dict[str, Any], content: dict[str, Any]
) -> dict[str, Any]:
    name = next((sender[key] for key in ("groupCard", "remark", "name") if sender.get(key)), "")
    number = sender.get("uin") or sender.get("uid") or ""
    resources = content.get("resources")
    files = [
        resource.get("filename") or resource.get("fileName")
        for resource in (resources if isinstance(resources, list) else ())
        if isinstance(resource, dict)
    ]
    return {
        "qq.text": content.get("text") or "",
        "qq.sender": f"{name}（{number}）" if name and number else str(name or number),
        "qq.files": files,
        "qq.system": record.get("isSystemMessage") or record.get("system") or False,
        "qq.recalled": record.get("isRecalled") or record.get("recalled") or False,
        "time": record.get("time") or "",
    }


def _from_telegram(record: dict[str, Any]) -> dict[str, Any]:
    parts = record["text"] if isinstance(record["text"], list) else [record["text"]]
    said = "".join(
        part if isinstance(part, str) else str(_at(part, "text") or "") for part in parts
    )
    service = record.get("type") == "service"
    return {
        "telegram.text": said or (str(record.get("action") or "") if service else ""),
        "telegram.file": [record.get("file") or record.get("photo")],
        "telegram.service": service,
    }
