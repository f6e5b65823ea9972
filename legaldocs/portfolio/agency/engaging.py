"""The steps of an engagement: reviewed, accepted or declined, placed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.near import suggestion
from legaldocs.core.notation import visible
from legaldocs.portfolio.agency.model import Engagement, EngagementItem, EngagementStep
from legaldocs.portfolio.agency.registry import agency_named, engagement_named
from legaldocs.portfolio.agency.situation import elsewhere, next_number
from legaldocs.portfolio.agency.vocabulary import State, Step
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.open_items import OpenItem, open_items
from legaldocs.portfolio.place import keep_file
from legaldocs.portfolio.recording import Recording, recording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.terms import Terms
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import KeptFile
    from legaldocs.portfolio.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an agency is asked to take on (拟委托); no ``numbers`` are all that is overdue."""

    agency: str
    customer: str
    terms: Terms
    day: dt.date
    numbers: tuple[str, ...] = ()
    number: str = ""


def assess(store: Store, proposal: Proposal, author: Author) -> str:
    """Write down a proposal to be reviewed; return the number of the engagement.

    Raises InputError for unknown names, where nothing is overdue, and for a number that is taken.
    """
    with recording(store, author) as entry:
        connection = entry.connection
        agency = agency_named(connection, proposal.agency)
        customer = customer_named(connection, proposal.customer)
        number = visible(proposal.number) or next_number(connection, proposal.day)
        engagements = entry.rows(Engagement)
        if engagements.known("number", [number]):
            raise InputError("委托编号已经用过", found=number, next_step="换一个编号")
        items = _chosen(connection, customer, proposal)
        made = engagements.make(
            {
                "agency_id": agency["id"],
                "customer_id": customer["id"],
                "number": number,
                "state": State.UNDER_REVIEW,
                "placed_on": proposal.day,
                "placed_fen": sum(item.open_fen for item in items),
                "terms": proposal.terms.to_json(),
            }
        )
        engagements.flush()
        for item in items:
            entry.rows(EngagementItem).make(
                {"engagement_id": made, "receivable_id": item.id, "placed_fen": item.open_fen}
            )
        note_step(entry, made, Step.ASSESSED, (proposal.day, author))
    return number


def _chosen(
    connection: Connection, customer: Mapping[str, Any], proposal: Proposal
) -> Sequence[OpenItem]:
    there = open_items(connection, proposal.day, Receivable.customer_id == customer["id"])
    owing = [item for item in there if item.open_fen > 0 and item.due_on < proposal.day]
    if not proposal.numbers:
        if not owing:
            raise InputError(
                "这个客户没有逾期未收的款项",
                found=f"{customer['name']}，{proposal.day}",
                next_step="核对回款是否已经入账；尚未到期的，不委托催收",
            )
        return owing
    by_number = {item.number: item for item in owing}
    for wanted in proposal.numbers:
        if wanted not in by_number:
            raise InputError(
                "这笔应收没有逾期未收的金额，或者不是这个客户的",
                found=wanted,
                next_step=suggestion(wanted, by_number) or f"可选的有 {'、'.join(by_number)}",
            )
    return [by_number[wanted] for wanted in dict.fromkeys(proposal.numbers)]


def note_step(
    entry: Recording,
    engagement_id: int,
    step: Step,
    done: tuple[dt.date, Author],
    note: str = "",
    files: Iterable[str] = (),
) -> None:
    """Add a step to an engagement, with who took it and the files that show it."""
    entry.rows(EngagementStep).make(
        {
            "engagement_id": engagement_id,
            "step": step,
            "done_on": done[0],
            "who": done[1].who,
            "note": note,
            "files": "\n".join(files),
        }
    )


def accept(store: Store, number: str, day: dt.date, author: Author) -> None:
    """Note that the agency takes the matter on. Raises InputError in any other state."""
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.UNDER_REVIEW)
        _refuse_before(found["placed_on"], day, "审查日")
        entry.rows(Engagement).change(found, {"accepted_on": day})
        note_step(entry, found["id"], Step.ACCEPTED, (day, author))


def decline(store: Store, number: str, day: dt.date, why: str, author: Author) -> None:
    """Note that the matter is not taken on, and why. Raises InputError in any other state."""
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.UNDER_REVIEW)
        _refuse_before(found["placed_on"], day, "审查日")
        values = {"state": State.DECLINED, "ended_on": day, "outcome": visible(why)}
        entry.rows(Engagement).change(found, values)
        note_step(entry, found["id"], Step.DECLINED, (day, author), visible(why))


def place(store: Store, number: str, day: dt.date, ends_on: dt.date, author: Author) -> None:
    """Place what is still open of the reviewed receivables, from a day through a last day.

    What was paid meanwhile is left out. Raises InputError where nothing is open any more, where
    another agency has a receivable, where the agency has not accepted, or the last day is not
    after the first.
    """
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.UNDER_REVIEW)
        if found["accepted_on"] is None:
            raise InputError(
                "受托机构还没有受理", found=number, next_step="先 legaldocs book agency accept"
            )
        _refuse_before(found["accepted_on"], day, "受理日")
        if ends_on <= day:
            raise InputError(
                "委托期限的末日应晚于委托日", found=f"{day} 至 {ends_on}", next_step="改正 --until"
            )
        placed = _place_items(entry, found, day)
        values = {
            "state": State.AT_WORK, "placed_on": day, "ends_on": ends_on, "placed_fen": placed,
        }  # fmt: skip
        entry.rows(Engagement).change(found, values)
        note_step(entry, found["id"], Step.PLACED, (day, author))


def _place_items(entry: Recording, engagement: Mapping[str, Any], day: dt.date) -> int:
    """Set what is open of each item on the day, close those with nothing; return the sum."""
    about = Receivable.customer_id == engagement["customer_id"]
    there = {item.id: item.open_fen for item in open_items(entry.connection, day, about)}
    rows, total = entry.rows(EngagementItem), 0
    items = rows.known("engagement_id", [engagement["id"]])
    left_of = {row["receivable_id"]: max(there.get(row["receivable_id"], 0), 0) for row in items}
    _refuse_twice(entry.connection, engagement, [id_ for id_, left in left_of.items() if left], day)
    for item in items:
        left = left_of[item["receivable_id"]]
        paid = {"closed_on": day, "closed_why": "委托以前已经付清或者关闭"}
        rows.change(item, {"placed_fen": left} if left else paid)
        total += left
    if not total:
        raise InputError(
            "审查过的款项都已付清或者关闭，没有可以委托的",
            found=engagement["number"],
            next_step="用 legaldocs book agency decline 结束这次审查",
        )
    return total


def _refuse_twice(
    connection: Connection, engagement: Mapping[str, Any], ids: Sequence[int], day: dt.date
) -> None:
    """Refuse to place what another agency has: both would be paid for the same money."""
    if others := elsewhere(connection, engagement, ids, day):
        number, other = others[0]
        said = "、".join(f"{owed}（{held}）" for owed, held in others)
        raise InputError(
            "应收已经委托给别的机构", found=said,
            next_step=f"先用 legaldocs book agency end {other} 结束那一个委托，或者不委托 {number}",
        )  # fmt: skip


def keep_signed(
    store: Store, folder: Path, number: str, file: Path, done: tuple[dt.date, Author]
) -> KeptFile:
    """Keep the signed agreement in the folder of the book, by its hash.

    Raises InputError for a file that cannot be read, and for an engagement that was not placed.
    """
    with store.reading() as connection:
        in_state(connection, number, State.AT_WORK, State.CLOSED)
    kept = keep_file(folder, file)
    with recording(store, done[1]) as entry:
        found = in_state(entry.connection, number, State.AT_WORK, State.CLOSED)
        entry.rows(Engagement).change(found, {"sha256": kept.sha256, "kept_as": kept.kept_as})
        note_step(entry, found["id"], Step.SIGNED, done, kept.name, [kept.kept_as])
    return kept


def close(store: Store, number: str, day: dt.date, outcome: str, author: Author) -> None:
    """End an engagement under way. Raises InputError in any other state."""
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.AT_WORK)
        _refuse_before(found["placed_on"], day, "委托日")
        values = {"state": State.CLOSED, "ended_on": day, "outcome": visible(outcome)}
        entry.rows(Engagement).change(found, values)
        note_step(entry, found["id"], Step.CLOSED, (day, author), visible(outcome))


def in_state(connection: Connection, number: str, *states: State) -> Mapping[str, Any]:
    """Return an engagement. Raises InputError unless it is in one of the states."""
    found = engagement_named(connection, number)
    if found["state"] not in states:
        raise InputError(
            "委托的状态不允许这一步",
            expected="、".join(states),
            found=f"{number} {found['state']}",
            next_step=f"用 legaldocs book agency show {number} 查看",
        )
    return found


def _refuse_before(earlier: dt.date, day: dt.date, what: str) -> None:
    if day < earlier:
        raise InputError(
            f"日期早于{what}", expected=f"不早于 {earlier}", found=str(day), next_step="改正 --on"
        )
