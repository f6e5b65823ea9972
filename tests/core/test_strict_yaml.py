from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core import strict_yaml
from legaldocs.core.errors import InputError
from legaldocs.core.strict_yaml import Items, Section, Text, read


def reading(text: str) -> Section:
    return read(text.encode(), "case.yaml")


def test_every_scalar_is_text_with_its_line() -> None:
    section = reading("a: yes\nb: 0x10\nc: 1_000\nd: 2026-01-02\n")
    assert dict(section) == {"a": "yes", "b": "0x10", "c": "1_000", "d": "2026-01-02"}
    assert [section[key].origin.line for key in "abcd"] == [1, 2, 3, 4]


def test_nested_values_know_their_lines() -> None:
    section = reading("rows:\n  - x: 1\n  - x: 2\n")
    assert isinstance(section["rows"], Items)
    assert [row["x"].origin.line for row in section["rows"]] == [2, 3]
    assert str(section["rows"][1].place("x")) == "case.yaml:3"
    assert section.place("absent").line == 1


def test_empty_values_are_none_and_quoted_ones_are_text() -> None:
    section = reading("a:\nb: ~\nc: ''\nd: 'null'\n")
    assert section["a"] is None
    assert section["b"] is None
    assert section["c"] == ""
    assert section["d"] == "null"


def test_an_empty_file_is_an_empty_section() -> None:
    assert len(reading("# 只有注释\n")) == 0


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\na: 2\n", 2, "重复"),
        ("a:\n\tb: 1\n", 2, "制表符"),
        ("a: &x 1\n", 1, "锚点"),
        ("a: *x\n", 1, "锚点"),
        ("a: !!python/object:os.system x\n", 1, "标签"),
        ("a: !x {b: 1}\n", 1, "标签"),
        ("<<: {a: 1}\n", 1, "键应为简单文本"),
        ("? [a]\n: 1\n", 1, "键应为简单文本"),
        ("--- {a: 1}\n--- {b: 1}\n", 2, "一份内容"),
        ("- a\n", 1, "最外层"),
        ("x: 1\na: b: c\n", 2, "不符合 YAML"),
        ("x: 1\na: [1,\n", 3, "不符合 YAML"),
        ("x: 1\na: \x00\n", 2, "控制字符"),
        ('x: 1\na: "乙\\ud800"\n', 2, "转义写法"),
        ('x: 1\n"\\udfff": 1\n', 2, "转义写法"),
        ('x: 1\na: "\\U00110000"\n', 2, "转义写法"),
        ("a:\n  {b: c?d}\n", 2, "不符合 YAML"),
        ("a: 1\n? |#\n", 2, "不符合 YAML"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        reading(text)
    assert says in str(caught.value)
    assert caught.value.where.startswith("case.yaml")
    assert caught.value.where == f"case.yaml:{line}" or text.endswith("[1,\n")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a:\n  - b: 1\n    price：300\n    c: 2\n", 3, "改为半角“:”加一个空格"),
        ("a: 1\nprice：300\n", 2, "改为半角“:”加一个空格"),
        ("a：1\nb: 2\n", 1, "改为半角“:”加一个空格"),
        ("a:\n  - role：x\n    name: y\n", 2, "改为半角“:”加一个空格"),
        ("a:\n  b: 1\n  c：2\n  d：3\n  e: 4\n", 3, "改为半角“:”加一个空格"),
        ("a：1\n", 1, "改为半角“:”加一个空格"),
        ("a: 1\nprice:300\nc: 2\n", 2, "在“:”后面加一个空格"),
    ],
)
def test_a_misplaced_colon_is_named_on_its_own_line(text: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        reading(text)
    assert caught.value.where == f"case.yaml:{line}"
    assert says in caught.value.next_step


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: 1\nb: "甲公司\nc: 2\n', 2),
        ("a: 1\nb: '甲公司\nc: 2\n", 2),
        ('a: "甲公司\nb: 2\nc: "乙公司"\n', 1),
        ('a: 1\nb:\n  - c: "甲公司\n    d: 1\n    e: "x"\n', 3),
    ],
)
def test_an_unclosed_quote_is_reported_where_it_opens(text: str, line: int) -> None:
    with pytest.raises(InputError, match="引号没有在同一行闭合") as caught:
        reading(text)
    assert caught.value.where == f"case.yaml:{line}"


def test_a_text_in_quotes_may_run_over_lines() -> None:
    assert reading('a: "甲\n  乙"\nb: 1\n')["a"] == "甲 乙"
    with pytest.raises(InputError) as caught:
        reading('a: "甲\n  乙"\nb: c: d\n')
    assert caught.value.where == "case.yaml:3"


def test_a_full_width_colon_inside_a_value_is_not_blamed() -> None:
    assert reading("a: 甲：乙\n")["a"] == "甲：乙"
    with pytest.raises(InputError, match="不符合 YAML") as caught:
        reading("gist: 说明：如下\n c: d\n")
    assert caught.value.where == "case.yaml:2"


def test_other_encodings_are_refused_with_the_line() -> None:
    with pytest.raises(InputError, match="UTF-8") as caught:
        read(b"a: 1\nb: " + "货款".encode("gb18030"), "case.yaml")
    assert caught.value.where == "case.yaml:2"


def test_a_byte_order_mark_is_taken_off() -> None:
    assert dict(read(b"\xef\xbb\xbfa: 1\n", "case.yaml")) == {"a": "1"}


def test_a_fault_of_form_is_reported_before_a_repeated_key() -> None:
    with pytest.raises(InputError, match="不符合 YAML"):
        reading("a: 1\na: 2\nb: c: d\n")


@pytest.mark.parametrize("text", ["a: [b, {c: 1}]\nd: |\n  x\n", "a: b: c\n", 'a: "\\ud800"\n'])
def test_the_result_does_not_depend_on_libyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = _outcome(text)
    monkeypatch.setattr(strict_yaml, "_FAST", None)
    assert _outcome(text) == fast


def _outcome(text: str) -> str:
    try:
        return repr({key: _plain(value) for key, value in reading(text).items()})
    except InputError as error:
        return str(error)


def _plain(value: Any) -> Any:
    if isinstance(value, Section):
        return {key: (_plain(value[key]), value.place(key)) for key in value}
    return [_plain(item) for item in value] if isinstance(value, Items) else (value, value.origin)


def test_deep_nesting_ends_in_an_error() -> None:
    with pytest.raises(InputError):
        reading("a: " + "[" * 5000 + "]" * 5000)
    with pytest.raises(InputError, match="嵌套"):
        reading("a: " + "[" * 60 + "]" * 60)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        section = read(text.encode("utf-8", "surrogatepass"), "case.yaml")
    except InputError:
        return
    assert all(isinstance(value, Text | Section | Items | None) for value in section.values())
