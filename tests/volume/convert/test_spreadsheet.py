from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment
from pypdf import PdfReader

from legaldocs.volume.convert import spreadsheet
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets import grid
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.volume.conftest import Volume


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_of(volume: Volume) -> list[str]:
    pages = PdfReader(io.BytesIO(volume.data)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_values_stand_as_the_user_sees_them(bound: Callable[..., Volume]) -> None:
    def fill(sheet: Worksheet) -> None:
        for row, (value, code) in enumerate(
            (
                (482000, "#,##0.00"),
                (dt.date(2026, 6, 30), 'yyyy"年"m"月"d"日"'),
                (0.0005, "0.00%"),
                ("9558801234567890123", "@"),
            ),
            1,
        ):
            sheet.cell(row, 1, value).number_format = code

    (page,) = text_of(bound({"对账.xlsx": workbook(fill)}))
    for part in ("482,000.00", "2026年6月30日", "0.05%", "9558801234567890123", "SHA-256"):
        assert part in page


def test_what_is_hidden_is_named_and_not_printed(bound: Callable[..., Volume]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "明细"
        sheet.append(["货物", "售价", "底价"])
        sheet.append(["轴承", 12, 777])
        sheet.append(["隐藏行", 13, 778])
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("内部")
        other["A1"] = "机密"
        other.sheet_state = "veryHidden"

    volume = bound({"对账.xlsx": workbook(fill)})
    (page,) = text_of(volume)
    for unseen in ("777", "778", "隐藏行", "机密"):
        assert unseen not in page
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-HIDDEN"
    for part in ("工作表“内部”", "第 3 行", "C 列"):
        assert part in finding.message
        assert part.replace(" ", "") in page or part == "工作表“内部”"


def test_a_formula_without_a_stored_value_is_said(bound: Callable[..., Volume]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "=1+1"
        sheet["B1"].comment = Comment("有争议", "张三")
        sheet["B1"] = "x"

    volume = bound({"a.xlsx": workbook(fill)})
    page = "".join(text_of(volume))
    assert "〔公式，文件中没有结果〕" in page
    assert "B1（张三）：有争议" in page
    assert [finding.code for finding in volume.layout.findings] == ["LD-VOL-PARTLY"]


def test_a_wide_sheet_is_split_with_its_heads_repeated(bound: Callable[..., Volume]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["单号", *(f"栏目{number:02d}名称" for number in range(40))])
        for row in range(3):
            sheet.append([f"送货单{row}", *(f"值{row}-{number}" for number in range(40))])

    volume = bound({"宽表.xlsx": workbook(fill)})
    pages = text_of(volume)
    assert len(pages) > 2
    for page in pages:
        assert "送货单2" in page
        assert "单号" in page
    whole = "".join(pages)
    for number in range(40):
        assert whole.count(f"栏目{number:02d}名称") == 1
        assert f"值2-{number}" in whole
    sizes = {
        tuple(map(round, page.mediabox[2:])) for page in PdfReader(io.BytesIO(volume.data)).pages
    }
    assert len(sizes) == 1


def test_a_long_sheet_repeats_its_head_and_merged_cells_stay_whole(
    bound: Callable[..., Volume],
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["应收账款明细表"])
        sheet.merge_cells("A1:C1")
        sheet.append(["日期", "货物", "金额"])
        for row in range(120):
            sheet.append([f"日{row}", "轴承", row])

    pages = text_of(bound({"长表.xlsx": workbook(fill)}))
    assert len(pages) > 1
    for page in pages:
        assert "日期货物金额" in page
    assert all(f"日{row}轴承{row}" in "".join(pages) for row in range(120))


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_a_table_of_its_words(
    charset: str, mark: str, bound: Callable[..., Volume]
) -> None:
    rows = [["日期", "账号", "金额"], ["2026-01-01", "00123", "1,200.50"]]
    text = "\r\n".join(mark.join(f'"{field}"' for field in row) for row in rows)
    (page,) = text_of(bound({"流水.csv": text.encode(charset)}))
    assert "日期账号金额" in page
    assert "2026-01-01001231,200.50" in page


def test_an_open_document_is_printed_as_it_shows(bound: Callable[..., Volume]) -> None:
    from tests.volume.convert.test_convert import ODS  # noqa: PLC0415 - made there

    volume = bound({"a.ods": made.zipped(ODS)})
    assert "x" in text_of(volume)[0]
    assert volume.layout.findings == ()


def test_a_sheet_far_too_large_is_refused_and_a_sparse_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "始"
        sheet["XFD1048576"] = "终"

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(fill))
    assert spreadsheet.convert(path, "a.xlsx").count == 1
    monkeypatch.setattr(grid, "CELLS", 1)
    with pytest.raises(Unreadable, match="表格过大"):
        spreadsheet.convert(path, "a.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        made.zipped({"xl/workbook.xml": "<workbook"}),
        made.zipped({"xl/workbook.xml": "<workbook/>"}),
        made.zipped({"xl/workbook.xml": "<workbook><sheets/></workbook>"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_a_broken_workbook_gives_its_reason(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(Unreadable):
        spreadsheet.convert(tmp_path / "a.xlsx", "a.xlsx")


def test_a_form_that_hides_its_formats_is_printed_as_stored_and_says_so() -> None:
    """A .xls names no format of a cell to the reader that we have."""
    sheet = grid.Sheet("账", cells={(1, 1): grid.Cell("12000.5", number=True)})
    pages = spreadsheet.print_sheets([sheet], b"", "旧账.xls", "按存储的值")
    assert [finding.code for finding in pages.remarks] == ["LD-VOL-AS-STORED"]
