from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from legaldocs.core.errors import LawError
from legaldocs.law.lawbook import packaged
from legaldocs.papers.words import FILTERS, Ordinals, citing, particulars

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("yuan", Decimal("1234567.5"), "1,234,567.50"),
        ("exact", Decimal("320.547945"), "320.5479…"),
        ("exact", Decimal(33825), "33,825.0000"),
        ("words", Decimal("500113.5"), "人民币伍拾万零壹佰壹拾叁元伍角整"),
        ("day", dt.date(2026, 3, 5), "2026年3月5日"),
        ("day", None, "—"),
        ("cell", "", "—"),
        ("cell", None, "—"),
        ("cell", Decimal(300000), "300,000.00"),
        ("cell", "苏州", "苏州"),
        ("listed", ("甲", "乙"), "甲、乙"),
        ("sentence", "转移财产。", "转移财产。"),
        ("sentence", "转移财产", "转移财产。"),
    ],
)
def test_filter_prints(name: str, value: object, printed: str) -> None:
    assert FILTERS[name](value) == printed


def test_each_series_of_ordinals_counts_for_itself() -> None:
    ordinal = Ordinals()
    assert [ordinal(), ordinal("措施"), ordinal(), ordinal("措施")] == ["一", "一", "二", "二"]


def test_particulars_leave_out_what_is_empty() -> None:
    assert particulars(("联系人", ""), ("电话", "")) == ""


def test_articles_of_one_law_name_it_once() -> None:
    cite = citing(packaged(), TODAY)
    assert cite("civil_code", "breach", "money_debt") == (
        "《中华人民共和国民法典》第五百七十七条、第五百七十九条"
    )


def test_an_unknown_article_is_an_error() -> None:
    with pytest.raises(LawError, match="no_such"):
        citing(packaged(), TODAY)("civil_code", "no_such")
