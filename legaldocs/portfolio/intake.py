"""An import into the book: read, map, sort, take in, match, say what was given back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from legaldocs.case.sheet import file_of, sheets
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text
from legaldocs.importing.exceptions import EXCEPTIONS_FILE, exceptions, set_aside
from legaldocs.importing.mapping import MAPPING_FILE, Mapping, read_mapping
from legaldocs.importing.rows import ReadSheet, Row, SheetReading
from legaldocs.importing.sheet_heading import heading_of, keep, refuse_incomplete, refuse_twice
from legaldocs.law.identity import check_uscc
from legaldocs.portfolio.closed_paid import closed_paid
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.history import History
from legaldocs.portfolio.model import (
    Change,
    ContactPerson,
    Customer,
    ImportedFile,
    Receipt,
    ReceiptPart,
    Receivable,
)
from legaldocs.portfolio.place import KeptFile, keep_file
from legaldocs.portfolio.plan.overbooked import overbooked
from legaldocs.portfolio.rematch import open_parts, rematch
from legaldocs.portfolio.row_days import refuse_future_days
from legaldocs.portfolio.row_kinds import BOOK_KINDS
from legaldocs.portfolio.staging import StagedRow, Staging
from legaldocs.portfolio.store import opened, writing
from legaldocs.portfolio.taking import MOST_SHOWN, Taking, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder

    Watch = Callable[[str, int, int], None]

_WATCHED = 1000
"""After how many rows read the watcher is told."""
_KNOWN_BY = {
    "客户": "debtor.name",
    "联系人": "debtor.name",
    "应收": "receivable.number",
    "回款": "payment.reference",
}
_MARKS = ("debtor.name", "debtor.uscc", "customer.code")
_PERSONAL = ("debtor.contact", "contact.post", "debtor.phone", "debtor.email")
_NOUNS: dict[str, Any] = {
    "客户": Customer,
    "联系人": ContactPerson,
    "应收": Receivable,
    "回款": Receipt,
}


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Watch nothing."""


class Taken(NamedTuple):
    """How many rows of a kind are new and changed (入账结果)."""

    kind: str
    made: int
    changed: int


class ShownChange(NamedTuple):
    """What a field of a row was and is (变化)."""

    noun: str
    name: str
    field: str
    old: str
    new: str


@dataclass(slots=True)
class Intake:
    """What an import did (入账)."""

    findings: list[Finding] = field(default_factory=list)
    sheets: list[ReadSheet] = field(default_factory=list)
    files: list[KeptFile] = field(default_factory=list)
    rows: int = 0
    taken: list[Taken] = field(default_factory=list)
    changes: list[ShownChange] = field(default_factory=list)
    changed_fields: int = 0
    refused: list[Row] = field(default_factory=list)
    exceptions: Path | None = None
    number: int = 0
    """The import's number in the history; 0 where nothing was new."""


def import_files(
    book: BookFolder, files: Sequence[Path], author: Author, watch: Watch = unwatched
) -> Intake:
    """Import files into a book, all that can be read or nothing, and say what was done.

    ``watch`` is told of each stage, what is done of it, and of how much, 0 where that is unknown.

    Raises InputError for a file, a mapping or a sum that cannot be read as it stands; the book is
    unchanged then.
    """
    return _Import(book, author, watch).done(files)


class _Import:
    """One import (一次导入)."""

    def __init__(self, book: BookFolder, author: Author, watch: Watch) -> None:
        self._book = book
        self._author = author
        self._watch = watch
        self._result = Intake()

    def done(self, files: Sequence[Path]) -> Intake:
        """Run every step in its order."""
        result = self._result
        with opened(self._book) as store:
            result.files = [keep_file(self._book.path, path) for path in files]
            self._find_sheets(files)
            with store.session() as connection:
                with connection.begin():
                    staging = Staging(connection)
                    self._stage(staging)
                with writing(connection) as head:
                    history = History(connection, head, self._author)
                    head.imports += 1
                    history.import_number = head.imports
                    before = history.count
                    taking = Taking(connection, history, staging, self._watch)
                    taking.done()
                    rematch(connection, history, taking.touched)
                    known = self._keep_names(connection, head.imports)
                    if history.count == before and known:
                        head.imports -= 1
                    else:
                        result.number = head.imports
                    history.finish()
                    self._say(connection, taking)
        self._give_back(taking)
        self._write_exceptions()
        return result

    def _find_sheets(self, files: Sequence[Path]) -> None:
        kept = self._book.path / MAPPING_FILE
        mapping = read_mapping(kept if kept.is_file() else None, str(kept), BOOK_KINDS)
        found = list(self._sheets(files, mapping))
        for source in found:
            keep(source.heading, source.sheet, mapping)
        data = mapping.text.encode()
        if data and not (kept.is_file() and kept.read_bytes() == data):
            write_whole(kept, data)
        for source in found:
            refuse_incomplete(source.heading, source.sheet, str(kept))
            refuse_twice(source.heading, source.sheet, replace(mapping, path=str(kept)))
        if not found:
            raise InputError(
                "没有一张工作表认得出来",
                where="、".join(map(str, files)),
                next_step="让一行写上各列的名称，如 客户名称、应收单号、应收金额、到期日",
            )
        self._result.sheets = found

    def _sheets(self, files: Sequence[Path], mapping: Mapping) -> Iterator[ReadSheet]:
        for file in files:
            for sheet in sheets(file.parent, Text(file.name, Origin(file.name)), large=True):
                heading = None if sheet.hidden else heading_of(sheet, mapping)
                if heading is not None:
                    yield ReadSheet(file_of(file.name), sheet, heading)
                    continue
                why = "是隐藏的" if sheet.hidden else "写明不读，或者认不出记的是什么"
                self._result.findings.append(
                    Finding(
                        "LD-BOOK-SHEET",
                        "warning",
                        f"工作表没有读：{why}",
                        sheet.path,
                        next_step=f"要读的，取消隐藏，或者在 {mapping.path} 里写明",
                    )
                )

    def _stage(self, staging: Staging) -> None:
        """Read every row; those that cannot be read are given back, the others wait."""
        result = self._result
        for number, source in enumerate(result.sheets):
            reading = SheetReading(source)
            kind = source.heading.kind.name
            for row in reading.rows():
                result.rows += 1
                if result.rows % _WATCHED == 0:
                    self._watch("已读行数", result.rows, 0)
                self._stage_row(staging, kind, number, row)
            self._say_read(reading)
        staging.finish()

    def _stage_row(self, staging: Staging, kind: str, sheet: int, row: Row) -> None:
        values = row.values
        refuse_future_days(row, self._author.day)
        if not row.refusals:
            try:
                key = key_of(kind, values)
            except InputError as error:
                found = f"，写的是“{error.found}”" if error.found else ""
                row.refuse(_KNOWN_BY[kind], f"{error.what}{found}", error.next_step)
        if row.refusals:
            self._result.refused.append(row)
            return
        if kind == "客户":
            person = {name: values.pop(name) for name in _PERSONAL if name in values}
            marks = {name: values[name] for name in _MARKS if name in values}
            if person:
                beside = marks | person
                staging.add("联系人", key_of("联系人", beside), StagedRow(sheet, row.line, beside))
        staging.add(kind, key, StagedRow(sheet, row.line, values))
        if kind == "客户" and values.get("debtor.uscc"):
            checked = check_uscc(values["debtor.uscc"])
            if not checked.valid:
                self._result.findings.append(
                    Finding(
                        "LD-BOOK-USCC",
                        "warning",
                        f"{values['debtor.name']}的统一社会信用代码有误：{checked.reason}",
                        row.place,
                        next_step="按营业执照核对",
                    )
                )

    def _say_read(self, reading: SheetReading) -> None:
        if what := reading.passed_over():
            where = reading.source.sheet.path
            self._result.findings.append(
                Finding("LD-BOOK-ROWS", "note", what, where, next_step="核对是否符合原意")
            )
        if columns := reading.overlooked():
            self._result.findings.append(
                Finding(
                    "LD-BOOK-COLUMNS",
                    "warning",
                    f"有的列写着金额、日期或者比例，没有用：{columns}",
                    reading.source.sheet.path,
                    next_step=f"要用的，在 {self._book.path / MAPPING_FILE} 的 columns 里写明是"
                    "哪一项，再导入一次；不用的，不必管它",
                )
            )

    def _keep_names(self, connection: Connection, number: int) -> bool:
        """Note the files of this import that are new; return whether none is."""
        digests = [file.sha256 for file in self._result.files]
        chosen = select(ImportedFile.sha256).where(ImportedFile.sha256.in_(digests))
        known = {*connection.scalars(chosen)}
        last = connection.scalar(select(ImportedFile.id).order_by(ImportedFile.id.desc()).limit(1))
        fresh = {file.sha256: file for file in self._result.files if file.sha256 not in known}
        rows = [
            {
                "id": at,
                "import_number": number,
                "name": file.name,
                "sha256": file.sha256,
                "kept_as": file.kept_as,
            }
            for at, file in enumerate(fresh.values(), start=(last or 0) + 1)
        ]
        if rows:
            connection.execute(insert(ImportedFile), rows)
        return not rows

    def _say(self, connection: Connection, taking: Taking) -> None:
        result = self._result
        result.taken = [Taken(kind, *taking.counts(model)) for kind, model in _NOUNS.items()]
        if result.number:
            self._say_changes(connection)
            self._say_reallocated(connection, taking)
        for name in taking.customers.namesakes:
            result.findings.append(
                Finding(
                    "LD-BOOK-SAME-NAME",
                    "warning",
                    f"有另一个客户也叫{name}，代码不同",
                    next_step="核对是不是同一个；以后的表要写代码",
                )
            )
        result.findings.extend(_paid_after(connection, taking.paid_after))
        result.findings.extend(overbooked(connection))
        result.findings.extend(closed_paid(connection, import_number=result.number))
        count, left = open_parts(connection)
        if count:
            result.findings.append(
                Finding(
                    "LD-BOOK-OPEN",
                    "note",
                    f"账册里有 {count} 笔回款没有核销完，余 {figure(yuan_of(left))} 元",
                    next_step="知道付的是哪一笔的，在回款表里写上核销应收单号，再导入",
                )
            )

    def _say_changes(self, connection: Connection) -> None:
        result = self._result
        tables = {model.__tablename__: (kind, model) for kind, model in _NOUNS.items()}
        chosen = (
            select(Change.noun, Change.row_id, Change.field, Change.old, Change.new)
            .where(Change.import_number == result.number, Change.field != "")
            .where(Change.noun.in_(tables))
            .order_by(Change.id)
        )
        for noun, row, name, old, new in connection.execute(chosen).all():
            result.changed_fields += 1
            if len(result.changes) < MOST_SHOWN:
                kind, model = tables[noun]
                label = model.name if noun in ("customer", "contact_person") else model.number
                shown = connection.scalar(select(label).where(model.id == row)) or ""
                money = name.endswith("_fen")
                was, now = ((figure(yuan_of(int(x))) if money else x) for x in (old, new))
                result.changes.append(ShownChange(kind, shown, name, was, now))

    def _say_reallocated(self, connection: Connection, taking: Taking) -> None:
        """Say which receipts pay something else now: that lies in their parts."""
        result = self._result
        result.changed_fields += taking.reallocations
        for one in taking.reallocated[: MOST_SHOWN - len(result.changes)]:
            number = connection.scalar(select(Receipt.number).where(Receipt.id == one.receipt))
            result.changes.append(
                ShownChange("回款", number or "", ReceiptPart.towards.key, one.old, one.new)
            )

    def _give_back(self, taking: Taking) -> None:
        """Read the cells of rows that the book refused again, so that they go back whole."""
        for number, source in enumerate(self._result.sheets):
            lines = {line for sheet, line in taking.refused if sheet == number}
            if not lines:
                continue
            for line, cells in source.sheet.rows:
                if line in lines:
                    row, error = Row(source, line, cells), taking.refused[number, line]
                    found = f"，写的是“{error.found}”" if error.found else ""
                    known_by = _KNOWN_BY[source.heading.kind.name]
                    row.refuse(known_by, f"{error.what}{found}", error.next_step)
                    self._result.refused.append(row)

    def _write_exceptions(self) -> None:
        """Write the refused rows; the file of an earlier import is set aside, not lost."""
        result = self._result
        path = self._book.path / EXCEPTIONS_FILE
        data = exceptions(result.refused) if result.refused else b""
        result.exceptions = path if data else None
        if path.is_file() and path.read_bytes() == data:
            return
        if path.exists():
            aside = set_aside(path)
            result.findings.append(
                Finding(
                    "LD-BOOK-ASIDE",
                    "note",
                    f"以前的 {path.name} 改名为 {aside.name}",
                    str(aside),
                    next_step="里面改正过、还没有导入的，用它再导入；不要的删去",
                )
            )
        if data:
            write_whole(path, data)


def _paid_after(connection: Connection, customers: set[int]) -> Iterator[Finding]:
    """Yield a warning for each closed customer of whom money came in."""
    for customer in sorted(customers):
        name = connection.scalar(select(Customer.name).where(Customer.id == customer))
        yield Finding(
            "LD-BOOK-CLOSED-CUSTOMER",
            "warning",
            f"客户{name}已经关闭，又有回款；回款已经入账",
            next_step="核对回款是不是这个客户的；记错的，用 legaldocs book close 回款 关闭",
        )
