from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.near import folded, nearest, shown, suggestion


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("苏州甲（集团）公司", "苏州甲(集团)公司"),
        ("HT（2026）1号", "HT(2026)1号"),
        ("ht〔2026〕1号", "HT(2026)1号"),
        ("回单 .pdf", "回单.pdf"),
        ("HT—1", "HT-1"),
    ],
)
def test_names_that_differ_by_width_brackets_spaces_or_case_are_near(text: str, known: str) -> None:
    assert folded(text) == folded(known)
    assert nearest(text, ["别的", known]) == known
    assert "写的是" in suggestion(text, [known])


def test_the_difference_is_shown() -> None:
    assert suggestion("甲（集团", ["甲(集团"]) == "是否想写“甲(集团”？（写的是“（”，已有的是“(”）"
    assert suggestion("a.pdf", ["a.pdf "]) == "是否想写“a.pdf␠”？（写的是空，已有的是空格）"


def test_a_slip_is_near_without_an_explanation_and_another_name_is_not() -> None:
    assert suggestion("武汉乙食品公司", ["武汉乙食品有限公司"]) == "是否想写“武汉乙食品有限公司”？"
    assert suggestion("完全不同", ["武汉乙食品有限公司", ""]) == ""


@pytest.mark.parametrize(("text", "drawn"), [("a b", "a b"), (" a", "␠a"), ("a  b", "a ␠b")])
def test_spaces_that_do_not_show_are_drawn(text: str, drawn: str) -> None:
    assert shown(text) == drawn


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1))
def test_full_width_folds_to_half_width(text: str) -> None:
    assert folded("　".join(chr(ord(sign) + 0xFEE0) for sign in text)) == folded(text)
