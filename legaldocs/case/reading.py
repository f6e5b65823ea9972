"""Reading a case folder into the model."""

from __future__ import annotations

import dataclasses
import itertools
import typing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.case.belonging import Sides, sides
from legaldocs.case.columns import sections
from legaldocs.case.contradictions import check_communications
from legaldocs.case.demand import check_ladder
from legaldocs.case.model import Case, Contract, Credit, Instalment, Payment, Statement
from legaldocs.case.party import Party
from legaldocs.case.party_checks import check_parties
from legaldocs.case.payment_term import event_of
from legaldocs.case.sheet import file_of, is_table
from legaldocs.case.vocabulary import ALL, EACH, DueEvent, Role
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.near import suggestion
from legaldocs.core.strict_yaml import Items, Section, Text, read
from legaldocs.core.typed import TypedReader, labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.core.origin import Origin

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
    return case_of(folder, data)


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
        _check_references(case, reader)
        check_communications(case, reader)
        check_ladder(case.demand, reader)
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
            _note_contract(case, part.contract, part.origin, reader)
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


def _note_contract(case: Case, number: str, where: Origin, reader: TypedReader) -> None:
    numbers = [contract.number for contract in case.contracts if contract.number]
    problem = (
        f"没有编号为“{number}”的合同"
        if number
        else f"有 {len(case.contracts)} 份合同，请写明 contract（合同编号）"
    )
    reader.note(
        "LD-CASE-REFERENCE",
        where.of("contract"),
        problem,
        next_step=f"{suggestion(number, numbers)}"
        f"可用的编号：{'、'.join(numbers) or '（合同未写编号）'}",
    )


def _place(finding: Finding) -> tuple[str, int]:
    """Return the file and line of a finding, so that a person goes through a file from its top."""
    path, _, line = finding.where.rpartition(":")
    return (path, int(line)) if line.isdecimal() else (finding.where, 0)


def _check_references(case: Case, reader: TypedReader) -> None:
    if not case.contracts:
        reader.note("LD-CASE-MISSING", case.origin, "至少应有一份合同", next_step="补上 contracts")
        return
    numbers = [contract.number for contract in case.contracts]
    for contract in case.contracts:
        if len(numbers) > 1 and (not contract.number or numbers.count(contract.number) > 1):
            reader.note(
                "LD-CASE-REFERENCE",
                contract.origin.of("number"),
                "有多份合同时，每份应有各不相同的编号",
            )
    for row in _rows(case):
        if case.contract_of(row.contract) is not None or _may_be_shared(case, row):
            continue
        _note_contract(case, row.contract, row.origin, reader)
    _check_proceedings(case, reader)
    _check_parts(case, reader)
    _check_designations(case, reader)
    _check_guarantees(case, numbers, reader)


def _check_guarantees(case: Case, numbers: list[str], reader: TypedReader) -> None:
    known = {party.name for party in case.parties if party.role is Role.GUARANTOR}
    for guarantee in case.guarantees:
        if guarantee.guarantor not in known:
            reader.note(
                "LD-CASE-REFERENCE",
                guarantee.origin.of("guarantor"),
                f"当事人里没有名为“{guarantee.guarantor}”的保证人",
                next_step=f"{suggestion(guarantee.guarantor, sorted(known))}"
                "在 parties 里补上该保证人",
            )
        if guarantee.period and guarantee.until_on:
            reader.note(
                "LD-CASE-DUE",
                guarantee.origin.of("period"),
                "保证期间写了两种：period 和 until_on",
                next_step="只保留保证文件实际约定的一种",
            )
        for number in guarantee.covers:
            if number not in numbers:
                reader.note(
                    "LD-CASE-REFERENCE",
                    guarantee.origin.of("covers"),
                    f"没有编号为“{number}”的合同，covers 写合同编号",
                    next_step=f"{suggestion(number, numbers)}"
                    f"可用的编号：{'、'.join(filter(None, numbers)) or '（没有）'}",
                )


def _rows(case: Case) -> Iterator[Any]:
    for rows in (case.deliveries, case.invoices, case.payments):
        yield from rows
    for more in (case.credits, case.costs, case.statements):
        yield from more


def _may_be_shared(case: Case, row: Any) -> bool:
    """Return whether a row may leave its contract open: the law or its sum then says which.

    Not where a contract has neither price nor deliveries: what its statements confirm could then
    not be separated from what was paid on others.
    """
    if row.contract or any(
        contract.price is None
        and not contract.instalments
        and not any(delivery.contract == contract.number for delivery in case.deliveries)
        for contract in case.contracts
    ):
        return False
    is_payment = isinstance(row, Payment) or (isinstance(row, Credit) and row.set_off)
    return isinstance(row, Statement) or (is_payment and not row.towards)


def _check_parts(case: Case, reader: TypedReader) -> None:
    """Check that instalments have different names, by which payments are designated."""
    for contract in case.contracts:
        _check_due(contract, contract, reader)
        seen: set[str] = set()
        for part in contract.instalments:
            if part.name in seen:
                reader.note(
                    "LD-CASE-REFERENCE",
                    part.origin.of("name"),
                    f"同一合同有两期款项都叫“{part.name}”",
                    next_step="改成各不相同的名称，如 第一期货款、第二期货款",
                )
            seen.add(part.name)
            _check_due(part, contract, reader)


def _check_due(part: Contract | Instalment, contract: Contract, reader: TypedReader) -> None:
    """Check that a due day is stated once, and in a way that this contract can have."""
    problem = _due_problem(part, contract)
    if problem:
        key = "due_days" if part.due_days else "due_after" if part.due_after else "due_on"
        where = part.origin.of(key)
        reader.note("LD-CASE-DUE", where, problem, next_step="只保留合同实际约定的一种")


def _due_problem(part: Contract | Instalment, contract: Contract) -> str:
    event, term = event_of(part), part.due_days
    whole = isinstance(part, Contract)
    faults = {
        "到期日写了两种：due_on 和 due_after、due_days": part.due_on and (part.due_after or term),
        "写了 due_days，没有写从哪一事由起算（due_after）": term and event is None,
        f"due_after 写的是{part.due_after}，due_days 写的是另一事由": (
            part.due_after and term and term.event and not _agree(term.event, part.due_after)
        ),
        "写了 instalments，又给整份合同写了到期日": (
            whole and contract.instalments and (part.due_on or event)
        ),
        f"以{event}起算的，到期日随付款请求或第三方付款而定，不写 due_days": (
            term and event in (DueEvent.DEMAND, DueEvent.THIRD_PARTY)
        ),
        f"没有写 price，无从判断何时{event}": contract.price is None and event in ALL,
        f"没有写 price，无从计算{event}时各期应付多少": (
            contract.price is None and not whole and event in EACH
        ),
    }
    return next((fault for fault, found in faults.items() if found), "")


def _agree(said: DueEvent, chosen: DueEvent) -> bool:
    """Return whether a term's words name the chosen event, or leave it open which of them."""
    return said is chosen or str(chosen)[-2:] == str(said)


def _check_designations(case: Case, reader: TypedReader) -> None:
    """Check that a payment is designated for an instalment that its contract has."""
    payments: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    for paid in payments:
        of = case.contract_of(paid.contract)
        names = [part.name for part in of.instalments] if of is not None else []
        if _since_deed(case, paid):
            continue
        if paid.towards and names and paid.towards not in (*names, *_batches(case, of)):
            reader.note(
                "LD-CASE-REFERENCE",
                paid.origin.of("towards"),
                f"合同没有名为“{paid.towards}”的款项",
                next_step=f"{suggestion(paid.towards, names)}"
                f"可用的款项名称：{'、'.join(names)}；没有指定用途的，删去 towards",
            )


def _batches(case: Case, contract: Contract | None) -> Iterator[str]:
    """Yield the names of deliveries and invoices that a payment may be designated for."""
    for word, rows in (("送货单", case.deliveries), ("发票", case.invoices)):
        for row in rows:
            if case.contract_of(row.contract) is contract:
                yield from (row.number, f"{word} {row.number}")


def _since_deed(case: Case, paid: Payment | Credit) -> bool:
    """Return whether a payment may be designated for an instalment of the signed settlement."""
    day = paid.paid_on if isinstance(paid, Payment) else paid.agreed_on
    return any(deed.signed_on is not None and day >= deed.signed_on for deed in case.deeds)


_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("suit", ("filed_on", "accepted_on", "ended_on")),
    ("arbitration", ("filed_on", "ended_on")),
    ("payment_order", ("applied_on", "issued_on", "served_on", "objected_on", "ended_on")),
    ("judgment", ("issued_on", "effective_on")),
    ("enforcement", ("applied_on", "ended_on")),
    ("enforcement", ("applied_on", "resumed_on")),
)
"""The days of each proceeding in the order they come."""


def _check_proceedings(case: Case, reader: TypedReader) -> None:
    """Check that a proceeding does not end before it begins."""
    for name, steps in _STEPS:
        fact = getattr(case.procedure, name, None)
        days = [(step, day) for step in steps if (day := getattr(fact, step, None))]
        for (earlier, before), (later, after) in itertools.pairwise(days):
            if fact is not None and after < before:
                reader.note(
                    "LD-CASE-STEPS",
                    fact.origin.of(later),
                    f"{later} {after} 早于 {earlier} {before}",
                    next_step="核对法律文书上的日期并改正",
                )
