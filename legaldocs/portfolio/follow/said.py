"""What was said and sent between us and a customer, as a case states it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.case.arrival import LETTERS
from legaldocs.case.vocabulary import Channel, DeliveryResult, Direction, Effect
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.portfolio.day.model import Contact, Dispute, Promise, Task
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.model import Kept

    Row = Mapping[str, Any]

_STEPS = {
    Step.NOTICE: Effect.REMINDER,
    Step.ON_THE_DAY: Effect.REMINDER,
    Step.CALL: Effect.OTHER_DEMAND,
    Step.VISIT: Effect.OTHER_DEMAND,
}
"""What the message of a step does in law, where it sends no letter of a name of its own."""


@dataclass(slots=True)
class Said:
    """The communications of a case (往来), and the files that each of them names.

    ``files`` are paths in the book's folder with their SHA-256; ``unproved`` counts letters that
    the book has sent without a proof of their arrival.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    unproved: int = 0
    without_channel: int = 0
    past: int = 0
    """Objections that were settled, and of which nobody noted how they came."""


def said_by(connection: Connection, customer: int, as_of: dt.date) -> Said:
    """Return the letters, contacts, promises and disputes of a customer up to a day."""
    found = Said()
    contacts = _kept(connection, Contact, customer, as_of)
    contacts = [row for row in contacts if row["happened_on"] <= as_of]
    promises = [row for row in _kept(connection, Promise, customer, as_of)
                if row["made_on"] <= as_of]  # fmt: skip
    disputes = [row for row in _kept(connection, Dispute, customer, as_of)
                if row["raised_on"] <= as_of]  # fmt: skip
    tasks = [row for row in _kept(connection, Task, customer, as_of)
             if row["sent_on"] is not None and row["sent_on"] <= as_of]  # fmt: skip
    letters = {row["id"] for row in tasks}
    for row in contacts:
        if row["kept_as"]:
            found.files[row["kept_as"]] = row["sha256"]
    dated = [
        *(
            (row["sent_on"], item)
            for row in tasks
            for item in letter_rows(row, contacts, as_of, found)
        ),
        *(
            (row["happened_on"], _contact(row))
            for row in contacts
            if not (row["task_id"] in letters and row["direction"] == Direction.SENT)
            and not _is_theirs(row, promises, disputes)
        ),
        *_promised(promises, contacts),
        *(
            (row["raised_on"], _dispute(row, contacts, as_of, found))
            for row in disputes
            if not _is_past(row, contacts, as_of, found)
        ),
    ]
    found.rows = [item for _, item in sorted(dated, key=lambda pair: pair[0])]
    return found


def _kept(connection: Connection, model: type[Kept], customer: int, as_of: dt.date) -> list[Row]:
    table: Any = model.__table__
    chosen = select(table).where(
        table.c.customer_id == customer,
        table.c.closed_on.is_(None) | (table.c.closed_on > as_of),
    )
    return [dict(row) for row in connection.execute(chosen.order_by(table.c.id)).mappings()]


def _is_theirs(contact: Row, promises: list[Row], disputes: list[Row]) -> bool:
    """Return whether a contact is told by what was promised or disputed in it."""
    return any(row["contact_id"] == contact["id"] for row in (*promises, *disputes))


def effect_of(task: Row) -> Effect:
    """Return what the message of a task does in law; a call hands over no letter."""
    named = task["letter"] or task["step"]
    known = next((one for one in Effect if one == named), _STEPS.get(task["step"], Effect.OTHER))
    call = task["channel"] == Channel.PHONE and known in LETTERS
    return Effect.OTHER_DEMAND if call else known


def letter_rows(
    task: Row, contacts: list[Row], as_of: dt.date, found: Said
) -> Iterator[dict[str, Any]]:
    """Yield the letter of a task, with what shows it and its arrival."""
    channel = task["channel"]
    if channel not in [*Channel]:
        found.without_channel += 1
        return
    effect = effect_of(task)
    row: dict[str, Any] = {"sent_on": str(task["sent_on"]), "channel": channel}
    row |= {"effect": str(effect), "gist": task["step"]}
    arrived = task["arrived_on"] if task["arrived_on"] and task["arrived_on"] <= as_of else None
    if task["result"] in [*DeliveryResult] and (arrived or task["arrived_on"] is None):
        row["result"] = task["result"]
    came_back = row.get("result", DeliveryResult.ARRIVED) != DeliveryResult.ARRIVED
    if arrived:
        row["returned_on" if came_back else "arrived_on"] = str(arrived)
    if task["pay_by"]:
        row["pay_by"] = str(task["pay_by"])
    row |= {key: task[key] for key in ("tracking", "address") if task[key]}
    files = [one for one in contacts if one["task_id"] == task["id"] and one["kept_as"]]
    proofs = [one["kept_as"] for one in files if one["proves"]]
    shown = [one["kept_as"] for one in files if not one["proves"]]
    row |= {"proof": proofs} if proofs else {}
    row |= {"file": shown} if shown else {}
    if effect in LETTERS and arrived and not proofs:
        found.unproved += 1
    yield row


def _contact(contact: Row) -> dict[str, Any]:
    """Return a contact as it was noted: what it does in law, a person says."""
    row: dict[str, Any] = {"sent_on": str(contact["happened_on"]), "channel": contact["channel"]}
    row["direction"] = contact["direction"]
    row["gist"] = _line(contact["gist"]) or "联络"
    return row | _file(contact)


def _promised(promises: list[Row], contacts: list[Row]) -> Iterator[tuple[dt.date, dict[str, Any]]]:
    """Yield what was promised in each contact: it is the other side's word, whoever called."""
    by_contact: dict[int, list[Row]] = {}
    for promise in promises:
        by_contact.setdefault(promise["contact_id"], []).append(promise)
    for contact in contacts:
        if contact["id"] not in by_contact:
            continue
        row = _contact(contact) | {"direction": "收到", "effect": str(Effect.PROMISE)}
        row["promised"] = [
            {"due_on": str(one["due_on"]), "amount": str(yuan_of(one["amount_fen"]))}
            for one in sorted(by_contact[contact["id"]], key=lambda one: (one["due_on"], one["id"]))
            if one["amount_fen"] > 0
        ]
        yield contact["happened_on"], row if row["promised"] else _without(row, "promised")


def _is_past(dispute: Row, contacts: list[Row], as_of: dt.date, found: Said) -> bool:
    """Return whether an objection is settled, and nobody noted how it came: it is left out."""
    noted = any(row["id"] == dispute["contact_id"] for row in contacts)
    past = not noted and dispute["settled_on"] is not None and dispute["settled_on"] <= as_of
    found.past += past
    return past


def _dispute(dispute: Row, contacts: list[Row], as_of: dt.date, found: Said) -> dict[str, Any]:
    contact = next((row for row in contacts if row["id"] == dispute["contact_id"]), None)
    ground = _line(dispute["ground"]) or "没有写明理由"
    channel = contact["channel"] if contact else f"{PLACEHOLDER}方式"
    row: dict[str, Any] = {"sent_on": str(dispute["raised_on"]), "channel": channel}
    row |= {"direction": "收到", "effect": str(Effect.DISPUTE), "gist": f"提出异议：{ground}"}
    said: dict[str, str] = {"ground": ground}
    if dispute["amount_fen"] is not None:
        said["amount"] = str(yuan_of(dispute["amount_fen"]))
    if dispute["answered_on"] and dispute["answered_on"] <= as_of:
        said["answered_on"] = str(dispute["answered_on"])
        said |= {"answer": _line(dispute["answer"])} if dispute["answer"] else {}
    if dispute["settled_on"] and dispute["settled_on"] <= as_of:
        said["settled_on"] = str(dispute["settled_on"])
    found.without_channel += contact is None
    return row | {"objection": said} | (_file(contact) if contact else {})


def _file(contact: Row) -> dict[str, Any]:
    key = "proof" if contact["proves"] else "file"
    return {key: [contact["kept_as"]]} if contact["kept_as"] else {}


def _line(text: str) -> str:
    return " ".join(text.split())


def _without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
