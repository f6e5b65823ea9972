"""The ageing: what is open on a day by days overdue, worked by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.core.errors import InputError
from legaldocs.core.strict_yaml import read
from legaldocs.core.typed import TypedReader
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.report.aged_book import AgedBook, aged_book
from legaldocs.portfolio.report.customers import Grouping
from legaldocs.portfolio.report.policy import ReportPolicy, check_report
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import BING, YI
from tests.portfolio.report.conftest import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder


def aged(book: BookFolder, day: dt.date = DAY, grouping: Grouping = Grouping.CUSTOMER) -> AgedBook:
    with opened(book) as store, store.reading() as connection:
        return aged_book(connection, book.settings, day, grouping)


def test_each_band_by_hand(filled: BookFolder) -> None:
    # 2026-06-30. A1 is due 07-10 and A2 that day: not due, 1,000 + 2,000. A3 is 1 day overdue and
    # A4 30, of which 100 came in on 06-20: 300 + 300. A5 is 31 days: 500. A6 90 days: 600. A7 is 91
    # days and paid only in July: 700, less the red invoice A8 of 50. R3 of 80 says not what for.
    assert aged(filled).table.rows == (
        (YI, 300_000, 60_000, 0, 0, 0, 360_000, 0, 4),
        (BING, 0, 0, 50_000, 60_000, 65_000, 175_000, 8_000, 4),
        ("合计", 300_000, 60_000, 50_000, 60_000, 65_000, 535_000, 8_000, 8),
    )


def test_later_money_is_taken_off_only_later(filled: BookFolder) -> None:
    # On 07-05 A7 is paid; A2 is 5 days overdue, A3 6, A4 35, A5 36, A6 95, A8 96.
    (*_, total) = aged(filled, dt.date(2026, 7, 5)).table.rows
    bands = (100_000, 200_000 + 30_000, 30_000 + 50_000, 0, 60_000 - 5_000)
    assert total == ("合计", *bands, 465_000, 8_000, 7)


def test_what_is_issued_later_is_not_there_yet(filled: BookFolder) -> None:
    # On 05-31 A1 is not issued. A2 and A3 are not due, A4 is due that day: 2,000 + 300 + 400. A5 is
    # 1 day overdue, A6 60, A7 and A8 61.
    (*_, total) = aged(filled, dt.date(2026, 5, 31)).table.rows
    assert total == ("合计", 270_000, 50_000, 60_000, 65_000, 0, 445_000, 0, 7)


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        (Grouping.PERSON, ["王某", "李某"]),
        (Grouping.TRADE, ["食品", "贸易"]),
        (Grouping.SEGMENT, ["经销商", "大客户"]),
    ],
)
def test_groups(small: BookFolder, grouping: Grouping, names: list[str]) -> None:
    rows = aged(small, grouping=grouping).table.rows
    assert [(row[0], row[-3]) for row in rows[:2]] == [*zip(names, (360_000, 175_000), strict=True)]


def test_the_edges_are_those_of_book_yaml(small: BookFolder) -> None:
    file = small.path / "book.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "report: {ages: [90]}\n", encoding="utf-8")
    found = aged(book_folder(small.path))
    assert [column.title for column in found.table.columns][1:4] == [
        "未到期", "逾期1—90天", "逾期90天以上",
    ]  # fmt: skip
    # 300 + 300 + 500 + 600 are at most 90 days overdue.
    assert found.table.rows[-1][1:4] == (300_000, 170_000, 65_000)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ages: [60, 30]", "LD-REPORT-EDGES"),
        ("ages: [0, 30]", "LD-REPORT-EDGES"),
        ("sizes: [100, 100]", "LD-REPORT-EDGES"),
        ("fewest_cases: 0", "LD-REPORT-NUMBER"),
    ],
)
def test_a_fault_in_book_yaml_is_found_with_its_line(
    small: BookFolder, said: str, code: str
) -> None:
    reader = TypedReader()
    section = read(f"report:\n  {said}\n".encode(), "book.yaml")["report"]
    policy = reader.record(ReportPolicy, section, section.origin, "报表的口径")
    check_report(policy, reader)
    assert [(one.code, one.where) for one in reader.findings] == [(code, "book.yaml:2")]
    file = small.path / "book.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}report:\n  {said}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        book_folder(small.path)
    assert refused.value.where.endswith(f"book.yaml:{text.count(chr(10)) + 2}")


def test_the_workbook_holds_the_same_and_every_item(small: BookFolder, tmp_path: Path) -> None:
    found = aged(small)
    found.write(tmp_path / "账龄.xlsx")
    with pytest.raises(InputError, match="已经存在"):
        found.write(tmp_path / "账龄.xlsx")
    ageing, items = openpyxl.load_workbook(tmp_path / "账龄.xlsx").worksheets
    assert [cell.value for cell in ageing[7]][:7] == ["合计", 3000, 600, 500, 600, 650, 5350]
    assert sum(row[5].value for row in items.iter_rows(min_row=5)) == 5350
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"].count("账龄.xlsx")


def test_totals_are_those_of_the_one_reading(small: BookFolder) -> None:
    for after in range(0, 200, 7):
        day = dt.date(2026, 2, 1) + dt.timedelta(days=after)
        (*_, total) = aged(small, day).table.rows
        with opened(small) as store, store.reading() as connection:
            items = open_items(connection, day)
            left = unmatched(connection, day)
        assert total[6] == sum(item.open_fen for item in items)
        assert total[7] == sum(left.values())
        assert total[8] == len(items)


@pytest.mark.parametrize("day", ["2024-02-29", "2025-06-30", "2026-11-21"])
@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_grouping_adds_up_to_the_same(
    made_book: BookFolder, day: str, grouping: Grouping
) -> None:
    *rows, total = aged(made_book, dt.date.fromisoformat(day), grouping).table.rows
    with opened(made_book) as store, store.reading() as connection:
        items = open_items(connection, dt.date.fromisoformat(day))
    assert total[6] == sum(item.open_fen for item in items) != 0
    for at in range(1, len(total)):
        assert sum(row[at] for row in rows) == total[at]
