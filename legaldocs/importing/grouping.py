"""Which rows are one case: who owes, under which contract, and what belongs to it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.core.near import folded, suggestion
from legaldocs.importing.record import CaseKey, Record, debtor_key
from legaldocs.importing.row_kinds import BASE, CUSTOMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legaldocs.importing.rows import Row

_FIRST = 5
"""So many places are named in one message."""
_MOST_SUGGESTED = 20


@dataclass(slots=True, eq=False)
class CaseRows:
    """The rows of one case (一案的各行), and the record of it where it was imported before."""

    key: CaseKey
    base: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    customer: Row | None = None
    record: Record | None = None

    @property
    def rows(self) -> list[Row]:
        """Every row, that of the customer included."""
        return [*self.base, *self.others, *([self.customer] if self.customer else ())]

    @property
    def number(self) -> str:
        """The number of the contract as it is written."""
        if self.base:
            return self.base[0].values.get("contract.number", "")
        facts = self.record.facts if self.record else {}
        return str(facts.get("contracts", [{}])[0].get("number", ""))


class Grouping:
    """Sorts rows into cases, and refuses those of which it cannot be known (归案)."""

    def __init__(self, rows: Sequence[Row], records: Sequence[Record]) -> None:
        self.cases: dict[CaseKey, CaseRows] = {}
        self._suggested = 0
        self._by_number: dict[str, list[CaseRows]] = defaultdict(list)
        self._by_name: dict[str, list[CaseRows]] = defaultdict(list)
        self._by_code: dict[str, list[CaseRows]] = defaultdict(list)
        self._records = {record.key: record for record in records}
        self._twins = _twins(records)
        self._customers: dict[str, list[Row]] = defaultdict(list)
        base = [row for row in rows if row.kind in BASE]
        others = [row for row in rows if row.kind not in (*BASE, CUSTOMER)]
        self._register(row for row in rows if row.kind is CUSTOMER)
        for row in base:
            self._complete(row)
        self._refuse_doubtful(base)
        for record in records:
            self._add(CaseRows(record.key, record=record))
        for row in base:
            self._place(row)
        for row in others:
            self._join(row)
        self.cases = {key: case for key, case in self.cases.items() if case.base or case.others}
        self._withhold(rows)

    def _register(self, rows: Iterable[Row]) -> None:
        for row in rows:
            _normalise(row)
            known = self._customers[folded(row.values.get("debtor.name", ""))]
            for other in known:
                if _code(other) == _code(row):
                    row.refuse("debtor.name", f"与{other.place}是同一客户", "只保留一行")
            known.append(row)

    def _customer(self, row: Row) -> Row | None:
        """Return the only row of the register that a row names."""
        name, code = _name(row), _code(row)
        found = self._customers.get(folded(name), []) if name else []
        if code:
            found = [
                other
                for others in ([found] if name else self._customers.values())
                for other in others
                if _code(other) in ({code, ""} if name else {code})
            ]
        return found[0] if len(found) == 1 else None

    def _complete(self, row: Row) -> None:
        """Take from the register of customers the code or the name that a row leaves out."""
        _normalise(row)
        customer = self._customer(row)
        for key in ("debtor.name", "debtor.uscc", "debtor.id_number"):
            if customer is not None and customer.values.get(key):
                row.values.setdefault(key, customer.values[key])
        bad = {refusal.column for refusal in row.refusals}
        if not row.values.get("debtor.name") and row.column("debtor.name") not in bad:
            row.refuse("debtor.name", "没有债务人名称", "补上名称，或在“客户”工作表里写明")

    def _refuse_doubtful(self, base: Sequence[Row]) -> None:
        """Refuse a name with and without a code, and a code with two names."""
        codes: dict[str, dict[str, str]] = defaultdict(dict)
        names: dict[str, dict[str, str]] = defaultdict(dict)
        stated = [(_name(row), _code(row), row.place) for row in base]
        stated += [
            (_name(row), _code(row), row.place)
            for rows in self._customers.values()
            for row in rows
            if _code(row)
        ]
        for record in self._records.values():  # whose debtor may have another name by now
            place = f"案件“{record.folder.name}”"
            codes[folded(record.debtor["name"])].setdefault(record.code, place)
        for name, code, place in stated:
            if name:
                codes[folded(name)].setdefault(code, place)
            if name and code:
                names[code].setdefault(folded(name), place)
        for row in base:
            name, code = _name(row), _code(row)
            known = codes.get(folded(name), {})
            if name and len(known) > 1 and "" in known:
                with_code = next(place for other, place in known.items() if other)
                row.refuse(
                    "debtor.uscc",
                    f"同名的债务人有的写了统一社会信用代码（{with_code}），有的没有写（{known['']}），"
                    "看不出是不是同一家",
                    "各行都写上代码",
                )
            if code and name and len(names[code]) > 1:
                others = "、".join(place for place in [*names[code].values()][:_FIRST])
                row.refuse(
                    "debtor.name",
                    f"同一个统一社会信用代码写了不同的名称（{others}）",
                    "核对登记信息，改成一致；改过名的，都写现在的名称",
                )

    def _add(self, case: CaseRows) -> CaseRows:
        self.cases[case.key] = case
        self._by_number[case.key.number].append(case)
        name = case.record.debtor["name"] if case.record else _name(case.base[0])
        code = case.record.code if case.record else _code(case.base[0])
        self._by_name[folded(name)].append(case)
        if code:
            self._by_code[code].append(case)
        return case

    def _place(self, row: Row) -> None:
        """Put a row that states a debt or a contract into its case."""
        values = row.values
        if not values.get("debtor.name"):
            return
        key = CaseKey(
            folded(values.get("creditor.name", "")),
            debtor_key(values["debtor.name"], _code(row)),
            folded(values.get("contract.number", "")),
        )
        if key in self._twins:
            row.refuse(
                "contract.number",
                f"有几个案件文件夹都是由这一笔导入的：{self._twins[key]}，看不出该更新哪一个",
                "只留一个，其余的移出输出文件夹，再导入；否则同一笔会重复发函",
            )
        case = self.cases.get(key)
        if case is None:
            fresh = CaseRows(key, base=[row])
            case = self._add(fresh)
        else:
            case.base.append(row)
            if case not in self._by_name[folded(_name(row))]:  # its name has changed
                self._by_name[folded(_name(row))].append(case)
        case.customer = case.customer or self._customer(row)

    def candidates(self, row: Row) -> list[CaseRows]:
        """Return the cases that a row may belong to, by what it states of contract and debtor."""
        number = folded(row.values.get("contract.number", ""))
        name, code = _name(row), _code(row)
        of_debtor = self._of_debtor(name, code)
        if not number:
            return of_debtor
        of_number = self._by_number.get(number, [])
        if not (name or code):
            return of_number
        return [case for case in of_number if case in of_debtor]

    def _of_debtor(self, name: str, code: str) -> list[CaseRows]:
        if code and code in self._by_code:
            found = self._by_code[code]
            return [case for case in found if not name or case in self._by_name[folded(name)]]
        return self._by_name.get(folded(name), []) if name else []

    def _join(self, row: Row) -> None:
        """Put a row that states something of a case into it, or refuse it."""
        _normalise(row)
        found = self.candidates(row)
        if len(found) == 1:
            found[0].others.append(row)
            return
        number = row.values.get("contract.number", "")
        key = "contract.number" if number or not _name(row) else "debtor.name"
        if found:
            numbers = "、".join(case.number or "（没有编号）" for case in found[:_FIRST])
            what = f"可能属于 {len(found)} 个案件（合同 {numbers}），看不出是哪一个"
            row.refuse(
                key, what, "写上合同编号；几个债务人的合同编号相同的，再写上债务人名称或者代码"
            )
            return
        hint = self._suggestion(number) if number else ""
        row.refuse(
            key,
            "没有这样的合同和债务人",
            f"{hint}核对合同编号和债务人名称，或者补上债务、合同的那一行",
        )

    def _suggestion(self, number: str) -> str:
        """Return which number was meant: for the first rows only, for it is slow to find."""
        self._suggested += 1
        if self._suggested > _MOST_SUGGESTED:
            return ""
        return suggestion(number, (case.number for case in self.cases.values()))

    def _may_concern(self, row: Row) -> list[CaseRows]:
        """Return the cases that a refused row may belong to; a number may be a typing error."""
        found = self.candidates(row)
        if found:
            return found
        name, code = _name(row), _code(row)
        return self._of_debtor(name, code) or (
            self._by_number.get(folded(row.values.get("contract.number", "")), [])
            if row.values.get("contract.number")
            else []
        )

    def _withhold(self, rows: Iterable[Row]) -> None:
        """Withhold each case that a refused row may belong to: it would be stated without it."""
        concerned: dict[int, Row] = {}
        inside = {id(row): case for case in self.cases.values() for row in case.rows}
        for row in rows:
            if row.refusals:
                cases: list[CaseRows] = [inside[id(row)]] if id(row) in inside else []
                if row.kind is CUSTOMER or not cases:
                    cases = self._may_concern(row)
                for case in cases:
                    concerned.setdefault(id(case), row)
        for case in self.cases.values():
            if id(case) in concerned:
                withhold(case, concerned[id(case)])


def _twins(records: Sequence[Record]) -> dict[CaseKey, str]:
    """Return where a case is that is there more than once: a copy was left among the cases."""
    folders: dict[CaseKey, list[str]] = defaultdict(list)
    for record in records:
        folders[record.key].append("/".join(record.folder.parts[-2:]))
    return {key: "、".join(names) for key, names in folders.items() if len(names) > 1}


def withhold(case: CaseRows, cause: Row) -> None:
    """Refuse every row of a case because of one of them."""
    for row in [*case.base, *case.others]:
        if not row.refusals:
            row.refuse(
                "",
                f"这一行没有问题；{cause.place}退回，可能是同一案件的，整个案件暂不导入",
                "与改正后的那一行一起再导入",
            )


def withhold_customers(cases: Iterable[CaseRows]) -> None:
    """Give back the customer's row of each withheld case too: its rows alone would lack it."""
    for case in cases:
        held = any(row.refusals for row in [*case.base, *case.others])
        if held and case.customer is not None and not case.customer.refusals:
            case.customer.refuse("", "同一客户有案件退回，它要用到这一行", "与改正后的行一起再导入")


def accepted(cases: Iterable[CaseRows]) -> Iterator[CaseRows]:
    """Yield the cases of which no row is refused."""
    return (case for case in cases if not any(row.refusals for row in case.rows))


def _name(row: Row) -> str:
    """Return who owes; a receipt without it is that of its payer."""
    return row.values.get("debtor.name", "") or row.values.get("payment.payer", "")


def _code(row: Row) -> str:
    """Return the code of who owes: that of its registration, or of a person."""
    return row.values.get("debtor.uscc", "") or row.values.get("debtor.id_number", "")


def _normalise(row: Row) -> None:
    """Write a code as it is registered: letters in capitals, no spaces, no full width."""
    for key in ("debtor.uscc", "debtor.id_number"):
        if code := row.values.get(key, ""):
            row.values[key] = "".join(unicodedata.normalize("NFKC", code).split()).upper()
