"""By which rules the day's work is asked for: the ``day`` of book.yaml.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping  # noqa: TC003 - the reader resolves annotations
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from legaldocs.case.demand import USUAL_LADDER
from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.notation import Notation, share
from legaldocs.core.origin import Origin
from legaldocs.portfolio.day.step import BEFORE_DUE, LADDER, Step
from legaldocs.portfolio.fen import fen

if TYPE_CHECKING:
    from legaldocs.core.typed import TypedReader

SALESPERSON = "业务员"
"""The owner of a level that is done by whoever the receivable belongs to."""

_MOST_PARTS, _LONGEST_INTERVAL = 60, 366
"""More parts, or longer between them, are a slip of the hand."""

_SHARE = Notation("百分比，如 30%", share)


class Disputed(StrEnum):
    """What is chased of a receivable while a dispute about it is open (有争议的怎么办)."""

    PART = "争议部分不催"
    WHOLE = "整笔不催"
    NONE = "照常催"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of the ladder as book.yaml changes it (催收级别); what is left out stays as usual.

    ``from_days`` and ``to_days`` are days overdue, for the steps before the due day the days until
    then. ``minimum`` is what has to be overdue in all; ``grades``, ``segments`` and
    ``warning_level`` restrict the level to some customers. Levels without these take the place of
    the usual one, levels with them go before it.
    """

    origin: Origin
    step: Annotated[Step, "步骤"]
    used: Annotated[bool, "是否采用"] = True
    from_days: Annotated[int | None, "起始天数"] = None
    to_days: Annotated[int | None, "截止天数"] = None
    minimum: Annotated[Decimal | None, "最低金额"] = None
    grades: Annotated[tuple[str, ...], "信用等级"] = ()
    segments: Annotated[tuple[str, ...], "客户类别"] = ()
    warning_level: Annotated[int | None, "预警级别"] = None
    owner: Annotated[str, "经办"] = ""
    within_days: Annotated[int | None, "办理时限"] = None
    channel: Annotated[Channel | None, "方式"] = None
    approval_level: Annotated[int | None, "审批级别"] = None
    must_arrive: Annotated[bool | None, "送达以后才进下一级"] = None
    letter: Annotated[Effect | None, "函件"] = None

    @property
    def for_some(self) -> bool:
        """Whether it is for some customers only."""
        return bool(self.grades or self.segments or self.warning_level is not None)

    @property
    def for_whom(self) -> tuple[object, ...]:
        """What tells it from other levels of its step."""
        return self.step, self.grades, self.segments, self.warning_level, self.minimum


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A level with nothing left out (催收级别); days before the due day are below zero."""

    step: Step
    from_day: int
    to_day: int | None
    owner: str
    within_days: int
    channel: Channel | None
    approval_level: int = 0
    must_arrive: bool = False
    letter: Effect | None = None
    minimum_fen: int = 0
    grades: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    warning_level: int | None = None

    def covers(self, day: int) -> bool:
        """Return whether a day, counted from the due day, lies in the level."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)

    def fits(self, grade: str, segment: str, warning_level: int) -> bool:
        """Return whether the level is for a customer."""
        return (
            (not self.grades or grade in self.grades)
            and (not self.segments or segment in self.segments)
            and (self.warning_level is None or warning_level >= self.warning_level)
        )

    def changed(self, level: Level) -> Rule:
        """Return the rule as a level of book.yaml changes it."""
        before = self.step in BEFORE_DUE
        first, last = level.from_days, level.to_days
        return Rule(
            step=self.step,
            from_day=self.from_day if first is None else -first if before else first,
            to_day=self.to_day if last is None else -last if before else last,
            owner=level.owner or self.owner,
            within_days=_or(level.within_days, self.within_days),
            channel=level.channel or self.channel,
            approval_level=_or(level.approval_level, self.approval_level),
            must_arrive=self.must_arrive if level.must_arrive is None else level.must_arrive,
            letter=level.letter or self.letter,
            minimum_fen=self.minimum_fen if level.minimum is None else fen(level.minimum),
            grades=level.grades,
            segments=level.segments,
            warning_level=level.warning_level,
        )


def _or(given: int | None, usual: int) -> int:
    return usual if given is None else given


_GRADES = {grade.letter: grade for grade in USUAL_LADDER}


def _letter(step: Step, letter: Effect, within_days: int, **given: Any) -> Rule:
    """Return the level of a letter, with the day, owner and channel that a case has for it."""
    grade = _GRADES[letter]
    usual = {"from_day": grade.from_days, "to_day": None, "owner": grade.signed_by}
    return Rule(
        step=step, letter=letter, channel=grade.channel, within_days=within_days,
        **{**usual, "must_arrive": True, **given},
    )  # fmt: skip


def _level(step: Step, first: int, last: int | None, owner: str, **given: Any) -> Rule:
    return Rule(step=step, from_day=first, to_day=last, owner=owner, **given)


_FRIENDLY: dict[str, Any] = {"owner": SALESPERSON, "must_arrive": False}
_UNTIL_DEMAND = _GRADES[Effect.DEMAND].from_days - 1
_HEAD, _FINANCE, _LEGAL = "业务部门负责人", "财务部门", "法务部门"

USUAL_RULES = (
    _level(Step.EARLY, -15, -7, SALESPERSON, within_days=3, channel=None),
    _letter(Step.NOTICE, Effect.REMINDER, 0, from_day=-3, to_day=-1, **_FRIENDLY),
    _level(Step.ON_THE_DAY, 0, 0, SALESPERSON, within_days=0, channel=Channel.CHAT),
    _letter(Step.OVERDUE, Effect.OVERDUE, 1, to_day=_UNTIL_DEMAND, **_FRIENDLY),
    _level(Step.CALL, 1, None, SALESPERSON, within_days=1, channel=Channel.PHONE),
    _letter(Step.DEMAND, Effect.DEMAND, 3, approval_level=1),
    _level(Step.MANAGERS, 30, None, _HEAD, within_days=3, channel=Channel.PHONE),
    _level(
        Step.VISIT, 40, None, SALESPERSON, within_days=7, channel=Channel.VISIT, approval_level=1
    ),
    _level(Step.STOP_SUPPLY, 45, None, _HEAD, within_days=3, channel=None, approval_level=2),
    _level(
        Step.PLAN_OFFER, 35, None, _FINANCE, within_days=5, channel=Channel.EMAIL, approval_level=2
    ),
    _letter(Step.WARNING, Effect.WARNING, 3, approval_level=2),
    _level(Step.AGENCY, 60, None, _LEGAL, within_days=7, channel=None, approval_level=3),
    _letter(Step.LAWYER, Effect.LAWYER, 7, owner=_LEGAL, approval_level=3),
)
"""The ladder of collection practice, from the early warning to the lawyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPolicy:
    """The rules of the day (每日催收规则).

    ``owners`` name who acts for a department, such as 财务部门.
    ``grace_days`` is how long after its day a promise is waited for; ``pay_within_days`` what a
    letter gives; ``plan_*`` how payment in parts is offered. The days of the rest say how long
    before, or after, something becomes a task; 0 for never.
    """

    origin: Origin
    levels: Annotated[tuple[Level, ...], "催收级别"] = ()
    owners: Annotated[Mapping[str, str] | None, "各部门由谁经办"] = None
    disputed: Annotated[Disputed, "有争议的"] = Disputed.PART
    hold_promised: Annotated[bool, "承诺的款项到期以前不催"] = True
    grace_days: Annotated[int, "承诺宽限天数"] = 3
    pay_within_days: Annotated[int, "函件付款期限"] = 7
    plan_first: Annotated[Decimal, "首付比例", _SHARE] = Decimal(30)
    plan_parts: Annotated[int, "分期期数"] = 3
    plan_interval_days: Annotated[int, "各期间隔天数"] = 30
    broken_days: Annotated[int, "承诺落空几天以内的还联系"] = 30
    promise_call_days: Annotated[int, "承诺未履行几天内联系"] = 1
    answer_days: Annotated[int, "答复争议时限"] = 3
    invoice_days: Annotated[int, "开票以后几天要确认"] = 7
    limitation_days: Annotated[int, "时效届满以前几天"] = 180
    guarantee_days: Annotated[int, "保证期间届满以前几天"] = 60
    credit_days: Annotated[int, "授信几天复查一次"] = 365

    def rules(self) -> dict[Step, tuple[Rule, ...]]:
        """Return the levels of each step in force; the first that fits a customer counts."""
        found = {}
        for usual in USUAL_RULES:
            own = [level for level in self.levels if level.step is usual.step]
            whole = [level for level in own if not level.for_some]
            plain = next((level for level in whole if level.minimum is None), None)
            base = usual.changed(plain) if plain else usual
            some = [base.changed(level) for level in own if level.for_some and level.used]
            every = [usual.changed(level) for level in whole if level.used]
            found[usual.step] = (*some, *(every if whole else (usual,)))
        return found


_DEMANDED = frozenset({Step.OVERDUE, Step.DEMAND, Step.WARNING, Step.LAWYER})
"""The steps whose letter a case reads as one of its ladder."""

USUAL = DayPolicy(origin=Origin("book.yaml"))
"""What a book without a ``day`` goes by."""


def check_policy(policy: DayPolicy | None, reader: TypedReader) -> None:
    """Note levels of no ladder, given twice, or whose days do not follow each other."""
    seen: set[tuple[object, ...]] = set()
    for level in policy.levels if policy is not None else ():
        if level.step not in LADDER:
            problem = f"{level.step}不是催收级别里的步骤"
        elif level.for_whom in seen:
            problem = f"{level.step}写了两次，给同样的客户"
        elif level.must_arrive and level.step not in _DEMANDED:
            problem = f"{level.step}不发催款的函，没有送达可等"
        elif level.letter not in (None, *(grade.letter for grade in USUAL_LADDER)):
            problem = f"{level.letter}不是函件阶梯里的函件"
        else:
            seen.add(level.for_whom)
            continue
        reader.note("LD-DAY-LEVEL", level.origin, problem, f"步骤可以写：{'、'.join(LADDER)}")
    if policy is not None:
        _check_days(policy, reader)


def _check_days(policy: DayPolicy, reader: TypedReader) -> None:
    for step, rules in policy.rules().items():
        for rule in rules:
            if rule.to_day is not None and rule.to_day < rule.from_day:
                reader.note(
                    "LD-DAY-DAYS", policy.origin, f"{step}的截止天数在起始天数以前",
                    "到期以前的步骤，from_days 写得比 to_days 大，如 15 到 7",
                )  # fmt: skip
    letters = [rules[-1] for rules in policy.rules().values() if rules and rules[-1].must_arrive]
    for before, after in itertools.pairwise(letters):
        if after.from_day < before.from_day:
            reader.note(
                "LD-DAY-DAYS", policy.origin,
                f"{after.step}的起始天数 {after.from_day} 少于{before.step}的 {before.from_day}",
                "后一级的 from_days 不少于前一级",
            )  # fmt: skip
    if not 1 <= policy.plan_parts <= _MOST_PARTS or policy.plan_interval_days > _LONGEST_INTERVAL:
        said = f"分期期数至少一期、不超过 {_MOST_PARTS} 期，间隔不超过 {_LONGEST_INTERVAL} 天"
        reader.note("LD-DAY-PLAN", policy.origin, said, "写 plan_parts: 3 的样子")
