"""How the creditor's letters are set, and the ladder by which they follow each other.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.origin import Origin  # noqa: TC001 - the reader resolves the annotations

if TYPE_CHECKING:
    from legaldocs.core.typed import TypedReader


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStep:
    """One step of the ladder (函件阶梯): a letter, and from which day it is in place.

    ``from_days`` are overdue days; for a 付款提醒函 the days before the due day. What is left out
    stays as usual.
    """

    origin: Origin
    letter: Annotated[Effect, "函件"]
    from_days: Annotated[int | None, "起始天数"] = None
    signed_by: Annotated[str, "经办部门"] = ""
    channel: Annotated[Channel | None, "方式"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How the creditor's letters are set (函件要求).

    ``steps`` change the usual ladder. ``pay_within_days`` is what a letter gives, time to pass a
    payment through a firm, and what a letter that gave no day is granted from its arrival.
    """

    origin: Origin
    pay_within_days: Annotated[int, "付款宽限天数"] = 7
    steps: Annotated[tuple[LetterStep, ...], "函件阶梯"] = ()
    letter_number: Annotated[str, "函件编号"] = ""
    contact: Annotated[str, "联系人"] = ""
    phone: Annotated[str, "联系电话"] = ""

    @property
    def ladder(self) -> dict[Effect, LetterGrade]:
        """The steps in their order, those of the case in place of the usual ones."""
        own = {row.letter: row for row in self.steps}
        return {step.letter: step.changed(own.get(step.letter)) for step in USUAL_LADDER}


@dataclass(frozen=True, slots=True)
class LetterGrade:
    """A letter of the ladder with nothing left out (函件级别)."""

    letter: Effect
    from_days: int
    signed_by: str
    channel: Channel

    def changed(self, row: LetterStep | None) -> LetterGrade:
        """Return the grade as a row of the case changes it."""
        if row is None:
            return self
        days = self.from_days if row.from_days is None else row.from_days
        return replace(
            self,
            from_days=days,
            signed_by=row.signed_by or self.signed_by,
            channel=row.channel or self.channel,
        )


USUAL_LADDER = (
    LetterGrade(Effect.REMINDER, 15, "业务部门", Channel.EMAIL),
    LetterGrade(Effect.OVERDUE, 1, "业务部门", Channel.EMAIL),
    LetterGrade(Effect.DEMAND, 7, "财务部门", Channel.COURIER),
    LetterGrade(Effect.WARNING, 30, "法务部门", Channel.COURIER),
    LetterGrade(Effect.LAWYER, 90, "律师事务所", Channel.COURIER),
)
"""The steps that collection practice uses, the milder before the stricter."""


def check_ladder(demand: Demand | None, reader: TypedReader) -> None:
    """Note a step for no letter of the ladder, twice for one, or out of its order."""
    seen: set[Effect] = set()
    for row in demand.steps if demand is not None else ():
        if row.letter not in {step.letter for step in USUAL_LADDER}:
            problem = f"{row.letter}不是函件阶梯里的函件"
        elif row.letter in seen:
            problem = f"{row.letter}写了两次"
        else:
            seen.add(row.letter)
            continue
        letters = "、".join(step.letter for step in USUAL_LADDER)
        reader.note("LD-CASE-LADDER", row.origin, problem, next_step=f"每种函件写一行：{letters}")
    steps = list(demand.ladder.values()) if demand is not None else []
    for before, after in itertools.pairwise(steps[1:]):
        if demand is not None and after.from_days < before.from_days:
            reader.note(
                "LD-CASE-LADDER",
                demand.origin,
                f"{after.letter}的起始天数 {after.from_days} 少于{before.letter}的 "
                f"{before.from_days}",
                next_step="后一级函件的 from_days 不少于前一级",
            )
