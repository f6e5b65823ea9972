"""Files found for a row by the number in their names."""

from __future__ import annotations

import stat
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.case.reading import load_case
from legaldocs.core.errors import InputError
from legaldocs.importing.originals import Numbers, Target
from legaldocs.importing.record import CaseKey

from .exports import HEAD, ROW, book, debts, imported, tree
from .test_cases import WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

NAME = ROW[0]
FOLDER = f"HT-1-{NAME}"
A, B = CaseKey("", "a", "1"), CaseKey("", "b", "2")


def numbers(*found: tuple[CaseKey, str, str]) -> Numbers:
    return Numbers(Target(*one) for one in found)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("HT-1.pdf", "HT-1"),
        ("ht-1 合同扫描件.PDF", "HT-1"),
        ("合同ＨＴ－１.pdf", "HT-1"),
        ("HT－1(2).pdf", "HT-1"),
        ("HT-10.pdf", "HT-10"),
        ("HT-10附件.pdf", "HT-10"),
        ("HT_2026_001_签字.pdf", "HT-2026-001"),
        ("沪销字[2026]12号合同.pdf", "沪销字〔2026〕12号"),
        ("HT-2026-001 发票24322000000012345678.pdf", "24322000000012345678"),
        ("7.pdf", "7"),
    ],
)
def test_a_number_is_found_in_a_name(name: str, number: str) -> None:
    found = numbers(
        (A, "contracts", "HT-1"), (B, "contracts", "HT-10"), (A, "contracts", "HT-2026-001"),
        (A, "invoices", "24322000000012345678"), (B, "contracts", "沪销字〔2026〕12号"),
        (B, "deliveries", "7"),
    ).of(name)  # fmt: skip
    assert isinstance(found, Target)
    assert found.number == number


@pytest.mark.parametrize(
    "name",
    ["HT-11.pdf", "HT-1-2.pdf", "HT-1.2.pdf", "AHT-1.pdf", "2025-HT-1.pdf", "HT1a.pdf", "第7页.pdf",
     "HT-2026-0011.pdf", "HT-20260-01.pdf", "HT-2026001.pdf", "合同.pdf", ".pdf"],
)  # fmt: skip
def test_a_number_inside_another_is_not_found(name: str) -> None:
    known = numbers(
        (A, "contracts", "HT-1"), (B, "contracts", "HT-2026-001"), (B, "deliveries", "7")
    )
    assert known.of(name) == "文件名里没有任何一行的编号"


def test_a_name_with_the_numbers_of_two_rows_belongs_to_none() -> None:
    known = numbers((A, "contracts", "HT-1"), (B, "contracts", "HT-22"), (A, "deliveries", "HT-22"))
    for name in ("HT-1、HT-22.pdf", "HT-22.pdf"):
        assert "可能属于几行" in str(known.of(name))


@given(
    st.from_regex(r"[A-Z]{2}-[0-9]{1,5}", fullmatch=True),
    st.from_regex("[0-9]{1,3}", fullmatch=True),
)
def test_a_number_never_takes_the_file_of_a_longer_one(number: str, more: str) -> None:
    known = numbers((A, "contracts", number))
    assert isinstance(known.of(f"{number}.pdf"), Target)
    assert not isinstance(known.of(f"{number}{more}.pdf"), Target)
    assert not isinstance(known.of(f"{number}-{more}.pdf"), Target)


def folder(tmp_path: Path, *names: str) -> Path:
    root = tmp_path / "扫描"
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode())
        (root / name).chmod(stat.S_IRUSR)
    return root


def test_files_are_copied_into_the_case_and_written_beside_the_fact(tmp_path: Path) -> None:
    root = folder(tmp_path, "HT-1合同.pdf", "送货/CK-1.jpg", "CK-1 背面.jpg",
                  "26322000000000000001.pdf", "回单LS-1.pdf", "其他.pdf")  # fmt: skip
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    file = book(tmp_path / "a.xlsx", WORKBOOK)
    done = imported(tmp_path, file, originals=root)
    made = load_case(tmp_path / "out" / FOLDER)
    assert made.contracts[0].file == ("contracts/HT-1合同.pdf",)
    assert made.deliveries[0].file == ("deliveries/CK-1 背面.jpg", "deliveries/送货/CK-1.jpg")
    assert made.invoices[0].file == ("invoices/26322000000000000001.pdf",)
    assert made.payments[0].file == ("payments/回单LS-1.pdf",)
    copied = tmp_path / "out" / FOLDER / "deliveries" / "送货" / "CK-1.jpg"
    assert copied.read_bytes() == "送货/CK-1.jpg".encode()
    assert [one.name for one in done.unmatched] == ["其他.pdf"]
    assert [f.where for f in done.findings if f.code == "LD-IMPORT-FILE"] == ["其他.pdf"]
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    again = tree(tmp_path / "out")
    assert imported(tmp_path, file, originals=root, update=True).unchanged == 1
    assert tree(tmp_path / "out") == again


def test_a_file_that_comes_later_is_shown_and_added_where_asked(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    root = folder(tmp_path, "HT-1合同.pdf")
    assert imported(tmp_path, file, originals=root).changed == [FOLDER]
    assert not (tmp_path / "out" / FOLDER / "contracts").exists()
    assert imported(tmp_path, file, originals=root, update=True).updated == [FOLDER]
    assert load_case(tmp_path / "out" / FOLDER).contracts[0].file == ("contracts/HT-1合同.pdf",)
    assert (tmp_path / "out" / FOLDER / "contracts" / "HT-1合同.pdf").is_file()
    assert imported(tmp_path, file, originals=root).unchanged == 1


def test_several_originals_that_come_later_are_left_to_a_person(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    root = folder(tmp_path, "HT-1合同.pdf", "HT-1附件.pdf")
    before = tree(tmp_path / "out")
    for _ in range(3):
        done = imported(tmp_path, file, originals=root, update=True)
        assert (done.changed, done.updated, done.matched) == ([FOLDER], [], [])
        assert tree(tmp_path / "out") == before
    (said,) = (f for f in done.findings if f.code == "LD-IMPORT-CHANGED")
    assert "不能自动写进去" in said.message
    assert said.next_step.endswith("写上 file: [contracts/HT-1合同.pdf, contracts/HT-1附件.pdf]")
    case = tmp_path / "out" / FOLDER / "case.yaml"
    written = "file: [contracts/HT-1合同.pdf, contracts/HT-1附件.pdf]"
    text = case.read_text(encoding="utf-8").replace("    price:", f"    {written}\n    price:")
    case.write_text(text, encoding="utf-8")
    imported(tmp_path, file, originals=root, update=True)
    assert case.read_text(encoding="utf-8") == text
    assert imported(tmp_path, file, originals=root, update=True).unchanged == 1


def test_one_more_original_never_replaces_the_one_that_is_there(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    root = folder(tmp_path, "HT-1合同.pdf")
    imported(tmp_path, file, originals=root)
    (root / "HT-1合同.pdf").unlink()
    folder(tmp_path, "HT-1附件.pdf")
    before = tree(tmp_path / "out")
    for _ in range(2):
        assert imported(tmp_path, file, originals=root, update=True).changed == [FOLDER]
        assert tree(tmp_path / "out") == before


@pytest.mark.parametrize(
    "name",
    ["HT-1 扫描?.txt", "HT-1: 合同.pdf", unicodedata.normalize("NFD", "HT-1 é.pdf"),
     "aux/HT-1.pdf", f"HT-1{'长' * 60}.pdf"],
)  # fmt: skip
def test_an_original_that_comes_later_is_written_under_its_stored_name(
    tmp_path: Path, name: str
) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    root = folder(tmp_path, name)
    done = imported(tmp_path, file, originals=root, update=True)
    (stored,) = load_case(tmp_path / "out" / FOLDER).contracts[0].file
    assert (tmp_path / "out" / FOLDER / stored).read_bytes() == name.encode()
    assert done.matched == [(name, f"{FOLDER}/{stored}")]
    assert imported(tmp_path, file, originals=root, update=True).unchanged == 1
    (tmp_path / "fresh").mkdir()
    imported(tmp_path / "fresh", file, originals=root)
    assert load_case(tmp_path / "fresh" / "out" / FOLDER).contracts[0].file == (stored,)


@pytest.mark.parametrize(("there", "update"), [(b"HT-1.pdf", True), (b"other", False)])
def test_a_file_that_is_there_is_taken_only_where_it_is_the_original(
    tmp_path: Path,
    there: bytes,
    update: bool,  # noqa: FBT001
) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    root = folder(tmp_path, "HT-1.pdf")
    path = tmp_path / "out" / FOLDER / "contracts" / "HT-1.pdf"
    path.parent.mkdir()
    path.write_bytes(there)
    done = imported(tmp_path, file, originals=root, update=True)
    assert path.read_bytes() == there
    assert bool(load_case(tmp_path / "out" / FOLDER).contracts[0].file) is update
    said = next(f for f in done.findings if f.code == "LD-IMPORT-CHANGED")
    assert ("内容不同" in said.next_step) is not update


def test_names_that_some_systems_do_not_tell_apart_are_left_to_a_person(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file)
    root = folder(tmp_path, "HT-1 a.pdf", "HT-1 A.pdf")
    done = imported(tmp_path, file, originals=root, update=True)
    said = next(f for f in done.findings if f.code == "LD-IMPORT-CHANGED")
    assert "只差大小写" in said.next_step
    assert load_case(tmp_path / "out" / FOLDER).contracts[0].file == ()


def test_a_file_of_a_row_that_was_given_back_is_said_to_be_its(tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    for name in ("HT-2.pdf", "别的.pdf"):
        (scans / name).write_bytes(b"2")
    file = debts(tmp_path, ROW, [NAME, "HT-2", "约五万", "2026-06-30"])
    done = imported(tmp_path, file, originals=scans)
    assert [(one.name, one.why) for one in done.unmatched] == [
        ("HT-2.pdf", "它的那一行退回了"),
        ("别的.pdf", "文件名里没有任何一行的编号"),
    ]


def test_a_file_of_a_case_of_before_is_no_stranger(tmp_path: Path) -> None:
    """As when the corrected rows alone are imported, with the same folder of scans."""
    scans = tmp_path / "scans"
    scans.mkdir()
    for name in ("HT-1.pdf", "HT-2.pdf"):
        (scans / name).write_bytes(name.encode())
    imported(tmp_path, debts(tmp_path, ROW), originals=scans)
    before = tree(tmp_path / "out" / FOLDER)
    other = debts(tmp_path, [NAME, "HT-2", 5, "2026-06-30"])
    done = imported(tmp_path, other, originals=scans)
    assert ([name for name, _ in done.matched], done.unmatched) == (["HT-2.pdf"], [])
    assert done.there == 1
    (scans / "HT-1 另一页.pdf").write_bytes(b"more")
    done = imported(tmp_path, other, originals=scans)
    (left,) = done.unmatched
    assert left.name == "HT-1 另一页.pdf"
    assert f"是以前的案件“{FOLDER}”的" in left.why
    assert tree(tmp_path / "out" / FOLDER) == before


def test_links_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    root = folder(tmp_path, ".HT-1.pdf", "~$HT-1.docx", "内部/x.txt")
    (root / "HT-1.pdf").symlink_to(tmp_path / "us.yaml")
    done = imported(tmp_path, debts(tmp_path, ROW, head=HEAD), originals=root)
    assert (done.matched, [one.name for one in done.unmatched]) == ([], ["内部/x.txt"])


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个文件夹"):
        imported(tmp_path, debts(tmp_path, ROW), originals=tmp_path / "none")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(InputError, match="给出的是一个文件"):
        imported(tmp_path, debts(tmp_path, ROW))
