"""Courts that can hear a claim, and forum clauses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from legaldocs.law.jurisdiction import (
    ForumClause,
    JurisdictionFacts,
    check_clause,
    forums,
    level,
    level_threshold,
    payment_order_forum,
)
from legaldocs.law.lawbook import packaged
from legaldocs.law.seats import Seat

TODAY = dt.date(2026, 11, 21)
SUZHOU = Seat("苏州市虎丘区", "江苏省")
NANJING = Seat("南京市鼓楼区", "江苏省")
WUHAN = Seat("武汉市江岸区", "湖北省")
BEIJING = Seat("北京市朝阳区", "北京市")
FACTS = JurisdictionFacts(SUZHOU, (WUHAN,), Decimal(1_000_000))


def places(facts: JurisdictionFacts) -> list[Seat]:
    return [forum.seat for forum in forums(packaged(), facts, TODAY)]


def test_a_seller_may_sue_at_home_for_the_price() -> None:
    found = forums(packaged(), FACTS, TODAY)
    assert [forum.seat for forum in found] == [WUHAN, SUZHOU]
    assert found[1].article.endswith("第十八条")


def test_a_valid_court_clause_leaves_its_courts() -> None:
    clause = ForumClause((BEIJING,), "plaintiff")
    assert places(replace(FACTS, clause=clause)) == [BEIJING]


def test_a_void_clause_changes_nothing() -> None:
    clause = ForumClause((BEIJING,), "other")
    check = check_clause(packaged(), clause, TODAY)
    assert not check.court_valid
    assert check.articles[1].startswith("《最高人民法院关于部分民事案件管辖")
    assert places(replace(FACTS, clause=clause)) == [WUHAN, SUZHOU]
    assert check_clause(packaged(), replace(clause, connection_proven=True), TODAY).court_valid


def test_arbitration_shuts_the_courts() -> None:
    clause = ForumClause(arbitration=True, institution="中国国际经济贸易仲裁委员会")
    check = check_clause(packaged(), clause, TODAY)
    assert check.arbitration_valid
    assert check.articles == ("《中华人民共和国民事诉讼法》第一百二十七条第二项",)
    assert places(replace(FACTS, clause=clause)) == []


def test_arbitration_without_an_institution_is_void() -> None:
    check = check_clause(packaged(), ForumClause(arbitration=True), TODAY)
    assert not check.arbitration_valid
    assert check.articles == ("《中华人民共和国仲裁法》第二十九条",)


def test_arbitrate_or_sue_keeps_the_court_half() -> None:
    clause = ForumClause((SUZHOU,), "plaintiff", arbitration=True, institution="某仲裁委员会")
    check = check_clause(packaged(), clause, TODAY)
    assert (check.court_valid, check.arbitration_valid) == (True, False)
    assert "仲裁约定无效" in check.reasons[0]


def test_a_clause_that_names_no_court_is_void() -> None:
    assert not check_clause(packaged(), ForumClause(), TODAY).court_valid


@pytest.mark.parametrize(
    ("amount", "court", "parties", "found"),
    [
        ("499999999.99", SUZHOU, (SUZHOU, NANJING), "basic"),
        ("500000000", SUZHOU, (SUZHOU, NANJING), "intermediate"),
        ("99999999.99", SUZHOU, (SUZHOU, WUHAN), "basic"),
        ("100000000", SUZHOU, (SUZHOU, WUHAN), "intermediate"),
        ("100000000", BEIJING, (SUZHOU, WUHAN), "basic"),
    ],
)
def test_levels(amount: str, court: Seat, parties: tuple[Seat, ...], found: str) -> None:
    assert level(packaged(), Decimal(amount), court, parties, TODAY) == found


def test_a_payment_order_has_one_court() -> None:
    forum = payment_order_forum(packaged(), WUHAN, TODAY)
    assert (forum.seat, forum.level) == (WUHAN, "basic")
    assert forum.article.endswith("第二十三条")


def test_an_unknown_province_has_the_lower_threshold() -> None:
    nowhere = Seat("苏州市吴中区", "")
    assert level_threshold(packaged(), SUZHOU, (SUZHOU, nowhere), TODAY).value == 100_000_000
    assert level_threshold(packaged(), nowhere, (SUZHOU, NANJING), TODAY).value == 100_000_000
    assert level_threshold(packaged(), SUZHOU, (SUZHOU, NANJING), TODAY).value == 500_000_000


def test_before_the_reply_a_clause_is_judged_without_it() -> None:
    """The reply is in force since 2025-12-31."""
    before = dt.date(2025, 6, 1)
    both = ForumClause((BEIJING,), "other", arbitration=True, institution="某仲裁委员会")
    check = check_clause(packaged(), both, before)
    assert (check.court_valid, check.arbitration_valid) == (False, False)
    assert check.articles == ("《中华人民共和国民事诉讼法》第三十五条",)


def test_a_guarantor_elsewhere_lowers_the_threshold_and_adds_no_court() -> None:
    """200 million between Suzhou and Nanjing is basic; with a guarantor in Wuhan it is not."""
    facts = JurisdictionFacts(SUZHOU, (NANJING,), Decimal(200_000_000))
    assert {forum.level for forum in forums(packaged(), facts, TODAY)} == {"basic"}
    joined = replace(facts, guarantors=(WUHAN,))
    assert {forum.level for forum in forums(packaged(), joined, TODAY)} == {"intermediate"}
    assert places(joined) == places(facts) == [NANJING, SUZHOU]
