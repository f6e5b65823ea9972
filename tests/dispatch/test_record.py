"""A list that was filled, put into the cases."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from legaldocs.batch.folders import case_jobs
from legaldocs.case.journal import check_journal, read_journal
from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import Channel
from legaldocs.core.errors import InputError
from legaldocs.dispatch.filled import FilledList, Sending, read_list
from legaldocs.dispatch.prepare import Wishes, prepare
from legaldocs.dispatch.record import Recording
from legaldocs.dispatch.source import read_source
from legaldocs.render.labels import GRIDS

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 11, 26)


@pytest.fixture(scope="module")
def listed(made: Path) -> Path:
    out = made / "to-fill"
    prepare(read_source(made / "run"), Wishes(GRIDS["3x8"]), out)
    return out / "寄件清单.xlsx"


def fill(listed: Path, to: Path, cells: dict[str, tuple[object, object]]) -> Path:
    """Fill the number and day of some addressees in a copy of the list."""
    book = openpyxl.load_workbook(listed)
    sheet = book["寄件清单"]
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        name = row[titles.index("收件人")].value
        if name in cells:
            row[titles.index("运单号")].value, row[titles.index("寄出日期")].value = cells[name]
    book.save(to)
    return to


@pytest.fixture
def filled(listed: Path, tmp_path: Path) -> Callable[..., FilledList]:
    def make(**cells: tuple[object, object]) -> FilledList:
        return read_list(fill(listed, tmp_path / "filled.xlsx", cells), TODAY)

    return make


def test_what_went_out_is_in_case_and_journal_once(
    filled: Callable[..., FilledList], copied: Callable[[str], Path], made: Path
) -> None:
    cases = copied("cases")
    folders = {job.name: job.folder for job in case_jobs(cases, Path())}
    read = filled(
        武汉乙食品有限公司=("EX1CN", "2026-11-22"),
        北京庚有限公司=("1234567890123", dt.date(2026, 11, 22)),
        张某=(987654321012, "2026/11/23"),
        杭州戊有限公司=(None, "2026-11-22"),
    )
    assert (len(read.sendings), read.findings) == (4, ())
    first = Recording(folders, "赵某", made / "run")
    first.take(read.sendings)
    assert (first.added, first.known, first.findings) == (4, 0, [])
    before = {path: path.read_bytes() for path in cases.rglob("*") if path.is_file()}
    again = Recording(folders, "钱某", made / "run")
    again.take(read.sendings)
    assert (again.added, again.known, again.findings) == (0, 4, [])
    assert {path: path.read_bytes() for path in cases.rglob("*") if path.is_file()} == before

    (row,) = load_case(folders["wuhan"]).communications
    assert (row.effect, row.channel, row.tracking) == ("催告函", "快递", "EX1CN")
    assert (row.sent_on, row.pay_by) == (dt.date(2026, 11, 22), dt.date(2026, 11, 28))
    copy = folders["wuhan"] / row.file[0]
    assert copy.read_bytes() == (made / "run/cases/wuhan/papers/02-催告函.pdf").read_bytes()
    two = load_case(folders["two"]).communications
    assert {(one.counterparty, one.tracking) for one in two} == {
        ("北京庚有限公司", "1234567890123"),
        ("张某", "987654321012"),
    }
    (entry,) = read_journal(folders["wuhan"])
    assert (entry.event, entry.who, entry.at) == ("sent", "赵某", dt.date(2026, 11, 22))
    assert not check_journal(folders["two"])


def test_a_mail_gets_no_file_that_would_prove_its_arrival(
    filled: Callable[..., FilledList], copied: Callable[[str], Path], made: Path
) -> None:
    folder = copied("cases") / "mail"
    work = Recording({"mail": folder}, "赵某", made / "run")
    work.take(filled(杭州戊有限公司=(None, "2026-11-22")).sendings)
    (row,) = load_case(folder).communications
    assert (row.channel, row.file) == ("电子邮件", ())


@pytest.mark.parametrize("day", ["2026/11/5", "2026年11月5日", "2026.11.05", " 2026-11-05 "])
def test_a_day_is_read_as_people_type_it(filled: Callable[..., FilledList], day: str) -> None:
    read = filled(武汉乙食品有限公司=("EX1CN", day))
    (finding,) = read.findings
    assert "寄出日期 2026-11-05 早于函件的日期" in finding.message


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (("EX1CN", "05/11/2026"), "不是日期"),
        (("EX1CN", None), "没有填寄出日期"),
        ((None, "2026-11-22"), "没有填运单号"),
        (("EX1CN", "昨天"), "不是日期"),
        (("EX1CN", "2026-11-27"), "晚于今天"),
        (("EX1CN", "2026-11-20"), "早于函件的日期"),
        ((1234567890123456789, "2026-11-22"), "不完整"),
    ],
)
def test_a_row_that_cannot_be_right_is_not_taken(
    filled: Callable[..., FilledList], cells: tuple[object, object], what: str
) -> None:
    read = filled(武汉乙食品有限公司=cells)
    assert read.sendings == ()
    (finding,) = read.findings
    assert finding.code == "LD-DISPATCH-ROW"
    assert what in finding.message
    assert finding.where.startswith("filled.xlsx:")


def test_one_number_is_one_parcel(filled: Callable[..., FilledList]) -> None:
    read = filled(
        武汉乙食品有限公司=("EX1CN", "2026-11-22"), 北京庚有限公司=("EX1CN", "2026-11-22")
    )
    assert read.sendings == ()
    assert len(read.findings) == 2
    assert read.waiting == 6


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("案件,函件\n", encoding="utf-8")
    with pytest.raises(InputError, match="不是寄件清单"):
        read_list(tmp_path / "a.csv", TODAY)
    with pytest.raises(InputError, match="找不到或打不开"):
        read_list(tmp_path / "none.xlsx", TODAY)


def parcel(**changed: object) -> Sending:
    fields = {
        "where": "l.xlsx:2", "case": "wuhan", "kind": "催告函", "paper": "demand_letter",
        "to": "武汉乙食品有限公司", "channel": Channel.COURIER, "pay_by": "2026-11-28",
        "sha256": "0" * 64, "tracking": "EX1CN", "sent_on": dt.date(2026, 11, 22),
    }  # fmt: skip
    return Sending(**{**fields, **changed})  # type: ignore[arg-type]


def test_a_case_that_fails_harms_no_other(copied: Callable[[str], Path], made: Path) -> None:
    cases = copied("cases")
    (cases / "active/case.yaml").write_text("parties: [", encoding="utf-8")
    work = Recording({name: cases / name for name in ("wuhan", "active")}, "赵某")
    work.take([parcel(case="none"), parcel(case="active"), parcel(paper="none"), parcel()])
    assert [one.code for one in work.findings] == ["LD-DISPATCH-ROW"] * 3
    assert work.added == 1
    # The run has no such letter any more: nothing is written.
    before = (cases / "wuhan/case.yaml").read_bytes()
    other = Recording({"wuhan": cases / "wuhan"}, "赵某", made / "run")
    other.take([parcel(tracking="EX2CN")])
    assert "已经没有寄出的这一份" in other.findings[0].message
    assert (cases / "wuhan/case.yaml").read_bytes() == before
    assert not (cases / "wuhan/communications").exists()


def test_a_copy_is_not_written_through_a_link(
    copied: Callable[[str], Path], made: Path, tmp_path: Path
) -> None:
    cases, elsewhere = copied("cases"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (cases / "wuhan/communications").symlink_to(elsewhere)
    work = Recording({"wuhan": cases / "wuhan"}, "赵某", made / "run")
    letter = (made / "run/cases/wuhan/papers/02-催告函.pdf").read_bytes()
    work.take([parcel(sha256=hashlib.sha256(letter).hexdigest())])
    assert [one.code for one in work.findings] == ["LD-DISPATCH-ROW"]
    assert list(elsewhere.iterdir()) == []


def test_a_notice_that_stands_elsewhere_is_noted_in_the_journal_alone(
    copied: Callable[[str], Path],
) -> None:
    folder = copied("cases") / "wuhan"
    work = Recording({"wuhan": folder}, "赵某")
    work.take([parcel(kind="抵销通知书", paper="set_off_notice")])
    assert [one.code for one in work.findings] == ["LD-DISPATCH-BY-HAND"]
    assert load_case(folder).communications == ()
    (entry,) = read_journal(folder)
    assert entry.what == "抵销通知书，致武汉乙食品有限公司"
