"""What the loader refuses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import LawError
from legaldocs.law.lawbook import LawBook

if TYPE_CHECKING:
    from pathlib import Path

RATE = """\
id: r
title: 某利率
unit: percent_per_year
verified_through: 2026-01-01
values:
  2020-01-01: {value: 3.00, source: s}
  2021-01-01: {value: 4.00, source: s}
"""
SOURCES = "s: {title: 某公告, issuer: 某机关, seen: text}\n"
SCALE = """\
id: f
title: 某费用
unit: yuan
verified_through: 2026-01-01
values:
  2020-01-01:
    source: s
    flat: 50
    above:
      - {over: 100, percent: 2}
      - {over: 200, percent: 1}
"""
STATUTE = """\
id: cn.a
title: 某法
short: 某法
verified_through: 2026-01-01
versions:
  2020-01-01: {name: 2020年, source: s}
  2024-01-01: {name: 2024年, source: s}
articles:
  one: {2020-01-01: 5, 2024-01-01: 9 第二款, gist: 某规则}
"""
PARAMETERS = """\
p:
  title: 某期间
  unit: days
  verified_through: 2026-01-01
  values:
    2020-01-01: {value: 15, source: s}
"""


def tree(
    folder: Path,
    *,
    rate: str = RATE,
    sources: str = SOURCES,
    scale: str = SCALE,
    statute: str = STATUTE,
    parameters: str = PARAMETERS,
) -> Path:
    for name, text in (
        ("rates/r", rate),
        ("sources/s", sources),
        ("fees/f", scale),
        ("statutes/a", statute),
        ("parameters/p", parameters),
    ):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read_all(folder: Path) -> None:
    LawBook(folder).statuses()


def test_a_good_tree_is_read(tmp_path: Path) -> None:
    book = LawBook(tree(tmp_path))
    assert str(book.rate("r", dt.date(2020, 12, 31)).percent) == "3.00"
    assert book.cite("cn.a", "one", dt.date(2023, 12, 31)).text == "《某法》第五条"
    assert book.cite("cn.a", "one", dt.date(2024, 1, 1)).text == "《某法》第九条第二款"
    assert book.parameter("p", dt.date(2024, 1, 1)).source == "某公告"
    read_all(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{value: 3.00, source: s}", "{value: 3.00}", "缺少必填项 source"),
        ("{value: 3.00, source: s}", "{value: 3.00, source: other}", "出处“other”不在 sources 中"),
        ("{value: 3.00, source: s}", "{source: s}", "缺少必填项 value"),
        ("value: 3.00", "value: -3.00", "应为不带符号的数字"),
        ("value: 3.00", "value: 3e2", "应为不带符号的数字"),
        ("value: 3.00", "value: null", "缺少必填项 value"),
        ("value: 3.00", "value: 3.00, factor: 2", "没有名为“factor”的键"),
        ("2021-01-01:", "2020-01-01:", "重复出现"),
        ("2021-01-01:", "2019-01-01:", "日期应由早到晚排列"),
        ("2021-01-01:", "2021-02-30:", "日期无法识别"),
        ("2021-01-01:", "2021:", "日期无法识别"),
        ("percent_per_year", "percent_per_week", "unit（单位）：不在可选范围内"),
        ("verified_through: 2026-01-01", "note: x", "缺少必填项 verified_through"),
        ("id: r", "id: q", "编号与文件名不一致"),
        ("title: 某利率", "titel: 某利率", "没有名为“titel”的键"),
    ],
)
def test_rates_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in RATE
    with pytest.raises(LawError, match=says):
        read_all(tree(tmp_path, rate=RATE.replace(old, new)))


def test_an_empty_series_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="缺少必填项 values"):
        read_all(tree(tmp_path, rate=RATE[: RATE.index("  2020")]))


def test_a_series_may_end(tmp_path: Path) -> None:
    old = "  2021-01-01: {value: 4.00, source: s}\n"
    assert old in RATE
    ended = RATE.replace(old, "ends: {on: 2021-01-01, source: s}\n")
    book = LawBook(tree(tmp_path, rate=ended))
    assert book.rate("r", dt.date(2020, 12, 31)).percent == 3
    with pytest.raises(LawError, match="自 2021-01-01 起不再适用（某公告）"):
        book.rate("r", dt.date(2021, 1, 1))


@pytest.mark.parametrize("end", ["{on: 2021-01-01, source: s}", "{on: 2022-01-01, source: t}"])
def test_an_end_comes_after_the_last_value_and_has_a_source(tmp_path: Path, end: str) -> None:
    with pytest.raises(LawError, match=r"日期应由早到晚|出处“t”不在"):
        read_all(tree(tmp_path, rate=f"{RATE}ends: {end}\n"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{over: 200, percent: 1}", "{over: 50, percent: 1}", "分段应由低到高"),
        ("{over: 200, percent: 1}", "{over: 200}", "缺少必填项 percent"),
        ("    flat: 50\n", "", "缺少必填项 flat"),
        ("    source: s\n", "", "缺少必填项 source"),
        (SCALE[SCALE.index("    above") :], "", "缺少必填项 above"),
    ],
)
def test_scales_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        read_all(tree(tmp_path, scale=SCALE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2020-01-01: 5,", "2021-01-01: 5,", "不是任何版本的施行日"),
        ("2020-01-01: 5, 2024-01-01: 9 第二款", "2024-01-01: 9, 2020-01-01: 5", "由早到晚"),
        ("9 第二款", "第九条", "条文序号无法识别"),
        ("2020-01-01: 5, 2024-01-01: 9 第二款, ", "", "没有序号"),
        (", gist: 某规则", "", "缺少必填项 gist"),
        ("id: cn.a", "id: cn.b", "编号与文件名不一致"),
    ],
)
def test_statutes_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        read_all(tree(tmp_path, statute=STATUTE.replace(old, new)))


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ("s: {issuer: 某机关, seen: text}\n", "缺少必填项 title"),
        ("s: {title: 某公告, seen: text}\n", "缺少必填项 issuer"),
        (
            "s: {title: 某公告, issuer: 某机关, seen: heard}\n",
            "seen（见到的是原文还是转载）：不在可选范围内",
        ),
        ("s: 某公告\n", "应写成“键: 值”的小节"),
    ],
)
def test_sources_refused(tmp_path: Path, sources: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        read_all(tree(tmp_path, sources=sources))


def test_a_parameter_named_twice_is_refused(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "parameters" / "q.yaml").write_text(PARAMETERS, encoding="utf-8")
    with pytest.raises(LawError, match="参数“p”重复"):
        read_all(tmp_path)


def test_a_source_named_twice_is_refused(tmp_path: Path) -> None:
    tree(tmp_path)
    (tmp_path / "sources" / "t.yaml").write_text(SOURCES, encoding="utf-8")
    with pytest.raises(LawError, match="出处“s”重复"):
        read_all(tmp_path)


def test_a_message_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(LawError) as caught:
        read_all(tree(tmp_path, rate=RATE.replace("value: 4.00", "value: four")))
    assert caught.value.where == "rates/r.yaml:7"


def test_every_fault_of_a_file_is_reported_at_once(tmp_path: Path) -> None:
    wrong = RATE.replace("value: 3.00", "value: three").replace("title: 某利率\n", "")
    with pytest.raises(LawError, match="缺少必填项 title") as caught:
        read_all(tree(tmp_path, rate=wrong))
    assert "rates/r.yaml:5" in caught.value.found
    assert "three" in caught.value.found
