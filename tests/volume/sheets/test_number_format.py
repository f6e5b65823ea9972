from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.volume.sheets.number_format import displayed, shown_text

_ACCOUNT = '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        ("482000", _ACCOUNT, "¥482,000.00"),
        ("0", _ACCOUNT, "¥-"),
        ("0.256", "0.00%", "25.60%"),
        ("0.5", "#.##", ".5"),
        ("7", "000", "007"),
        ("13800138000", "000-0000-0000", "138-0013-8000"),
        ("1234567", '#,##0,"千元"', "1,235千元"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1.25", "# ?/?", "1 1/4"),
        ("5", '[>=10]"大"0;[<10]"小"0', "小5"),
        ("0.30000000000000004", "General", "0.3"),
        ("123456789012345678", "0", "123456789012345678"),
        ("45678", "yyyy-mm-dd", "2025-01-21"),
        ("45678", '[$-804]yyyy"年"m"月"d"日";@', "2025年1月21日"),
        ("45678.75", "yyyy/m/d h:mm", "2025/1/21 18:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("45678", "aaaa", "星期二"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("2.5", "0", "3"),
    ],
)
def test_a_number_is_shown_as_programs_show_it(stored: str, code: str, shown: str) -> None:
    assert (displayed(stored, code) or "").strip() == shown


def test_days_may_count_from_1904() -> None:
    assert displayed("44216", "yyyy-mm-dd", from_1904=True) == "2025-01-21"


@pytest.mark.parametrize(
    ("stored", "code"),
    [("x", "0"), ("NaN", "0"), ("1E400", "0"), ("-1", "yyyy"), ("12", "[DBNum2]0")],
)
def test_what_is_not_understood_is_not_guessed(stored: str, code: str) -> None:
    assert displayed(stored, code) is None


def test_a_format_adds_words_to_a_text() -> None:
    assert shown_text("甲", '0;0;0;@"公司"') == "甲公司"
    assert shown_text("甲", "General") == "甲"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.text(max_size=30))
def test_no_format_makes_a_fault(value: object, code: str) -> None:
    assert displayed(str(value), code) is None or isinstance(displayed(str(value), code), str)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_separators_do_not_change_a_number(fen: int) -> None:
    sign, whole, rest = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    stored = f"{sign}{whole}.{rest:02d}"
    assert (displayed(stored, "#,##0.00") or "").replace(",", "") == (stored if fen else "0.00")
