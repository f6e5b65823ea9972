"""Which kind of rows a sheet has, which line is its heading, and what each column states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.belonging import condition_of
from legaldocs.case.heading import SCALES, fields, is_sum, parted, squeezed, unit_above
from legaldocs.case.sheet import cell_text, cell_texts
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.importing.mapping import UNREAD
from legaldocs.importing.synonyms import UNTAXED, headings, key_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.case.belonging import Condition
    from legaldocs.case.sheet import Sheet
    from legaldocs.importing.mapping import Mapping
    from legaldocs.importing.row_kinds import RowKind

RETURNED = ("来源文件", "来源工作表", "来源行号", "有误的列", "退回原因", "下一步")
"""The columns that stand before a row given back; they state nothing when it comes again."""

_SEARCHED = 30
"""So many lines with something in them may hold the heading."""
_TAX = re.compile("税率|(?<!含)税额")
_TELLING = 2
"""So many known columns make a sheet one that should be understood."""


@dataclass(frozen=True, slots=True)
class ImportedColumn:
    """One column of an export (列): its heading, the field it states, and the yuan of its unit.

    ``condition`` is what the cells of a column without a field must say, such as the currency.
    ``settled`` when the mapping says already what the column is.
    """

    text: str
    key: str = ""
    scale: Decimal = Decimal(1)
    condition: Condition | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """The heading of a sheet (表头): ``line`` is its last line, ``first`` the first."""

    kind: RowKind
    first: int
    line: int
    columns: tuple[ImportedColumn, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that the columns state."""
        return tuple(column.key for column in self.columns if column.key)


def heading_of(sheet: Sheet, mapping: Mapping) -> SheetHeading | None:
    """Return the heading of a sheet; None for one that is not to be read, or holds no such rows.

    It may lack what its kind must have (:func:`refuse_incomplete`). Raises InputError for a sheet
    that could be of two kinds.
    """
    written = mapping.kind_of(sheet)
    if written == UNREAD:
        return None
    kinds = [kind for kind in mapping.kinds if not written or kind.name == written]
    found = [heading for kind in kinds if (heading := _best(sheet, kind, mapping)) is not None]
    fitting = [heading for heading in found if not _absent(heading)]
    named = [heading for heading in found if _is_named(sheet.title, heading.kind, mapping.kinds)]
    most = max((len({*heading.keys}) for heading in fitting), default=0)
    if len(named) == 1 and (named[0] in fitting or len({*named[0].keys}) >= max(most, _TELLING)):
        return named[0]
    if fitting:
        return _only(fitting, sheet)
    telling = [
        heading for heading in found if written or len({*heading.keys}) >= _TELLING
    ]  # fmt: skip
    return max(named or telling, key=lambda heading: len({*heading.keys}), default=None)


def refuse_incomplete(heading: SheetHeading, sheet: Sheet, path: str) -> None:
    """Refuse a sheet that lacks what its kind must have. Raises InputError."""
    if not _absent(heading):
        return
    names = key_names(heading.kind)
    absent = "；".join(
        "、".join(names[key] for key in group) + ("（至少一列）" if len(group) > 1 else "")
        for group in _absent(heading)
    )
    raise InputError(
        f"工作表像是“{heading.kind.name}”，缺少必需的列",
        where=Origin(sheet.path, heading.line),
        expected=absent,
        found="、".join(column.text for column in heading.columns if column.text)[:80],
        next_step=f"改写表头，或在 {path} 的 columns 里写明是哪一列；这张表不读的，"
        f"在 sheets 里把“{sheet.path}”的 kind 写成 {UNREAD}",
    )


def _only(fitting: list[SheetHeading], sheet: Sheet) -> SheetHeading:
    """Return the one heading that explains most columns, or that states what the others do."""
    most = max(len({*heading.keys}) for heading in fitting)
    best = [heading for heading in fitting if len({*heading.keys}) == most]
    kinds = {heading.kind.name for heading in best}
    whole = [heading for heading in best if kinds <= {heading.kind.name, *heading.kind.states}]
    if not whole:
        names = "、".join(heading.kind.name for heading in best)
        raise InputError(
            f"看不出工作表记的是哪一种：{names}",
            where=Origin(sheet.path, best[0].line),
            next_step=f"把工作表命名为其中一种，或在 mapping.yaml 的 sheets 里写"
            f" sheet: {sheet.path} 和 kind",
        )
    return whole[0]


def _is_named(title: str, kind: RowKind, kinds: tuple[RowKind, ...]) -> bool:
    """Return whether a title names the kind: as rows given back do, or by a word."""
    others = [other for other in kinds if title.startswith(f"{other.name}-")]
    if others:
        return kind in others
    return any(word in title for word in kind.titles)


def _absent(heading: SheetHeading) -> list[tuple[str, ...]]:
    keys = {*heading.keys}
    groups = (*heading.kind.must, *heading.kind.hints)
    return [group for group in groups if not keys & {*group}]


def _best(sheet: Sheet, kind: RowKind, mapping: Mapping) -> SheetHeading | None:
    """Return, of the first lines, the heading that names most fields; None where none names one."""
    best: SheetHeading | None = None
    above: list[str] = []
    before: list[str] = []
    filled = 0
    for line, cells in sheet.rows:
        if not any(cell_texts(cells)):
            continue
        filled += 1
        texts = [
            cell_text(cell) or cell_text(sheet.covered.get((line, place), ""))
            for place, cell in enumerate(cells)
        ]
        grouped = [
            both if _key(both, parted(both)[0], kind, mapping) else text
            for both, text in zip(_under(before, texts), texts, strict=True)
        ]
        for first, shown in ((line, texts), (line - 1, grouped)):
            columns = tuple(_columns(shown, kind, mapping))
            heading = SheetHeading(kind, first, line, columns)
            if len({*heading.keys}) > (len({*best.keys}) if best else 0):
                best = _scaled(heading, above, sheet)
        above += texts
        before = texts
        if filled == _SEARCHED:
            break
    return best


def _under(groups: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the headings of a line with the name of the group above each, such as 合同 + 金额."""
    group = ""
    shown = []
    for place, text in enumerate(texts):
        if place < len(groups) and groups[place]:
            group = groups[place]
        shown.append(text if not text or text == group else f"{group}{text}")
    return shown


def _columns(texts: list[str], kind: RowKind, mapping: Mapping) -> Iterator[ImportedColumn]:
    taxed = any(map(_TAX.search, texts))
    for text in texts:
        name, unit = parted(text)
        key = "" if text in RETURNED else _key(text, name, kind, mapping)
        sum_ = bool(key) and is_sum(fields(kind.model)[key])
        written = (kind.name, squeezed(text)) in mapping.columns
        if taxed and name in UNTAXED and not written:
            key = ""
        scale = SCALES.get(unit, Decimal(1))
        if scale != 1 and key and not sum_:
            key = ""
        found = (condition_of(name, model) for model in kind.like)
        condition = None if key else next(filter(None, found), None)
        settled = written or condition is not None or text in RETURNED
        yield ImportedColumn(" ".join(text.split()), key, scale, condition, settled)


def _key(text: str, name: str, kind: RowKind, mapping: Mapping) -> str:
    written = mapping.columns.get((kind.name, squeezed(text)))
    if written is not None:
        return written[0]
    known = headings(kind)
    return next((known[form] for form in (text.strip(), squeezed(text), name) if form in known), "")


def _scaled(heading: SheetHeading, above: list[str], sheet: Sheet) -> SheetHeading:
    """Return the heading with the unit above it, where a column of amounts has none itself."""
    scale, unknown = unit_above(above)
    if unknown:
        raise InputError(
            "表头上方写的金额单位不能换算成元",
            where=Origin(sheet.path, heading.line),
            found=unknown,
            next_step="把各金额改写成以元为单位",
        )
    known = fields(heading.kind.model)
    columns = tuple(
        ImportedColumn(column.text, column.key, scale)
        if column.key and is_sum(known[column.key]) and not parted(column.text)[1]
        else column
        for column in heading.columns
    )
    return SheetHeading(heading.kind, heading.first, heading.line, columns)


def keep(heading: SheetHeading, sheet: Sheet, mapping: Mapping) -> None:
    """Keep the kind of a sheet and its columns in the mapping."""
    mapping.keep_sheet(sheet, heading.kind)
    for column in heading.columns:
        if column.text and column.text not in RETURNED:
            mapping.keep_column(heading.kind, column.text, column.key)


def refuse_twice(heading: SheetHeading, sheet: Sheet, mapping: Mapping) -> None:
    """Refuse two columns that state one field, and one that is hidden.

    Raises InputError with what decides it.
    """
    seen: dict[str, ImportedColumn] = {}
    for place, column in enumerate(heading.columns):
        if column.key:
            sheet.refuse_unseen(place, column.text, heading.line)
        first = seen.setdefault(column.key, column)
        if column.key and first is not column:
            name = key_names(heading.kind)[column.key]
            same = squeezed(first.text) == squeezed(column.text)
            decided = mapping.columns.get((heading.kind.name, squeezed(column.text)))
            step = (
                "两列表头相同，在表格里把其中一列改名"
                if same
                else f"留下要用的一列，另一列在 {decided[1] if decided else mapping.path}"
                " 改为 field: 不用，重新运行"
            )
            raise InputError(
                f"“{first.text}”和“{column.text}”两列都可能是{name}",
                where=Origin(sheet.path, heading.line),
                next_step=step,
            )
