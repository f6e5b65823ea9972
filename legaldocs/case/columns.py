"""Columns of a table as the keys of a record, so that one reader serves YAML and tables."""

from __future__ import annotations

import dataclasses
import re
import typing
import unicodedata
from typing import TYPE_CHECKING, Any

from legaldocs.case.contract import Contract
from legaldocs.case.model import Invoice
from legaldocs.case.sheet import cell_text, cell_texts, rows
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, Text
from legaldocs.core.typed import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from legaldocs.case.sheet import Row
    from legaldocs.core.typed import Label, TypedReader
PASSED_OVER = (
    "序号", "备注", "说明", "单位", "单价", "数量", "规格", "规格型号", "税率", "税额",
)  # fmt: skip
"""Headings of columns that a table may have and that no fact is read from."""

UNITS = ("元", "人民币", "人民币元", "RMB", "CNY", "天", "日")
"""Units allowed in brackets behind a heading; ten thousand yuan is not one."""

_ALIASES: Mapping[type, Mapping[str, str]] = {
    Invoice: {"金额": "amount"},
    Contract: {"起算后天数": "due_days"},
}
"""Headings that name a field in one kind of table only, and only where nothing else could."""

_TAXED = frozenset({"税率", "税额"})
"""Beside these a heading such as 金额 means the price without tax."""

_SUMS = frozenset({"合计", "总计", "小计", "共计", "本页合计"})
_ROUNDED = 10**15
"""A spreadsheet keeps fifteen significant digits of a number; further digits are lost."""


def sections(folder: Path, name: Text, model: type, reader: TypedReader) -> Items:
    """Return the rows of the table ``name`` beside the case file, keyed as ``model`` is.

    The first row holds keys or their Chinese names. Empty rows are skipped. What is wrong with
    a heading is noted with ``reader``, once; without a column that must be there no row is read.

    Raises InputError, with the place, like :func:`legaldocs.case.sheet.rows`, and for a first row
    without headings, a repeated heading, a sum, and a number that has lost figures.
    """
    lines = rows(folder, name)
    return Items(tuple(_sections(lines, name, model, reader)), Origin(str(name)))


_SHEET_DAY = re.compile(r"(\d{4})(?:[/.]|年)(\d{1,2})(?:[/.]|月)(\d{1,2})日?", re.ASCII)
"""A day as spreadsheets write it into a CSV; year, month, day in that order and no other."""


def columns(model: type) -> dict[str, Label]:
    """Return the fields of ``model`` that a column of a table can state, by key."""
    return {key: label for key, label in labels(model).items() if not _is_nested(label)}


def _is_nested(label: Label) -> bool:
    kinds = (label.kind, *typing.get_args(label.kind))
    return label.notation is None and any(map(dataclasses.is_dataclass, kinds))


def _sections(
    lines: Iterable[Row], name: Text, model: type, reader: TypedReader
) -> Iterator[Section]:
    heading: list[str] | None = None
    for number, cells in lines:
        where = Origin(str(name), number)
        if not any(cell_texts(cells)):
            continue
        if heading is not None:
            yield _section(heading, cells, where)
            continue
        heading = _heading(cell_texts(cells), model, where, reader)
        if _note_absent(heading, model, where, reader):
            return
    if heading is None:
        raise InputError("表格里没有内容", where=Origin(str(name)), next_step="填写后重新运行")


def _heading(texts: list[str], model: type, where: Origin, reader: TypedReader) -> list[str]:
    """Return the key of each column, or nothing for a column that is skipped."""
    keys = [_key(text, model) for text in texts]
    aliases, plain = _ALIASES.get(model, {}), set(keys)
    if not _TAXED & {_bare(text) for text in texts}:
        for place, text in enumerate(texts):
            key = aliases.get(_bare(text), "")
            keys[place] = keys[place] or ("" if key in plain else key)
    if not any(keys):
        raise InputError(
            "第一行不是表头",
            where=where,
            expected=_usable(model),
            found="、".join(filter(None, texts))[:60],
            next_step="删去表头上方的行，让第一行是各列的名称",
        )
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            raise InputError(
                f"表头“{texts[place]}”重复出现", where=where, next_step="同一事项只保留一列"
            )
    harmless = {"", *PASSED_OVER, *aliases}
    unknown = [
        text
        for text, key in zip(texts, keys, strict=True)
        if not key and not {_squeezed(text), _bare(text, any_unit=True)} & harmless
    ]
    if unknown:
        reader.note(
            "LD-CASE-HEADING",
            where,
            f"不认识的表头：{'、'.join(unknown)}",
            next_step=f"改名或删去该列。可用的表头：{_usable(model)}；"
            f"不读取的列：{'、'.join(PASSED_OVER)}；金额以元为单位",
        )
    return keys


def _note_absent(heading: list[str], model: type, where: Origin, reader: TypedReader) -> bool:
    """Note which required columns are absent: once, and not for every row."""
    fields = labels(model).values()
    absent = [label for label in fields if label.required and label.key not in heading]
    for label in absent:
        aliases = [alias for alias, key in _ALIASES.get(model, {}).items() if key == label.key]
        reader.note(
            "LD-CASE-HEADING",
            where,
            f"表格缺少“{label.name}”一列",
            next_step=f"补上这一列，表头写“{label.name}”"
            + "".join(f"；与税率、税额并列的“{alias}”不含税，不能代替" for alias in aliases),
        )
    return bool(absent)


def _usable(model: type) -> str:
    return "、".join(label.name for label in columns(model).values())


def _key(text: str, model: type) -> str:
    known = columns(model)
    names = {_squeezed(label.name): key for key, label in known.items()}
    for heading in (text, _squeezed(text), _bare(text)):
        if heading in known or heading in names:
            return names.get(heading, heading)
    return ""


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _bare(text: str, *, any_unit: bool = False) -> str:
    """Return a heading without the unit in brackets behind it."""
    match = re.fullmatch(r"(?P<name>[^()]+)\((?P<unit>[^()]*)\)", _squeezed(text))
    if match and (any_unit or match["unit"].upper() in UNITS):
        return match["name"]
    return _squeezed(text)


def _section(heading: list[str], cells: list[Any], where: Origin) -> Section:
    texts = cell_texts(cells)
    if len(texts) > len(heading):
        raise InputError("这一行的列数多于表头", where=where, next_step="检查多余的逗号或单元格")
    first = next(filter(None, texts))
    if _bare(first, any_unit=True).rstrip(":") in _SUMS:
        raise InputError(f"“{first}”行不是一笔事实", where=where, next_step="删去这一行")
    values: dict[str, Any] = {}
    for key, text, cell in zip(heading, texts, cells, strict=False):
        if key and text:
            _refuse_rounded(cell, where)
            values[key] = _cell_value(key, text, where)
    return Section(values, dict.fromkeys(values, where), where)


def _refuse_rounded(cell: Any, where: Origin) -> None:
    if isinstance(cell, int | float) and abs(cell) >= _ROUNDED:
        raise InputError(
            "单元格里的长数字已被表格软件改成近似值",
            where=where,
            found=cell_text(cell),
            next_step="把该列设为文本，按原件重新录入",
        )


def _cell_value(key: str, text: str, where: Origin) -> Text | Items:
    """A cell of files may name several, one a line or with semicolons between."""
    if key in ("file", "proof", "resolution"):
        names = [name.strip() for name in text.replace("；", ";").replace("\n", ";").split(";")]
        return Items(tuple(Text(name, where) for name in names if name), where)
    day = _SHEET_DAY.fullmatch(text) if key.endswith("_on") else None
    if day is not None:
        return Text(f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", where)
    return Text(text, where)
