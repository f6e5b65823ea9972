"""Reading a case folder into the model."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.case.columns import sections
from legaldocs.case.model import Case, Contract
from legaldocs.case.party_checks import check_parties
from legaldocs.case.sheet import is_table
from legaldocs.case.vocabulary import Role
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.strict_yaml import Section, read
from legaldocs.core.typed import TypedReader, labels

if TYPE_CHECKING:
    from legaldocs.case.model import Credit, Instalment, Payment

CASE_FILE = "case.yaml"


def case_folder(path: Path | str) -> Path:
    """Return the case folder that ``path`` names: itself, or the folder of its ``case.yaml``.

    Raises InputError for any other file.
    """
    path = Path(path)
    if not path.is_file():
        return path
    if path.name != CASE_FILE:
        raise InputError(
            f"案件文件应名为 {CASE_FILE}", where=str(path), next_step="给出案件文件夹，或改文件名"
        )
    return path.parent


def load_case(path: Path | str) -> Case:
    """Return the case that a ``case.yaml`` and the tables beside it state.

    ``path`` is the case folder or the file itself.

    A case is returned only when every fact in it was understood.

    Raises InputError when there is no case file or it is no YAML, and CaseError, with all the
    findings, when something in it was not understood.
    """
    folder = case_folder(path)
    try:
        data = (folder / CASE_FILE).read_bytes()
    except OSError as error:
        raise InputError(
            f"没有可读的 {CASE_FILE}",
            where=str(folder),
            next_step="用 legaldocs new 新建案件，或核对路径",
        ) from error
    reader = TypedReader()
    section = _with_tables(folder, read(data, CASE_FILE), reader)
    case = reader.record(Case, section, section.origin, "案件", folder=folder)
    if case is not None and not reader.findings:
        check_parties(case, reader)
        _check_references(case, reader)
    if case is None or reader.findings:
        raise CaseError(
            f"{CASE_FILE} 有 {len(reader.findings)} 处需要改正，改正前不生成任何文书",
            findings=tuple(reader.findings),
            next_step="按每条提示改正后重新运行",
        )
    return case


def _with_tables(folder: Path, section: Section, reader: TypedReader) -> Section:
    """Put the rows of a table where the case file names one."""
    known = labels(Case)
    values: dict[str, Any] = dict(section)
    for key, raw in section.items():
        kind = known[key].kind if key in known else None
        if typing.get_origin(kind) is tuple and is_table(raw):
            values[key] = sections(folder, raw, typing.get_args(kind)[0], reader)
    return Section(values, {key: section.place(key) for key in section}, section.origin)


def _check_references(case: Case, reader: TypedReader) -> None:
    if not case.contracts:
        reader.note("LD-CASE-MISSING", case.origin, "至少应有一份合同", next_step="补上 contracts")
        return
    numbers = [contract.number for contract in case.contracts]
    for contract in case.contracts:
        if len(numbers) > 1 and (not contract.number or numbers.count(contract.number) > 1):
            reader.note(
                "LD-CASE-REFERENCE", contract.origin, "有多份合同时，每份应有各不相同的编号"
            )
    linked = (
        case.deliveries,
        case.invoices,
        case.payments,
        case.credits,
        case.costs,
        case.statements,
    )
    for row in (row for group in linked for row in group):
        if case.contract_of(row.contract) is None:
            problem = (
                f"没有编号为“{row.contract}”的合同"
                if row.contract
                else f"有 {len(case.contracts)} 份合同，请写明 contract（合同编号）"
            )
            reader.note(
                "LD-CASE-REFERENCE",
                row.origin,
                problem,
                next_step=f"可用的编号：{'、'.join(filter(None, numbers)) or '（合同未写编号）'}",
            )
    _check_parts(case, reader)
    _check_designations(case, reader)
    _check_guarantees(case, numbers, reader)


def _check_guarantees(case: Case, numbers: list[str], reader: TypedReader) -> None:
    known = {party.name for party in case.parties if party.role is Role.GUARANTOR}
    for guarantee in case.guarantees:
        if guarantee.guarantor not in known:
            reader.note(
                "LD-CASE-REFERENCE",
                guarantee.origin,
                f"当事人里没有名为“{guarantee.guarantor}”的保证人",
                next_step="在 parties 里补上该保证人",
            )
        if guarantee.period and guarantee.until_on:
            reader.note(
                "LD-CASE-DUE",
                guarantee.origin,
                "保证期间写了两种：period 和 until_on",
                next_step="只保留保证文件实际约定的一种",
            )
        for number in guarantee.covers:
            if number not in numbers:
                reader.note(
                    "LD-CASE-REFERENCE",
                    guarantee.origin,
                    f"没有编号为“{number}”的合同，covers 写合同编号",
                    next_step=f"可用的编号：{'、'.join(filter(None, numbers)) or '（没有）'}",
                )


def _check_parts(case: Case, reader: TypedReader) -> None:
    """Check that instalments have different names, by which payments are designated."""
    for contract in case.contracts:
        _check_due(contract, reader)
        seen: set[str] = set()
        for part in contract.instalments:
            if part.name in seen:
                reader.note(
                    "LD-CASE-REFERENCE",
                    part.origin,
                    f"同一合同有两期款项都叫“{part.name}”",
                    next_step="改成各不相同的名称，如 第一期货款、第二期货款",
                )
            seen.add(part.name)
            _check_due(part, reader)


def _check_due(part: Contract | Instalment, reader: TypedReader) -> None:
    """Check that a due day is stated once: a second one would be overruled in silence."""
    problem = ""
    if part.due_on and part.due_after:
        problem = "到期日写了两种：due_on 和 due_after"
    elif part.due_days and not part.due_after:
        problem = "写了 due_days，没有写从哪一事由起算（due_after）"
    elif isinstance(part, Contract) and part.instalments and (part.due_on or part.due_after):
        problem = "写了 instalments，又给整份合同写了到期日"
    if problem:
        reader.note("LD-CASE-DUE", part.origin, problem, next_step="只保留合同实际约定的一种")


def _check_designations(case: Case, reader: TypedReader) -> None:
    """Check that a payment is designated for an instalment that its contract has."""
    payments: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    for paid in payments:
        of = case.contract_of(paid.contract)
        names = [part.name for part in of.instalments] if of is not None else []
        if paid.towards and names and paid.towards not in names:
            reader.note(
                "LD-CASE-REFERENCE",
                paid.origin,
                f"合同没有名为“{paid.towards}”的款项",
                next_step=f"可用的款项名称：{'、'.join(names)}；没有指定用途的，删去 towards",
            )
