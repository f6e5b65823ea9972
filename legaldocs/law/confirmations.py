"""The user's confirmations of newer rates, as the plain YAML they are kept in."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError
from legaldocs.core.notation import Notation, visible
from legaldocs.core.origin import Origin  # noqa: TC001 - the reader asks for it at run time
from legaldocs.core.typed import Label, TypedReader
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
    line = " ".join(visible(text).split())
    if not line or len(line) > _LONGEST_SOURCE or not line.isprintable():
        raise InputError(
            "出处应写明在哪里核对",
            expected=f"一句话，不超过 {_LONGEST_SOURCE} 字，如 拆借中心 2026-11-20 公告",
            found=line[:40],
        )
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confirmed:
    origin: Origin
    value: Annotated[Decimal, "利率", Notation("大于 0 的百分数", percent)]
    source: Annotated[str, "出处", Notation("一句话", source_text)]


def read(data: bytes, path: str) -> tuple[Confirmation, ...]:
    """Return the confirmations a file holds; ``path`` names it in messages.

    Raises InputError with every fault of the file.
    """
    section = strict_yaml.read(data, path)
    reader = TypedReader()
    kinds = (str, Mapping[dt.date, _Confirmed])
    label = Label("id", kinds[1], "用户确认的利率", required=True)
    rates = reader.mapping(section, kinds, section.origin, label)
    if reader.findings:
        raise reader.error(InputError, "用户确认的利率有误")
    return tuple(
        Confirmation(id_, day, confirmed.value, confirmed.source)
        for id_, days in rates.items()
        for day, confirmed in days.items()
    )


def written(confirmations: Iterable[Confirmation]) -> str:
    """Return the text of the file that :func:`read` reads back, sorted by rate and day."""
    lines = [_HEAD.rstrip("\n")]
    rows = sorted(confirmations, key=lambda row: (row.id, row.on))
    for place, row in enumerate(rows):
        if place == 0 or rows[place - 1].id != row.id:
            lines.append(f"{row.id}:")
        source = json.dumps(row.source, ensure_ascii=False)
        lines.append(f"  {row.on}: {{value: {row.percent}, source: {source}}}")
    return "\n".join(lines) + "\n"
