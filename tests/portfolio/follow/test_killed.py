"""A run that was killed while it wrote a case loses nothing, and nobody is said to have edited."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.reading import load_case
from legaldocs.cli import run
from legaldocs.portfolio import closing
from legaldocs.portfolio.follow import making, update
from legaldocs.portfolio.store import opened
from tests.portfolio.follow.made_books import OWED, PAID, TWO, case_of, made
from tests.portfolio.ledgers import WANG, YI, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.portfolio.place import BookFolder

SK1 = [YI, "SK1", "2026-07-10", 400, "AR1"]
SK2 = [YI, "SK2", "2026-09-10", 100, "AR2"]


class Killed(BaseException):
    """What no program catches."""


def killed(book: BookFolder, of: Any, name: str, at: int) -> None:
    """Run, and end it where it calls something for the ``at``-th time."""
    left = [at]
    real: Callable[..., Any] = getattr(of, name)

    def call(*words: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise Killed
        return real(*words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of, name, call)
        with pytest.raises(Killed):
            case_of(book)


def payments(folder: Path) -> list[str]:
    return [row.reference for row in load_case(folder).payments]


def bounce(book: BookFolder) -> None:
    with opened(book) as store:
        closing.close(store, "回款", "SK2", dt.date(2026, 9, 11), "退票", WANG)


# What is written: the memory, the case file, the memory, the page of gaps.
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_case_file_that_a_killed_run_wrote_is_the_books(tmp_path: Path, at: int) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, SK1])
    (case,) = case_of(book)
    take(book, 回款=[PAID, SK1, SK2])
    killed(book, update, "write_whole", at)
    bounce(book)  # the facts are again those of before
    (again,) = case_of(book)
    assert again.findings == []
    assert payments(case.folder) == ["SK1"]
    assert case_of(book)[0].became == "没有变化"


def test_what_was_written_before_the_book_was_is_the_books(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, SK1])
    (case,) = case_of(book)
    take(book, 回款=[PAID, SK1, SK2])
    killed(book, making._Making, "_add_items", 1)
    assert payments(case.folder) == ["SK1", "SK2"]
    bounce(book)
    (again,) = case_of(book)
    assert (again.became, again.findings) == ("已更新", [])
    assert payments(case.folder) == ["SK1"]


def test_a_new_case_of_a_killed_run_is_taken_over_and_brought_up_to_date(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, SK1])
    killed(book, making._Making, "_add_items", 1)
    take(book, 回款=[PAID, SK1, SK2])
    (case,) = case_of(book)
    assert (case.became, case.findings) == ("新建", [])
    assert [path.name for path in (book.path / "cases").iterdir()] == [YI]
    assert payments(case.folder) == ["SK1", "SK2"]
    assert case_of(book)[0].became == "没有变化"


def test_a_folder_that_a_person_worked_on_or_copied_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, SK1])
    killed(book, making._Making, "_add_items", 1)
    left = book.path / "cases" / YI / "case.yaml"
    left.write_text(left.read_text(encoding="utf-8") + "# 核对过\n", encoding="utf-8")
    before = left.read_bytes()
    for command in (["case", YI, "--as-of", "2026-11-26"], ["follow"]):
        capsys.readouterr()
        words = ["book", *command, "--by", "王某", "--book", str(book.path)]
        assert run([*words, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["findings"]
        (stray,) = [one for one in found if one["code"] == "LD-FOLLOW-STRAY"]
        assert (
            f"有 1 个案件文件夹不在账册里，是中途被终止的一次留下的，或者是人复制的（{YI} 等）"
            in (stray["message"])
        )
        assert run(words) == 0
        assert "LD-FOLLOW-STRAY" in capsys.readouterr().out
    assert left.read_bytes() == before
    assert len([*(book.path / "cases").iterdir()]) == 2


def test_the_folder_of_other_receivables_is_not_taken_over(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    killed(book, making._Making, "_add_items", 1)
    with opened(book) as store:
        for number in ("AR1", "AR2"):
            closing.close(store, "应收", number, dt.date(2026, 9, 11), "以货抵清", WANG)
    take(book, 应收=[OWED, [YI, "AR3", "HT-3", 70, "2026-09-30", "F3", "2026-08-30"]])
    (case,) = case_of(book)
    assert case.folder.name != YI
