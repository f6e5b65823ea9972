"""The rows of one case as the facts of its case file: nothing is added that no row states."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.importing.late_payment import late_payment
from legaldocs.importing.row_kinds import DEBT, PART, PAYMENT
from legaldocs.importing.same_payment import stated_twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from legaldocs.importing.creditor import Creditor
    from legaldocs.importing.grouping import CaseRows
    from legaldocs.importing.record import Facts
    from legaldocs.importing.rows import Row

_CONTRACT_KEYS = ("number", "name", "kind", "signed_on", "price", "goods", "due_after", "due_days",
                  "court")  # fmt: skip
_DEBTOR_KEYS = (
    "name", "kind", "uscc", "id_number", "address", "service_address", "representative", "contact",
    "phone", "email",
)  # fmt: skip
_ONE_FOR_ALL = frozenset({"contract", "debtor", "late_payment", "creditor"})
"""The sections of which every row of a case states the same."""
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
        self.paid_summed = False
        """Whether the payments are what the rows of debts say was paid, and no receipts."""
        self._wrong = False
        """Whether rows were refused before what they say was paid is looked at."""
        self._receipts: dict[tuple[str, str], list[tuple[Row, dict[str, str]]]] = defaultdict(list)
        self._row_of: dict[tuple[str, str], Row] = {}

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
        rows = [*case.others, *case.base]  # a debt's row may state less of the same paper
        for name, key in _SECTIONS:
            if items := [item for row in rows for item in self._items(row, name, key)]:
                facts[key] = items
        if case.base:
            self._add_paid(facts)
        elif parts := self._parts():
            facts["contracts"] = [{"instalments": parts}]
        self._note_gaps(facts)
        return facts

    def _agree(self) -> None:
        """Refuse rows that are not told apart, and those that state one thing differently."""
        case = self._case
        if not case.key.number and len(case.base) > 1:
            what = "同一债务人有几行没有合同编号，看不出是不是同一份合同"
            for row in case.base:
                row.refuse("contract.number", what, "每行写上合同编号")
        seen: dict[frozenset[tuple[str, str]], Row] = {}
        for row in case.base:
            first = seen.setdefault(frozenset(row.values.items()), row)
            if first is not row and first.kind is row.kind:
                row.refuse("", f"与{first.place}完全相同", "重复的删去；确实是两笔的，写明区别")
        stated: dict[str, Row] = {}
        for row in self._telling:
            for key in row.values:
                if key.partition(".")[0] in _ONE_FOR_ALL:
                    self._compare(key, stated.setdefault(key, row), row)

    def _compare(self, key: str, first: Row, row: Row) -> None:
        values = first.values[key], row.values[key]
        if folded(values[0]) == folded(values[1]):
            return
        for either, where in ((row, first), (first, row)):
            if either is not self._case.customer:  # other cases use that row too
                what = f"与{where.place}写的不同：{values[0]}、{values[1]}"
                either.refuse(key, what, "核对原件，改成一致")

    @property
    def _telling(self) -> list[Row]:
        """The rows that state the debtor and the contract."""
        return [*self._case.base, *([self._case.customer] if self._case.customer else ())]

    def _value(self, key: str) -> str:
        return next((row.values[key] for row in self._telling if key in row.values), "")

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
        found: dict[str, Any] = {"role": "债务人"}
        for key in _DEBTOR_KEYS:
            if value := self._value(f"debtor.{key}"):
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
        late = self._late_payment()
        return found | ({"late_payment": late} if late else {})

    def _late_payment(self) -> dict[str, str]:
        """Return what the rows say of paying late; one that cannot be read is refused."""
        keys = ("rate", "clause", "wording")
        try:
            return late_payment({key: self._value(f"late_payment.{key}") for key in keys})
        except InputError as error:
            for row in self._case.base:
                row.refuse(error.where, f"{error.what}，写的是“{error.found}”", error.next_step)
            return {}

    def _parts(self) -> list[dict[str, str]]:
        """Return the instalments: of rows with an amount of their own, or of a sheet of parts."""
        rows = [row for row in self._case.rows if row.kind is PART]
        base = [row for row in self._case.base if row.kind is DEBT]
        own = [row for row in base if self._own_amount(row) is not None]
        if rows:
            for row in own:
                row.refuse("part.amount", f"{rows[0].place}另写了分期", "只保留一处")
        elif own and len(own) < len(base):
            for row in base:
                if row not in own:
                    row.refuse("part.amount", "同一合同的其他行写了本期金额，这一行没有", "补上")
        elif len(own) == 1 and self._is_the_price(own[0]):
            return []
        parts = [self._part(row) for row in rows or own]
        names = Counter(part["name"] for part in parts)
        for row, part in zip(rows or own, parts, strict=True):
            if names[part["name"]] > 1:
                row.refuse("part.name", f"有几期都叫“{part['name']}”", "写上不同的款项名称")
        return parts

    def _is_the_price(self, row: Row) -> bool:
        """Return whether a row's part is the whole price and has no name of its own."""
        values = row.values
        same = self._value("contract.price") == values.get("part.amount")
        return same and not values.get("part.name")

    def _own_amount(self, row: Row) -> Decimal | None:
        """Return the amount that a row states: without a price, what is left and was paid."""
        if "part.amount" in row.values:
            return Decimal(row.values["part.amount"])
        if "paid.balance" not in row.values or self._value("contract.price"):
            return None
        return Decimal(row.values["paid.balance"]) + Decimal(row.values.get("paid.amount", 0))

    def _part(self, row: Row) -> dict[str, str]:
        """Return an instalment; one without a name is called by the day it is due."""
        values = row.values
        day = values.get("part.due_on")
        name = values.get("part.name", "")
        if not name:
            name = f"{chinese_day(dt.date.fromisoformat(day))}到期的款项" if day else "应付款项"
        amount = values.get("part.amount") or f"{self._own_amount(row) or ZERO:.2f}"
        return {"name": name, "amount": amount} | ({"due_on": day} if day else {})

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
        first = self._row_of.setdefault((key, folded(mark)), row)
        if first is row:
            self._check_twins(row, item, name)
            yield item
        elif not self._is_same(first, row, name):
            self._refuse_twice(first, row, name)

    def _check_twins(self, row: Row, item: dict[str, str], name: str) -> None:
        """Refuse a receipt that another may state too, the one with a reference or more of it."""
        if name != "payment" or "paid_on" not in item or "amount" not in item:
            return
        for first, other in self._receipts[(item["paid_on"], item["amount"])]:
            if stated_twice(item, other):
                row.refuse(
                    "payment.amount",
                    f"与{first.place}同一天、同样金额，没有都写流水号，看不出是两笔还是写了两遍",
                    "重复的删去；确实是两笔的，两行都写上流水号",
                )
                break
        self._receipts[(item["paid_on"], item["amount"])].append((row, item))

    def _refuse_twice(self, first: Row, row: Row, name: str) -> None:
        """Refuse a row that states again what another states: two facts, or one written twice."""
        key = next(f for f in row.values if f.startswith(f"{name}."))
        if section(first.values, name) == section(row.values, name):
            what, step = (
                "相同，看不出是两笔还是写了两遍",
                "重复的删去；确实是两笔的，写上流水号或者号码",
            )
        else:
            what, step = "号码相同，内容不同", "核对原件，只保留一行"
        row.refuse(key, f"与{first.place}{what}", step)

    def _is_same(self, first: Row, row: Row, name: str) -> bool:
        """Return whether a debt's row repeats another, or what the sheet of that kind states."""
        more, less = (first, row) if row.kind is DEBT else (row, first)
        whole, part = section(more.values, name), section(less.values, name)
        if less.kind is not DEBT or more.kind is DEBT:
            return first.kind is row.kind is DEBT and whole == part
        return part.items() <= whole.items()

    def _add_paid(self, facts: Facts) -> None:
        """Add what a debt's row says was paid; the day is asked for where no row states it."""
        rows = [row for row in self._case.base if row.kind is DEBT]
        self._wrong = any(row.refusals for row in self._case.base)
        paid = [amount for row in rows if (amount := self._paid(row, alone=len(rows) == 1))]
        receipts = [row for row in self._case.others if row.kind is PAYMENT]
        stated = [r for r in rows if "paid.amount" in r.values or "paid.balance" in r.values]
        if receipts and stated:
            self._check_receipts(stated, receipts, sum((amount for _, amount in paid), ZERO))
        elif paid:
            self.paid_summed = True
            facts["payments"] = [
                {"paid_on": row.values.get("paid.paid_on", NO_DAY), "amount": f"{amount:.2f}"}
                for row, amount in paid
            ]

    def _check_receipts(self, stated: list[Row], receipts: list[Row], paid: Decimal) -> None:
        """Refuse what the rows of a debt say was paid where the receipts say otherwise."""
        total = sum((Decimal(row.values["payment.amount"]) for row in receipts), ZERO)
        if total == paid:
            return
        for row in stated:
            key = "paid.amount" if "paid.amount" in row.values else "paid.balance"
            row.refuse(
                key,
                f"按这一行已付 {figure(paid)} 元，回款各行合计 {figure(total)} 元",
                "核对收款，改成一致；只写了欠款的，补上合同金额或者本期应付金额",
            )

    def _paid(self, row: Row, *, alone: bool) -> tuple[Row, Decimal] | None:
        """Return what was paid on the debt of a row: as stated, or its amount less the balance."""
        values = {key: Decimal(value) for key in ("paid.amount", "paid.balance")
                  if (value := row.values.get(key))}  # fmt: skip
        paid, balance = values.get("paid.amount"), values.get("paid.balance")
        price = self._value("contract.price") if alone else ""
        amount = self._own_amount(row) or (Decimal(price) if price else None)
        if paid is None and balance is None:
            return None
        key = "paid.balance" if balance is not None else "paid.amount"
        if amount is None:
            if not alone:
                self._refuse_shared(row, key)
            return (row, paid) if alone and paid else None
        left = amount - paid if paid is not None else None
        if balance is not None and left is not None and left != balance:
            row.refuse(
                key,
                f"{figure(amount)} 元减已付 {figure(amount - left)} 元是 {figure(left)} 元，"
                f"写的是 {figure(balance)} 元",
                "核对金额、已付、欠款三项",
            )
            return None
        paid = amount - balance if balance is not None else paid
        if paid is None or not ZERO <= paid <= amount:
            row.refuse(key, f"已付或者欠款超过应付的 {figure(amount)} 元", "核对金额")
            return None
        return (row, paid) if paid else None

    def _refuse_shared(self, row: Row, key: str) -> None:
        """Refuse what may be of one row or of the whole contract, unless a row is wrong anyhow.

        Without a row that was written twice, the other may be alone.
        """
        if not self._wrong:
            row.refuse(
                key,
                "同一合同有几行，没有写本期金额，看不出已付、欠款是这一行的还是整份合同的",
                "加一列“本期应付金额”，或把收款写在“回款”工作表里",
            )

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
