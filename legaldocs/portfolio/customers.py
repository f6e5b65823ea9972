"""Which customer a row is about: by code, by the code of the accounting software, or by name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.model import Customer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.kept_rows import KeptRows

_MARKS = {"debtor.uscc": "uscc", "customer.code": "code"}
_FIELDS = {
    "debtor.name": "name",
    "debtor.id_number": "id_number",
    "debtor.kind": "kind",
    "debtor.address": "address",
    "debtor.representative": "representative",
    "debtor.service_address": "service_address",
    "customer.owner": "owner",
    "customer.trade": "trade",
    "customer.segment": "segment",
    "customer.registration": "registration",
    "customer.owners": "owners",
    "customer.note": "note",
}


def identity(values: Mapping[str, str]) -> str:
    """Return by what a row names its customer, so that rows of one customer stand together."""
    for key in ("debtor.uscc", "customer.code", "debtor.name"):
        if values.get(key):
            return f"{key}:{folded(values[key])}"
    return ""


class Customers:
    """All customers by their marks (客户的标识); there are far fewer of them than rows."""

    def __init__(self, connection: Connection, rows: KeptRows) -> None:
        self._rows = rows
        self._marked: dict[str, dict[str, int]] = {"uscc": {}, "code": {}}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._known: dict[int, dict[str, Any]] = {}
        columns = (
            Customer.id, Customer.name_key, Customer.uscc, Customer.code,
            Customer.closed_on, Customer.closed_why,
        )  # fmt: skip
        for row in connection.execute(select(*columns)).mappings():
            self._note(dict(row))
        self.namesakes: list[str] = []

    def of(self, values: Mapping[str, str]) -> int:
        """Return the customer of a row, made where it is new.

        Raises InputError where the marks are those of two customers, or the name that of several.
        """
        found = self._found(values)
        if found is None:
            return self._make(values)
        known = self._known[found]
        name = folded(values.get("debtor.name", ""))
        if name and name != known["name_key"]:
            raise InputError(
                "客户名称与账册里这个代码的客户不同",
                found=values["debtor.name"],
                next_step="客户改了名的，先导入写有新名称和代码的客户表；写错的，改正",
            )
        if known["closed_on"] is None:
            self._learn(known, values)
        return found

    def closed_why(self, customer: int) -> str | None:
        """Return why a customer was closed, None for one that is not."""
        known = self._known[customer]
        return None if known["closed_on"] is None else str(known["closed_why"])

    def take(self, values: Mapping[str, str]) -> int:
        """Return the customer of a row that describes it, with what the row states taken over.

        Raises InputError as :meth:`of`, and where a closed customer would change.
        """
        found = self._found(values)
        if found is None:
            return self._make(values)
        (row,) = self._rows.known("id", [found])
        stated = _stated(values)
        if row["closed_on"] is not None and any(row[key] != stated[key] for key in stated):
            raise InputError(
                f"客户已经关闭（{row['closed_why']}），内容又有变化",
                next_step="核对；又有往来的，写另一个客户编码，记为新的客户",
            )
        self._rows.change(row, stated)
        self._rows.flush()
        self._note({**self._known[found], **_marks(values), **_name(values)})
        return found

    def _found(self, values: Mapping[str, str]) -> int | None:
        marks = _marks(values)
        by_mark = {self._marked[name][mark] for name, mark in marks.items()
                   if mark in self._marked[name]}  # fmt: skip
        named = self._named.get(folded(values.get("debtor.name", "")), set())
        fitting = by_mark or {one for one in named if self._fits(one, marks)}
        if len(fitting) > 1:
            raise InputError(
                "看不出是哪一个客户：" + ("代码和编码是两个客户的" if by_mark else "有几个同名的"),
                next_step="写明统一社会信用代码或者客户编码",
            )
        found = next(iter(fitting), None)
        if found is not None and not self._fits(found, marks):
            raise InputError("代码和编码不是同一个客户的", next_step="核对后改正")
        return found

    def _fits(self, customer: int, marks: Mapping[str, str]) -> bool:
        known = self._known[customer]
        return all(known[name] in (None, mark) for name, mark in marks.items())

    def _make(self, values: Mapping[str, str]) -> int:
        if not values.get("debtor.name"):
            raise InputError(
                "账册里没有这个代码的客户，也没有写名称", next_step="写上客户名称，或者先导入客户表"
            )
        row = {"uscc": None, "code": None, **_stated(values)}
        if self._named.get(row["name_key"]):
            self.namesakes.append(row["name"])
        made = self._rows.make(row)
        shown = {key: row[key] for key in ("name_key", "uscc", "code")}
        self._note({"id": made, "closed_on": None, "closed_why": "", **shown})
        return made

    def _learn(self, known: Mapping[str, Any], values: Mapping[str, str]) -> None:
        """Take over a mark that the book did not know."""
        fresh = {name: mark for name, mark in _marks(values).items() if known[name] is None}
        if fresh:
            (row,) = self._rows.known("id", [known["id"]])
            self._rows.change(row, fresh)
            self._rows.flush()
            self._note({**known, **fresh})

    def _note(self, row: dict[str, Any]) -> None:
        before = self._known.get(row["id"])
        if before:
            self._named[before["name_key"]].discard(row["id"])
        self._known[row["id"]] = row
        self._named[row["name_key"]].add(row["id"])
        for name, marked in self._marked.items():
            if row[name]:
                marked[row[name]] = row["id"]


def _marks(values: Mapping[str, str]) -> dict[str, str]:
    shown = {name: values.get(key, "") for key, name in _MARKS.items()}
    return {name: folded(mark).upper() for name, mark in shown.items() if mark}


def _name(values: Mapping[str, str]) -> dict[str, str]:
    return {"name_key": folded(values["debtor.name"])} if values.get("debtor.name") else {}


def _stated(values: Mapping[str, str]) -> dict[str, Any]:
    fields = {name: values[key] for key, name in _FIELDS.items() if values.get(key)}
    return fields | _marks(values) | _name(values)
