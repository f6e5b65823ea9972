"""Rows become customers, people, receivables, receipts: new, unchanged, changed, given back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.customers import Customers, identity
from legaldocs.portfolio.fen import fen
from legaldocs.portfolio.kept_rows import KeptRows
from legaldocs.portfolio.model import ContactPerson, Customer, Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.receipt_parts import ReceiptParts
from legaldocs.portfolio.same_receivable import SameReceivables, part_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import History
    from legaldocs.portfolio.receipt_parts import PartsWritten, Reallocated, Stated
    from legaldocs.portfolio.staging import StagedRow, Staging

Group = tuple[str, "list[StagedRow]"]

_CHUNK = 1000
MOST_SHOWN = 1000
"""How many changes an import shows one by one."""
_RECEIVABLE = {
    "receivable.number": "number",
    "invoice.number": "invoice_number",
    "contract.number": "contract_number",
    "part.name": "part",
    "receivable.owner": "owner",
    "receivable.note": "note",
}
_DAYS = {
    "part.due_on": "due_on",
    "invoice.issued_on": "issued_on",
    "invoice.received_on": "invoice_received_on",
    "invoice.confirmed_on": "invoice_confirmed_on",
}
_PERSON = {
    "debtor.contact": "name",
    "contact.post": "post",
    "debtor.phone": "phone",
    "debtor.email": "email",
}


class Taking:
    """Takes the staged rows into the book, within one transaction (入账)."""

    def __init__(
        self,
        connection: Connection,
        history: History,
        staging: Staging,
        watch: Callable[[str, int, int], None],
    ) -> None:
        self._staging = staging
        self._watch = watch
        self._done = 0
        self.refused: dict[tuple[int, int], InputError] = {}
        self._rows: dict[type, KeptRows] = {
            model: KeptRows(connection, history, model)
            for model in (Customer, ContactPerson, Receivable, Receipt, ReceiptPart)
        }
        self.customers = Customers(connection, self._rows[Customer])
        self._without_number: set[str] = set()
        self._moved: set[int] = set()
        self.touched: set[int] = set()
        """Receivables whose amount, or what is paid on them, was changed."""
        self.reallocated: list[Reallocated] = []
        """Receipts of which the tables say now that they pay something else, the first of them."""
        self.reallocations = self._reallocated_alone = 0
        self.paid_after: set[int] = set()
        """Closed customers of whom money came in."""

    def done(self) -> None:
        """Take in every kind in its order."""
        self._each("客户", self._customers)
        self._each("联系人", self._contacts)
        self._each("应收", self._receivables)
        self._each("回款", self._receipts)
        for rows in self._rows.values():
            rows.flush()

    def counts(self, model: type) -> tuple[int, int]:
        """Return how many rows of a table were made and changed."""
        beside = self._reallocated_alone if model is Receipt else 0
        return self._rows[model].made, self._rows[model].changed + beside

    def _each(self, kind: str, take: Callable[[dict[str, list[StagedRow]]], None]) -> None:
        groups: Iterator[Group] = self._staging.groups(kind)
        while chunk := dict(islice(groups, _CHUNK)):
            take(chunk)
            self._done += sum(map(len, chunk.values()))
            self._watch("入账", self._done, self._staging.count)

    def _refuse(self, group: list[StagedRow], error: InputError) -> None:
        for row in group:
            self.refused[row.sheet, row.line] = error

    def _customer(self, group: list[StagedRow]) -> int | None:
        """Return the customer of a group, or None where it is refused."""
        try:
            return self.customers.of(group[0].values)
        except InputError as error:
            self._refuse(group, error)
            return None

    def _customers(self, chunk: dict[str, list[StagedRow]]) -> None:
        for group in chunk.values():
            try:
                self.customers.take(_merged(group))
            except InputError as error:
                self._refuse(group, error)

    def _contacts(self, chunk: dict[str, list[StagedRow]]) -> None:
        for group in chunk.values():
            try:
                values = _merged(group)
                customer = self.customers.of(values)
            except InputError as error:
                self._refuse(group, error)
                continue
            self._rows[Customer].flush()
            stated = {name: values[key] for key, name in _PERSON.items() if values.get(key)}
            key = f"{customer}:{folded(values.get('debtor.contact', ''))}"
            self._write(ContactPerson, group, {"customer_id": customer, "key": key, **stated})

    def _receivables(self, chunk: dict[str, list[StagedRow]]) -> None:
        wanted: dict[str, tuple[list[StagedRow], dict[str, Any]]] = {}
        for key, group in chunk.items():
            try:
                values = _only(group)
            except InputError as error:
                self._refuse(group, error)
                continue
            customer = self._customer(group)
            if customer is not None and (own := self._own_key(key, customer, group)):
                wanted[own] = group, {"customer_id": customer, "key": own, **_receivable(values)}
        self._rows[Customer].flush()
        self._write_receivables(wanted)

    def _write_receivables(
        self, wanted: Mapping[str, tuple[list[StagedRow], dict[str, Any]]]
    ) -> None:
        same = SameReceivables(
            self._rows[Receivable], {key: stated for key, (_, stated) in wanted.items()}
        )
        for group, shown in wanted.values():
            try:
                numbered = bool(group[0].values.get("receivable.number"))
                before, stated = same.of(shown, numbered=numbered)
            except InputError as error:
                self._refuse(group, error)
                continue
            self._write(Receivable, group, stated, before)

    def _own_key(self, key: str, customer: int, group: list[StagedRow]) -> str:
        """Return the key of a receivable; one without a number is known within its customer."""
        if key.startswith("n:"):
            return key
        values = group[0].values
        own = part_key(customer, values["contract.number"], values["part.name"])
        if own in self._without_number:
            step = "补上应收单号，或者把两行合成一行"
            self._refuse(group, InputError("这一期已经有一行，客户写法不同", next_step=step))
            return ""
        self._without_number.add(own)
        return own

    def _write(
        self,
        model: type[Any],
        group: list[StagedRow],
        stated: dict[str, Any],
        known: Mapping[str, Any] | None = None,
    ) -> int | None:
        """Make or change a row and return its identifier; None where it is refused."""
        rows = self._rows[model]
        if model is ContactPerson:
            known = next(iter(rows.known("key", [stated["key"]])), None)
        try:
            self._of_open_customer(model, known, stated)
        except InputError as error:
            self._refuse(group, error)
            return None
        if known is None:
            opened = {"open_fen": stated["amount_fen"]} if model is Receivable else {}
            return rows.make(stated | opened)
        try:
            _agreeing(known, stated)
        except InputError as error:
            self._refuse(group, error)
            return None
        changed = rows.change(known, stated)
        if changed and model is Receivable:
            self.touched.add(known["id"])
        if changed and model is Receipt:
            self._moved.add(known["id"])
        return int(known["id"])

    def _of_open_customer(
        self, model: type[Any], known: Mapping[str, Any] | None, stated: Mapping[str, Any]
    ) -> None:
        """Refuse a closed customer's new debts and people; its money has come all the same."""
        why = self.customers.closed_why(stated["customer_id"])
        if why is None or (known and all(known[key] == stated[key] for key in stated)):
            return
        if model is ContactPerson or (model is Receivable and known is None):
            raise InputError(
                f"客户已经关闭（{why}），不再记新的应收和联系人",
                next_step="核对客户；又有往来的，写另一个客户编码，记为新的客户",
            )
        if model is Receipt and known is None:
            self.paid_after.add(stated["customer_id"])

    def _receipts(self, chunk: dict[str, list[StagedRow]]) -> None:
        wanted: dict[str, tuple[list[StagedRow], dict[str, Any]]] = {}
        for key, group in chunk.items():
            try:
                rows = _split(group)
            except InputError as error:
                self._refuse(group, error)
                continue
            customer = self._customer(group)
            if customer is not None:
                wanted[key] = rows, {"customer_id": customer, "key": key, **_receipt(rows)}
        self._rows[Customer].flush()
        known = {row["key"]: row for row in self._rows[Receipt].known("key", wanted)}
        parts = ReceiptParts(self._rows[ReceiptPart], (row["id"] for row in known.values()))
        taken: dict[int, tuple[Stated, dt.date]] = {}
        for key, (rows, stated) in wanted.items():
            before = known.get(key)
            try:
                pays = parts.stated(before, rows)
            except InputError as error:
                self._refuse(chunk[key], error)
                continue
            receipt = self._write(Receipt, chunk[key], stated, before)
            if receipt is not None and (before is None or before["closed_on"] is None):
                taken[receipt] = pays, stated["paid_on"]
        self._rows[Receipt].flush()
        self._note_parts(parts.write(taken))

    def _note_parts(self, written: PartsWritten) -> None:
        self.touched |= written.touched
        self.reallocated += written.changed[: MOST_SHOWN - len(self.reallocated)]
        self.reallocations += len(written.changed)
        self._reallocated_alone += len({one.receipt for one in written.changed} - self._moved)
        # The parts of a receivable are taken in the order of payment, which may be another now.
        parts = self._rows[ReceiptPart].known("receipt_id", self._moved)
        self.touched |= {part["receivable_id"] for part in parts} - {None}
        self._moved.clear()


def key_of(kind: str, values: Mapping[str, str]) -> str:
    """Return by what a row is known again. Raises InputError where nothing does, or it is too long.

    A receivable is known by its number, else that of its invoice, else by its customer, contract
    and part; a receipt by its number; a person by name, within the customer.
    """
    for key in ("part.amount", "payment.amount"):
        if abs(Decimal(values.get(key, 0))) >= _TOO_MUCH:
            raise InputError("金额过大", found=values[key], next_step="核对单位")
    if kind == "回款":
        return folded(values["payment.reference"])
    if kind == "联系人":
        return f"{identity(values)}:{folded(values.get('debtor.contact', ''))}"
    if kind == "客户":
        return identity(values)
    if "作废" in values.get("invoice.state", ""):
        raise InputError("发票已经作废", next_step="不入账；已经入账的，用 book close 关闭")
    for key in ("receivable.number", "invoice.number"):
        if values.get(key):
            return f"n:{folded(values[key])}"
    if not values.get("contract.number"):
        raise InputError(
            "没有单号、发票号，也没有合同编号，下次导入认不出是不是同一笔", next_step="补上其中一项"
        )
    contract, part = values["contract.number"], values["part.name"]
    return f"c:{identity(values)}:{folded(contract)}:{folded(part)}"


_TOO_MUCH = Decimal(10) ** 13


def _merged(group: list[StagedRow]) -> dict[str, str]:
    """Return what rows of one customer or person state together. Raises InputError."""
    merged: dict[str, str] = {}
    for row in group:
        for key, value in row.values.items():
            if merged.setdefault(key, value) != value:
                raise InputError(
                    "同一个名称或者代码写了几行，内容不同",
                    found=f"{merged[key]}；{value}",
                    next_step="只留正确的",
                )
    return merged


def _by_sheet(group: list[StagedRow]) -> list[StagedRow]:
    """Return the rows of one sheet; others may only repeat them. Raises InputError."""
    sheets: dict[int, list[StagedRow]] = {}
    for row in group:
        sheets.setdefault(row.sheet, []).append(row)
    first, *others = sheets.values()
    stated = sorted(sorted(row.values.items()) for row in first)
    for other in others:
        if sorted(sorted(row.values.items()) for row in other) != stated:
            raise InputError(
                "几张表里有同一个单号，内容不同", next_step="核对后只导入正确的一张，或者改成一致"
            )
    return first


def _only(group: list[StagedRow]) -> Mapping[str, str]:
    rows = _by_sheet(group)
    if len(rows) > 1:
        lines = "、".join(str(row.line) for row in rows[:5])
        raise InputError(
            f"同一个单号有 {len(rows)} 行（第 {lines} 行）",
            next_step="重复的删去；一张发票分几行的，合成一行，或者各写不同的应收单号",
        )
    return rows[0].values


def _split(group: list[StagedRow]) -> list[StagedRow]:
    """Return the rows of one receipt: one, or one a receivable it pays. Raises InputError."""
    rows = _by_sheet(group)
    towards = [folded(row.values.get("receivable.number", "")) for row in rows]
    if len(rows) > 1 and ("" in towards or len({*towards}) < len(towards)):
        raise InputError(
            f"同一个回款单号有 {len(rows)} 行，看不出是重复还是分开核销",
            next_step="重复的删去；分开核销的，每行写明不同的核销应收单号",
        )
    common = ({key: value for key, value in row.values.items() if key not in _OF_A_PART}
              for row in rows)  # fmt: skip
    first = next(common)
    if any(other != first for other in common):
        raise InputError("同一个回款单号写了不同的客户、日期或者付款人", next_step="核对后改正")
    return rows


_OF_A_PART = frozenset({"payment.amount", "receivable.number"})


def _agreeing(known: Mapping[str, Any], stated: Mapping[str, Any]) -> None:
    """Refuse what must not change by an import: whose it is, and a row that was closed."""
    if known["customer_id"] != stated["customer_id"]:
        raise InputError(
            "这个单号已经记在另一个客户名下",
            next_step="核对单号和客户；两者都对的，先关闭账册里那一笔",
        )
    if known["closed_on"] is not None and any(known[k] != v for k, v in stated.items()):
        raise InputError(
            f"账册里这一笔已经关闭（{known['closed_why']}），内容又有变化",
            next_step="核对；确实是新的一笔，换一个单号",
        )


def _amount(row: StagedRow) -> int:
    return fen(Decimal(row.values["payment.amount"]))


def _receivable(values: Mapping[str, str]) -> dict[str, Any]:
    stated: dict[str, Any] = {n: values[key] for key, n in _RECEIVABLE.items() if values.get(key)}
    stated |= {
        name: dt.date.fromisoformat(values[key]) for key, name in _DAYS.items() if values.get(key)
    }
    shown = (values.get(key) for key in ("receivable.number", "invoice.number", "part.name"))
    stated.setdefault("number", next(filter(None, shown)))
    return stated | {"amount_fen": fen(Decimal(values["part.amount"]))}


def _receipt(rows: list[StagedRow]) -> dict[str, Any]:
    values = rows[0].values
    stated: dict[str, Any] = {
        "number": values["payment.reference"],
        "paid_on": dt.date.fromisoformat(values["payment.paid_on"]),
        "amount_fen": sum(map(_amount, rows)),
        "method": values.get("payment.method", ""),
        "payer": values.get("payment.payer", ""),
    }
    return {key: value for key, value in stated.items() if value != ""}
