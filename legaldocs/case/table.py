"""Rows of a CSV or XLSX file as sections of text, so that one reader serves both."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from legaldocs.case.facts import labels
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SUFFIXES = (".csv", ".xlsx")
_LARGEST = 64 * 1024 * 1024


def is_table(raw: Any) -> bool:
    """Tell whether a value names a table instead of giving the rows."""
    return isinstance(raw, Text) and raw.lower().endswith(_SUFFIXES)


def rows(folder: Path, name: Text, model: type) -> Items:
    """Return the rows of the table ``name`` beside the case file, keyed as ``model`` is.

    The first row holds keys or their Chinese names. Empty rows are passed over.

    Raises InputError, with the place, for a file that cannot be read or a repeated heading.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("表格应放在案件文件夹内", where=name.origin, found=str(name))
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
    lines = _xlsx(data, name) if name.lower().endswith(".xlsx") else _csv(data, name)
    return Items(tuple(_sections(lines, str(name), model)), Origin(str(name)))


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


def _xlsx(data: bytes, name: Text) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only tables pay

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        cells = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise InputError(
            "表格不是有效的 XLSX", where=Origin(str(name)), next_step="用表格软件重新另存为 .xlsx"
        ) from error
    for number, row in enumerate(cells, start=1):
        yield number, [_cell(each) for each in row]


def _cell(value: Any) -> str:
    """Return a cell as the text a person sees; the file stores numbers with 15 digits."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(value, ".15g")
    return str(value)


def _sections(lines: Iterable[tuple[int, list[str]]], name: str, model: type) -> Iterator[Section]:
    by_name = {label.name: key for key, label in labels(model).items()}
    heading: list[str] | None = None
    for number, cells in lines:
        texts = [each.strip() for each in cells]
        if not any(texts):
            continue
        if heading is None:
            heading = [by_name.get(each, each) for each in texts]
            _refuse_repeats(heading, Origin(name, number))
        else:
            yield _section(heading, texts, Origin(name, number))


def _refuse_repeats(heading: list[str], where: Origin) -> None:
    seen = [each for each in heading if each]
    repeated = sorted({each for each in seen if seen.count(each) > 1})
    if repeated:
        raise InputError(f"表头“{repeated[0]}”重复出现", where=where, next_step="保留一列")


def _section(heading: list[str], texts: list[str], where: Origin) -> Section:
    if any(texts[len(heading) :]):
        raise InputError("这一行的列数多于表头", where=where, next_step="检查多余的逗号或单元格")
    values: dict[str, Any] = {}
    for key, text in zip(heading, texts, strict=False):
        if key and text:
            values[key] = _value(key, text, where)
    return Section(values, dict.fromkeys(values, where), where)


def _value(key: str, text: str, where: Origin) -> Text | Items:
    """A cell of files may name several, one a line or with semicolons between."""
    if key in ("file", "proof", "resolution"):
        names = [each.strip() for each in text.replace("；", ";").replace("\n", ";").split(";")]
        return Items(tuple(Text(each, where) for each in names if each), where)
    return Text(text, where)
