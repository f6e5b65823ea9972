"""Which step of the ladder each open receivable is in, and what keeps it from the next."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Effect
from legaldocs.core.money import figure
from legaldocs.portfolio.day.owners import owner_of, salesperson
from legaldocs.portfolio.day.step import BEFORE_DUE, LADDER, Step
from legaldocs.portfolio.day.work import Held, Line, Work
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legaldocs.portfolio.day.holds import Claims
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.policy import Rule
    from legaldocs.portfolio.day.rows import Account, Asked
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.settings import BookFile

    Asking = Sequence[tuple[OpenItem, int]]

_OVERDUE_LETTERS = frozenset({Effect.OVERDUE, Effect.DEMAND, Effect.WARNING, Effect.LAWYER})


class Ladder:
    """The ladder of one customer on a day (客户的催收级别)."""

    def __init__(
        self,
        account: Account,
        claims: Claims,
        letters: Correspondence,
        settings: BookFile,
        rules: Mapping[Step, Sequence[Rule]],
    ) -> None:
        self._account, self._claims, self._letters = account, claims, letters
        self._settings = settings
        self._owners = (settings.day.owners if settings.day else None) or {}
        self._as_of = letters.as_of
        self._asking = [
            (item, asked) for item in account.items if (asked := claims.asked(item)) > 0
        ]
        self._days = {item.id: (self._as_of - item.due_on).days for item, _ in self._asking}
        self._all_fen = sum(asked for _, asked in self._asking)
        self.overdue_fen = sum(asked for item, asked in self._asking if self._days[item.id] > 0)
        self._rules = {step: rule for step in LADDER if (rule := self._rule(rules[step]))}
        self._first = self._firsts()
        self._busy = {task.step for task in account.open_tasks(self._as_of)}
        self._waiting: dict[tuple[int, Step], str] = {}
        self._held: dict[tuple[int, bool], Held] = {}

    @property
    def held(self) -> list[Held]:
        """Why the ladder does not ask for more."""
        return [*self._held.values()]

    def level_of(self, step: Step) -> int:
        """Return the level that approves a step for this customer as it stands."""
        rule = self._rules.get(step)
        return 0 if rule is None else rule.approval_level

    def work(self) -> list[Work]:
        """Return what the ladder asks for."""
        found = []
        for step, rule in self._rules.items():
            items = self._in_turn(step, rule)
            if items and not self._kept_back(step, rule, items):
                found.append(self._work(step, rule, items))
        strictest = [work for work in found if work.letter in _OVERDUE_LETTERS][-1:]
        late = [work for work in found if work.letter in _OVERDUE_LETTERS]
        for milder in late[:-1]:
            for line in milder.lines:
                why = f"同日先发{strictest[0].letter}"
                self._hold((line.receivable_id, True), line.number, line.asked_fen, why)
        return [work for work in found if work not in late or work in strictest]

    def _rule(self, rules: Sequence[Rule]) -> Rule | None:
        """Return the level of a step that is for this customer."""
        account = self._account
        return next(
            (
                rule
                for rule in rules
                if rule.fits(account.grade, account.customer.segment, account.warning_level)
                and (self._all_fen if rule.step in BEFORE_DUE else self.overdue_fen)
                >= rule.minimum_fen
            ),
            None,
        )

    def _in_turn(self, step: Step, rule: Rule) -> Asking:
        """Return the receivables whose day has come for a step and that were not in it before."""
        found = []
        for item, asked in self._asking:
            if rule.covers(self._days[item.id]) and not self._was_in(rule, item):
                why = "" if step in BEFORE_DUE else self._waits_for(step, rule, item)
                if not why:
                    found.append((item, asked))
                elif (item.id, bool(rule.letter)) not in self._held:
                    self._hold((item.id, bool(rule.letter)), item.number, asked, f"{step}：{why}")
        return found

    def _was_in(self, rule: Rule, item: OpenItem) -> bool:
        """Return whether a receivable was in a step, and something of it still counts."""
        return any(
            not self._letters.came_back(one.task_id)
            and not (rule.must_arrive and self._never_sent(one.task_id))
            for one in self._account.asked_of(item.id, rule.step)
        )

    def _never_sent(self, number: int) -> bool:
        """Return whether a task was closed without its letter: the next step would wait for it."""
        task = self._account.tasks[number]
        return not task.open_on(self._as_of) and number not in self._letters.sent

    def _waits_for(self, step: Step, rule: Rule, item: OpenItem) -> str:
        """Return which letter has to arrive first, and why it does not count; or nothing."""
        firm = self._settings.law_firm
        mandated = firm.mandated_on if firm is not None else None
        if rule.letter is Effect.LAWYER and mandated is not None and mandated <= self._as_of:
            return ""
        first = self._first[step]
        if first is None or first.letter is None:
            return ""
        if (item.id, first.step) not in self._waiting:
            self._waiting[item.id, first.step] = self._not_arrived(first.step, first.letter, item)
        return self._waiting[item.id, first.step]

    def _not_arrived(self, step: Step, letter: Effect, item: OpenItem) -> str:
        """Return why a letter, or a stricter one, does not count for a receivable; or nothing."""
        later = LADDER[LADDER.index(step) :]
        tasks = [one.task_id for at in later for one in self._account.asked_of(item.id, at)]
        if self._letters.passed(tasks, letter):
            return ""
        missing = next(filter(None, map(self._letters.missing, tasks)), "")
        return f"{letter}尚未送达或者期限未过" + (f"（{missing}）" if missing else "")

    def _firsts(self) -> dict[Step, Rule | None]:
        """Return, for each step, the last level before it that has to arrive before the next."""
        found: dict[Step, Rule | None] = {}
        arriving: list[Rule] = []
        for step, rule in self._rules.items():
            before = [one for one in arriving if one.from_day <= rule.from_day]
            found[step] = before[-1] if before else None
            if rule.must_arrive and rule.letter in _OVERDUE_LETTERS:
                arriving.append(rule)
        return found

    def _kept_back(self, step: Step, rule: Rule, items: Asking) -> bool:
        """Return whether the whole step waits, and note why."""
        why = ""
        if step in BEFORE_DUE:
            return False
        if step in self._busy:
            why = f"已有待办的{step}，先办完"
        elif rule.letter in _OVERDUE_LETTERS:
            unsent = [
                task.letter
                for task in self._account.open_tasks(self._as_of)
                if task.letter in _OVERDUE_LETTERS and task.sent_on is None
            ]
            why = f"{unsent[0]}还没有发出" if unsent else self._letters.waiting
        if not why and self._claims.credit_fen >= self.overdue_fen:
            why = f"另有 {figure(yuan_of(self._claims.credit_fen))} 元回款或者红字未核销，先核对"
        for item, asked in items if why else ():
            self._hold((item.id, bool(rule.letter)), item.number, asked, f"{step}：{why}")
        return bool(why)

    def _work(self, step: Step, rule: Rule, items: Asking) -> Work:
        customer = self._account.customer
        before = [one for item, _ in items for one in self._account.asked_of(item.id, step)]
        attempt = 1 + max((one.attempt for one in before), default=0)
        first = min(item.id for item, _ in items)
        sales = salesperson(customer, items)
        amount = sum(asked for _, asked in items)
        return Work(
            key=f"{step.name}:{first}:{attempt}",
            step=step,
            customer_id=customer.id,
            customer=customer.name,
            owner=owner_of(rule.owner, sales, self._settings.people, self._owners),
            channel=rule.channel,
            made_on=self._as_of,
            due_on=self._as_of + dt.timedelta(days=rule.within_days),
            why=self._why(step, items, before),
            amount_fen=amount,
            lines=tuple(line_of(item, asked) for item, asked in items),
            letter=rule.letter,
            approval_level=rule.approval_level,
            attempt=attempt,
            note=notes_of(self._account, self._claims, rule.letter),
            credit_fen=self._claims.credit_fen,
        )

    def _why(self, step: Step, items: Asking, before: Sequence[Asked]) -> str:
        days = [self._days[item.id] for item, _ in items]
        if step in BEFORE_DUE:
            soon = -max(days)
            said = f"{soon} 天后到期" if soon else "今日到期"
        else:
            said = f"最长逾期 {max(days)} 天"
        again = ""
        if any(self._letters.came_back(one.task_id) for one in before):
            again = "；上次的函被退回，核对地址后再寄"
        elif before:
            again = "；上次的函没有发出就办结了"
        return f"{len(items)} 笔，{said}{again}"

    def _hold(self, what: tuple[int, bool], number: str, asked: int, why: str) -> None:
        """Note why a receivable waits: for its next letter, and for its next step without one."""
        customer = self._account.customer
        row = Held(customer.id, customer.name, number, asked, why)
        self._held.setdefault(what, row)


def notes_of(account: Account, claims: Claims, letter: Effect | None) -> tuple[str, ...]:
    """Return what is to be known before a task is done."""
    notes = []
    if claims.credit_fen:
        sum_ = figure(yuan_of(claims.credit_fen))
        notes.append(f"另有 {sum_} 元回款或者红字尚未核销，没有从金额里扣除")
    if account.warning_level:
        notes.append(f"客户的预警级别是 {account.warning_level}")
    if letter is Effect.LAWYER:
        notes.append("律师函由受委托的律师事务所签发：先用 legaldocs book case 转成案件")
    return tuple(notes)


def line_of(item: OpenItem, asked: int) -> Line:
    """Return a receivable as a task names it."""
    return Line(
        item.id, item.number, item.invoice_number, item.contract_number, item.amount_fen,
        item.open_fen, asked, item.due_on,
    )  # fmt: skip
