"""The rows of one case as the facts of its case file: nothing is added that no row states."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.importing.row_kinds import CONTRACT, DEBT, PART, PAYMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from legaldocs.importing.creditor import Creditor
    from legaldocs.importing.grouping import CaseRows
    from legaldocs.importing.record import Facts
    from legaldocs.importing.rows import Row

_CONTRACT_KEYS = ("number", "name", "kind", "signed_on", "price", "goods", "due_after", "due_days",
                  "court")  # fmt: skip
_SECTIONS = (
    ("delivery", "deliveries"), ("invoice", "invoices"), ("payment", "payments"),
    ("statement", "statements"), ("letter", "communications"),
)  # fmt: skip
"""The fields of a row that make a fact of the case, and the list it goes to."""
_MISSING = {
    ("invoice", "issued_on"): f"{PLACEHOLDER}开票日期",
    ("invoice", "amount"): f"{PLACEHOLDER}价税合计",
    ("delivery", "delivered_on"): f"{PLACEHOLDER}送货日期",
    ("delivery", "amount"): f"{PLACEHOLDER}送货金额",
}
"""What a debt's row may leave open of a paper whose number it states."""
NO_DAY = f"{PLACEHOLDER}付款日期"
NO_PRICE = f"{PLACEHOLDER}合同价款"
ZERO = Decimal(0)


def section(values: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the fields of one section of a row."""
    begin = f"{name}."
    return {key[len(begin) :]: value for key, value in values.items() if key.startswith(begin)}


class CaseFacts:
    """Works out the facts of one case, and refuses rows that contradict each other (案件事实)."""

    def __init__(self, case: CaseRows, creditor: Creditor) -> None:
        self._case = case
        self._creditor = creditor
        self.gaps: list[str] = []
        self.row_of: dict[tuple[str, str], Row] = {}
        """The row behind each numbered fact, by its list and number."""

    def facts(self) -> Facts:
        """Return the facts; rows that cannot be reconciled carry their refusals afterwards."""
        case = self._case
        if case.base:
            self._agree()
        facts: Facts = {}
        if case.base:
            facts["parties"] = [self._creditor_party(), self._debtor()]
            facts["contracts"] = [self._contract()]
            facts |= self._creditor.others
        for name, key in _SECTIONS:
            if items := [item for row in case.rows for item in self._items(row, name, key)]:
                facts[key] = items
        if case.base:
            self._add_paid(facts)
            self._add_price(facts)
        elif parts := self._parts():
            facts["contracts"] = [{"instalments": parts}]
        self._note_gaps(facts)
        return facts

    def _agree(self) -> None:
        """Refuse rows that state the contract, the debtor or the late charge differently."""
        case = self._case
        if not case.key.number and len(case.base) > 1:
            for row in case.base:
                row.refuse(
                    "contract.number",
                    "同一债务人有几行没有合同编号，看不出是不是同一份合同",
                    "每行写上合同编号",
                )
        stated: dict[str, tuple[str, Row]] = {}
        rows = [*case.base, *([case.customer] if case.customer else ())]
        for row in rows:
            for key, value in row.values.items():
                if key.partition(".")[0] not in {"contract", "debtor", "late_payment", "creditor"}:
                    continue
                first, other = stated.setdefault(key, (value, row))
                if first != value and folded(first) != folded(value):
                    for either in (row, other):
                        where = row if either is other else other
                        either.refuse(
                            key,
                            f"与{where.place}写的不同：{first}、{value}",
                            "核对原件，改成一致",
                        )
        seen: dict[frozenset[tuple[str, str]], Row] = {}
        for row in case.base:
            first_row = seen.setdefault(frozenset(row.values.items()), row)
            if first_row is not row and first_row.kind is row.kind:
                row.refuse("", f"与{first_row.place}完全相同", "重复的删去；确实是两笔的，写明区别")

    def _value(self, key: str) -> str:
        rows = [*self._case.base, *([self._case.customer] if self._case.customer else ())]
        return next((row.values[key] for row in rows if key in row.values), "")

    def _creditor_party(self) -> dict[str, Any]:
        named, known = self._value("creditor.name"), self._creditor.party
        if known is None:
            return {"role": "债权人", "name": named or f"{PLACEHOLDER}债权人全称"}
        if named and folded(named) != folded(str(known.get("name", ""))):
            for row in self._case.base:
                row.refuse(
                    "creditor.name",
                    f"债权人“{named}”不是 --creditor 写的“{known.get('name', '')}”",
                    "各债权人分开导入",
                )
        return known

    def _debtor(self) -> dict[str, Any]:
        rows = [*self._case.base, *([self._case.customer] if self._case.customer else ())]
        found: dict[str, Any] = {"role": "债务人"}
        for key in ("name", "kind", "uscc", "address", "service_address", "representative",
                    "contact", "phone", "email"):  # fmt: skip
            value = next((v for r in rows if (v := r.values.get(f"debtor.{key}"))), "")
            if value:
                found[key] = value
        return found

    def _contract(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            key: value for key in _CONTRACT_KEYS if (value := self._value(f"contract.{key}"))
        }
        parts = self._parts()
        days = {day for row in self._case.base if (day := row.values.get("part.due_on"))}
        if parts:
            found["instalments"] = parts
        elif len(days) == 1:
            found["due_on"] = days.pop()
        elif days:
            for row in self._case.base:
                row.refuse(
                    "part.due_on",
                    "同一合同的几行到期日不同，没有写各期金额",
                    "加一列“本期应付金额”，或把各期写在“分期”工作表里",
                )
        late = {key: v for key in ("rate", "clause", "wording")
                if (v := self._value(f"late_payment.{key}"))}  # fmt: skip
        if late.get("rate", "") in {"未约定", "没有约定", "无约定"}:
            late = {}
        if late and "rate" not in late:
            late = {"rate": f"{PLACEHOLDER}违约金标准", **late}
        return found | ({"late_payment": late} if late else {})

    def _parts(self) -> list[dict[str, str]]:
        """Return the instalments: of rows with an amount of their own, or of a sheet of parts."""
        rows = [row for row in self._case.rows if row.kind is PART]
        base = [row for row in self._case.base if row.kind is DEBT]
        own = [row for row in base if "part.amount" in row.values]
        if rows and own:
            for row in own:
                row.refuse("part.amount", f"{rows[0].place}另写了分期", "只保留一处")
        if own and len(own) < len(base):
            for row in base:
                if row not in own:
                    row.refuse("part.amount", "同一合同的其他行写了本期金额，这一行没有", "补上")
        if len(own) == 1 and not rows and not own[0].values.get("part.name"):
            price = self._value("contract.price")
            if price in ("", own[0].values["part.amount"]):
                return []
        parts = [_part(row) for row in rows or own]
        names = Counter(part["name"] for part in parts)
        for row, part in zip(rows or own, parts, strict=True):
            if names[part["name"]] > 1:
                row.refuse("part.name", f"有几期都叫“{part['name']}”", "写上不同的款项名称")
        return parts

    def _items(self, row: Row, name: str, key: str) -> Iterator[dict[str, str]]:
        """Yield the fact that a row states in one of its sections."""
        item = section(row.values, name)
        if not item:
            return
        number = item.get("number", "")
        if row.kind is DEBT and not number:
            row.refuse(f"{name}.number", "写了日期或者金额，没有写号码", "补上号码，或者删去")
            return
        for (outer, inner), placeholder in _MISSING.items():
            if outer == name:
                item.setdefault(inner, placeholder)
        mark = number or item.get("reference") or "|".join(sorted(item.values()))
        first = self.row_of.setdefault((key, folded(mark)), row)
        if first is not row and not self._is_same(first, row, name):
            same = section(first.values, name) == section(row.values, name)
            step = "重复的删去；确实是两笔的，写上流水号或者其他区别"
            row.refuse(
                f"{name}.{'number' if number else 'amount' if name == 'payment' else ''}".rstrip(".")
                if number or name == "payment"
                else "",
                f"与{first.place}{'相同，看不出是两笔还是写了两遍' if same else '号码相同，内容不同'}",
                step if same else "核对原件，只保留一行",
            )
        elif first is row:
            yield item

    def _is_same(self, first: Row, row: Row, name: str) -> bool:
        """Return whether a debt's row repeats what the sheet of that kind states more fully."""
        more, less = (first, row) if row.kind is DEBT else (row, first)
        if less.kind is not DEBT or more.kind is DEBT:
            return False
        whole, part = section(more.values, name), section(less.values, name)
        return part.items() <= whole.items()

    def _add_paid(self, facts: Facts) -> None:
        """Add what a debt's row says was paid; the day is asked for where no row states it."""
        rows = [row for row in self._case.base if row.kind is DEBT]
        paid = [amount for row in rows if (amount := self._paid(row, alone=len(rows) == 1))]
        receipts = [row for row in self._case.others if row.kind is PAYMENT]
        stated = any("paid.amount" in r.values or "paid.balance" in r.values for r in rows)
        if receipts and stated:
            total = sum((Decimal(r.values["payment.amount"]) for r in receipts), ZERO)
            whole = sum((amount for _, amount in paid), ZERO)
            if total != whole:
                for row in rows:
                    row.refuse(
                        "paid.amount",
                        f"已付 {figure(whole)} 元，回款各行合计 {figure(total)} 元",
                        "核对收款，改成一致",
                    )
        elif paid:
            facts["payments"] = [
                {"paid_on": row.values.get("paid.paid_on", NO_DAY), "amount": f"{amount:.2f}"}
                for row, amount in paid
            ]

    def _paid(self, row: Row, *, alone: bool) -> tuple[Row, Decimal] | None:
        """Return what was paid on the debt of a row: as stated, or its amount less the balance."""
        values = {key: Decimal(row.values[key]) for key in
                  ("part.amount", "contract.price", "paid.amount", "paid.balance")
                  if key in row.values}  # fmt: skip
        amount = values.get("part.amount", values.get("contract.price") if alone else None)
        paid, balance = values.get("paid.amount"), values.get("paid.balance")
        if paid is None and balance is None:
            return None
        if amount is None and not alone:
            row.refuse(
                "paid.amount" if paid is not None else "paid.balance",
                "同一合同有几行，没有写本期金额，看不出已付、欠款是这一行的还是整份合同的",
                "加一列“本期应付金额”，或把收款写在“回款”工作表里",
            )
            return None
        if amount is not None and balance is not None:
            if paid is not None and amount - paid != balance:
                row.refuse(
                    "paid.balance",
                    f"{figure(amount)} 元减已付 {figure(paid)} 元是 {figure(amount - paid)} 元，"
                    f"写的是 {figure(balance)} 元",
                    "核对金额、已付、欠款三项",
                )
                return None
            paid = amount - balance
        if paid is not None and amount is not None and not ZERO <= paid <= amount:
            row.refuse(
                "paid.balance" if balance is not None else "paid.amount",
                f"欠款或者已付超过应付的 {figure(amount)} 元",
                "核对金额",
            )
            return None
        return (row, paid) if paid else None

    def _add_price(self, facts: Facts) -> None:
        """Ask for the price where neither it nor deliveries nor parts are stated."""
        contract = facts["contracts"][0]
        own = [row for row in self._case.base if "part.amount" in row.values]
        if "price" in contract or "deliveries" in facts:
            return
        if any(row.kind is CONTRACT for row in self._case.base) and not own and not any(
            "paid.balance" in row.values for row in self._case.base
        ):
            return  # a framework contract: what is delivered is owed
        contract["price"] = NO_PRICE
        facts["contracts"] = [_ordered(contract)]

    def _note_gaps(self, facts: Facts) -> None:
        texts = {
            text.removeprefix(PLACEHOLDER)
            for items in facts.values()
            if isinstance(items, list)
            for item in items
            for text in _texts(item)
            if text.startswith(PLACEHOLDER)
        }
        self.gaps = sorted(texts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from _texts(inner)


def _part(row: Row) -> dict[str, str]:
    """Return an instalment; one without a name is called by the day it is due."""
    values = row.values
    day = values.get("part.due_on")
    name = values.get("part.name", "")
    if not name and day:
        name = f"{chinese_day(dt.date.fromisoformat(day))}到期的款项"
    if not name:
        row.refuse("part.due_on", "没有写到期日，也没有款项名称", "补上到期日")
    part = {"name": name, "amount": values.get("part.amount", "")}
    return part | ({"due_on": day} if day else {})


def _ordered(contract: dict[str, Any]) -> dict[str, Any]:
    """Return a contract with its keys in the usual order."""
    order = [*_CONTRACT_KEYS, "due_on", "instalments", "late_payment"]
    return {key: contract[key] for key in order if key in contract}
