"""mapping.yaml: which column of an export states which field, shown, kept and edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from legaldocs.case.heading import squeezed
from legaldocs.core.errors import InputError
from legaldocs.core.near import suggestion
from legaldocs.core.origin import Origin  # noqa: TC001 - read at run time
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, read
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader
from legaldocs.core.yaml_edit import with_item
from legaldocs.importing.row_kinds import KINDS
from legaldocs.importing.synonyms import key_names

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.sheet import Sheet
    from legaldocs.importing.row_kinds import RowKind

MAPPING_FILE = "mapping.yaml"
UNUSED = "不用"
"""What stands for the field of a column from which nothing is read."""
UNREAD = "不读"
"""What stands for the kind of a sheet that is not read."""
_HEAD = """\
# 读表格时认定的列。改了以后再导入，就按改过的读。
# sheets：哪张工作表（sheet 写 文件#工作表，或者只写工作表）记的是什么（kind）：
# {kinds}；或者 {unread}。
# columns：每一列（heading 是表头）是哪一项（field）；不是任何一项的写 {unused}。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """Which kind of rows a sheet has (工作表的认定)."""

    origin: Origin
    sheet: Annotated[str, "工作表"]
    kind: Annotated[str, "记的是什么"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """Which field a column states (列的认定)."""

    origin: Origin
    kind: Annotated[str, "工作表的种类"]
    heading: Annotated[str, "表头"]
    field: Annotated[str, "项目"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """The file as a person may edit it (列的对照)."""

    origin: Origin
    sheets: Annotated[tuple[SheetChoice, ...], "工作表"] = ()
    columns: Annotated[tuple[ColumnChoice, ...], "列"] = ()


@dataclass(slots=True)
class Mapping:
    """What was decided of sheets and columns, and the text that keeps it (对照)."""

    path: str
    kinds: tuple[RowKind, ...] = KINDS
    text: str = ""
    sheets: dict[str, SheetChoice] = field(default_factory=dict)
    columns: dict[tuple[str, str], tuple[str, Origin]] = field(default_factory=dict)

    def kind_of(self, sheet: Sheet) -> str:
        """Return the kind that was written for a sheet, by file and title or the title alone."""
        names = (_named(sheet), sheet.path, sheet.title)
        choice = next(filter(None, map(self.sheets.get, names)), None)
        return choice.kind if choice else ""

    def keep_sheet(self, sheet: Sheet, kind: RowKind) -> None:
        """Add a sheet of which the text says nothing."""
        if not self.kind_of(sheet):
            name = _named(sheet)
            place = self._add("sheets", {"sheet": name, "kind": kind.name})
            self.sheets[name] = SheetChoice(origin=place, sheet=name, kind=kind.name)

    def keep_column(self, kind: RowKind, heading: str, key: str) -> None:
        """Add a column that is not in the text."""
        known = (kind.name, squeezed(heading))
        if known not in self.columns:
            named = key_names(kind)[key] if key else UNUSED
            item = {"kind": kind.name, "heading": heading, "field": named}
            place = self._add("columns", item)
            self.columns[known] = key, place

    def _add(self, name: str, item: dict[str, str]) -> Origin:
        if not self.text:
            kinds = "、".join(kind.name for kind in self.kinds)
            self.text = _HEAD.format(kinds=kinds, unread=UNREAD, unused=UNUSED)
        self.text, place = with_item(self.text, name, item, self.path)
        return place


def _named(sheet: Sheet) -> str:
    """Return the file and title of a sheet: another export may have the name of this file."""
    alone = sheet.title and not sheet.several
    return f"{sheet.path}#{sheet.title}" if alone else sheet.path


def read_mapping(path: Path | None, shown: str, kinds: tuple[RowKind, ...] = KINDS) -> Mapping:
    """Return what a mapping file states of sheets of these kinds, or an empty one without a file.

    Raises InputError, with the line, for anything that is not a known sheet, kind or field.
    """
    if path is None:
        return Mapping(shown, kinds)
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise InputError(
            "列的对照打不开", where=str(path), found=reason(error), next_step="核对路径和权限"
        ) from error
    reader = TypedReader()
    section = read(data, shown)
    file = reader.record(MappingFile, section, section.origin, "列的对照")
    if file is None or reader.findings:
        raise reader.error(InputError, "列的对照有误")
    mapping = Mapping(shown, kinds, data.decode("utf-8-sig"))
    for sheet in file.sheets:
        _known(sheet.kind, [*(kind.name for kind in kinds), UNREAD], sheet.origin.of("kind"))
        mapping.sheets[sheet.sheet] = sheet
    for column in file.columns:
        _read_column(column, mapping)
    return mapping


def _read_column(column: ColumnChoice, mapping: Mapping) -> None:
    _known(column.kind, [kind.name for kind in mapping.kinds], column.origin.of("kind"))
    kind = next(kind for kind in mapping.kinds if kind.name == column.kind)
    names = {name: key for key, name in key_names(kind).items()}
    names |= {key: key for key in key_names(kind)} | {UNUSED: ""}
    _known(column.field, list(names), column.origin.of("field"))
    known = (kind.name, squeezed(column.heading))
    if known in mapping.columns and mapping.columns[known][0] != names[column.field]:
        raise InputError(
            f"“{column.heading}”写了两次，写的不同",
            where=column.origin,
            next_step="只保留一项",
        )
    mapping.columns[known] = names[column.field], column.origin.of("field")


def _known(text: str, known: list[str], where: Origin) -> None:
    if text not in known:
        raise InputError(
            f"没有“{text}”",
            where=where,
            expected="、".join(name for name in known if not name.isascii()),
            next_step=suggestion(text, known) or "从上面各项里选一个",
        )
