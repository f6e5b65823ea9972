from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import python_calamine
from openpyxl.styles import Color, Font, PatternFill

from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError, InputError

from .tables import CONTRACT, INVOICE, read, refusal, saved, workbook

if TYPE_CHECKING:
    from .tables import WriteCase


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_rows_on_several_sheets_are_refused_by_name(write_case: WriteCase, state: str) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5], title="一月")
    other = made.create_sheet("二月")
    other.append(INVOICE)
    other.sheet_state = state
    error = refusal(write_case, "invoices", saved(made))
    assert error.where == "t.xlsx"
    assert error.found == "一月、二月"


def ledger() -> bytes:
    made = workbook(["送货日期", "单号", "金额"], ["2026-01-02", "A", 1], title="送货")
    for title, number in (("1月", "001"), ("2月", "002")):
        sheet = made.create_sheet(title)
        sheet.append(INVOICE)
        sheet.append([number, "2026-01-02", 5])
    notes = made.create_sheet("说明")
    notes.append(["=1/0"])
    return saved(made)


def test_of_several_sheets_the_one_whose_headings_fit_is_read_and_named(
    write_case: WriteCase,
) -> None:
    case = read(write_case, "deliveries", ledger())
    assert case.deliveries[0].number == "A"
    assert str(case.deliveries[0].origin) == "t.xlsx#送货:2"
    assert case.tables == ("t.xlsx",)
    assert [(item.code, item.where) for item in case.remarks] == [
        ("LD-CASE-TABLE", "t.xlsx#送货:1")
    ]
    assert "工作表“送货”" in case.remarks[0].message


def test_two_sheets_that_fit_are_asked_about(write_case: WriteCase) -> None:
    error = refusal(write_case, "invoices", ledger())
    assert error.found == "1月、2月"
    assert "t.xlsx#1月" in error.next_step


@pytest.mark.parametrize(
    ("named", "numbers"),
    [("t.xlsx#2月", ["002"]), ("[t.xlsx#2月, t.xlsx#1月]", ["002", "001"]),
     ("\n  - {number: '003', issued_on: 2026-01-01, amount: 1}\n  - t.xlsx#1月", ["003", "001"])],
)  # fmt: skip
def test_a_sheet_may_be_named_and_tables_be_items_of_a_list(
    write_case: WriteCase, named: str, numbers: list[str]
) -> None:
    case = load_case(write_case(f"{CONTRACT}invoices: {named}\n", {"t.xlsx": ledger()}))
    assert [row.number for row in case.invoices] == numbers
    assert case.tables == ("t.xlsx",)


def test_a_hidden_sheet_is_read_only_if_it_is_named(write_case: WriteCase) -> None:
    made = workbook(["付款日期", "金额"], ["2026-01-02", 5], title="看得见")
    other = made.create_sheet("看不见")
    other.append(INVOICE)
    other.append(["001", "2026-01-02", 5])
    other.sheet_state = "hidden"
    error = refusal(write_case, "invoices", saved(made))
    assert "隐藏" in error.what
    assert "t.xlsx#看不见" in error.next_step
    named = write_case(f"{CONTRACT}invoices: t.xlsx#看不见\n", {"t.xlsx": saved(made)})
    assert len(load_case(named).invoices) == 1


def test_an_unknown_sheet_is_refused_with_the_nearest(write_case: WriteCase) -> None:
    with pytest.raises(InputError, match="没有名为“ 2 月”的工作表") as caught:
        load_case(write_case(f"{CONTRACT}invoices: 't.xlsx# 2 月'\n", {"t.xlsx": ledger()}))
    assert "是否想写“2月”" in caught.value.next_step
    with pytest.raises(InputError, match=r"只有 \.xlsx"):
        load_case(write_case(f"{CONTRACT}invoices: t.csv#1\n", {"t.csv": b"x"}))


def test_a_table_of_another_name_is_offered(write_case: WriteCase) -> None:
    with pytest.raises(InputError) as caught:
        load_case(write_case(f"{CONTRACT}invoices: 发票(1).csv\n", {"发票（1）.csv": b"x"}))
    assert "是否想写“发票（1）.csv”" in caught.value.next_step


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", "\t"])
def test_text_is_read_as_spreadsheets_save_it(
    write_case: WriteCase, encoding: str, between: str
) -> None:
    rows = (["发票号码", "开票日期", "价税合计"], ["001", "2026/1/2", '"1,000.00"'])
    data = "\r\n".join(between.join(row) for row in rows).encode(encoding)
    for name in ("t.csv", "t.tsv"):
        case = load_case(write_case(f"{CONTRACT}invoices: {name}\n", {name: data}))
        assert case.invoices[0].amount == 1000


def test_the_one_sheet_with_rows_is_read(write_case: WriteCase) -> None:
    made = workbook()
    made.create_sheet("发票").append(INVOICE)
    made["发票"].append(["001", "2026-01-02", 5])
    made.create_chartsheet("图")
    assert read(write_case, "invoices", saved(made)).invoices[0].number == "001"


def test_an_empty_workbook_is_refused(write_case: WriteCase) -> None:
    assert "没有内容" in refusal(write_case, "invoices", saved(workbook())).what


def test_a_formula_without_a_value_is_refused_with_its_cell(write_case: WriteCase) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", "=2+3"])
    error = refusal(write_case, "invoices", saved(made))
    assert "C2" in error.what
    assert "公式" in error.what
    assert error.where == "t.xlsx:2"


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the workbook with ``old`` replaced on its sheet, as a spreadsheet would store it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.namelist():
            part = source.read(member)
            if member.startswith("xl/worksheets/"):
                assert old in part
                part = part.replace(old, new)
            target.writestr(member, part)
    return stream.getvalue()


def test_a_formula_with_a_stored_value_is_read(write_case: WriteCase) -> None:
    data = saved(workbook(INVOICE, ["001", "2026-01-02", "=2+3"]))
    data = rewritten(data, b"<f>2+3</f><v></v>", b"<f>2+3</f><v>5</v>")
    assert read(write_case, "invoices", data).invoices[0].amount == 5


def test_a_formula_that_came_to_nothing_is_an_empty_cell(write_case: WriteCase) -> None:
    data = saved(workbook([*INVOICE, "合同编号"], ["001", "2026-01-02", 5, '=""']))
    old = b'<c r="D2"><f>""</f><v></v></c>'
    data = rewritten(data, old, old.replace(b'"D2"', b'"D2" t="str"'))
    assert read(write_case, "invoices", data).invoices[0].contract == ""


def test_an_error_in_a_cell_is_refused(write_case: WriteCase) -> None:
    data = saved(workbook([*INVOICE, "合同编号"], ["001", "2026-01-02", 5, "#N/A"]))
    error = refusal(write_case, "invoices", data)
    assert "D2" in error.what
    assert error.found == "#N/A"


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.ET", "a.numbers"])
def test_other_tables_are_to_be_saved_anew(write_case: WriteCase, name: str) -> None:
    with pytest.raises(InputError, match=r"另存为 \.xlsx 或 \.csv") as caught:
        load_case(write_case(f"{CONTRACT}payments: {name}\n", {name: b"x"}))
    assert caught.value.where == "case.yaml:10"


def test_a_workbook_that_unpacks_to_very_much_is_refused(
    write_case: WriteCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legaldocs.case.workbook._LARGEST_UNPACKED", 100)
    assert "过大" in refusal(write_case, "invoices", saved(workbook(INVOICE))).what


def test_blank_rows_above_the_heading_shift_no_line(write_case: WriteCase) -> None:
    made = workbook()
    sheet = made.active
    assert sheet is not None
    for line, row in ((4, INVOICE), (6, ["001", "2026-01-02", 10**20])):
        for column, value in enumerate(row, start=1):
            sheet.cell(line, column, value)
    assert refusal(write_case, "invoices", saved(made)).where == "t.xlsx:6"


def test_a_hidden_row_is_refused_with_its_line(write_case: WriteCase) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5], ["002", "2026-01-03", 6])
    assert made.active is not None
    made.active.row_dimensions[3].hidden = True
    error = refusal(write_case, "invoices", saved(made))
    assert error.where == "t.xlsx:3"
    assert "隐藏" in error.what


def test_a_hidden_row_with_nothing_in_it_does_no_harm(write_case: WriteCase) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5])
    assert made.active is not None
    made.active.row_dimensions[9].hidden = True
    assert len(read(write_case, "invoices", saved(made)).invoices) == 1


@pytest.mark.parametrize("height", [0.01, 0.4])
def test_a_row_without_height_is_a_hidden_one(write_case: WriteCase, height: float) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5], ["002", "2026-01-03", 6])
    assert made.active is not None
    made.active.row_dimensions[3].height = height
    assert "隐藏的行" in refusal(write_case, "invoices", saved(made)).what


@pytest.mark.parametrize("hides", [{"hidden": True}, {"width": 0.1}])
def test_a_hidden_column_that_is_read_is_refused_by_its_heading(
    write_case: WriteCase, hides: dict[str, float]
) -> None:
    made = workbook([*INVOICE, "备注"], ["001", "2026-01-02", 5, "a"])
    assert made.active is not None
    column = made.active.column_dimensions["C"]
    for name, value in hides.items():
        setattr(column, name, value)
    error = refusal(write_case, "invoices", saved(made))
    assert (error.where, "“价税合计”一列是隐藏的" in error.what) == ("t.xlsx:1", True)


def test_a_hidden_column_that_is_not_read_does_no_harm(write_case: WriteCase) -> None:
    made = workbook([*INVOICE, "备注"], ["001", "2026-01-02", 5, "a"])
    assert made.active is not None
    made.active.column_dimensions["D"].hidden = True
    assert len(read(write_case, "invoices", saved(made)).invoices) == 1


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ({"number_format": ";;;"}, "不显示内容"),
        ({"number_format": "[$$-409]#,##0.00"}, "按外币显示"),
        ({"number_format": '"US$"#,##0.00'}, "按外币显示"),
        ({"number_format": "[$€-2] #,##0"}, "按外币显示"),
        ({"number_format": "[$¥-411]#,##0"}, "按外币显示"),
        ({"font": Font(strike=True)}, "删除线"),
        ({"font": Font(color="FFFFFFFF")}, "白色字"),
        ({"font": Font(color=Color(theme=0))}, "白色字"),
    ],
)
def test_a_cell_that_a_person_sees_otherwise_is_refused(
    write_case: WriteCase, look: dict[str, object], said: str
) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5], ["002", "2026-01-03", 6])
    assert made.active is not None
    for name, value in look.items():
        setattr(made.active["C3"], name, value)
    error = refusal(write_case, "invoices", saved(made))
    assert (error.where, said in error.what) == ("t.xlsx:3", True)


@pytest.mark.parametrize(
    "look",
    [
        {"number_format": "[$¥-804]#,##0.00"},
        {"number_format": '"￥"#,##0.00;[Red]\\-"￥"#,##0.00'},
        {"number_format": '#,##0.00;-#,##0.00;"-"'},
        {"font": Font(strike=False)},
        {"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FF4472C4")},
    ],
)
def test_a_look_that_hides_nothing_is_read(write_case: WriteCase, look: dict[str, object]) -> None:
    made = workbook(INVOICE, ["001", "2026-01-02", 5])
    assert made.active is not None
    for name, value in look.items():
        setattr(made.active["C2"], name, value)
    assert read(write_case, "invoices", saved(made)).invoices[0].amount == 5


@pytest.mark.parametrize(
    "cell", ['"=""25342000000000000001"""', "'25342000000000000001", "25342000000000000001"]
)
def test_what_an_export_puts_around_a_long_number_is_taken_off(
    write_case: WriteCase, cell: str
) -> None:
    table = f"发票号码,开票日期,价税合计\n{cell},2026-01-02,5\n"
    assert read(write_case, "invoices", table).invoices[0].number == "25342000000000000001"


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD200"])
@pytest.mark.parametrize("cell", ["<v>1</v>", "<v></v>"])
def test_a_value_far_away_is_refused_before_all_the_cells_between_are_read(
    write_case: WriteCase, place: str, cell: str
) -> None:
    data = saved(workbook(INVOICE, ["001", "2026-01-02", 5]))
    far = f'</row><row><c r="{place}" t="str">{cell}</c></row></sheetData>'.encode()
    error = refusal(write_case, "invoices", rewritten(data, b"</row></sheetData>", far))
    assert error.what == "表格过大"
    assert "列" in error.found


@pytest.mark.parametrize("value", ["NaN", "INF", "1E+400"])
def test_a_number_that_is_none_is_refused(write_case: WriteCase, value: str) -> None:
    data = saved(workbook(INVOICE, ["001", 46024, 5]))
    data = rewritten(data, b"<v>46024</v>", f"<v>{value}</v>".encode())
    with pytest.raises((InputError, CaseError)):
        read(write_case, "invoices", data)


@pytest.mark.parametrize("place", ["A99999999999", "!", "$A$9"])
def test_a_cell_without_a_place_is_refused(write_case: WriteCase, place: str) -> None:
    data = saved(workbook(INVOICE, ["001", "2026-01-02", 5]))
    lost = f'</row><row><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    error = refusal(write_case, "invoices", rewritten(data, b"</row></sheetData>", lost))
    assert "不是有效的 XLSX" in error.what


def test_a_panic_of_the_library_is_a_bad_file(
    write_case: WriteCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        pass

    def panic(_: object) -> None:
        raise PanicException

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", panic)
    error = refusal(write_case, "invoices", saved(workbook(INVOICE)))
    assert "不是有效的 XLSX" in error.what


def test_a_large_csv_is_refused(write_case: WriteCase) -> None:
    table = "发票号码,开票日期,价税合计\n" + "1,2026-01-02,5\n" * 600_000
    error = refusal(write_case, "invoices", table)
    assert error.what == "表格过大"
