"""Reading a case folder into the model."""

from __future__ import annotations

import dataclasses
import typing
from functools import cache
from typing import TYPE_CHECKING, Any

from legaldocs.case.belonging import Sides, sides
from legaldocs.case.columns import sections
from legaldocs.case.contradictions import check_communications, check_set_offs
from legaldocs.case.demand import check_ladder
from legaldocs.case.folder import CASE_FILE, case_folder
from legaldocs.case.model import Case
from legaldocs.case.party import Party
from legaldocs.case.party_checks import check_parties
from legaldocs.case.payment_checks import check_payments
from legaldocs.case.redaction import check_redactions
from legaldocs.case.references import check_references, note_contract
from legaldocs.case.sheet import file_of, is_table
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, Items, Section, Text, read
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader, labels

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.contract import Instalment
    from legaldocs.core.findings import Finding


def load_case(path: Path | str) -> Case:
    """Return the case that a ``case.yaml`` and the tables beside it state.

    ``path`` is the case folder or the file itself.

    A case is returned only when every fact in it was understood.

    Raises InputError when there is no case file or it is no YAML, and CaseError, with all the
    findings, when something in it was not understood.
    """
    folder = case_folder(path)
    return case_of(folder, case_bytes(folder))


def case_bytes(folder: Path) -> bytes:
    """Return the case file of a folder. Raises InputError when it cannot be read."""
    try:
        return read_regular(folder / CASE_FILE, LARGEST)
    except OSError as error:
        raise InputError(
            f"没有可读的 {CASE_FILE}",
            where=str(folder),
            found=reason(error),
            next_step=_where_cases_are(folder) or "用 legaldocs new 新建案件，或核对路径",
        ) from error


def _where_cases_are(folder: Path) -> str:
    """Return what to do with a folder of cases; nothing where none is near."""
    for pattern in (f"*/{CASE_FILE}", f"*/*/{CASE_FILE}"):
        first = min(folder.glob(pattern), default=None)
        if first is not None:
            return (
                f"里面有案件，如“{first.parent.relative_to(folder).as_posix()}”：给出其中一个，"
                "或者用 legaldocs batch 一次处理全部"
            )
    return ""


def case_of(folder: Path, data: bytes) -> Case:
    """Return the case that ``data`` states as the case file of ``folder``.

    Raises the same errors as :func:`load_case`.
    """
    reader = TypedReader()
    section = read(data, CASE_FILE)
    tables = _Tables(folder, reader)
    section = tables.put(section)
    case = reader.record(Case, section, section.origin, "案件", folder=folder)
    if case is not None and not reader.findings:
        case = _with_instalments(case, reader)
        case = dataclasses.replace(
            case, tables=tuple(sorted({*tables.files})), remarks=tuple(reader.remarks)
        )
        check_parties(case, reader)
        check_references(case, reader)
        check_communications(case, reader)
        check_ladder(case.demand, reader)
        check_payments(case, reader)
        check_set_offs(case, reader)
        check_redactions(case.redactions, reader)
    if case is None or reader.findings:
        raise CaseError(
            f"{CASE_FILE} 有 {len(reader.findings)} 处需要改正，改正前不生成任何文书",
            findings=tuple(sorted(reader.findings, key=_place)),
            next_step="按每条提示改正后重新运行",
        )
    return case


class _Tables:
    """Puts the rows of tables where the case file names them, at any depth (表格)."""

    def __init__(self, folder: Path, reader: TypedReader) -> None:
        self._folder = folder
        self._reader = reader
        self._case = Sides()
        self.files: list[str] = []

    def put(self, section: Section, model: type = Case) -> Section:
        """Return the section with rows in place of the names of tables."""
        known = _models_in(model)
        present = [key for key in known if key in section]
        if not present:
            return section
        values: dict[str, Any] = dict(section)
        for key in sorted(present, key="parties".__ne__):  # rows may have to name one of them
            raw, (inner, is_list) = section[key], known[key]
            if is_list:
                values[key] = self._list(raw, inner)
                if inner is Party:
                    self._case = sides(section, values[key])
            elif isinstance(raw, Section):
                values[key] = self.put(raw, inner)
        return Section(values, {key: section.place(key) for key in section}, section.origin)

    def _list(self, raw: Any, model: type) -> Any:
        """Return the rows of a list; the whole of it, or an item, may name a table."""
        if not isinstance(raw, Items):
            return self._rows(raw, model) if is_table(raw) else raw
        rows: list[Any] = []
        for item in raw:
            if is_table(item):
                rows += self._rows(item, model)
            else:
                rows.append(self.put(item, model) if isinstance(item, Section) else item)
        return Items(tuple(rows), raw.origin)

    def _rows(self, name: Text, model: type) -> Items:
        read = sections(self._folder, name, model, self._reader, self._case)
        self.files.append(file_of(name))
        return Items(tuple(self.put(row, model) for row in read), read.origin)


@cache
def _models_in(model: type) -> dict[str, tuple[type, bool]]:
    """Return the model inside each field that has one, and whether the field is a list of it."""
    found: dict[str, tuple[type, bool]] = {}
    for key, label in labels(model).items():
        kinds = (label.kind, *typing.get_args(label.kind))
        inner = next(filter(dataclasses.is_dataclass, kinds), None)
        if label.notation is None and isinstance(inner, type):
            found[key] = inner, typing.get_origin(label.kind) is tuple
    return found


def _with_instalments(case: Case, reader: TypedReader) -> Case:
    """Return the case with the instalments of all contracts put into those that they name."""
    parts: dict[int, list[Instalment]] = {}
    for part in case.instalments:
        contract = case.contract_of(part.contract)
        if contract is None:
            note_contract(case, part.contract, part.origin, reader)
        else:
            parts.setdefault(id(contract), []).append(part)
    contracts = tuple(
        dataclasses.replace(
            contract, instalments=(*contract.instalments, *parts.get(id(contract), ()))
        )
        for contract in case.contracts
    )
    for contract in contracts:
        for part in contract.instalments:
            if part.contract and case.contract_of(part.contract) is None:
                continue
            if part.contract and part.contract != contract.number:
                reader.note(
                    "LD-CASE-REFERENCE",
                    part.origin.of("contract"),
                    f"这一期写在合同“{contract.number}”里，合同编号却是“{part.contract}”",
                    next_step="只保留一处",
                )
    return dataclasses.replace(case, contracts=contracts, instalments=())


def _place(finding: Finding) -> tuple[str, int]:
    """Return the file and line of a finding, so that a person goes through a file from its top."""
    path, _, line = finding.where.rpartition(":")
    return (path, int(line)) if line.isdecimal() else (finding.where, 0)
