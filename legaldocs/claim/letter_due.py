"""Which letter is due: the next grade only after the last one arrived and its term passed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.arrival import arrival, came_back, counterparties, demands_on_debtor
from legaldocs.case.vocabulary import Effect
from legaldocs.claim.objections import open_objections
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from legaldocs.case.arrival import Arrival
    from legaldocs.case.communication import Communication
    from legaldocs.case.demand import LetterGrade
    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.claim.figures import Claim

_GRADES = (Effect.OVERDUE, Effect.DEMAND, Effect.WARNING, Effect.LAWYER)
"""The letters in their order, the milder first; a grade is its place in it."""

_OVERDUE, _DEMAND, _WARNING, _LAWYER = range(len(_GRADES))


@dataclass(frozen=True, slots=True)
class LetterDue:
    """The letter that is due on a day (应发函件), or None, and why (``reason``).

    ``step`` is its step of the ladder, None before anything is overdue.
    """

    effect: Effect | None
    reason: str
    step: LetterGrade | None = None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter of the ladder that was sent, and whether it arrived (已发函件)."""

    row: Communication
    arrival: Arrival

    @property
    def grade(self) -> int:
        """Its place among the letters, the milder first."""
        return _GRADES.index(self.row.effect)

    def asks_for_what_is_due(self, due_on: dt.date | None) -> bool:
        """Whether it came, or gave time, after ``due_on``, when the oldest unpaid part fell due.

        A letter about what was not due yet, or has been paid since, is no step of the ladder.
        """
        if due_on is None or self.arrival.on is None or self.arrival.on > due_on:
            return True
        return self.row.pay_by is not None and self.row.pay_by > due_on

    def term_ends(self, fair: dt.timedelta) -> dt.date | None:
        """Return the last day of the time it gives; None for one that came back.

        A letter without a day, or that arrived on its day or later, gives a fair term from its
        arrival. While nothing shows arrival the letter is on its way: a fair term from sending.
        """
        row = self.row
        if self.arrival.on is None:
            return None if came_back(row) else row.pay_by or row.sent_on + fair
        if row.pay_by and self.arrival.on < row.pay_by:
            return row.pay_by
        return self.arrival.on + fair


def letter_due(case: Case, claim: Claim) -> LetterDue:
    """Return the letter that is due on ``claim.as_of``."""
    if claim.overdue_days <= 0:
        return _before_due(claim, case.letter_terms.ladder[Effect.REMINDER].from_days)
    sent = sent_letters(case)
    waiting = still_running(sent, claim.as_of, dt.timedelta(days=case.letter_terms.pay_within_days))
    if waiting:
        return LetterDue(None, waiting)
    since = [letter for letter in sent if letter.asks_for_what_is_due(claim.first_due_on)]
    grades = {debtor.name: _reached(case, since, debtor) for debtor in case.debtors}
    reached = min(grades.values())
    before = f"已送达{_GRADES[reached]}" if reached >= _DEMAND else _no_demand(grades)
    if len(since) < len(sent) and reached < _DEMAND:
        before += f"（现欠款项 {claim.first_due_on} 到期以前的函件不算）"
    overdue = f"最长逾期 {claim.overdue_days} 天"
    grade, more = _grade(case, claim, reached, first=not since)
    if grade is None:
        return LetterDue(None, f"{overdue}，{more}")
    step = case.letter_terms.ladder[_GRADES[grade]]
    return LetterDue(step.letter, f"{overdue}，{before}{more}", step)


def _no_demand(grades: dict[str, int]) -> str:
    """Return whom no demand reached yet: of several debtors it may have reached some."""
    without = [name for name, grade in grades.items() if grade < _DEMAND]
    some = len(without) < len(grades)
    return f"催告函还没有送达{'、'.join(without)}" if some else "此前没有已送达的催告函"


def _reached(case: Case, sent: list[SentLetter], debtor: Party) -> int:
    """Return the highest grade that arrived at a debtor, -1 where none did."""
    return max(
        (
            letter.grade
            for letter in sent
            if letter.arrival.on is not None and debtor in counterparties(case, letter.row)
        ),
        default=-1,
    )


def demands_arrived(case: Case) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return the day each demand reached the debtor, and the last day of the time it gives.

    The friendly note is none: no right should hang on whether it was one.
    """
    fair = dt.timedelta(days=case.letter_terms.pay_within_days)
    return tuple(
        (letter.arrival.on, letter.term_ends(fair) or letter.arrival.on)
        for letter in sent_letters(case)
        if letter.arrival.on is not None and letter.grade >= _DEMAND
    )


def sent_letters(case: Case) -> list[SentLetter]:
    """Return the letters of the ladder that were sent to a debtor, oldest first."""
    rows = (row for row in demands_on_debtor(case) if row.effect in _GRADES)
    return [SentLetter(row, arrival(case, row)) for row in rows]


def still_running(sent: list[SentLetter], as_of: dt.date, fair: dt.timedelta) -> str:
    """Return why no letter is due yet, or nothing: the time that one gave is still running."""
    running = [letter for letter in sent if (letter.term_ends(fair) or dt.date.min) >= as_of]
    if not running:
        return ""
    last = running[-1]
    row, ends = last.row, last.term_ends(fair)
    if row.pay_by == ends:
        return f"{row.sent_on} 发出的{row.effect}付款期限至 {ends}，期限届满前不再发函"
    if last.arrival.on is None:
        return f"{row.sent_on} 发出的{row.effect}尚无送达结果，{ends} 以前不再发函"
    why = "没有写付款期限" if row.pay_by is None else f"付款期限 {row.pay_by} 以前没有送达"
    return (
        f"{row.sent_on} 发出的{row.effect} {last.arrival.on} 送达，{why}，"
        f"自送达起留 {fair.days} 天，{ends} 以前不再发函"
    )


def _grade(case: Case, claim: Claim, reached: int, *, first: bool) -> tuple[int | None, str]:
    """Return the grade in its turn, and what is to be said of it; None where no day has come.

    A grade follows the one that arrived, with several debtors at each of them. The friendly one
    comes only first, before the days of a demand, and not after an objection or a broken
    settlement; a demand does not wait for it. A lawyer's letter needs a mandated firm; with one it
    is in place from its day on, whatever went before.
    """
    from_days = [case.letter_terms.ladder[letter].from_days for letter in _GRADES]
    days, firm = claim.overdue_days, case.law_firm
    friendly = first and claim.deed is None and not open_objections(case)
    if friendly and days < from_days[_DEMAND]:
        if days >= from_days[_OVERDUE]:
            return _OVERDUE, ""
        return None, f"满 {from_days[_OVERDUE]} 天起发{_GRADES[_OVERDUE]}"
    mandated_on = firm.mandated_on if firm is not None else None
    mandated = mandated_on is not None and mandated_on <= claim.as_of
    if days >= from_days[_LAWYER]:
        if mandated:
            return _LAWYER, "，律师事务所已受委托"
        if reached >= _WARNING:
            return _WARNING, "；律师函须先委托律师事务所"
    earned = _WARNING if days >= from_days[_WARNING] else _DEMAND
    return min(earned, max(reached, _OVERDUE) + 1), ""


def _before_due(claim: Claim, remind_within: int) -> LetterDue:
    if claim.not_due <= 0:
        owed = (
            f"，尚欠{claim.late_charge_name}和费用 {figure(claim.total)} 元" if claim.total else ""
        )
        return LetterDue(None, f"价款没有未付部分{owed}")
    if claim.awaits_demand and claim.next_due_on is None:
        return LetterDue(None, "未约定付款期限，先发履行催告函请求付款，并给出合理的付款日")
    if claim.awaits_demand:
        return LetterDue(Effect.REMINDER, "未约定付款期限，应先请求付款并给出合理的付款日")
    if claim.next_due_on is None:
        return LetterDue(None, "未付款项的到期日尚不确定")
    days = (claim.next_due_on - claim.as_of).days
    if days > remind_within:
        return LetterDue(None, f"下一笔款项 {claim.next_due_on} 到期，还有 {days} 天，尚不需要发函")
    return LetterDue(Effect.REMINDER, f"款项 {claim.next_due_on} 到期，还有 {days} 天")
