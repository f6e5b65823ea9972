"""What a court sends back, read from its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.case.vocabulary import ExhibitGroup
from legaldocs.claim.exhibits import Exhibit
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.output.returned import returned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EXHIBITS = [
    Exhibit(n, ExhibitGroup.CONTRACT, f"材料{n}", None, "", "", None, (), (Origin("case.yaml", n),))
    for n in (1, 2, 12)
]


def table(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def test_each_row_that_asks_for_something_is_a_finding(tmp_path: Path) -> None:
    path = table(
        tmp_path / "退回.xlsx",
        [
            ("某法院退回补充材料通知",),
            ("材料名称", "审核结果", "审核意见", "补充材料", "补正期限"),
            ("起诉状", "通过", "", "", ""),
            ("证据12", "不通过", "看不清", "重新扫描", "2026-12-01"),
            ("授权委托书", "退回", "没有签名", None, None),
            ("证据目录", "通过", "通过", "", ""),
        ],
    )
    first, second = returned(path, EXHIBITS)
    assert first.code == "LD-KIT-RETURNED"
    assert (first.where, second.where) == ("退回.xlsx:4", "退回.xlsx:5")
    assert first.message == (
        "法院退回：“证据12”；不通过；看不清；需补充：重新扫描；期限：2026-12-01"
    )
    assert first.next_step.startswith("涉及证据12 材料12（case.yaml:12）；")
    assert second.next_step.startswith("涉及授权委托书；")


def test_a_csv_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("文件,意见\n证据1,缺页\n证据2,无\n", encoding="utf-8")
    (only,) = returned(path, EXHIBITS)
    assert "缺页" in only.message
    assert "证据1 材料1" in only.next_step


@pytest.mark.parametrize(
    "rows", [[("甲", "乙"), ("一", "二")], [("材料名称", "期限"), ("起诉状", "明天")]]
)
def test_a_table_without_known_headings_is_refused(
    rows: Sequence[Sequence[object]], tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="没有认得的列"):
        returned(table(tmp_path / "x.xlsx", rows), EXHIBITS)


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"no table", b"\0" * 100])
@pytest.mark.parametrize("name", ["x.xlsx", "x.pdf"])
def test_what_is_no_table_is_refused(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError):
        returned(tmp_path / name, EXHIBITS)


def test_an_exhibit_that_the_case_does_not_have_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("文件,意见\n证据1,缺页\n证据7,模糊\n", encoding="utf-8")
    known, unknown = returned(path, EXHIBITS)
    assert "没有" not in known.next_step
    assert unknown.next_step.startswith("证据目录里没有证据7，")
