"""Workbooks of OpenDocument: what each cell shows, and what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import Package
from legaldocs.volume.sheets.grid import Area, Cell, Sheet
from legaldocs.volume.sheets.ods import is_ods, read_ods
from tests.volume import made

if TYPE_CHECKING:
    from pathlib import Path

_O = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = (
    f"<o:document-content xmlns:o='{_O}office:1.0' xmlns:t='{_O}table:1.0' "
    f"xmlns:s='{_O}style:1.0' xmlns:d='{_O}drawing:1.0' xmlns:x='{_O}text:1.0' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<o:automatic-styles><s:style s:name='ta2' s:family='table'>"
    "<s:table-properties t:display='false'/></s:style></o:automatic-styles>"
    "<o:body><o:spreadsheet>"
)
TAIL = "</o:spreadsheet></o:body></o:document-content>"
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def sheets_of(tmp_path: Path, tables: str, manifest: str = "<m/>") -> list[Sheet]:
    path = tmp_path / "a.ods"
    parts = {
        "mimetype": MIME,
        "META-INF/manifest.xml": manifest,
        "content.xml": HEAD + tables + TAIL,
    }
    path.write_bytes(made.zipped(parts))
    with Package(path) as package:
        assert is_ods(package)
        return read_ods(package)


def row(*cells: str, more: str = "") -> str:
    return f"<t:table-row {more}>{''.join(cells)}</t:table-row>"


def cell(text: str = "", more: str = "") -> str:
    words = f"<x:p>{text}</x:p>" if text else ""
    return f"<t:table-cell {more}>{words}</t:table-cell>"


def test_a_cell_shows_what_the_program_showed(tmp_path: Path) -> None:
    """The date and the sum as they were formatted, and not as they are stored."""
    day = cell("2026年3月5日", "o:value-type='date' o:date-value='2026-03-05'")
    sum_ = cell("¥12,000.50", "o:value-type='currency' o:value='12000.5'")
    words = cell("甲<x:s x:c='3'/>乙<x:line-break/>丙<x:span>丁</x:span>")
    (sheet,) = sheets_of(tmp_path, f"<t:table t:name='账'>{row(day, sum_, words)}</t:table>")
    assert sheet.cells == {
        (1, 1): Cell("2026年3月5日", number=True),
        (1, 2): Cell("¥12,000.50", number=True),
        (1, 3): Cell("甲   乙\n丙丁"),
    }
    assert not sheet.lost


def test_what_repeats_is_there_as_often_and_empty_rows_cost_nothing(tmp_path: Path) -> None:
    table = (
        row(cell("头", "t:number-columns-repeated='2'"), cell("", "t:number-columns-repeated='9'"))
        + row(cell(), more="t:number-rows-repeated='1000000'")
        + row(cell("x"), more="t:number-rows-repeated='2'")
    )
    (sheet,) = sheets_of(tmp_path, f"<t:table t:name='a'>{table}</t:table>")
    assert sorted(sheet.cells) == [(1, 1), (1, 2), (1_000_002, 1), (1_000_003, 1)]


def test_a_filled_row_repeated_without_end_is_refused(tmp_path: Path) -> None:
    table = row(
        cell("x", "t:number-columns-repeated='16000'"), more="t:number-rows-repeated='99999'"
    )
    with pytest.raises(Unreadable, match="表格过大"):
        sheets_of(tmp_path, f"<t:table t:name='a'>{table}</t:table>")


def test_hidden_sheets_rows_and_columns_are_known(tmp_path: Path) -> None:
    columns = (
        "<t:table-column/><t:table-column t:visibility='collapse' t:number-columns-repeated='2'/>"
    )
    filtered = row(cell("甲"), more="t:visibility='filter'")
    rows = (
        f"<t:table-header-rows>{row(cell('头'))}</t:table-header-rows>"
        f"<t:table-row-group>{filtered}</t:table-row-group>{row(cell('乙'))}"
    )
    shown, other = sheets_of(
        tmp_path,
        f"<t:table t:name='一'>{columns}{rows}</t:table>"
        f"<t:table t:name='二' t:style-name='ta2'>{row(cell('密'))}</t:table>",
    )
    assert (shown.hidden, other.hidden) == (False, True)
    assert shown.hidden_columns == {2, 3}
    assert shown.hidden_rows == {2}
    assert shown.head_rows == range(1, 2)


def test_merged_cells_comments_and_pictures_are_kept_or_named(tmp_path: Path) -> None:
    note = "<o:annotation><dc:creator>王敏</dc:creator><x:p>已核对</x:p></o:annotation>"
    picture = "<d:frame><d:image/></d:frame>"
    merged = (
        "<t:table-cell t:number-columns-spanned='2' t:number-rows-spanned='3'>"
        f"<x:p>合</x:p>{note}{picture}</t:table-cell><t:covered-table-cell/>"
    )
    (sheet,) = sheets_of(tmp_path, f"<t:table t:name='a'>{row(cell('b'))}{row(merged)}</t:table>")
    assert sheet.merged == [Area(2, 1, 4, 2)]
    assert sheet.cells[2, 1] == Cell("合")
    assert "<p class=entry>A2（王敏）：已核对</p>" in sheet.behind
    assert dict(sheet.lost) == {"图片": 1}


def test_a_cell_without_its_text_is_printed_as_stored_and_said(tmp_path: Path) -> None:
    stored = cell("", "o:value-type='float' o:value='12.5'")
    formula = cell("", "t:formula='of:=[.A1]'")
    (sheet,) = sheets_of(tmp_path, f"<t:table t:name='a'>{row(stored, formula)}</t:table>")
    assert sheet.cells[1, 1] == Cell("12.5", number=True)
    assert sheet.cells[1, 2].text == "〔公式，文件中没有结果〕"
    assert sum(sheet.lost.values()) == 2


@pytest.mark.parametrize(
    ("tables", "manifest", "says"),
    [
        ("", "<m><e><encryption-data/></e></m>", "密码"),
        ("<t:table>" * 300 + "</t:table>" * 300, "<m/>", "过深"),
        ("<t:table/>" * 201, "<m/>", "工作表过多"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, tables: str, manifest: str, says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        sheets_of(tmp_path, tables, manifest)
