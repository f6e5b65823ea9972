"""The life of one customer of a made book: invoices, payments, what was said and done."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, NamedTuple

from ledgers.collectors import commissions, place
from ledgers.dealings import (
    Cost,
    HalfYear,
    Invoice,
    Level,
    Life,
    Objection,
    Paid,
    Talk,
)
from ledgers.firms import Behaviour

if TYPE_CHECKING:
    from ledgers.firms import Firm

_GRACE, _CALLS, _LETTERS, _PLACED = 7, 30, 60, 95
"""Days late from which somebody calls, writes, visits, and an agency is asked."""
_LEVELS = (30, 60, 90)
_HOUR = 8_000
"""Fen that an hour of one's own people costs."""
_WORTH, _MOST_PLACED = 1_000_000, 5
"""Fen overdue that are worth an agency, and how often a customer is given to one."""
_RED, _UNNAMED, _OVER, _DISPUTED = 15, 7, 5, 12
"""Of a thousand invoices, payments and contacts."""


class Habit(NamedTuple):
    """How a behaviour shows, in days and percent (习惯)."""

    late: tuple[int, int]
    in_parts: int
    never: int
    promises: int
    keeps: tuple[int, int, int]
    """Kept, kept in part, broken."""
    attitude: tuple[int, int, int, int]
    """配合, 推脱, 拒绝, 失联."""


HABITS = {
    Behaviour.GOOD: Habit((-6, 14), 6, 0, 50, (94, 4, 2), (90, 9, 1, 0)),
    Behaviour.SLOW: Habit((10, 85), 25, 2, 55, (62, 23, 15), (45, 45, 6, 4)),
    Behaviour.BREAKER: Habit((50, 210), 40, 30, 75, (14, 26, 60), (35, 45, 10, 10)),
    Behaviour.FAILING: Habit((5, 60), 25, 5, 45, (10, 15, 75), (10, 35, 20, 35)),
}
_ATTITUDES = ("配合", "推脱", "拒绝", "失联")
_SAID = {
    "配合": "核对了欠款金额，说明付款正在审批",
    "推脱": "说资金紧张，要等下游回款",
    "拒绝": "表示目前不付款",
    "失联": "电话无人接听，邮件没有回复",
}


def live(firm: Firm, count: int, first: dt.date, until: dt.date, seed: int) -> Life:
    """Return what happens with a customer of ``count`` invoices between two days."""
    chance = random.Random(f"{seed}/life/{firm.number}")  # noqa: S311 - made-up dealings
    life = Life(firm)
    _invoice(life, chance, count, (first, until))
    stop = first + (until - first) * chance.randint(45, 90) // 100
    for one in life.invoices:
        _plan(one, chance, HABITS[firm.behaviour])
        if firm.behaviour is Behaviour.FAILING:
            one.paid = [paid for paid in one.paid if paid.day <= stop]
    _correct(life, chance)
    _chase(life, chance, first, until)
    _slips(life, chance)
    commissions(life)
    _state(life, chance, first, until)
    return life


def _invoice(life: Life, chance: random.Random, count: int, span: tuple[dt.date, dt.date]) -> None:
    firm, (first, until) = life.firm, span
    days = sorted(chance.randrange((until - first).days) for _ in range(count))
    for number, after in enumerate(days, start=1):
        issued = first + dt.timedelta(days=after)
        received = issued + dt.timedelta(days=chance.randint(1, 9))
        answers = chance.randrange(100) < (92 if firm.behaviour is Behaviour.GOOD else 70)
        low, high = firm.sizes
        life.invoices.append(
            Invoice(
                number=f"AR{firm.number:06d}-{number:05d}",
                invoice_number=f"{issued.year % 100}{firm.number:08d}{number:010d}",
                contract=f"HT-{issued.year}-{firm.number:05d}",
                fen=chance.randrange(low, high) * 100 + chance.randrange(100),
                issued_on=issued,
                due_on=issued + dt.timedelta(days=firm.term_days),
                received_on=received,
                confirmed_on=received + dt.timedelta(days=chance.randint(0, 9))
                if answers
                else None,
                owner=firm.owner,
            )
        )


def _plan(one: Invoice, chance: random.Random, habit: Habit) -> None:
    """Let an invoice be paid as the customer would of itself."""
    if chance.randrange(100) < habit.never:
        return
    day = one.due_on + dt.timedelta(days=chance.randint(*habit.late))
    if chance.randrange(100) >= habit.in_parts:
        one.paid = [Paid(max(day, one.issued_on), one.fen)]
        return
    part = one.fen * chance.randint(20, 70) // 100
    one.paid = [
        Paid(max(day, one.issued_on), part),
        Paid(max(day, one.issued_on) + dt.timedelta(days=chance.randint(10, 45)), one.fen - part),
    ]


def _chase(life: Life, chance: random.Random, first: dt.date, until: dt.date) -> None:
    """Go through the days on which somebody looks at the customer's account."""
    waiting = sorted(life.invoices, key=lambda one: one.due_on, reverse=True)
    open_ones: list[Invoice] = []
    day = first + dt.timedelta(days=chance.randint(0, 13))
    while day <= until:
        while waiting and waiting[-1].due_on + dt.timedelta(days=_GRACE) <= day:
            open_ones.append(waiting.pop())
        # Later money may still be brought forward, never put off: what is paid stays paid.
        open_ones = [one for one in open_ones if one.open_on(day) > 0]
        late = (day - open_ones[0].due_on).days if open_ones else 0
        _warn(life, day, late)
        if open_ones:
            _approach(life, chance, day, open_ones)
        day += dt.timedelta(days=chance.randint(9, 16))


def _warn(life: Life, day: dt.date, late: int) -> None:
    level = sum(late > bound for bound in _LEVELS)
    if level != (life.levels[-1].level if life.levels else 0):
        life.levels.append(Level(day, level, f"最早的一笔逾期 {late} 天"))


def _approach(life: Life, chance: random.Random, day: dt.date, overdue: list[Invoice]) -> None:
    firm, oldest = life.firm, overdue[0]
    habit, late = HABITS[firm.behaviour], (day - oldest.due_on).days
    running = next(
        (one for one in life.placements if one.accepted_on and one.day <= day <= one.ended_on), None
    )
    attitude = chance.choices(_ATTITUDES, habit.attitude)[0]
    channel = _channel(chance, late)
    who = running.agency if running else firm.owner
    talk = Talk(
        day, channel, "发出", who, chance.choice(firm.buyers), _SAID[attitude], attitude, running
    )
    life.talks.append(talk)
    if not running:
        _spend(life, chance, day, channel)
    if attitude in ("配合", "推脱") and chance.randrange(100) < habit.promises:
        _promise(talk, chance, day, oldest, habit)
    elif chance.randrange(1000) < _DISPUTED and late < _PLACED:
        _object(life, chance, day, oldest)
    elif not running and late > _PLACED and firm.behaviour is not Behaviour.GOOD:
        _place(life, chance, day, overdue)


def _channel(chance: random.Random, late: int) -> str:
    if late <= _CALLS:
        return chance.choice(("电话", "即时通讯"))
    return chance.choice(("快递", "电子邮件") if late <= _LETTERS else ("当面", "电话", "快递"))


def _spend(life: Life, chance: random.Random, day: dt.date, channel: str) -> None:
    if channel == "快递":
        life.costs.append(Cost(day, "其他", 2_200, life.firm.owner))
    elif channel == "当面":
        life.costs.append(Cost(day, "差旅", chance.randrange(20, 90) * 1_000, life.firm.owner))
        life.costs.append(Cost(day, "内部工时", 4 * _HOUR, life.firm.owner))


def _promise(
    talk: Talk, chance: random.Random, day: dt.date, oldest: Invoice, habit: Habit
) -> None:
    due, fen = day + dt.timedelta(days=chance.randint(5, 14)), oldest.open_on(day)
    talk.promised = (due, fen, oldest)
    talk.gist = f"{talk.gist}，承诺 {due} 以前付清 {oldest.number}"
    what = chance.choices(("kept", "part", "broken"), habit.keeps)[0]
    if what != "broken":
        came = due - dt.timedelta(days=chance.randint(0, 3))
        oldest.bring_forward(came, fen if what == "kept" else fen * chance.randint(20, 70) // 100)


def _object(life: Life, chance: random.Random, day: dt.date, oldest: Invoice) -> None:
    settled = day + dt.timedelta(days=chance.randint(15, 70))
    ground = chance.choice(("数量短少", "质量异议", "价格与合同不符", "没有收到发票"))
    upheld = chance.randrange(3) == 0
    life.objections.append(
        Objection(
            day, oldest, ground, oldest.open_on(day) * chance.randint(10, 100) // 100, settled,
            "异议成立，另行折让" if upheld else "异议不成立，客户同意付款",
        )
    )  # fmt: skip


def _place(life: Life, chance: random.Random, day: dt.date, overdue: list[Invoice]) -> None:
    old = [one for one in overdue if (day - one.due_on).days > _LETTERS]
    enough = sum(one.open_on(day) for one in old) >= _WORTH
    if enough and len(life.placements) < _MOST_PLACED:
        place(life, chance, day, old)


def _correct(life: Life, chance: random.Random) -> None:
    """Add red invoices; half of them are set off against the invoice they correct."""
    for one in list(life.invoices):
        if chance.randrange(1000) >= _RED:
            continue
        fen = one.fen * chance.randint(5, 30) // 100
        day = one.issued_on + dt.timedelta(days=chance.randint(5, 30))
        red = Invoice(
            f"{one.number}R", f"{one.invoice_number[:-10]}9{one.invoice_number[-9:]}",
            one.contract, -fen, day, day, None, None, one.owner, "红字发票，销售折让",
        )  # fmt: skip
        life.invoices.append(red)
        if chance.randrange(2) and (offset := one.bring_forward(day, fen, "抵销")):
            red.paid = [Paid(day, -offset, method="抵销")]


def _slips(life: Life, chance: random.Random) -> None:
    """Leave out of some slips what they pay, and let some be too high."""
    # What an agency has is paid to a named invoice: its commission hangs on it.
    placed = {invoice.number for one in life.placements for invoice, _ in one.items}
    for one in life.invoices:
        for at, paid in enumerate(one.paid if one.number not in placed else ()):
            if paid.fen < 0 or paid.method == "抵销":
                continue
            if chance.randrange(1000) < _UNNAMED:
                one.paid[at] = paid._replace(named=False)
            elif chance.randrange(1000) < _OVER:
                one.paid[at] = paid._replace(over=chance.randrange(1, 500) * 100)


def _state(life: Life, chance: random.Random, first: dt.date, until: dt.date) -> None:
    """Send a statement of account for some half-years."""
    for year in range(first.year, until.year + 1):
        for start, end in (((1, 1), (6, 30)), ((7, 1), (12, 31))):
            from_on, to_on = dt.date(year, *start), dt.date(year, *end)
            before = from_on - dt.timedelta(days=1)
            if to_on > until or from_on < first or chance.randrange(100) < 50:  # noqa: PLR2004
                continue
            if closing := life.balance(to_on):
                back = chance.choices(("无误", "不符", ""), (60, 8, 32))[0]
                day = to_on + dt.timedelta(days=chance.randint(5, 30)) if back else None
                life.statements.append(
                    HalfYear(from_on, to_on, life.balance(before), closing, day, back)
                )
