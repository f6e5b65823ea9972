from __future__ import annotations

import datetime as dt
from collections.abc import Mapping  # noqa: TC003 - as above
from dataclasses import dataclass
from typing import Annotated

import pytest

from legaldocs.core import strict_yaml
from legaldocs.core.errors import LawError
from legaldocs.core.notation import Notation
from legaldocs.core.origin import Origin
from legaldocs.core.typed import OTHER_KEYS, TypedReader, labels

LENGTH = Notation("几个字", len)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    origin: Origin
    name: Annotated[str, "名称"]
    length: Annotated[int | None, "长度", LENGTH] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    origin: Origin
    title: Annotated[str, "标题"]
    steps: Annotated[tuple[Step, ...], "步骤"] = ()
    by_day: Annotated[Mapping[dt.date, Step] | None, "按日"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    origin: Origin
    gist: Annotated[str, "要旨"]
    numbers: Annotated[Mapping[dt.date, int], "序号", OTHER_KEYS]


def read(model: type, text: str) -> tuple[object, list[str]]:
    reader = TypedReader()
    section = strict_yaml.read(text.encode(), "x.yaml")
    record = reader.record(model, section, section.origin, "东西")
    return record, [f"{finding.where} {finding.message}" for finding in reader.findings]


def test_a_record_is_read_with_all_that_is_in_it() -> None:
    text = "title: 甲\nsteps: [{name: 乙, length: 三个字}]\nby_day:\n  2026-01-02: {name: 丙}\n"
    thing, findings = read(Thing, text)
    assert findings == []
    assert isinstance(thing, Thing)
    assert thing.steps[0].length == 3
    assert thing.by_day is not None
    assert thing.by_day[dt.date(2026, 1, 2)].origin.line == 4


def test_every_fault_is_noted_with_its_line() -> None:
    text = "titel: 甲\nsteps:\n  - {name: 乙, size: 1}\nby_day:\n  2026-13-02: {name: 丙}\n"
    thing, findings = read(Thing, text)
    assert thing is None
    assert [finding.split(" ")[0] for finding in findings] == [
        "x.yaml:1",
        "x.yaml:1",
        "x.yaml:3",
        "x.yaml:5",
    ]


@pytest.mark.parametrize("text", ["title: 甲\nby_day: 乙\n", "title: 甲\nby_day: [乙]\n"])
def test_a_mapping_is_no_list_and_no_value(text: str) -> None:
    assert "应写成“键: 值”的小节" in read(Thing, text)[1][0]


def test_other_keys_go_to_the_field_that_takes_them() -> None:
    article, findings = read(Article, "gist: 某规则\n2020-01-01: 5\n2024-01-01: 9\n")
    assert findings == []
    assert isinstance(article, Article)
    assert article.numbers == {dt.date(2020, 1, 1): 5, dt.date(2024, 1, 1): 9}
    assert "日期无法识别" in read(Article, "gist: 某规则\ngits: 5\n")[1][0]


def test_one_error_names_every_fault() -> None:
    reader = TypedReader()
    section = strict_yaml.read(b"a: 1\nb: 2\n", "x.yaml")
    reader.record(Step, section, section.origin, "步骤")
    error = reader.error(LawError, "数据有误")
    assert error.where == "x.yaml:1"
    assert "没有名为“a”的键" in error.what
    assert "x.yaml:2" in error.found
    assert "缺少必填项 name" in error.found


def test_a_field_without_a_chinese_name_is_not_written() -> None:
    assert list(labels(Step)) == ["name", "length"]


def test_a_record_knows_the_lines_of_its_fields() -> None:
    thing, _ = read(Thing, "title: 甲\n\nsteps: []\n")
    assert isinstance(thing, Thing)
    assert str(thing.origin.of("steps")) == "x.yaml:3"
    assert str(thing.origin.of("by_day")) == "x.yaml:1"
    assert thing.origin == Origin("x.yaml", 1)
