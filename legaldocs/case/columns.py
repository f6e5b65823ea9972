"""Tables as records with the keys of a model, so that one reader serves YAML and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.belonging import Sides
from legaldocs.case.heading import (
    fields,
    heading_of,
    is_sum,
    names,
    passed_over,
    required,
    squeezed,
    usable,
)
from legaldocs.case.sheet import cell_text, cell_texts, file_of, sheets
from legaldocs.case.synonyms import WITHOUT_TAX
from legaldocs.case.table import Table
from legaldocs.core.errors import InputError
from legaldocs.core.near import suggestion
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.heading import Column, Heading
    from legaldocs.case.sheet import Sheet
    from legaldocs.core.strict_yaml import Text
    from legaldocs.core.typed import TypedReader


def sections(
    folder: Path, name: Text, model: type, reader: TypedReader, case: Sides | None = None
) -> Items:
    """Return the rows of the table ``name`` beside the case file, keyed as ``model`` is.

    Headings are keys, their Chinese names or what finance calls them. Empty lines, repeated
    headings, sums and what stands above the heading and below the rows are left out; that is
    remarked with ``reader``, and what is wrong noted. Without a column that must be there no row
    is read.

    Raises InputError, with the place, like :func:`legaldocs.case.sheet.sheets`, where no line is a
    heading, several sheets or columns could be meant, and for cells that do not say what a person
    sees.
    """
    found = [(sheet, heading_of(sheet, model)) for sheet in sheets(folder, name)]
    sheet, heading = _chosen(found, name, model)
    if sheet.fault is not None:
        raise sheet.fault.error(sheet.path)
    where = Origin(sheet.path, heading.line)
    _check_heading(sheet, heading, model, where, reader)
    if _note_absent(heading, model, where, reader):
        return Items((), where)
    table = Table(sheet, heading, model, reader, case or Sides())
    rows = tuple(table.rows())
    table.close()
    return Items(rows, where)


def _chosen(
    found: list[tuple[Sheet, Heading | None]], name: Text, model: type
) -> tuple[Sheet, Heading]:
    """Return the only sheet, or of several the one whose headings fit."""
    if not found or not any(
        any(cell_texts(cells)) for sheet, _ in found for _, cells in sheet.rows
    ):
        raise InputError("表格里没有内容", where=name, next_step="填写后重新运行")
    must = {label.key for label in required(model)}
    with_heading = [(sheet, heading) for sheet, heading in found if heading is not None]
    fitting = [(sheet, heading) for sheet, heading in with_heading if must <= heading.keys]
    for choice in (fitting, with_heading):
        if len(choice) == 1:
            _refuse_hidden(choice[0][0], name)
            return choice[0]
        if choice:
            titles = "、".join(sheet.title for sheet, _ in choice)
            raise InputError(
                "有内容的工作表不止一张，无法确定读哪一张",
                where=name,
                found=titles,
                next_step=f"写明工作表，例如 {name}#{choice[0][0].title}；几张都要的，写成列表",
            )
    sheet = found[0][0]
    line, texts = next(
        (line, texts) for line, cells in sheet.rows if any(texts := cell_texts(cells))
    )
    raise InputError(
        "找不到表头",
        where=Origin(sheet.path, line),
        expected=usable(model),
        found="、".join(filter(None, texts))[:60],
        next_step="让一行写上各列的名称",
    )


def _refuse_hidden(sheet: Sheet, name: Text) -> None:
    """Refuse a sheet that nobody sees, unless it is named."""
    if sheet.hidden and file_of(name) == name:
        raise InputError(
            f"表头相符的工作表“{sheet.title}”是隐藏的",
            where=name,
            next_step=f"取消隐藏，或者写明 {name}#{sheet.title}",
        )


def _check_heading(
    sheet: Sheet, heading: Heading, model: type, where: Origin, reader: TypedReader
) -> None:
    if heading.unit_above:
        raise InputError(
            "表头上方写的金额单位不能换算成元",
            where=where,
            found=heading.unit_above,
            next_step="把各金额改写成以元为单位",
        )
    seen: dict[str, Column] = {}
    for place, column in enumerate(heading.columns):
        if column.key:
            sheet.refuse_unseen(place, column.text, heading.line)
        first = seen.setdefault(column.key, column)
        if column.key and first is not column and is_sum(fields(model)[column.key]):
            raise InputError(
                f"表头“{first.text}”和“{column.text}”重复出现，都可能是"
                f"{fields(model)[column.key].name}",
                where=where,
                next_step="只保留含税、实际应付的一列；另一列删去，或者把表头写成“不含税金额”等",
            )
    unknown = [
        column.text
        for place, column in enumerate(heading.columns)
        if column.unknown
        and any(
            line > heading.line and place < len(cells) and cell_text(cells[place])
            for line, cells in sheet.rows
        )
    ]
    if unknown:
        known = [text for text in names(model) if not text.isascii()]
        hints = (f"“{text}”{hint}" for text in unknown if (hint := suggestion(text, known)))
        reader.note(
            "LD-CASE-HEADING",
            where,
            f"不认识的表头：{'、'.join(unknown)}",
            next_step=f"改名或删去该列。{''.join(hints)}可用的表头：{usable(model)}；"
            f"不读取的列：{'、'.join(passed_over(model))}；金额以元为单位",
        )


def _note_absent(heading: Heading, model: type, where: Origin, reader: TypedReader) -> bool:
    """Note which required columns are absent: once, and not for every row."""
    absent = [label for label in required(model) if label.key not in heading.keys]
    written = {squeezed(column.text) for column in heading.columns}
    for label in absent:
        untaxed = written & {*WITHOUT_TAX.get(model, ())} if label.key == "amount" else set()
        instead = "".join(
            f"与税率、税额并列的“{text}”不含税，不能代替，含税的一列写“价税合计”；"
            for text in sorted(untaxed)
        )
        reader.note(
            "LD-CASE-HEADING",
            where,
            f"表格缺少“{label.name}”一列",
            next_step=f"{instead}补上这一列，或改写表头，如“{label.name}”",
        )
    return bool(absent)
