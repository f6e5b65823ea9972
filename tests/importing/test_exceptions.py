"""exceptions.xlsx: refused rows as they were, corrected there and imported again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from legaldocs.case.reading import load_case

from .exports import HEAD, ROW, book, debts, imported
from .test_cases import WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

NAME = ROW[0]
FOLDER = f"HT-1-{NAME}"
REASONS = ["来源文件", "来源工作表", "来源行号", "有误的列", "退回原因", "下一步"]


def rows_of(path: Path, title: str) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path)[title].iter_rows(values_only=True)]


def exceptions(tmp_path: Path) -> Path:
    return tmp_path / "out" / "exceptions.xlsx"


def correct(path: Path, title: str, cell: str, value: Any) -> None:
    made = openpyxl.load_workbook(path)
    made[title][cell] = value
    made.save(path)


def test_a_refused_row_stands_as_it_was_with_place_reason_and_next_step(tmp_path: Path) -> None:
    row = [NAME, "0123", "一百", dt.date(2026, 6, 30)]
    done = imported(tmp_path, debts(tmp_path, ROW, row))
    assert done.exceptions == exceptions(tmp_path)
    heading, refused = rows_of(exceptions(tmp_path), "债务-应收")
    assert heading == [*REASONS, *HEAD]
    assert refused[:4] == ["台账.xlsx", "应收", "3", "合同金额"]
    assert refused[4].startswith("金额无法识别")
    assert refused[5]
    assert refused[6:] == [NAME, "0123", "一百", dt.datetime(2026, 6, 30)]  # noqa: DTZ001


def test_the_same_refusals_give_the_same_bytes_and_leave_the_file_alone(tmp_path: Path) -> None:
    file = debts(tmp_path, [NAME, "HT-1", "一百", ""])
    imported(tmp_path, file)
    before = exceptions(tmp_path).read_bytes(), exceptions(tmp_path).stat().st_mtime_ns
    imported(tmp_path, file)
    assert (exceptions(tmp_path).read_bytes(), exceptions(tmp_path).stat().st_mtime_ns) == before
    (tmp_path / "b").mkdir()
    imported(tmp_path / "b", file)
    assert exceptions(tmp_path / "b").read_bytes() == before[0]


def test_rows_corrected_in_that_file_are_imported_from_it(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx",
        {
            "应收": [
                ["单位：万元"],
                HEAD,
                [NAME, "HT-1", "一", "2026-06-30"],
                ["丙公司", "HT-2", 5, ""],
            ]
        },
    )
    imported(tmp_path, file)
    title = "债务-应收"
    assert rows_of(exceptions(tmp_path), title)[0][8] == "合同金额(万元)"
    correct(exceptions(tmp_path), title, "I2", 12.5)
    done = imported(tmp_path, exceptions(tmp_path))
    assert [record.folder.name for record in done.made] == [FOLDER]
    assert load_case(tmp_path / "out" / FOLDER).contracts[0].price == 125000
    assert done.exceptions is None
    assert not exceptions(tmp_path).exists()
    assert (tmp_path / "out" / "exceptions-1.xlsx").is_file()
    assert imported(tmp_path, file).unchanged == 1


def test_a_withheld_case_comes_back_whole_from_that_file(tmp_path: Path) -> None:
    broken = WORKBOOK | {"回款": [WORKBOOK["回款"][0], ["04/10/2026", 50000, NAME, "LS-1"]]}
    done = imported(tmp_path, book(tmp_path / "a.xlsx", broken))
    assert not done.made
    correct(exceptions(tmp_path), "回款-回款", "G2", "2026-04-10")
    done = imported(tmp_path, exceptions(tmp_path))
    (tmp_path / "b").mkdir()
    imported(tmp_path / "b", book(tmp_path / "b" / "a.xlsx", WORKBOOK))
    texts = [
        (root / "out" / FOLDER / "case.yaml").read_text(encoding="utf-8").partition("\n")[2]
        for root in (tmp_path, tmp_path / "b")
    ]
    assert texts[0] == texts[1]


def test_what_a_person_corrected_is_never_overwritten(tmp_path: Path) -> None:
    file = debts(tmp_path, [NAME, "HT-1", "一百", ""])
    imported(tmp_path, file)
    correct(exceptions(tmp_path), "债务-应收", "I2", 100)
    corrected = exceptions(tmp_path).read_bytes()
    done = imported(tmp_path, file)
    assert (tmp_path / "out" / "exceptions-1.xlsx").read_bytes() == corrected
    assert next(f for f in done.findings if f.code == "LD-IMPORT-ASIDE").severity == "note"


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text("客户名称,合同编号,合同金额\n=cmd(),00123456789012345678,x\n", encoding="utf-8")
    imported(tmp_path, file)
    made = openpyxl.load_workbook(exceptions(tmp_path))
    cells = made.worksheets[0][2]
    assert [cell.value for cell in cells[6:]] == ["=cmd()", "00123456789012345678", "x"]
    assert cells[6].data_type == "s"


def test_days_counted_from_1904_are_given_back_as_days(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as made:
        sheet = made.add_worksheet("应收")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, [NAME, "HT-1", "x", 44741])
    imported(tmp_path, path)
    assert rows_of(exceptions(tmp_path), "债务-应收")[1][-1] == dt.datetime(2026, 6, 30)  # noqa: DTZ001


@pytest.mark.parametrize("heading", ["地址", "备注"])
def test_a_text_too_long_for_a_cell_is_said_and_never_comes_back_cut(
    tmp_path: Path, heading: str
) -> None:
    """A cell of a workbook holds 32,767 signs; a .csv file any number."""
    text = "某" * 40000
    file = tmp_path / "台账.csv"
    file.write_text(
        f"客户名称,合同编号,合同金额,{heading}\n{NAME},HT-1,x,{text}\n", encoding="utf-8"
    )
    imported(tmp_path, file)
    made = openpyxl.load_workbook(exceptions(tmp_path))
    heading_row, refused = (list(row) for row in made.worksheets[0].iter_rows(values_only=True))
    assert refused[-1].startswith(text[:32000])
    assert refused[-1].endswith("……请填写全文")
    assert len(refused[-1]) <= 32767
    said = dict(zip(heading_row, refused, strict=True))
    assert f"“{heading}”有 40000 个字" in said["退回原因"]
    assert said["下一步"].startswith("全文在台账.csv 第 2 行")
    correct(exceptions(tmp_path), made.sheetnames[0], "I2", 100)
    done = imported(tmp_path, exceptions(tmp_path))
    assert bool(done.made) is (heading == "备注")


def test_a_text_that_fits_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    text = "某" * 32767
    file.write_text(f"客户名称,合同编号,合同金额,备注\n{NAME},HT-1,x,{text}\n", encoding="utf-8")
    imported(tmp_path, file)
    cells = openpyxl.load_workbook(exceptions(tmp_path)).worksheets[0][2]
    assert cells[-1].value == text
    assert "没有写全" not in cells[4].value
