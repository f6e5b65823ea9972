from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.core.notation import visible
from legaldocs.core.strict_yaml import read
from legaldocs.core.yaml_edit import scalar, with_entries, with_item, with_value

ROW = {"sent_on": "2026-11-25", "gist": "第一：是"}
ADDED = "  - sent_on: 2026-11-25\n    gist: 第一：是\n"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("a: 1\n", "a: 1\n\nrows:\n" + ADDED, 4),
        ("a: 1", "a: 1\n\nrows:\n" + ADDED, 4),
        ("rows:\n# no\nb: 1\n", "rows:\n" + ADDED + "# no\nb: 1\n", 2),
        (
            "rows:  # letters\n  - x: 1  # the first\n    # y: 2\n\n# end\nb: 1\n",
            "rows:  # letters\n  - x: 1  # the first\n    # y: 2\n" + ADDED + "\n# end\nb: 1\n",
            4,
        ),
        (
            "rows:\n  - x: |\n      long\n\n\nb: 1\n",
            "rows:\n  - x: |\n      long\n" + ADDED + "\n\nb: 1\n",
            4,
        ),
        (
            'rows:\n  - {x: 1}\n  - x: "one\n      two"\nb: 1\n',
            'rows:\n  - {x: 1}\n  - x: "one\n      two"\n' + ADDED + "b: 1\n",
            5,
        ),
        (
            "rows:\n- x: [1,\n    2]\n- y:\nb: 1\n",
            "rows:\n- x: [1,\n    2]\n- y:\n- sent_on: 2026-11-25\n  gist: 第一：是\nb: 1\n",
            5,
        ),
        (
            "rows:\r\n  - x: 1\r\nb: 1\r\n",
            "rows:\r\n  - x: 1\r\n" + ADDED.replace("\n", "\r\n") + "b: 1\r\n",
            3,
        ),
    ],
)
def test_an_item_is_added_and_every_other_byte_kept(before: str, after: str, line: int) -> None:
    text, origin = with_item(before, "rows", ROW, "case.yaml")
    assert text == after
    assert str(origin) == f"case.yaml:{line}"
    assert text.splitlines()[line - 1].strip() == "- sent_on: 2026-11-25"
    assert dict(read(text.encode(), "case.yaml")["rows"][-1]) == ROW


@pytest.mark.parametrize("text", ["rows: []\n", "rows: [{x: 1}]\n", "rows: a.xlsx\n", "rows: ~\n"])
def test_a_list_in_brackets_is_left_to_the_hand(text: str) -> None:
    with pytest.raises(InputError, match="手工加上") as caught:
        with_item(text, "rows", ROW, "case.yaml")
    assert caught.value.where == "case.yaml:1"
    assert "- sent_on: 2026-11-25" in caught.value.next_step


def test_entries_are_added_behind_the_last_of_their_item() -> None:
    before = "rows:\n  - x: 1\n    y: [a,\n      b]  # two\n  - x: 2\n"
    text, origin = with_entries(before, "rows", 0, {"z": "3 日"}, "case.yaml")
    assert text == before.replace("# two\n", "# two\n    z: 3 日\n")
    assert origin.line == 5
    with pytest.raises(InputError, match="手工加上"):
        with_entries("rows:\n  - {x: 1}\n", "rows", 0, {"z": "3"}, "case.yaml")
    with pytest.raises(InputError, match="不是列表"):
        with_entries("rows: 1\n", "rows", 0, {"z": "3"}, "case.yaml")


def test_a_section_is_added_as_one() -> None:
    before = "rows:\n  - x: 1\nb: 1\n"
    text, _ = with_entries(before, "rows", 0, {"z": {"p": "1", "q": "甲：乙"}}, "case.yaml")
    assert text == 'rows:\n  - x: 1\n    z:\n      p: "1"\n      q: 甲：乙\nb: 1\n'


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("甲: 1\nrows:\n  - x: 旧   # 说明\n", "甲: 1\nrows:\n  - x: 新   # 说明\n", 3),
        ("rows: [{x: 旧, y: 1}]\n", "rows: [{x: 新, y: 1}]\n", 1),
        ('rows:\n  - x: "旧：,"\n    y: 1\n', "rows:\n  - x: 新\n    y: 1\n", 2),
        ("rows:\r\n  - x:\r\n    y: 1\r\n", "rows:\r\n  - x: 新\r\n    y: 1\r\n", 2),
        ("rows:\n- x: 旧", "rows:\n- x: 新", 2),
    ],
)
def test_a_value_is_replaced_and_nothing_else(before: str, after: str, line: int) -> None:
    text, origin = with_value(before, ("rows", 0, "x"), "新", "case.yaml")
    assert (text, origin.line) == (after, line)


@pytest.mark.parametrize(
    "text",
    [
        "rows: 1\n",
        "rows: []\n",
        "rows:\n  - y: 1\n",
        "rows:\n  - x: |\n      a\n",
        "rows:\n  - x: [1]\n",
    ],
)
def test_what_is_no_value_on_a_line_is_left_to_the_hand(text: str) -> None:
    with pytest.raises(InputError, match="手工加上"):
        with_value(text, ("rows", 0, "x"), "新", "case.yaml")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_text_is_read_as_it_was_given(text: str) -> None:
    try:
        text = visible(text)
    except InputError:
        return
    if text:
        assert read(f"key: {scalar(text)}\n".encode(), "case.yaml")["key"] == text
