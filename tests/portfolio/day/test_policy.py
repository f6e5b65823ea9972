"""The rules of the day: the usual ladder, and book.yaml in place of some of it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from legaldocs.case.demand import USUAL_LADDER
from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.errors import InputError
from legaldocs.portfolio.day.plan_offer import Part, offer
from legaldocs.portfolio.day.policy import USUAL, USUAL_RULES, DayPolicy, Disputed
from legaldocs.portfolio.day.step import LADDER, Step
from tests.portfolio.ledgers import YI, take

from .diary import OWED, sqlite_book, steps


def test_the_letters_are_those_of_a_case_on_its_days() -> None:
    case = {grade.letter: grade for grade in USUAL_LADDER}
    book = {rule.letter: rule for rule in USUAL_RULES if rule.letter}
    assert book.keys() == case.keys()
    for letter, rule in book.items():
        assert rule.channel is case[letter].channel
        if letter is not Effect.REMINDER:
            assert rule.from_day == case[letter].from_days
    # A case reminds within 15 days before the due day; the notice goes out in the last three.
    reminder = book[Effect.REMINDER]
    assert -case[Effect.REMINDER].from_days <= reminder.from_day <= (reminder.to_day or 0) < 0


def test_the_usual_ladder_is_the_one_of_practice() -> None:
    shown = {rule.step: (rule.from_day, rule.to_day) for rule in USUAL_RULES}
    assert [*shown] == [*LADDER]
    assert shown[Step.EARLY] == (-15, -7)
    assert shown[Step.NOTICE] == (-3, -1)
    assert shown[Step.ON_THE_DAY] == (0, 0)
    assert shown[Step.OVERDUE] == (1, 6)
    assert shown[Step.DEMAND] == (7, None)
    assert 30 <= shown[Step.MANAGERS][0] <= shown[Step.PLAN_OFFER][0] < 60
    assert shown[Step.AGENCY] == (60, None)
    assert shown[Step.LAWYER] == (90, None)
    assert {rule.step for rule in USUAL_RULES if rule.must_arrive} == {
        Step.DEMAND, Step.WARNING, Step.LAWYER,
    }  # fmt: skip


RULES = """\
day:
  grace_days: 5
  owners: {财务部门: 许某}
  levels:
  - {step: 催告函, from_days: 10, owner: 许某, approval_level: 2}
  - {step: 催告函, segments: [大客户], from_days: 20}
  - {step: 电话催收, used: 否}
  - {step: 到期预警, from_days: 20, to_days: 10}
"""


def test_a_level_without_conditions_replaces_the_usual_one(tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book", RULES)
    policy = book.settings.day
    assert policy is not None
    some, usual = policy.rules()[Step.DEMAND]
    assert (some.segments, some.from_day, some.approval_level) == (("大客户",), 20, 2)
    assert (usual.from_day, usual.owner, usual.channel) == (10, "许某", Channel.COURIER)
    assert policy.rules()[Step.CALL] == ()
    (early,) = policy.rules()[Step.EARLY]
    assert (early.from_day, early.to_day) == (-20, -10)
    assert (policy.grace_days, policy.owners) == (5, {"财务部门": "许某"})


def test_a_customer_gets_the_first_level_that_fits(tmp_path: Path) -> None:
    book = sqlite_book(tmp_path / "book", RULES)
    heading = ["客户名称", "应收单号", "应收金额", "到期日"]
    take(
        book,
        客户=[["客户名称", "客户编码", "客户类别"], [YI, "K1", "大客户"]],
        应收=[heading, [YI, "AR1", 100, "2026-06-01"], ["丙公司", "AR2", 70, "2026-06-01"]],
    )
    assert steps(book, "06-10") == []  # 9 days overdue
    assert steps(book, "06-11") == ["催告函 AR2 70 06-14"]
    assert steps(book, "06-21") == ["催告函 AR1 100 06-24", "催告函 AR2 70 06-24"]


def test_a_small_sum_waits(tmp_path: Path) -> None:
    rules = "day:\n  levels:\n  - {step: 电话催收, minimum: 1000}\n  - {step: 催告函, used: 否}\n"
    book = sqlite_book(tmp_path / "book", rules)
    take(
        book,
        应收=[OWED, [YI, "AR1", "HT", 600, "2026-06-01"], [YI, "AR2", "HT", 500, "2026-06-09"]],
    )
    # 600 overdue on the 9th; 600 + 500 = 1100 on the 10th.
    assert [step for step in steps(book, "06-09") if "电话" in step] == []
    assert [step for step in steps(book, "06-10") if "电话" in step] == [
        "电话催收 AR1,AR2 1100 06-11"
    ]


def test_the_rules_of_the_page_are_understood(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "book-day.md"
    (rules,) = re.findall(r"```yaml\n(day:.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    policy = sqlite_book(tmp_path / "book", rules).settings.day
    assert policy is not None
    assert len(policy.levels) == 5
    assert policy.disputed is Disputed.PART


@pytest.mark.parametrize(
    ("rules", "code", "said"),
    [
        ("levels: [{step: 时效临近}]", "LD-DAY-LEVEL", "时效临近不是催收级别里的步骤"),
        ("levels: [{step: 催告函}, {step: 催告函}]", "LD-DAY-LEVEL", "催告函写了两次"),
        ("levels: [{step: 电话催收, must_arrive: 是}]", "LD-DAY-LEVEL", "没有送达可等"),
        ("levels: [{step: 催告函, letter: 其他}]", "LD-DAY-LEVEL", "其他不是函件阶梯里的函件"),
        ("levels: [{step: 到期预警, from_days: 3}]", "LD-DAY-DAYS", "截止天数在起始天数以前"),
        ("levels: [{step: 警告函, from_days: 5}]", "LD-DAY-DAYS", "少于催告函的 7"),
        ("plan_parts: 0", "LD-DAY-PLAN", "至少一期"),
        ("plan_parts: 99999", "LD-DAY-PLAN", "不超过 60 期"),
        ("plan_interval_days: 99999", "LD-DAY-PLAN", "间隔不超过 366 天"),
    ],
)
def test_rules_that_make_no_ladder_are_refused(
    rules: str, code: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        sqlite_book(tmp_path / "book", f"day: {{{rules}}}\n")
    assert "book.yaml:" in caught.value.where
    assert code.startswith("LD-DAY-")


def test_an_offer_starts_with_three_tenths_and_has_three_parts() -> None:
    day = dt.date(2026, 6, 1)
    # 1000.00: 300.00 at once, 350.00 twice; a week, and then every 30 days.
    assert offer(100_000, day, USUAL) == (
        Part(dt.date(2026, 6, 8), 30_000),
        Part(dt.date(2026, 7, 8), 35_000),
        Part(dt.date(2026, 8, 7), 35_000),
    )
    # 100.01: three tenths are 30.003, rounded up; 70.00 in two equal parts.
    assert [part.amount_fen for part in offer(10_001, day, USUAL)] == [3_001, 3_500, 3_500]
    # 0.02: 0.006 up to 0.01, then 0 and what is left.
    assert [part.amount_fen for part in offer(2, day, USUAL)] == [1, 0, 1]


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_the_parts_of_an_offer_add_up(parts: int) -> None:
    policy = DayPolicy(origin=USUAL.origin, plan_parts=parts, plan_first=Decimal("33.3333"))
    for fen in (1, 2, 99, 100, 12_345, 1_000_000_007):
        made = offer(fen, dt.date(2026, 6, 1), policy)
        assert sum(part.amount_fen for part in made) == fen
        assert len(made) == parts
        assert made[0].amount_fen * 100 >= fen * Decimal("33.3333") or parts == 1
