"""The receivables that a deed or an instrument replaced, and what it put in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.follow.which import agreed_of, items_of
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.receipt_parts import REPLACED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.follow.standing import AgreedSum, Standing
    from legaldocs.portfolio.recording import Recording

    Row = Mapping[str, Any]


class Replacing:
    """Puts the receivables of one case as the case stands (应收随案件改记).

    ``touched`` are the receivables whose open sum has to be worked out again, ``said`` what was
    changed, in Chinese.
    """

    def __init__(self, entry: Recording, case: Row, standing: Standing) -> None:
        self._rows = entry.rows(Receivable)
        self._connection: Connection = entry.connection
        self._entry = entry
        self._case = case
        self._standing = standing
        self.touched: set[int] = set()
        self.said: list[str] = []

    def done(self) -> dict[str, int]:
        """Close what was replaced, make what came instead; return the latter, by its name."""
        items = items_of(self._connection, self._case["id"])
        since = self._standing.since
        who = self._case["customer_id"]
        was_open = {
            item.id for item in (open_items(self._connection, since, customer=who) if since else ())
        }
        for row in items:
            if row["closed_on"] is not None or not since or row["id"] in was_open:
                self._old(row)
        known = {row["key"]: row for row in agreed_of(self._connection, self._case["id"])}
        common = self._common(items)
        found: dict[str, int] = {}
        for number, agreed in enumerate(self._standing.sums, start=1):
            row = self._agreed(number, agreed, common)
            found[agreed.name] = self._put(row, known.pop(row["key"], None), agreed)
        for row in known.values():
            self._end(row)
        self._entry.flush()
        return found

    def _old(self, row: Row) -> None:
        """Close a receivable that was replaced, or open it again where nothing replaces it now."""
        replaced = row["closed_why"].startswith(REPLACED)
        why = f"{REPLACED}{self._standing.what}"
        if self._standing.sums and (row["closed_on"] is None or replaced):
            ended = {"closed_on": self._standing.since, "closed_why": why}
            if self._rows.change(row, ended) and not replaced:
                self.said.append(f"关闭应收 {row['number']}：由{self._standing.what}代替")
        elif not self._standing.sums and replaced:
            self._rows.change(row, {"closed_on": None, "closed_why": ""})
            self.touched.add(row["id"])
            self.said.append(f"重新打开应收 {row['number']}：案件里不再有代替它的协议或者文书")

    def _common(self, items: Sequence[Row]) -> dict[str, Any]:
        """Return what the new receivables take from those that they replace."""
        contracts = {row["contract_number"] for row in items}
        owners = {row["owner"] for row in items}
        return {
            "contract_number": contracts.pop() if len(contracts) == 1 else "",
            "owner": owners.pop() if len(owners) == 1 else "",
        }

    def _agreed(self, number: int, agreed: AgreedSum, common: Mapping[str, Any]) -> dict[str, Any]:
        since = self._standing.since
        called = f"〔案件{self._case['id']}〕{self._standing.what} {since} 之{number}"
        return {
            "customer_id": self._case["customer_id"],
            "key": f"n:{folded(called)}",
            "number": called,
            "part": f"{self._standing.what}{agreed.name}",
            "amount_fen": agreed.fen,
            "due_on": agreed.due_on,
            "issued_on": since,
            **common,
        }

    def _put(self, row: dict[str, Any], known: Row | None, agreed: AgreedSum) -> int:
        what = f"{row['part']} {figure(yuan_of(row['amount_fen']))} 元，{agreed.due_on} 到期"
        if known is None:
            self.said.append(f"新增应收：{what}")
            made = self._rows.make(row | {"open_fen": row["amount_fen"]})
            self.touched.add(made)
            return made
        stated = {key: row[key] for key in ("amount_fen", "due_on", "part")}
        if self._rows.change(known, stated | {"closed_on": None, "closed_why": ""}):
            self.said.append(f"改记应收：{what}")
            self.touched.add(known["id"])
        return int(known["id"])

    def _end(self, row: Row) -> None:
        """Close an instalment that is agreed no more: a later deed, or a judgment, governs."""
        if row["closed_on"] is None:
            day = self._standing.since or row["issued_on"]
            why = f"{REPLACED}{self._standing.what or '案件里不再有这一期'}"
            self._rows.change(row, {"closed_on": day, "closed_why": why})
            self.said.append(f"关闭应收 {row['part']}")
