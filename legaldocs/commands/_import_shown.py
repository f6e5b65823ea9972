"""How an import says what it took each column for, and which rows it gave back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.importing.rows import ReadSheet, Row

_MOST_ROWS = 20


class ColumnRead(Struct, frozen=True):
    """What a column was taken for (列)."""

    heading: Annotated[str, Meta(description="表头")]
    field: Annotated[str, Meta(description="项目，没有用的为空")]
    unit: Annotated[str, Meta(description="乘以多少换算为元")]


class SheetRead(Struct, frozen=True):
    """How a sheet was read (工作表)."""

    file: Annotated[str, Meta(description="文件")]
    sheet: Annotated[str, Meta(description="工作表，CSV 为空")]
    kind: Annotated[str, Meta(description="记的是什么")]
    heading_line: Annotated[int, Meta(description="表头在第几行")]
    columns: Annotated[tuple[ColumnRead, ...], Meta(description="各列")]


class RowRefused(Struct, frozen=True):
    """A row that was given back (退回的行)."""

    file: Annotated[str, Meta(description="文件")]
    sheet: Annotated[str, Meta(description="工作表，CSV 为空")]
    line: Annotated[int, Meta(description="行号")]
    column: Annotated[str, Meta(description="有误的列，整行的为空")]
    reason: Annotated[str, Meta(description="退回原因")]
    next_step: Annotated[str, Meta(description="下一步")]


def sheet_read(source: ReadSheet) -> SheetRead:
    """Return how a sheet was read."""
    from legaldocs.importing.synonyms import key_names

    names = key_names(source.heading.kind)
    columns = tuple(
        ColumnRead(column.text, names.get(column.key, ""), str(column.scale))
        for column in source.heading.columns
        if column.text
    )
    heading = source.heading
    return SheetRead(source.file, source.sheet.title, heading.kind.name, heading.line, columns)


def refusals(row: Row) -> Iterator[RowRefused]:
    """Yield each reason for which a row was given back."""
    for refusal in row.refusals:
        yield RowRefused(
            row.source.file,
            row.source.sheet.title,
            row.line,
            refusal.column,
            refusal.reason,
            refusal.next_step,
        )


def refusal_lines(refused: Iterable[RowRefused]) -> Iterator[str]:
    """Yield a line for each of the first rows given back, and how many others there are."""
    rows: dict[tuple[str, str, int], list[str]] = {}
    for one in refused:
        column = f"“{one.column}”" if one.column else ""
        rows.setdefault((one.file, one.sheet, one.line), []).append(column + one.reason)
    for (file, sheet, line), reasons in [*rows.items()][:_MOST_ROWS]:
        named = f"{file}#{sheet}" if sheet else file
        yield f"退回 {named} 第 {line} 行：{'；'.join(reasons)}"
    if len(rows) > _MOST_ROWS:
        yield f"另有 {len(rows) - _MOST_ROWS} 行退回"


def mapping_lines(sheet: SheetRead) -> Iterator[str]:
    """Yield the lines that say how a sheet was read."""
    named = f"{sheet.file}#{sheet.sheet}" if sheet.sheet else sheet.file
    yield f"{named}：按“{sheet.kind}”读，表头在第 {sheet.heading_line} 行"
    for column in sheet.columns:
        if column.field:
            times = f"，乘以 {column.unit}" if column.unit != "1" else ""
            yield f"  {column.heading} → {column.field}{times}"
    if unused := [column.heading for column in sheet.columns if not column.field]:
        yield f"  没有用的列：{'、'.join(unused)}"
