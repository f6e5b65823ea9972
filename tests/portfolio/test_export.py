"""The book as a workbook, and that workbook as the book."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.core.errors import InputError
from legaldocs.portfolio.closing import close
from legaldocs.portfolio.export import write_book
from legaldocs.portfolio.intake import import_files
from legaldocs.portfolio.store import opened

from .ledgers import BING, OWED, PAID, WANG, YI, made, owed, paid, reasons, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


def fill(book: BookFolder) -> None:
    head = [*OWED, "发票号码", "开票日期", "业务员", "备注"]
    cards = [["客户名称", "统一社会信用代码", "客户编码", "住所", "主体类型", "联系人", "电话"],
             [YI, "91350100M000100Y44", "K1", "武汉市某路1号", "企业", "赵某", "027-1"],
             [BING, None, "K2", "长沙市某路2号", None, None, "0731-2"]]  # fmt: skip
    done = take(
        book,
        客户=cards,
        应收=[
            head,
            [YI, "AR1", "HT-1", 1000, "2026-06-30", "8001", "2026-05-31", "李某", "-1+1"],
            [BING, "AR2", "HT-2", "-88.88", "2026-07-31", None, None, None, None],
            [YI, "AR3", "HT-1", "9999999999999.99", "2026-07-31", "8003", None, None, "第二期"],
        ],
        回款=[
            [*PAID, "付款方式", "付款人"],
            [YI, "R1", "2026-07-01", 400, "AR1", "转账", YI],
            [YI, "R1", "2026-07-01", 100, "8003", "转账", YI],
            [YI, "R2", "2026-07-02", 0.01, None, None, None],
        ],
    )
    assert reasons(done) == []


def written(book: BookFolder, path: Path) -> Path:
    with opened(book) as store, store.reading() as connection:
        write_book(connection, path)
    return path


def cells(path: Path) -> dict[str, list[list[object]]]:
    read = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in read
    }


def test_an_export_imported_again_changes_nothing(book: BookFolder, tmp_path: Path) -> None:
    fill(book)
    before = owed(book), paid(book)
    assert before[0]["AR1"] == (YI, 100000, 40000)
    assert before[0]["AR3"] == (YI, 999999999999999, 10000)
    first = written(book, tmp_path / "a.xlsx")
    done = import_files(book, [first], WANG)
    assert (done.refused, done.changes) == ([], [])
    assert set(made(done).values()) == {(0, 0)}
    assert (owed(book), paid(book)) == before
    assert written(book, tmp_path / "b.xlsx").read_bytes() == first.read_bytes()


def test_a_customer_known_by_name_alone_comes_back(book: BookFolder, tmp_path: Path) -> None:
    take(
        book, 应收=[OWED, [YI, "AR1", "HT-1", 5, "2026-06-30"], [BING, "AR2", "", 5, "2026-06-30"]]
    )
    done = import_files(book, [written(book, tmp_path / "a.xlsx")], WANG)
    assert (done.refused, done.changes) == ([], [])


def test_an_export_makes_the_same_book(
    make_book: Callable[..., BookFolder], tmp_path: Path
) -> None:
    book, other = make_book("one"), make_book("other")
    fill(book)
    first = written(book, tmp_path / "a.xlsx")
    assert import_files(other, [first], WANG).refused == []
    assert (owed(other), paid(other)) == (owed(book), paid(book))
    assert cells(written(other, tmp_path / "b.xlsx")) == cells(first)


def test_figures_stand_as_a_person_reads_them(book: BookFolder, tmp_path: Path) -> None:
    fill(book)
    rows = cells(written(book, tmp_path / "a.xlsx"))["应收"]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["应收金额"], first["已核销金额"], first["未核销金额"]) == (1000, 400, 600)
    assert first["备注"] == "-1+1"
    assert first["到期日"] == dt.datetime(2026, 6, 30)  # noqa: DTZ001 - a workbook knows no zone
    with pytest.raises(InputError, match="已经存在"):
        written(book, tmp_path / "a.xlsx")


def test_what_is_closed_stays_and_is_not_changed(book: BookFolder, tmp_path: Path) -> None:
    fill(book)
    with opened(book) as store:
        close(store, "应收", "ar1", dt.date(2026, 8, 1), "对方以货抵清", WANG)
    with opened(book) as store, pytest.raises(InputError, match="已经关闭"):
        close(store, "应收", "AR1", dt.date(2026, 8, 2), "再关", WANG)
    assert import_files(book, [written(book, tmp_path / "a.xlsx")], WANG).refused == []
    done = take(book, 应收=[OWED, [YI, "AR1", "HT-1", 900, "2026-06-30"]])
    assert "已经关闭（对方以货抵清）" in " ".join(reasons(done))
    assert owed(book)["AR1"][1] == 100000


def test_an_export_that_cannot_be_written_says_what_to_do(book: BookFolder, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(InputError, match="表格没有写成") as caught:
        written(book, tmp_path / "文件" / "账册.xlsx")
    assert "--out" in caught.value.next_step
