"""An import from its files to the case folders: read, map, sort, write, say what was refused."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.belonging import Sides
from legaldocs.case.sheet import file_of, sheets
from legaldocs.core.atomic import write_whole
from legaldocs.core.draft import alone_in, draft
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import Finding
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text
from legaldocs.core.system_error import reason
from legaldocs.importing.case_text import case_text, check_text
from legaldocs.importing.creditor import creditor_of
from legaldocs.importing.exceptions import EXCEPTIONS_FILE, exceptions, set_aside
from legaldocs.importing.facts import CaseFacts
from legaldocs.importing.grouping import Grouping, accepted, withhold, withhold_customers
from legaldocs.importing.mapping import MAPPING_FILE, Mapping, read_mapping
from legaldocs.importing.other_numbers import OtherNumbers
from legaldocs.importing.outcome import Imported, MadeCase
from legaldocs.importing.record import Facts, records
from legaldocs.importing.row_kinds import CUSTOMER
from legaldocs.importing.rows import ReadSheet, Row, SheetReading
from legaldocs.importing.sheet_heading import heading_of, keep, refuse_incomplete, refuse_twice
from legaldocs.importing.writing import CaseWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from legaldocs.importing.creditor import Creditor
    from legaldocs.importing.grouping import CaseRows
    from legaldocs.importing.outcome import Wanted
    from legaldocs.importing.record import Record

    Tick = Callable[[int, int], None]

_NAMED = 5
"""Cases that are named in one message."""


def run(wanted: Wanted, tick: Tick | None = None) -> Imported:
    """Import files into case folders below ``wanted.out`` and say what was done.

    Another import into the same folder waits until this one ends. Raises InputError for files, a
    mapping or a creditor that cannot be read, for a heading that could mean two things, and for a
    sum that its rows do not make; then no case is written.
    """
    if wanted.out.exists() and not wanted.out.is_dir():
        raise InputError(
            "案件要写进文件夹，给出的是一个文件",
            where=str(wanted.out),
            next_step="用 --out 写一个文件夹，例如 案件",
        )
    there = wanted.out.exists()
    try:
        wanted.out.mkdir(parents=True, exist_ok=True)
        with draft(wanted.out / "import", Path.mkdir) as stage, alone_in(wanted.out):
            return _Import(wanted, stage, tick).done()
    except OSError as error:
        raise InputError(
            "读写文件失败，已经出现的案件都是完整的",
            where=str(error.filename or wanted.out),
            found=reason(error),
            next_step="检查磁盘空间和文件夹权限后，用同样的命令再运行一次",
        ) from error
    finally:
        if not there:
            with contextlib.suppress(OSError):  # it holds something, as it should
                wanted.out.rmdir()


class _Import:
    """One run, holding the folder of the cases (一次导入)."""

    def __init__(self, wanted: Wanted, stage: Path, tick: Tick | None) -> None:
        self._wanted = wanted
        self._out = wanted.out
        self._stage = stage
        self._tick = tick
        self._result = Imported()
        self._creditor: Creditor = creditor_of(wanted.creditor)

    def done(self) -> Imported:
        """Run every step in its order."""
        known = records(self._out)
        self._say_creditor()
        rows = self._rows()
        grouping = Grouping(rows, known)
        self._say_unused(rows, grouping)
        cases = self._cases(grouping)
        withhold_customers(grouping.cases.values())
        self._result.refused = [row for row in rows if row.refusals]
        others = [record for record in known if record.key not in grouping.cases]
        numbers = OtherNumbers(self._result.refused, others)
        CaseWriter(self._wanted, self._stage, self._result, numbers).write(cases, self._tick)
        self._say_absent(others)
        self._write_exceptions()
        return self._result

    @property
    def _sides(self) -> Sides:
        name = (self._creditor.party or {}).get("name", "")
        return Sides(creditors=frozenset({folded(name)} if name else ()))

    def _say_creditor(self) -> None:
        where = str(self._wanted.creditor or self._out)
        if self._creditor.left_out:
            files = "、".join(self._creditor.left_out)
            self._result.findings.append(
                Finding(
                    "LD-IMPORT-CREDITOR",
                    "warning",
                    f"债权人资料里写的文件没有复制：{files}",
                    where,
                    next_step="需要的，放进案件文件夹，在 case.yaml 里写上 file",
                )
            )

    def _rows(self) -> list[Row]:
        """Return the rows of all sheets; the mapping is kept before it is judged."""
        kept = self._out / MAPPING_FILE
        path = self._wanted.mapping or (kept if kept.is_file() else None)
        mapping = read_mapping(path, str(path or kept))
        found = list(self._sheets(mapping))
        for source in found:
            keep(source.heading, source.sheet, mapping)
        self._keep_mapping(kept, path, mapping)
        for source in found:
            refuse_incomplete(source.heading, source.sheet, str(kept))
            refuse_twice(source.heading, source.sheet, replace(mapping, path=str(kept)))
        if not found:
            raise InputError(
                "没有一张工作表认得出来",
                where="、".join(map(str, self._wanted.files)),
                next_step="让一行写上各列的名称，如 客户名称、合同编号、合同金额、到期日",
            )
        self._result.sheets = found
        rows: list[Row] = []
        for source in found:
            reading = SheetReading(source, self._sides)
            rows += reading.rows()
            self._say_read(reading)
        return rows

    def _keep_mapping(self, kept: Path, path: Path | None, mapping: Mapping) -> None:
        other = path is not None and kept.is_file() and not kept.samefile(path)
        data = mapping.text.encode()
        if not data or (kept.is_file() and kept.read_bytes() == data):
            return
        if other:
            self._set_aside(kept)
        write_whole(kept, data)

    def _sheets(self, mapping: Mapping) -> Iterator[ReadSheet]:
        for file in self._wanted.files:
            name = Text(file.name, Origin(file.name))
            for sheet in sheets(file.parent, name):
                heading = None
                if sheet.hidden and file_of(name) == name:
                    why, step = "是隐藏的", f"要读的，取消隐藏，或者写成 {file}#{sheet.title}"
                else:
                    heading = heading_of(sheet, mapping)
                    why = "写明不读，或者认不出记的是什么"
                    step = f"要读的，在 {mapping.path} 里写明 sheets 和 columns"
                if heading is not None:
                    yield ReadSheet(file_of(file.name), sheet, heading)
                    continue
                self._result.findings.append(
                    Finding(
                        "LD-IMPORT-SHEET",
                        "warning",
                        f"工作表没有读：{why}",
                        sheet.path,
                        next_step=step,
                    )
                )

    def _say_unused(self, rows: list[Row], grouping: Grouping) -> None:
        used = {id(case.customer) for case in grouping.cases.values()}
        left = [r for r in rows if r.kind is CUSTOMER and id(r) not in used and not r.refusals]
        if left:
            self._result.findings.append(
                Finding(
                    "LD-IMPORT-ROWS",
                    "note",
                    f"客户资料有 {len(left)} 行没有用到：这次没有他们的债务或者合同",
                    left[0].place,
                    next_step="要更新已有案件里的客户资料，把债务或者合同的那一行一起导入",
                )
            )

    def _say_absent(self, others: list[Record]) -> None:
        """Name the cases that the rows say nothing of: one that was paid may be among them."""
        self._result.absent = [record.folder.name for record in others]
        if others:
            named = "、".join(self._result.absent[:_NAMED])
            more = f"等 {len(others)} 个" if len(others) > _NAMED else ""
            self._result.findings.append(
                Finding(
                    "LD-IMPORT-ABSENT",
                    "note",
                    f"以前导入的案件，这次的表里没有：{named}{more}",
                    str(self._out),
                    next_step="已经付清、撤回的，移出案件文件夹，批量才不会再出函；"
                    "只导入了一部分的，不必管它",
                )
            )

    def _say_read(self, reading: SheetReading) -> None:
        if what := reading.passed_over():
            where = reading.source.sheet.path
            self._result.findings.append(
                Finding("LD-IMPORT-ROWS", "note", what, where, next_step="核对是否符合原意")
            )
        if columns := reading.overlooked():
            self._result.findings.append(
                Finding(
                    "LD-IMPORT-COLUMNS",
                    "warning",
                    f"有的列写着金额、日期、比例或者违约金，没有用：{columns}",
                    reading.source.sheet.path,
                    next_step=f"要用的，在 {self._out / MAPPING_FILE} 的 columns 里写明是哪一项，"
                    "再导入一次；不用的，不必管它",
                )
            )

    def _cases(self, grouping: Grouping) -> list[MadeCase]:
        """Return the facts of each case whose rows agree; the rows of the others are refused."""
        found = []
        for case in list(accepted(grouping.cases.values())):
            making = CaseFacts(case, self._creditor)
            facts = making.facts()
            cause = next((row for row in [*case.base, *case.others] if row.refusals), None)
            if cause is None and case.base:
                cause = self._tried(case, facts, making)
            if cause is not None:
                withhold(case, cause)
            else:
                found.append(MadeCase(case, facts, making))
        return found

    def _tried(self, case: CaseRows, facts: Facts, making: CaseFacts) -> Row | None:
        """Return a row, refused, of a case whose file would not load."""
        try:
            check_text(self._out, case_text(facts, (), making.gaps))
        except CaseError as error:
            first = error.findings[0]
            case.base[0].refuse("", first.message, first.next_step or "核对这一行")
            return case.base[0]
        return None

    def _write_exceptions(self) -> None:
        """Write the refused rows; the file of an earlier run is set aside, not lost."""
        path = self._out / EXCEPTIONS_FILE
        data = exceptions(self._result.refused) if self._result.refused else b""
        self._result.exceptions = path if data else None
        if path.is_file() and path.read_bytes() == data:
            return
        if path.exists():
            self._set_aside(path)
        if data:
            write_whole(path, data)

    def _set_aside(self, path: Path) -> None:
        aside = set_aside(path)
        self._result.findings.append(
            Finding(
                "LD-IMPORT-ASIDE",
                "note",
                f"以前的 {path.name} 改名为 {aside.name}",
                str(aside),
                next_step="里面改正过、还没有导入的，用它再导入；不要的删去",
            )
        )
