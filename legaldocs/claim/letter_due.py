"""Which letter is due: the next grade only after the last one arrived and its day passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Direction, Effect
from legaldocs.core.money import figure

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case, Communication
    from legaldocs.claim.figures import Claim

_GRADE = {Effect.DEMAND: 1, Effect.WARNING: 2, Effect.LAWYER: 3}
_LETTERS = {grade: effect for effect, grade in _GRADE.items()}
_FROM_DAY = {1: 1, 2: 30, 3: 90}
"""The overdue days from which a grade is in place: the ladder that collection practice uses."""

_REMIND_WITHIN = 15
"""Days before the due date from which a reminder is in place."""


@dataclass(frozen=True, slots=True)
class LetterDue:
    """The letter that is due on a day (应发函件), or None, and why (``reason``)."""

    effect: Effect | None
    reason: str


def letter_due(case: Case, claim: Claim) -> LetterDue:
    """Return the letter that is due on ``claim.as_of``."""
    if claim.overdue_days <= 0:
        return _before_due(claim)
    sent = _letters_sent(case)
    waiting = [letter for letter in sent if _running(letter, claim.as_of)]
    if waiting:
        last = waiting[-1]
        return LetterDue(
            None, f"{last.sent_on} 发出的{last.effect}付款期限至 {last.pay_by}，期限届满前不再发函"
        )
    reached = max(
        (_GRADE[letter.effect] for letter in sent if letter.arrived_on is not None), default=0
    )
    earned = max(grade for grade, day in _FROM_DAY.items() if claim.overdue_days >= day)
    grade = min(earned, reached + 1)
    before = "此前没有已送达的催告函" if not reached else f"已送达{_LETTERS[reached]}"
    return LetterDue(_LETTERS[grade], f"最长逾期 {claim.overdue_days} 天，{before}")


def _before_due(claim: Claim) -> LetterDue:
    if claim.not_due <= 0:
        owed = (
            f"，尚欠{claim.late_charge_name}和费用 {figure(claim.total)} 元" if claim.total else ""
        )
        return LetterDue(None, f"价款没有未付部分{owed}")
    if claim.awaits_demand:
        return LetterDue(Effect.REMINDER, "未约定付款期限，应先请求付款并给出合理的付款日")
    if claim.next_due_on is None:
        return LetterDue(None, "未付款项的到期日尚不确定")
    days = (claim.next_due_on - claim.as_of).days
    if days > _REMIND_WITHIN:
        return LetterDue(None, f"下一笔款项 {claim.next_due_on} 到期，还有 {days} 天，尚不需要发函")
    return LetterDue(Effect.REMINDER, f"款项 {claim.next_due_on} 到期，还有 {days} 天")


def _letters_sent(case: Case) -> list[Communication]:
    sent = [
        letter
        for letter in case.communications
        if letter.direction is Direction.SENT and letter.effect in _GRADE
    ]
    return sorted(sent, key=lambda letter: letter.sent_on)


def _running(letter: Communication, as_of: dt.date) -> bool:
    """Return whether the day the letter set has not yet passed."""
    return letter.pay_by is not None and letter.pay_by >= as_of
