"""The rows of one sheet as records, and what was left out of them."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import re
import typing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.case.cell import changed, day_of_serial, in_yuan
from legaldocs.case.heading import fields, is_day, is_sum, required, squeezed
from legaldocs.case.sheet import cell_text, cell_texts
from legaldocs.case.synonyms import AS_THE_BANK_SAYS, EARLIER, TELLING
from legaldocs.case.total import Totals, total_kind
from legaldocs.case.workbook import letters
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.notation import value_of
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Items, Section, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from legaldocs.case.belonging import Sides
    from legaldocs.case.heading import Column, Heading
    from legaldocs.case.sheet import Sheet
    from legaldocs.core.typed import TypedReader

FOOTER = re.compile(
    "(?:制表|制单|审核|复核|经办|负责人|签字|签章|盖章|打印|会计|出纳|主管|备注|说明|注|附注|单位|"
    "收货单位|送货单位|客户|日期|大写|以上|上述|以下空白).*"
)
"""What stands below the rows of a table: who signed it, and what it says of itself."""
_HOUR = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?", re.ASCII)
"""A time of day, which banks print in a column beside the day."""
_PERIOD = re.compile(
    r"(?:\d{4}年(?:度|份)?)?(?:[\d一二三四五六七八九十]+月份?|第[\d一二三四]季度)?"
)
"""What stands alone above the rows of a month or a year."""
_BETWEEN = re.compile(r"[;；\n、,，]")
_BETWEEN_FILES = re.compile(r"[;；\n]")
_FILES = ("file", "proof", "resolution")
_MOST_NAMED = 5


class Table:
    """The rows below a heading, and what was left out of them (表格)."""

    def __init__(
        self, sheet: Sheet, heading: Heading, model: type, reader: TypedReader, case: Sides
    ) -> None:
        self._sheet = sheet
        self._heading = heading
        self._fields = fields(model)
        self._reader = reader
        self._case = case
        self._must = {label.key for label in required(model)}
        self._sums = {key for key, label in self._fields.items() if is_sum(label)}
        self._days = {key for key, label in self._fields.items() if is_day(label)}
        self._totals = Totals()
        self._left_out: list[int] = []
        self._serials = False
        self._count = 0
        self._foreign: dict[tuple[Column, str], list[int]] = {}

    def rows(self) -> Iterator[Section]:
        """Yield each row of facts."""
        for line, cells in self._sheet.rows:
            texts = cell_texts(cells)
            if line <= self._heading.line or not any(texts):
                continue
            if kind := self._total_kind(texts):
                self._note_sums(self._totals.check(line, kind, self._amounts(texts, line)))
            elif self._is_no_row(texts):
                self._left_out.append(line)
            elif row := self._section(line, cells, texts):
                self._count += 1
                yield row
        self._note_sums(self._totals.finish())

    def close(self) -> None:
        """Note the rows that belong to another case, and remark how the table was read."""
        for (column, text), lines in self._foreign.items():
            named = "、".join(map(str, lines[:_MOST_NAMED]))
            if column.condition is not None:
                self._reader.note(
                    "LD-CASE-ROW",
                    self._place(lines[0]),
                    f"第 {named} 行{'等' if len(lines) > _MOST_NAMED else ''}的“{column.text}”"
                    f"是“{text}”，{column.condition.problem}",
                    next_step=column.condition.next_step,
                )
        said = "；".join(self._remarks())
        if said:
            self._reader.remarks.append(
                Finding(
                    "LD-CASE-TABLE",
                    "note",
                    f"表格这样读：{said}",
                    str(self._place(self._heading.line)),
                    next_step="核对是否符合原意",
                )
            )

    def _place(self, line: int) -> Origin:
        return Origin(self._sheet.path, line)

    def _remarks(self) -> Iterator[str]:
        columns = self._heading.columns
        if self._sheet.several:
            yield f"读工作表“{self._sheet.title}”"
        if not self._heading.first:
            yield f"以第 {self._heading.line} 行为表头"
        for column in columns:
            yield from _remarks_on(column)
        if self._serials:
            yield "以序号存放的日期已换成日历上的日期"
        if self._totals.lines:
            yield f"第 {'、'.join(map(str, self._totals.lines))} 行是合计，不算一笔"
        if self._left_out:
            yield f"第 {'、'.join(map(str, self._left_out))} 行不是一笔事实，没有读"
        if not self._count:
            yield "没有读到一笔"
        if telling := [column.text for column in columns if squeezed(column.text) in TELLING]:
            yield f"“{'”、“'.join(telling)}”没有读，其中的事实另写"

    def _total_kind(self, texts: list[str]) -> str:
        """Return the word that marks a line of sums: in front, or in a row that states no fact."""
        first = next(filter(None, texts))
        if kind := total_kind(first):
            return kind
        pairs = zip(self._heading.columns, texts, strict=False)
        facts = any(
            column.key in self._must and text and column.key not in self._sums
            for column, text in pairs
            if not total_kind(text)
        )
        return "" if facts else next(filter(None, map(total_kind, texts)), "")

    def _is_no_row(self, texts: list[str]) -> bool:
        """Return whether a line repeats the heading, names a month or is signed or explained."""
        columns = [column.text for column in self._heading.columns]
        if texts == columns[: len(texts)] and len(list(filter(None, texts))) > 1:
            return True
        first, *others = filter(None, texts)
        plain = squeezed(first)
        alone = not others and len(self._must) > 1
        if alone and _PERIOD.fullmatch(plain):
            return True
        signed = FOOTER.fullmatch(plain) is not None and (alone or ":" in first or "：" in first)
        return signed and not self._measures(texts)

    def _measures(self, texts: list[str]) -> bool:
        """Return whether a line states a day or an amount where every row must."""
        for column, text in zip(self._heading.columns, texts, strict=False):
            if text and column.key in self._must & (self._sums | self._days):
                kind = Decimal if column.key in self._sums else dt.date
                with contextlib.suppress(InputError):
                    value_of(kind, text)
                    return True
        return False

    def _amounts(self, texts: list[str], line: int) -> dict[str, Decimal | None]:
        """Return the amounts of a line by their headings, None for any other text."""
        amounts: dict[str, Decimal | None] = {}
        for place, (column, text) in enumerate(zip(self._heading.columns, texts, strict=False)):
            if column.key and text and column.key in self._sums:
                try:
                    amounts[column.text] = value_of(
                        Decimal, self._in_yuan(column, text, line, place)
                    )
                except InputError:
                    amounts[column.text] = None
        return amounts

    def _note_sums(self, differences: Iterator[tuple[int, str, str]]) -> None:
        for line, heading, problem in differences:
            self._reader.note(
                "LD-CASE-SUM",
                self._place(line),
                f"合计与各行不符：“{heading}”{problem}",
                next_step="核对是否缺行、多行或者写错，改正后重新运行；合计本身写错的，改正合计",
            )

    def _section(self, line: int, cells: list[Any], texts: list[str]) -> Section | None:
        """Return what a row states, or None for one that belongs to another case."""
        values: dict[str, Any] = {}
        ours = True
        for place, cell in enumerate(cells):
            shown, text = self._shown(cell, texts[place] if place < len(texts) else "", place, line)
            if not text:
                continue
            column = self._column(place, line)
            if column.condition is not None and not column.condition.holds(text, self._case):
                self._foreign.setdefault((column, text), []).append(line)
                ours = False
            elif column.key and not self._is_hour(column, shown, text):
                self._put(values, column, self._value(column, shown, text, line, place), line)
        self._totals.add(self._amounts(texts, line))
        return _nested(values, self._place(line)) if ours else None

    def _is_hour(self, column: Column, cell: Any, text: str) -> bool:
        """Return whether a cell is the hour beside a column of the day: it states no day."""
        if column.key not in self._days:
            return False
        same = [other for other in self._heading.columns if other.key == column.key]
        fraction = isinstance(cell, float) and 0 <= cell < 1
        return len(same) > 1 and (fraction or _HOUR.fullmatch(text) is not None)

    def _shown(self, cell: Any, text: str, place: int, line: int) -> tuple[Any, str]:
        """Return a cell and its text, from the first cell of a merged range that reaches here."""
        covered = self._sheet.covered.get((line, place))
        if text or covered is None or not cell_text(covered):
            return cell, text
        column = self._column(place, line)
        if column.key and column.key in self._sums:
            raise self._fault(
                "在合并的金额单元格里，看不出各行各是多少", place, line, "取消合并，逐行填写金额"
            )
        return covered, cell_text(covered)

    def _column(self, place: int, line: int) -> Column:
        columns = self._heading.columns
        if place < len(columns) and columns[place].text:
            return columns[place]
        raise InputError(
            f"{letters(place + 1)} 列没有表头，这一行在该列却有内容，列数多于表头",
            where=self._place(line),
            next_step="给这一列写上表头，或检查多余的逗号或单元格",
        )

    def _put(self, values: dict[str, Any], column: Column, value: Any, line: int) -> None:
        """Set a field; two columns may state it where no row has two answers."""
        before = values.setdefault(column.key, value)
        if list(before) != list(value):  # a text, or the items of a cell
            first = self._heading.column_of(column.key)
            raise InputError(
                f"“{first.text if first else ''}”和“{column.text}”写的不同，"
                f"都可能是{self._fields[column.key].name}",
                where=self._place(line),
                found="、".join(
                    v if isinstance(v, Text) else "；".join(v) for v in (before, value)
                ),
                next_step="只保留文书上要写的一列，另一列删去",
            )

    def _value(self, column: Column, cell: Any, text: str, line: int, place: int) -> Any:
        label, where = self._fields[column.key], self._place(line)
        name = column.key.rpartition(".")[2]
        self._refuse_changed(column, cell, text, line, place)
        day = day_of_serial(cell, since_1904=self._sheet.since_1904)
        if column.key in self._days and day is not None:
            self._serials = True
            return Text(day.isoformat(), where)
        if column.key in self._sums:
            return Text(self._in_yuan(column, text, line, place), where)
        kinds = typing.get_args(label.kind)
        if typing.get_origin(label.kind) is tuple and not dataclasses.is_dataclass(kinds[0]):
            marks = _BETWEEN_FILES if name in _FILES else _BETWEEN
            parts = (part.strip() for part in marks.split(text))
            return Items(tuple(Text(part, where) for part in parts if part), where)
        return Text(text, where)

    def _in_yuan(self, column: Column, text: str, line: int, place: int) -> str:
        if column.scale == 1:
            return text
        amount = in_yuan(text, column.scale)
        if not amount:
            raise self._fault("不是数字，不能换算为元", place, line, "改为数字，或改写成以元为单位")
        return amount

    def _refuse_changed(self, column: Column, cell: Any, text: str, line: int, place: int) -> None:
        """Refuse a cell that a spreadsheet took for something else and so changed."""
        problem = changed(
            cell, text, is_sum=column.key in self._sums, is_day=column.key in self._days
        )
        if problem:
            raise self._fault(problem, place, line, "把该列设为文本，按原件重新录入", text)

    def _fault(self, problem: str, place: int, line: int, step: str, found: str = "") -> InputError:
        return InputError(
            f"单元格 {letters(place + 1)}{line} {problem}",
            where=self._place(line),
            found=found,
            next_step=step,
        )


def _nested(values: Mapping[str, Any], where: Origin) -> Section:
    """Return the values of a row, those of a section inside it put together."""
    flat: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        outer, dot, name = key.partition(".")
        if dot:
            inner.setdefault(outer, {})[name] = value
        else:
            flat[key] = value
    for outer, below in inner.items():
        flat[outer] = Section(below, dict.fromkeys(below, where), where)
    return Section(flat, dict.fromkeys(flat, where), where)


def _remarks_on(column: Column) -> Iterator[str]:
    """Yield how a column was read that could mean something else."""
    plain = squeezed(column.text)
    if column.key and column.scale != 1:
        yield f"“{column.text}”乘以 {column.scale} 换算为元"
    if column.key == "delivered_on" and plain in EARLIER:
        yield f"“{column.text}”当作送货日期"
    if column.key and plain in AS_THE_BANK_SAYS:
        yield f"“{column.text}”照银行的流水当作收款"
