"""Which receivable of the book a stated row is: by number, by invoice, or by contract and part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaldocs.portfolio.kept_rows import KeptRows

    Known = Mapping[str, Any]
    Stated = dict[str, Any]


GONE = "合同文件里没有这一期了"
"""Why a planned instalment was closed that its contract no longer has: it may come again."""


def part_key(customer: int, contract: str, part: str) -> str:
    """Return the key of a receivable without a number: it is known within its customer."""
    return f"c:{customer}:{folded(contract)}:{folded(part)}"


class SameReceivables:
    """Finds the rows that some stated rows are, each once (认出应收)."""

    def __init__(self, rows: KeptRows, wanted: Mapping[str, Stated]) -> None:
        self._known = {row["key"]: row for row in rows.known("key", wanted)}
        fresh = [stated for key, stated in wanted.items() if key not in self._known]
        parts = {_part_of(stated): stated for stated in fresh if _part_of(stated)}
        planned = rows.known("key", [key for key in parts if key not in wanted])
        self._planned = {row["key"]: row for row in planned if row["closed_why"] != GONE}
        invoices = {stated["invoice_number"] for stated in fresh if "invoice_number" in stated}
        self._invoiced: dict[str, list[Known]] = {}
        for row in rows.known("invoice_number", invoices):
            self._invoiced.setdefault(row["invoice_number"], []).append(row)
        unnumbered = {stated["contract_number"] for stated in fresh if stated["key"][:2] == "c:"}
        self._numbered: dict[str, list[Known]] = {}
        for row in rows.known("contract_number", unnumbered):
            if row["key"][:2] == "n:":
                self._numbered.setdefault(_part_of(row), []).append(row)
        self._taken = {row["id"] for row in self._known.values()}

    def of(self, stated: Stated, *, numbered: bool) -> tuple[Known | None, Stated]:
        """Return the row of the book, None for a new one, and what is to be written.

        ``numbered`` says whether the row has a number of its own, beside that of an invoice.
        Raises InputError where it could be any of several, or another stated row is it already.
        """
        if before := self._known.get(stated["key"]):
            return before, stated
        invoiced = self._invoiced.get(stated.get("invoice_number", ""), [])
        before, shown = _by_invoice(stated, invoiced, numbered=numbered)
        self._refuse_twice(before)
        if before is None:
            before, shown = self._by_part(stated)
        if before is not None:
            self._taken.add(before["id"])
        return before, shown

    def _by_part(self, stated: Stated) -> tuple[Known | None, Stated]:
        """Return the row of the same contract and part, where one of the two has no number.

        Raises InputError where it was closed, and would come again under another key.
        """
        key = _part_of(stated)
        if stated["key"] != key:
            planned = self._planned.pop(key, None)
            _refuse_closed(planned)
            return planned, stated
        named = [row for row in self._numbered.get(key, []) if row["id"] not in self._taken]
        others = [row for row in named if row["closed_on"] is None]
        if len(others) > 1:
            raise InputError(
                f"账册里这份合同的这一期有 {len(others)} 笔应收", next_step="写明应收单号"
            )
        if not others and named:
            _refuse_closed(named[-1])
        return (others[0], _unnamed(stated)) if others else (None, stated)

    def _refuse_twice(self, known: Known | None) -> None:
        if known is not None and known["id"] in self._taken:
            raise InputError(
                "这张发票的应收另有一行，写着应收单号", next_step="两行是同一笔的，只留一行"
            )


def _part_of(row: Known) -> str:
    """Return the key of a row by its contract and part, or nothing where it lacks one."""
    contract, part = row.get("contract_number"), row.get("part")
    return part_key(row["customer_id"], contract, part) if contract and part else ""


def _refuse_closed(row: Known | None) -> None:
    if row is not None and row["closed_on"] is not None:
        raise InputError(
            f"账册里这份合同的这一期已经关闭（{row['closed_why']}）",
            found=row["number"],
            next_step="核对；确实是另一笔的，期次换一个名称",
        )


def _unnamed(stated: Stated) -> Stated:
    return {name: value for name, value in stated.items() if name not in {"key", "number"}}


def _by_invoice(
    stated: Stated, others: list[Known], *, numbered: bool
) -> tuple[Known | None, Stated]:
    """Return the receivable that one export names by its invoice and another by its number.

    Several receivables may stand in one invoice: a row with a number is another one, unless that of
    the book had none. Raises InputError where a row with no number could be any of several.
    """
    if numbered:
        unnumbered = [row for row in others if row["number"] == row["invoice_number"]]
        return (unnumbered[0], stated) if len(others) == len(unnumbered) == 1 else (None, stated)
    if len(others) > 1:
        raise InputError(f"账册里有 {len(others)} 笔应收写着这个发票号码", next_step="写明应收单号")
    return (others[0], _unnamed(stated)) if others else (None, stated)
