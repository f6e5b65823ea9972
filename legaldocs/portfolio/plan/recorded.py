"""A contract and its parts come into the book: new, unchanged, changed, over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.core.near import folded
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.plan.instalments import ScheduledPart, schedule
from legaldocs.portfolio.plan.kept_terms import kept_events, kept_text, known_events, terms_of
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.plan.overbooked import overbooked
from legaldocs.portfolio.rematch import rematch
from legaldocs.portfolio.same_receivable import GONE, part_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.plan.terms import ContractTerms
    from legaldocs.portfolio.recording import Recording

_UNCHANGED = "没有变化"


@dataclass(frozen=True, slots=True)
class PartTaken:
    """What became of one part (分期的入账): ``number`` is that of its receivable, if it has one."""

    scheduled: ScheduledPart | None
    name: str
    number: str
    what: str


@dataclass(slots=True)
class ContractTaken:
    """What became of a contract (合同的入账)."""

    contract: Mapping[str, Any]
    terms: ContractTerms
    parts: tuple[ScheduledPart, ...]
    what: str
    taken: list[PartTaken] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def take_contract(
    entry: Recording, terms: ContractTerms, customer: Mapping[str, Any], as_of: dt.date
) -> ContractTaken:
    """Write a contract and the receivables of its parts that have a day.

    A part that finance has imported with a number or an invoice is left as it is, and what differs
    is a finding. The same terms again change nothing.

    Raises InputError where parts and price do not fit, an event is still to come, or the contract
    is closed.
    """
    rows = entry.rows(Contract)
    key = f"{customer['id']}:{folded(terms.number)}"
    before = next(iter(rows.known("key", [key])), None)
    if before is not None and before["closed_on"] is not None:
        raise InputError(
            "这份合同已经关闭", where=terms.origin, found=before["closed_why"],
            next_step="确实是新的合同，换一个编号",
        )  # fmt: skip
    _refuse_future(terms, as_of)
    events = kept_events(terms, before["events"] if before else "")
    parts = schedule(terms, known_events(events))
    stated = {
        "customer_id": customer["id"],
        "key": key,
        "number": terms.number,
        "kind": str(terms.kind),
        "signed_on": terms.signed_on,
        "price_fen": sum(part.amount_fen for part in parts),
        "terms": kept_text(terms),
        "events": events,
        "pending_fen": sum(part.amount_fen for part in parts if part.due_on is None),
    }
    gone = _gone(before, terms)
    if before is None:
        made = rows.make(stated)
        taken = ContractTaken({"id": made, "closed_on": None, **stated}, terms, parts, "新增")
    else:
        taken = ContractTaken({**before, **stated}, terms, parts, _changes(before, stated))
        rows.change(before, {name: value for name, value in stated.items() if name != "number"})
    taken.findings.extend(_signed_later(terms, as_of))
    _Parts(entry, taken, as_of).take(gone)
    return taken


def _signed_later(terms: ContractTerms, as_of: dt.date) -> Iterator[Finding]:
    """Yield a warning where a contract is not signed yet: until then nothing of it is owed."""
    if terms.signed_on is not None and terms.signed_on > as_of:
        yield Finding(
            "LD-PLAN-SIGNED", "warning",
            f"签订日期 {terms.signed_on} 晚于 {as_of}，到那一天各期才算应收",
            str(terms.origin.of("signed_on")),
            next_step="写错的，改正；还没有签订的，签订以后写上，再运行一次",
        )  # fmt: skip


def _refuse_future(terms: ContractTerms, as_of: dt.date) -> None:
    """Refuse the day of an event that has not come; a due day, and that of signing, may be so."""
    later = {event: day for event, day in (terms.events or {}).items() if day > as_of}
    if later:
        raise InputError(
            "事由的日期晚于基准日，还没有发生",
            where=terms.origin.of("events"),
            expected=f"不晚于 {as_of}",
            found="、".join(f"{event} {day}" for event, day in later.items()),
            next_step="核对 events；还没有发生的，先不写，发生以后写上再运行一次",
        )


def contract_named(
    connection: Connection, named: str, customer: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    """Return the contract with a number. Raises InputError where there is none, or several."""
    chosen = select(Contract.__table__).where(Contract.closed_on.is_(None))
    if customer is not None:
        chosen = chosen.where(Contract.customer_id == customer["id"])
    rows = connection.execute(chosen.order_by(Contract.id)).mappings()
    found = [dict(row) for row in rows if folded(row["number"]) == folded(named)]
    if len(found) != 1:
        raise InputError(
            f"账册里有 {len(found)} 份这个编号的合同" if found else "账册里没有这份合同",
            found=named,
            next_step="用 --customer 写明客户" if found else "先用 legaldocs book plan 记入合同",
        )
    return found[0]


def _gone(before: Mapping[str, Any] | None, terms: ContractTerms) -> list[str]:
    """Return the parts that the terms had before and have no more."""
    if before is None:
        return []
    now = {folded(part.name) for part in terms.parts}
    return [part.name for part in terms_of(before["terms"]).parts if folded(part.name) not in now]


_NAMES = {"kind": "类型", "signed_on": "签订日期", "terms": "条件", "events": "事由的日期"}


def _changes(before: Mapping[str, Any], stated: Mapping[str, Any]) -> str:
    found = [name for key, name in _NAMES.items() if before[key] != stated[key]]
    if before["price_fen"] != stated["price_fen"]:
        old, new = (figure(yuan_of(row["price_fen"])) for row in (before, stated))
        found.append(f"价款 {old} → {new}")
    return f"有变化：{'、'.join(found)}" if found else _UNCHANGED


class _Parts:
    """Writes the receivables of a contract's parts (分期入账)."""

    def __init__(self, entry: Recording, taken: ContractTaken, as_of: dt.date) -> None:
        self._entry = entry
        self._taken = taken
        self._as_of = as_of
        self._customer = int(taken.contract["customer_id"])
        self._rows = entry.rows(Receivable)
        self._touched: set[int] = set()
        chosen = select(Receivable.__table__).where(
            Receivable.customer_id == self._customer, Receivable.contract_number != ""
        )
        number = folded(taken.terms.number)
        found = entry.connection.execute(chosen.order_by(Receivable.id)).mappings()
        self._known = [dict(row) for row in found if folded(row["contract_number"]) == number]

    def take(self, gone: list[str]) -> None:
        """Take every part, close those that are gone, and say what does not fit."""
        for part in self._taken.parts:
            self._note(part, part.part.name, *self._take(part))
        for name in gone:
            self._note(None, name, *self._close(name))
        self._entry.flush()
        rematch(self._entry.connection, self._entry.history, self._touched)
        own = Contract.id == self._taken.contract["id"]
        place = str(self._taken.terms.origin)
        self._taken.findings.extend(overbooked(self._entry.connection, own, where=place))

    def _note(self, part: ScheduledPart | None, name: str, number: str, what: str) -> None:
        self._taken.taken.append(PartTaken(part, name, number, what))

    def _take(self, part: ScheduledPart) -> tuple[str, str]:
        """Write one part; return the number of its receivable and what was done."""
        name = part.part.name
        there = [row for row in self._known if folded(row["part"]) == folded(name)]
        numbered = [row for row in there if row["key"][:2] == "n:" and row["closed_on"] is None]
        if numbered:
            self._compare(part, numbered)
            return "、".join(row["number"] for row in numbered), "财务已经入账，没有改动"
        if ended := [row for row in there if row["key"][:2] == "n:"]:
            return ended[-1]["number"], (
                f"财务已经入账，已经关闭（{ended[-1]['closed_why']}），没有改动"
            )
        if part.due_on is None:
            return "", f"还没有到期日，等：{part.waits_for}"
        own = part_key(self._customer, self._taken.terms.number, name)
        stated: dict[str, Any] = {"amount_fen": part.amount_fen, "due_on": part.due_on}
        if self._taken.terms.signed_on is not None:
            stated["starts_on"] = self._taken.terms.signed_on
        if owner := self._taken.terms.owner:
            stated["owner"] = owner
        before = next((row for row in there if row["key"] == own), None)
        if before is None:
            self._rows.make(self._new(own, name, stated))
            return name, "新增"
        if before["closed_on"] is not None:
            if before["closed_why"] != GONE:
                return name, f"应收已经关闭（{before['closed_why']}），没有改动"
            stated |= {"closed_on": None, "closed_why": ""}
        return name, self._change(before, stated)

    def _new(self, key: str, name: str, stated: dict[str, Any]) -> dict[str, Any]:
        return {
            "customer_id": self._customer,
            "key": key,
            "number": name,
            "part": name,
            "contract_number": self._taken.terms.number,
            "open_fen": stated["amount_fen"],
            "starts_on": self._as_of,
            **stated,
        }

    def _change(self, before: Mapping[str, Any], stated: dict[str, Any]) -> str:
        shown = [
            f"{title} {_shown(key, before[key])} → {_shown(key, stated[key])}"
            for key, title in _SHOWN.items()
            if key in stated and before[key] != stated[key]
        ]
        if self._rows.change(before, stated):
            self._touched.add(int(before["id"]))
        return "、".join(shown) if shown else _UNCHANGED

    def _close(self, name: str) -> tuple[str, str]:
        own = part_key(self._customer, self._taken.terms.number, name)
        before = next((row for row in self._known if row["key"] == own), None)
        if before is None or before["closed_on"] is not None:
            return "", "合同里没有这一期了，账册里也没有未关闭的应收"
        if before["open_fen"] != before["amount_fen"]:
            self._say(
                "LD-PLAN-GONE", "warning", f"“{name}”在合同里没有了，而它已经收过款，没有关闭",
                "核对收款付的是哪一期；不欠的，用 legaldocs book close 关闭",
            )  # fmt: skip
            return name, "已经收过款，没有关闭"
        self._rows.change(before, {"closed_on": self._as_of, "closed_why": GONE})
        return name, "关闭"

    def _compare(self, part: ScheduledPart, numbered: list[dict[str, Any]]) -> None:
        """Say where finance has another sum or day than the contract."""
        total = sum(row["amount_fen"] for row in numbered)
        days = {row["due_on"] for row in numbered}
        differs = []
        if total != part.amount_fen:
            sums = figure(yuan_of(part.amount_fen)), figure(yuan_of(total))
            differs.append(f"合同 {sums[0]} 元，财务 {sums[1]} 元")
        if part.due_on is not None and days != {part.due_on}:
            differs.append(f"合同到期日 {part.due_on}，财务 {'、'.join(map(str, sorted(days)))}")
        if differs:
            self._say(
                "LD-PLAN-DIFFERS", "warning",
                f"“{part.part.name}”财务已经入账，与合同不同：{'；'.join(differs)}",
                "以合同为准的，改财务的表再导入；以财务为准的，改合同文件",
                str(part.part.origin),
            )  # fmt: skip

    def _say(self, code: str, severity: Any, message: str, step: str, where: str = "") -> None:
        place = where or str(self._taken.terms.origin)
        self._taken.findings.append(Finding(code, severity, message, place, next_step=step))


_SHOWN = {"amount_fen": "金额", "due_on": "到期日", "owner": "业务员", "closed_on": "关闭日"}


def _shown(key: str, value: Any) -> str:
    if key == "amount_fen":
        return figure(yuan_of(value))
    return "空" if value in (None, "") else str(value)
