"""Terms beyond the policy need somebody's approval, and changed terms another one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio.credit.review import ReviewTerms, record_review
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.plan.approval import Decision, Outcome, level_of
from legaldocs.portfolio.plan.planned import Approved, approve_contract
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import WANG, YI, take

from .contracts import DAY, WHOLE, codes, plan, sqlite_book

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

PEOPLE = "people: [{name: 王某}, {name: 李经理, level: 1}, {name: 张总, level: 2}]\n"


def made(tmp_path: Path, policy: str = "") -> BookFolder:
    book = sqlite_book(tmp_path, PEOPLE + policy)
    take(book, 客户=[["客户名称", "住所"], [YI, "武汉市某路1号"]])
    return book


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return made(tmp_path)


def approve(
    book: BookFolder, who: str, outcome: Outcome = Outcome.YES, day: dt.date = DAY
) -> Approved:
    with opened(book) as store, recording(store, WANG) as entry:
        decided = Decision(who, level_of(book.settings, who), day, outcome, "老客户")
        return approve_contract(entry, book.settings, ("HT-1", ""), decided)


def review(book: BookFolder, **terms: object) -> None:
    with opened(book) as store, recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)["id"]
        stated = ReviewTerms(reasons="年审", **terms)  # type: ignore[arg-type]
        record_review(entry, customer, dt.date(2026, 5, 1), "王某", stated)


def test_a_fixed_day_is_counted_before_anybody_signs(book: BookFolder) -> None:
    """From 1 June 2026 to 1 September are 92 days; signed on 1 August, 31."""
    fixed = WHOLE.replace("due_after: 交货, due_days: 30天", "due_on: 2026-09-01")
    unsigned = fixed.replace("signed_on: 2026-03-01\n", "")
    (need,) = plan(book, unsigned, keep=False).needs
    assert (need.level, need.reason) == (2, "付款期限最长 92 天，超过 90 天")
    assert plan(book, fixed.replace("2026-03-01", "2026-08-01"), keep=False).needs == ()
    # delivered on 1 July: 62 days from then
    delivered = unsigned + "events: {交货: 2026-07-01}\n"
    (need,) = plan(book, delivered, as_of=dt.date(2026, 7, 1), keep=False).needs
    assert (need.level, need.reason) == (1, "付款期限最长 62 天，超过 60 天")


def needed(book: BookFolder, old: str, new: str) -> list[tuple[int, str]]:
    assert old in WHOLE
    done = plan(book, WHOLE.replace(old, new), keep=False)
    return [(need.level, need.reason) for need in done.needs]


def test_usual_terms_need_nobody(book: BookFolder) -> None:
    done = plan(book)
    assert (done.needs, done.approved, done.standing) == ((), True, "不需要审批")
    assert "LD-PLAN-APPROVAL" not in codes(done)


@pytest.mark.parametrize(
    ("old", "new", "level", "reason"),
    [
        ("due_days: 30天", "due_days: 61天", 1, "付款期限最长 61 天，超过 60 天"),
        ("due_days: 30天", "due_days: 四个月", 2, "付款期限最长 123 天，超过 90 天"),
        ("share: 30%", "share: 29.99%", 1, "预付款 29.99%，低于 30%"),
        ("price: 100000", "price: 1000000.01", 2,
         "价款 1,000,000.01 元，超过 1,000,000.00 元而没有保证"),
        ("number: HT-1", "number: HT-1\ndiscount: 5.01%", 1, "折让 5.01%，超过 5%"),
        ("number: HT-1", "number: HT-1\ndiscount: 12%", 2, "折让 12%，超过 10%"),
        ("number: HT-1", "number: HT-1\nwaives_late_charge: 是", 2, "免除逾期付款责任"),
    ],
)  # fmt: skip
def test_each_matter_has_its_level(
    old: str, new: str, level: int, reason: str, book: BookFolder
) -> None:
    """Four months are 123 days at the most: from 1 July to 1 November."""
    text = WHOLE.replace("share: 60%, ", "")  # the part on delivery is the rest
    done = plan(book, text.replace(old, new), keep=False)
    found = [(need.level, need.reason) for need in done.needs]
    assert (level, reason) in found


def test_retention_money_above_the_usual(book: BookFolder) -> None:
    text = WHOLE.replace("share: 60%", "share: 59%").replace("share: 10%", "share: 11%")
    found = plan(book, text, keep=False).needs
    assert [(need.level, need.reason) for need in found] == [(1, "质保金 11%，超过 10%")]


def test_the_limit_counts_what_is_open_and_what_is_planned(book: BookFolder) -> None:
    """100,000 of the contract beside 1,000 that are open: a limit of 101,000 is just enough."""
    head = ["客户名称", "应收单号", "应收金额", "到期日"]
    take(book, 应收=[head, [YI, "AR1", 1000, "2026-05-01"]])
    review(book, limit=Decimal(101000))
    assert plan(book, keep=False).needs == ()
    review(book, limit=Decimal("100999.99"))
    (need,) = plan(book, keep=False).needs
    assert (need.level, "101,000.00 元，超过额度 100,999.99 元" in need.reason) == (2, True)


def test_the_terms_of_the_review_are_the_customers_own(book: BookFolder) -> None:
    review(book, term_days=29, prepayment=Decimal("30.01"))
    (need,) = plan(book, keep=False).needs
    assert need.level == 1
    assert "30 天，评定的账期是 29 天" in need.reason
    assert "评定的预付比例是 30.01%" in need.reason


def test_who_may_not_approve_is_refused(book: BookFolder) -> None:
    plan(book, WHOLE + "waives_late_charge: 是\n")
    with pytest.raises(InputError) as refused:
        approve(book, "李经理")
    assert (refused.value.expected, "免除逾期付款责任（2 级）" in refused.value.found) == (
        "2 级",
        True,
    )
    with pytest.raises(InputError, match="赵某不能批准") as unknown:
        approve(book, "赵某")
    assert "people" in unknown.value.next_step
    assert approve(book, "张总").standing == "2026-06-01 张总（2 级）同意：老客户"


def test_changed_terms_need_another_approval(book: BookFolder) -> None:
    waived = WHOLE + "waives_late_charge: 是\n"
    plan(book, waived)
    assert "LD-PLAN-APPROVAL" in codes(plan(book, waived))
    approve(book, "张总")
    assert plan(book, waived).approved
    # an event that happened is no change of the terms
    assert plan(book, waived + "events: {交货: 2026-04-10}\n").approved
    changed = plan(book, waived.replace("share: 60%", "share: 59%").replace("10%", "11%"))
    assert not changed.approved
    assert "此后条件有变，需要重新审批（2 级）" in changed.standing
    approve(book, "张总")
    assert plan(book, waived.replace("share: 60%", "share: 59%").replace("10%", "11%")).approved


def test_a_refusal_stands_until_another_decision(book: BookFolder) -> None:
    waived = WHOLE + "waives_late_charge: 是\n"
    plan(book, waived)
    approve(book, "王某", Outcome.NO)
    assert "不同意" in plan(book, waived).standing
    assert not plan(book, waived).approved
    approve(book, "张总", day=DAY + dt.timedelta(1))
    assert plan(book, waived, as_of=DAY + dt.timedelta(1)).approved
    assert not plan(book, waived).approved  # as of the day before


def test_the_table_of_book_yaml_takes_the_place_of_the_usual_one(tmp_path: Path) -> None:
    book = made(tmp_path, "approval:\n  rules:\n  - {what: 付款期限超过, days: 10, level: 3}\n")
    (need,) = plan(book, WHOLE + "waives_late_charge: 是\n", keep=False).needs
    assert (need.level, need.reason) == (3, "付款期限最长 30 天，超过 10 天")


@pytest.mark.parametrize(
    "row", ["{what: 付款期限超过, level: 1}", "{what: 免除逾期付款责任, level: 0}"]
)
def test_a_row_without_its_threshold_is_refused(row: str, tmp_path: Path) -> None:
    book = made(tmp_path, f"approval:\n  rules:\n  - {row}\n")
    with pytest.raises(InputError, match="不完整") as refused:
        plan(book, keep=False)
    lines = (book.path / "book.yaml").read_text(encoding="utf-8").splitlines()
    assert refused.value.where == f"{book.path / 'book.yaml'}:{lines.index(f'  - {row}') + 1}"
