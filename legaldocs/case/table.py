"""Rows of a CSV or XLSX file as sections of text, so that one reader serves both."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
import typing
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from legaldocs.case.model import Invoice
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, Text
from legaldocs.core.typed import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from legaldocs.core.typed import Label, TypedReader

    Lines = Iterable[tuple[int, list[Any]]]

PASSED_OVER = (
    "序号", "备注", "说明", "单位", "单价", "数量", "规格", "规格型号", "税率", "税额",
)  # fmt: skip
"""Headings of columns that state no fact of ours and may stand in a table."""

UNITS = ("元", "人民币", "人民币元", "RMB", "CNY", "天", "日")
"""What may stand in brackets behind a heading; ten thousand yuan may not."""

_ALIASES: Mapping[type, Mapping[str, str]] = {Invoice: {"金额": "amount"}}
"""Headings that name a field in one kind of table only, and only where nothing else could."""

_TAXED = frozenset({"税率", "税额"})
"""Beside these a heading such as 金额 means the price without tax."""

_SUMS = frozenset({"合计", "总计", "小计", "共计", "本页合计"})
_READ = (".csv", ".xlsx")
_FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers", ".tsv")
_LARGEST = 64 * 1024 * 1024
_LARGEST_UNPACKED = 4 * _LARGEST
_ROUNDED = 10**15
"""A spreadsheet keeps fifteen figures of a number; those behind them are lost."""


def is_table(raw: Any) -> bool:
    """Tell whether a value names a table instead of giving the rows."""
    return isinstance(raw, Text) and raw.lower().endswith((*_READ, *_FOREIGN))


def rows(folder: Path, name: Text, model: type, reader: TypedReader) -> Items:
    """Return the rows of the table ``name`` beside the case file, keyed as ``model`` is.

    The first row holds keys or their Chinese names. Empty rows are passed over. What is wrong with
    a heading is noted with ``reader``, once; without a column that must be there no row is read.

    Raises InputError, with the place, for a file that cannot be read, several sheets with rows, a
    first row without headings, a repeated heading, a sum, and a number that has lost figures.
    """
    data = _bytes(folder, name)
    lines = _xlsx(data, name) if name.lower().endswith(".xlsx") else _csv(data, name)
    return Items(tuple(_sections(lines, name, model, reader)), Origin(str(name)))


_SHEET_DAY = re.compile(r"(\d{4})(?:[/.]|年)(\d{1,2})(?:[/.]|月)(\d{1,2})日?", re.ASCII)
"""A day as spreadsheets write it into a CSV; year, month, day in that order and no other."""


def columns(model: type) -> dict[str, Label]:
    """Return the fields of ``model`` that a column of a table can state, by key."""
    return {key: label for key, label in labels(model).items() if not _is_nested(label.kind)}


def _is_nested(kind: Any) -> bool:
    return any(map(dataclasses.is_dataclass, (kind, *typing.get_args(kind))))


def _bytes(folder: Path, name: Text) -> bytes:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("表格应放在案件文件夹内", where=name.origin, found=str(name))
    if not name.lower().endswith(_READ):
        raise InputError(
            "不能读取这种表格",
            where=name.origin,
            found=str(name),
            next_step="用表格软件另存为 .xlsx 或 .csv，并在这里改写文件名",
        )
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as error:
        raise InputError(
            f"找不到或打不开表格“{name}”",
            where=name.origin,
            next_step="核对文件名，或改为直接列出各行",
        ) from error
    if data is None:
        raise InputError("表格过大", where=name.origin, expected=f"不超过 {_LARGEST} 字节")
    return data


def _csv(data: bytes, name: Text) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(
            "表格不是有效的 CSV",
            where=Origin(str(name), reader.line_num),
            next_step="用表格软件另存为 CSV",
        ) from error


def _decoded(data: bytes, name: Text) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        "表格的编码无法识别", where=Origin(str(name)), next_step="另存为 UTF-8 编码的 CSV"
    )


def _xlsx(data: bytes, name: Text) -> Iterator[tuple[int, list[Any]]]:
    from lxml import etree  # noqa: PLC0415 - only tables pay
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - as above

    try:
        _refuse_unworked(data, name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {
            each: workbook.get_sheet_by_name(each).to_python(skip_empty_area=False)
            for each in workbook.sheet_names
        }
    except (
        CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise InputError(
            "表格不是有效的 XLSX", where=Origin(str(name)), next_step="用表格软件重新另存为 .xlsx"
        ) from error
    filled = [each for each, lines in sheets.items() if any(map(_is_filled, lines))]
    if len(filled) > 1:
        raise InputError(
            "有内容的工作表不止一张，无法确定读哪一张",
            where=Origin(str(name)),
            found="、".join(filled),
            next_step="只保留一张（包括隐藏的），其余另存为别的文件",
        )
    return enumerate(sheets[filled[0]] if filled else [], start=1)


def _is_filled(line: list[Any]) -> bool:
    return bool(_texts(line))


def _refuse_unworked(data: bytes, name: Text) -> None:
    """Refuse formulas no program has worked out, and errors: both would read as empty cells."""
    from lxml import etree  # noqa: PLC0415 - only tables pay

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _LARGEST_UNPACKED:
            raise InputError("表格过大", where=name.origin)
        for part in archive.namelist():
            if not part.startswith("xl/worksheets/sheet"):
                continue
            with archive.open(part) as stream:
                for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False):
                    _refuse_cell(cell, name)
                    cell.clear()


def _refuse_cell(cell: Any, name: Text) -> None:
    value = cell.findtext("{*}v")
    kind = cell.get("t")
    if kind == "e":
        problem, step = "是错误值", "改正公式，或删去该格内容"
    elif cell.find("{*}f") is not None and not value and (value is None or kind != "str"):
        problem, step = "里的公式没有存下结果", "用表格软件打开并保存一次，或改成数值"
    else:
        return
    place = cell.get("r", "")
    number = re.sub(r"\D", "", place)
    raise InputError(
        f"单元格 {place} {problem}",
        where=Origin(str(name), int(number) if number else 0),
        found=value or "",
        next_step=step,
    )


def _texts(cells: list[Any]) -> list[str]:
    """Return the cells of a row as texts, without the empty ones at its end."""
    texts = [_text(each) for each in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: Any) -> str:
    """Return a cell as the text a person sees; the file stores numbers with 15 digits."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(value, ".15g")
    return str(value).strip()


def _sections(lines: Lines, name: Text, model: type, reader: TypedReader) -> Iterator[Section]:
    heading: list[str] | None = None
    for number, cells in lines:
        where = Origin(str(name), number)
        if not _is_filled(cells):
            continue
        if heading is not None:
            yield _section(heading, cells, where)
            continue
        heading = _heading(_texts(cells), model, where, reader)
        if _note_absent(heading, model, where, reader):
            return
    if heading is None:
        raise InputError("表格里没有内容", where=Origin(str(name)), next_step="填写后重新运行")


def _heading(texts: list[str], model: type, where: Origin, reader: TypedReader) -> list[str]:
    """Return the key of each column, or nothing for a column that is passed over."""
    keys = [_key(each, model) for each in texts]
    aliases, plain = _ALIASES.get(model, {}), set(keys)
    if not _TAXED & {_bare(each) for each in texts}:
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
    """Tell once, not for each row, which columns that must be there are not."""
    absent = [each for each in labels(model).values() if each.required and each.key not in heading]
    for label in absent:
        aliases = [each for each, key in _ALIASES.get(model, {}).items() if key == label.key]
        reader.note(
            "LD-CASE-HEADING",
            where,
            f"表格缺少“{label.name}”一列",
            next_step=f"补上这一列，表头写“{label.name}”"
            + "".join(f"；与税率、税额并列的“{each}”不含税，不能代替" for each in aliases),
        )
    return bool(absent)


def _usable(model: type) -> str:
    return "、".join(each.name for each in columns(model).values())


def _key(text: str, model: type) -> str:
    known = columns(model)
    names = {_squeezed(label.name): key for key, label in known.items()}
    for each in (text, _squeezed(text), _bare(text)):
        if each in known or each in names:
            return names.get(each, each)
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
    texts = _texts(cells)
    if len(texts) > len(heading):
        raise InputError("这一行的列数多于表头", where=where, next_step="检查多余的逗号或单元格")
    first = next(filter(None, texts))
    if _bare(first, any_unit=True).rstrip(":") in _SUMS:
        raise InputError(f"“{first}”行不是一笔事实", where=where, next_step="删去这一行")
    values: dict[str, Any] = {}
    for key, text, cell in zip(heading, texts, cells, strict=False):
        if key and text:
            _refuse_rounded(cell, where)
            values[key] = _value(key, text, where)
    return Section(values, dict.fromkeys(values, where), where)


def _refuse_rounded(cell: Any, where: Origin) -> None:
    if isinstance(cell, int | float) and abs(cell) >= _ROUNDED:
        raise InputError(
            "单元格里的长数字已被表格软件改成近似值",
            where=where,
            found=_text(cell),
            next_step="把该列设为文本，按原件重新录入",
        )


def _value(key: str, text: str, where: Origin) -> Text | Items:
    """A cell of files may name several, one a line or with semicolons between."""
    if key in ("file", "proof", "resolution"):
        names = [each.strip() for each in text.replace("；", ";").replace("\n", ";").split(";")]
        return Items(tuple(Text(each, where) for each in names if each), where)
    day = _SHEET_DAY.fullmatch(text) if key.endswith("_on") else None
    if day is not None:
        return Text(f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", where)
    return Text(text, where)
