"""The user's confirmations of newer rates, as the plain YAML they are kept in."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core import strict_yaml
from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.strict_yaml import Section, Text
from legaldocs.law.lawbook import Confirmation

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = """\
# 用户确认的利率，由 legaldocs law confirm 写入；可以用编辑器查看或者删去有误的条目。
# 每条的意思：该日适用的利率为 value（%），已与 source 所述的公告核对。
"""
_PERCENT = re.compile(r"\d{1,2}(?:\.\d{1,4})?", re.ASCII)
_LONGEST_SOURCE = 300


def percent(text: str) -> Decimal:
    """Return the percentage that ``text`` states. Raises InputError for any other, and for 0."""
    plain = text.strip().removesuffix("%")
    if not _PERCENT.fullmatch(plain) or not Decimal(plain):
        raise InputError(
            "利率无法识别",
            expected="大于 0 的百分数，如 3.00",
            found=text[:40],
            next_step="改写后重试",
        )
    return Decimal(plain)


def source_text(text: str) -> str:
    """Return where a rate was read, on one line. Raises InputError when empty or too long."""
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST_SOURCE or not line.isprintable():
        raise InputError(
            "出处应写明在哪里核对",
            expected=f"一句话，不超过 {_LONGEST_SOURCE} 字，如 拆借中心 2026-11-20 公告",
            found=line[:40],
        )
    return line


def read(data: bytes, path: str) -> tuple[Confirmation, ...]:
    """Return the confirmations a file holds; ``path`` names it in messages. Raises InputError."""
    section = strict_yaml.read(data, path)
    found = []
    for id_ in section:
        days = section[id_]
        if not isinstance(days, Section):
            raise InputError("应为“日期: {value, source}”的形式", where=section.place(id_))
        found += [_one(id_, days, day) for day in days]
    return tuple(found)


def _one(id_: str, days: Section, day: str) -> Confirmation:
    entry = days[day]
    if (
        not isinstance(entry, Section)
        or set(entry) != {"value", "source"}
        or not all(isinstance(entry[key], Text) for key in entry)
    ):
        raise InputError("应写明 value 和 source", where=days.place(day))
    return Confirmation(id_, iso_day(day), percent(entry["value"]), source_text(entry["source"]))


def written(confirmations: Iterable[Confirmation]) -> str:
    """Return the text of the file that :func:`read` reads back, sorted by rate and day."""
    lines = [_HEAD.rstrip("\n")]
    rows = sorted(confirmations, key=lambda each: (each.id, each.on))
    for place, each in enumerate(rows):
        if place == 0 or rows[place - 1].id != each.id:
            lines.append(f"{each.id}:")
        source = json.dumps(each.source, ensure_ascii=False)
        lines.append(f"  {each.on}: {{value: {each.percent}, source: {source}}}")
    return "\n".join(lines) + "\n"
