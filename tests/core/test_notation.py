from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.core.notation import PATH, Notation, value_of, visible


class Colour(StrEnum):
    RED = "红"
    DARK_BLUE = "深蓝"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (str, " 甲 ", "甲"),
        (Decimal, "1,234.5", Decimal("1234.50")),
        (dt.date, "2026-01-02", dt.date(2026, 1, 2)),
        (bool, "是", True),
        (bool, "No", False),
        (int, "30", 30),
        (Colour, "深蓝", Colour.DARK_BLUE),
        (Colour, "dark-blue", Colour.DARK_BLUE),
    ],
)
def test_each_kind_has_its_form(kind: type, text: str, value: object) -> None:
    assert value_of(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (dt.date, "1899-12-30", "年份不合常理"),
        (bool, "maybe", "无法识别"),
        (int, "-1", "不是整数"),
        (int, "123456", "不是整数"),
        (str, "2.5312E+19", "近似值"),
        (Colour, "绿", "不在可选范围内"),
        (str, "x" * 4001, "过长"),
    ],
)
def test_what_has_no_such_form_is_refused(kind: type, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        value_of(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Decimal, "￥１，０００．５０", Decimal("1000.50")),
        (dt.date, "２０２６－１－２", dt.date(2026, 1, 2)),
        (int, "３０", 30),
    ],
)
def test_figures_of_full_width_are_the_same_figures(kind: type, text: str, value: object) -> None:
    assert value_of(kind, text) == value


def test_full_width_text_stays_as_it_is() -> None:
    assert value_of(str, "ＨＴ（１）") == "ＨＴ（１）"


@pytest.mark.parametrize("text", ["6210880010002233.0", "12345.00"])
def test_a_number_that_a_program_took_for_a_figure_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"\.0") as caught:
        value_of(str, text)
    assert "文本" in caught.value.next_step


def test_a_choice_of_another_width_or_spacing_is_offered() -> None:
    with pytest.raises(InputError) as caught:
        value_of(Colour, "深 蓝")
    assert "是否想写“深蓝”" in caught.value.next_step
    assert "空格" in caught.value.next_step


def test_only_the_name_of_a_file_keeps_its_spaces() -> None:
    assert value_of(str, " a.pdf ", PATH) == " a.pdf "
    assert value_of(str, "a.pdf\n", PATH) == "a.pdf"
    assert value_of(str, " 甲 ") == "甲"


def test_another_form_takes_the_place_of_the_kind() -> None:
    assert value_of(Decimal, "x", Notation("一个字母", ord)) == 120


@pytest.mark.parametrize(
    "hidden",
    list("\x00\u00ad\u034f\u115f\u200b\u2028\u2800\u202e\u3164\ufe0f\ufffd\U000e0100"),
)
def test_a_character_that_does_not_show_is_refused_by_its_number(hidden: str) -> None:
    with pytest.raises(InputError, match="不可见字符") as caught:
        value_of(str, f"江{hidden}青屿")
    assert caught.value.found == f"U+{ord(hidden):04X}"


@pytest.mark.parametrize("private", ["\ue863", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_use_character_is_refused(private: str) -> None:
    with pytest.raises(InputError, match="私用区") as caught:
        value_of(str, f"江{private}")
    assert caught.value.found == f"U+{ord(private):04X}"
    assert "标准编码" in caught.value.next_step


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=20))
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    try:
        seen = visible(text)
    except InputError:
        return
    assert visible(seen) == seen
