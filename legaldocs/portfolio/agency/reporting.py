"""That a week was reported on, and what of it was to be looked into, is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.portfolio.agency.engaging import in_state, note_step
from legaldocs.portfolio.agency.registry import steps
from legaldocs.portfolio.agency.vocabulary import State, Step
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    from legaldocs.portfolio.agency.week import Week
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store


def note_report(store: Store, number: str, week: Week, author: Author) -> None:
    """Note the report on a week, once for what it says.

    Raises InputError for an engagement that was never under way.
    """
    says = f"{week.first} 至 {week.last}，联络 {len(week.contacts)} 次，须核对 {len(week.finds)} 处"
    with recording(store, author) as entry:
        found = in_state(entry.connection, number, State.AT_WORK, State.CLOSED)
        noted = {(row["step"], row["note"]) for row in steps(entry.connection, found)}
        if (Step.REPORTED, says) not in noted:
            note_step(entry, found["id"], Step.REPORTED, (week.last, author), says)
