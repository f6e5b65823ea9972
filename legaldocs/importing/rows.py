"""The rows of an export: what each one states, or why it is given back."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.case.belonging import Sides
from legaldocs.case.cell import changed, day_of_serial, in_yuan
from legaldocs.case.heading import fields, is_day, is_sum, squeezed
from legaldocs.case.sheet import cell_text, cell_texts
from legaldocs.case.table import FOOTER
from legaldocs.case.total import Totals, total_kind
from legaldocs.case.workbook import letters
from legaldocs.core.errors import InputError
from legaldocs.core.notation import value_of
from legaldocs.core.origin import Origin
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.importing.unused_columns import UnusedColumns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.sheet import Sheet
    from legaldocs.core.notation import Notation
    from legaldocs.importing.row_kinds import RowKind
    from legaldocs.importing.sheet_heading import ImportedColumn, SheetHeading

_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无"})
"""How a table says that there is nothing to say."""
_BELOW_ZERO = re.compile(r"[-－−]\s*(?P<sum>[^()（）]+)|[(（](?P<bracket>[^()（）]+)[)）]")
"""How accounting software writes an amount below zero."""
_IDENTITY = ("debtor.name", "debtor.uscc", "debtor.id_number", "contract.number")


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet with its heading (读到的工作表); ``file`` is the name of the file it is in."""

    file: str
    sheet: Sheet
    heading: SheetHeading


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is given back (退回的理由)."""

    column: str
    reason: str
    next_step: str


@dataclass(slots=True, eq=False)
class Row:
    """One row and what it states (一行): texts by field, in the form a case file has them."""

    source: ReadSheet
    line: int
    cells: list[Any]
    values: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def kind(self) -> RowKind:
        """The kind of its sheet."""
        return self.source.heading.kind

    @property
    def place(self) -> str:
        """The file, the sheet and the line, as a person looks for it."""
        several = self.source.sheet.several and f"#{self.source.sheet.title}"
        return f"{self.source.file}{several or ''} 第 {self.line} 行"

    def column(self, key: str) -> str:
        """Return the heading of the column that states a field, or its name."""
        found = (c.text for c in self.source.heading.columns if c.key == key)
        return next(found, "") or fields(self.kind.model)[key].name

    def refuse(self, key: str, reason: str, next_step: str) -> None:
        """Note why the row is given back; ``key`` is the field concerned, or nothing."""
        self.refusals.append(Refusal(self.column(key) if key else "", reason, next_step))


class SheetReading:
    """Reads the rows of one sheet, and what it left out of them (读表)."""

    def __init__(self, source: ReadSheet, sides: Sides | None = None) -> None:
        self.source = source
        self._sides = sides or Sides()
        self.left_out: list[int] = []
        self.totals = Totals()
        sheet, self._heading = source.sheet, source.heading
        self._sheet = sheet
        self._known = fields(self._heading.kind.model)
        self.unused = UnusedColumns(source.heading.columns, "late_payment.rate" in self._known)
        self._faults = {fault.line: fault for fault in sheet.faults}

    def overlooked(self) -> str:
        """Return which columns without a field hold amounts, days or rates, in words."""
        return "、".join(f"“{heading}”（{kind}）" for heading, kind in self.unused.weighty())

    def passed_over(self) -> str:
        """Return which lines were no rows, in words; empty where each was one."""
        totals, others = ("、".join(map(str, ns)) for ns in (self.totals.lines, self.left_out))
        said = [f"第 {totals} 行是合计，与各行相符"] if totals else []
        said += [f"第 {others} 行不是一笔，没有读"] if others else []
        return "；".join(said)

    def rows(self) -> Iterator[Row]:
        """Yield each row. Raises InputError, at the end, where a sum differs from its rows."""
        wrong: list[tuple[int, str, str]] = []
        for line, cells in self._sheet.rows:
            texts = cell_texts(cells)
            if line <= self._heading.line or not any(texts):
                continue
            row = self._row(line, cells, texts)
            if kind := self._total_kind(row, texts):
                wrong += self.totals.check(line, kind, self._amounts(row, texts))
            elif self._is_aside(row, texts):
                self.left_out.append(line)
            else:
                self.totals.add(self._amounts(row, texts))
                self.unused.take(texts)
                self._check_must(row)
                yield row
        wrong += self.totals.finish()
        if wrong:
            line, heading, problem = wrong[0]
            raise InputError(
                f"合计与各行不符：“{heading}”{problem}",
                where=Origin(self._sheet.path, line),
                next_step="核对是否缺行、多行或者写错（包括隐藏、筛选掉的行）；合计本身写错的，改正或者删去",
            )

    def _columns(self) -> Iterator[tuple[int, ImportedColumn]]:
        return ((place, c) for place, c in enumerate(self._heading.columns) if c.key)

    def _row(self, line: int, cells: list[Any], texts: list[str]) -> Row:
        row = Row(self.source, line, cells)
        fault = self._faults.get(line)
        if fault is not None:
            row.refusals.append(Refusal(self._named(fault.place), fault.what, fault.next_step))
        for place, column in self._columns():
            text = texts[place] if place < len(texts) else ""
            cell = cells[place] if place < len(cells) else ""
            try:
                value = self._value(line, place, column, cell, text)
            except InputError as error:
                found = f"，写的是“{error.found}”" if error.found else ""
                expected = f"，应为{error.expected}" if error.expected else ""
                row.refuse(column.key, f"{error.what}{expected}{found}", error.next_step)
            else:
                if value:
                    row.values[column.key] = value
        self._check_conditions(row, texts)
        return row

    def _check_conditions(self, row: Row, texts: list[str]) -> None:
        """Refuse a row that says it is none: foreign money, a void invoice, money paid out."""
        for column, text in zip(self._heading.columns, texts, strict=False):
            condition = column.condition
            if condition is not None and text and not condition.holds(text, self._sides):
                reason = f"是“{text}”，{condition.problem}"
                row.refusals.append(Refusal(column.text, reason, condition.next_step))

    def _named(self, cell: str) -> str:
        """Return the heading above a cell such as B3, or nothing."""
        column = cell.rstrip("0123456789")
        texts = {letters(at): c.text for at, c in enumerate(self._heading.columns, start=1)}
        return texts.get(column, "")

    def _value(self, line: int, place: int, column: ImportedColumn, cell: Any, text: str) -> str:
        """Return a cell in the form of a case file. Raises InputError."""
        label, row_kind = self._known[column.key], self._heading.kind
        sums, day = is_sum(label), is_day(label)
        covered = self._sheet.covered.get((line, place))
        if not text and covered is not None and cell_text(covered):
            if sums:
                raise InputError(
                    "在合并的金额单元格里，看不出各行各是多少",
                    next_step="取消合并，逐行填写金额",
                )
            cell, text = covered, cell_text(covered)
        if text in _NOTHING:
            return ""
        if PLACEHOLDER in text:
            raise InputError(f"还没有填写：“{text[:40]}”", next_step="换成原件上的内容，或者留空")
        problem = changed(cell, text, is_sum=sums, is_day=day)
        if problem:
            raise InputError(
                problem.removeprefix("里的").removeprefix("里"),
                found=text,
                next_step="把该列设为文本，按原件重新录入",
            )
        serial = day_of_serial(cell, since_1904=self._sheet.since_1904) if day else None
        if serial is not None:
            return serial.isoformat()
        below = _BELOW_ZERO.fullmatch(text) if sums and row_kind.signed else None
        text = (below["sum"] or below["bracket"]).strip() if below else text
        if sums and column.scale != 1:
            text = in_yuan(text, column.scale) or _not_scaled(text)
        value = value_of(_kind(label.kind), text, label.notation)
        return _written(-value if below else value, text, label.notation)

    def _amounts(self, row: Row, texts: list[str]) -> dict[str, Decimal | None]:
        """Return the amounts of a line by their headings, None for any other text."""
        return {
            column.text: Decimal(row.values[column.key]) if column.key in row.values else None
            for place, column in self._columns()
            if is_sum(self._known[column.key])
            and place < len(texts)
            and texts[place] not in _NOTHING
        }

    def _total_kind(self, row: Row, texts: list[str]) -> str:
        """Return the word that marks a line of sums: in front, or in a row that names nobody."""
        if kind := total_kind(next(filter(None, texts))):
            return kind
        named = any(
            key in row.values and not total_kind(row.values[key])
            for key in (*_IDENTITY, *(key for group in row.kind.must for key in group))
            if key in self._known and not is_sum(self._known[key])
        )
        return "" if named else next(filter(None, map(total_kind, texts)), "")

    def _is_aside(self, row: Row, texts: list[str]) -> bool:
        """Return whether a line repeats the heading, is signed or explained, and states nothing."""
        filled = [text for text in texts if text]
        plain = {squeezed(column.text) for column in self._heading.columns}
        if len(filled) > 1 and all(squeezed(text) in plain for text in filled):
            return True
        if len({*row.values} & {*_IDENTITY}) > 1 or any(
            is_sum(self._known[key]) or is_day(self._known[key]) for key in row.values
        ):
            return False
        first = squeezed(filled[0])
        return FOOTER.fullmatch(first) is not None and (
            len(filled) == 1 or ":" in first or "：" in first
        )

    def _check_must(self, row: Row) -> None:
        """Refuse a row without what its kind must have."""
        names = {key: label.name for key, label in self._known.items()}
        bad = {refusal.column for refusal in row.refusals}
        for group in row.kind.must:
            read = any(key in row.values for key in group)
            if not read and not any(row.column(key) in bad for key in group):
                row.refuse(
                    next((key for key in group if key in self._heading.keys), group[0]),
                    f"没有写{'或者'.join(names[key] for key in group)}",
                    "补上",
                )


def _kind(kind: Any) -> Any:
    """Return the type of a field that may be None."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(kind) if part is not types.NoneType)
    return kind


def _not_scaled(text: str) -> str:
    raise InputError(
        "不是数字，不能换算为元",
        found=text[:40],
        next_step="改为不带单位的数字，千分位逗号要放对；或者改写成以元为单位",
    )


def _written(value: Any, text: str, notation: Notation | None) -> str:
    """Return a value as a case file has it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return text.strip() if notation is not None and not isinstance(value, str) else str(value)
