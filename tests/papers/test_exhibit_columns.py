"""原件或复印件, 份数 and 来源 in the catalogue: as the rows say, and only where one says it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.core.errors import LegaldocsError
from legaldocs.job import build

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 11, 21)
CASE = """
parties:
  - {role: 债权人, name: 苏州甲设备有限公司}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市某路1号}
contracts:
  - {price: 100.00, due_on: 2026-06-30, file: a.txt%s}
deliveries:
  - {number: S1, delivered_on: 2026-06-01, amount: 60.00, file: b.txt%s}
  - {number: S2, delivered_on: 2026-06-01, amount: 40.00, file: b.txt%s}
"""


def catalogue(folder: Path, *said: str) -> str:
    """Return the text of the catalogue, without its spaces and line breaks."""
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("文字", encoding="utf-8")
    (folder / "case.yaml").write_text(CASE % said, encoding="utf-8")
    made = build(folder, as_of=DAY)
    reader = PdfReader(made.folder / "volume" / "证据目录.pdf")
    return "".join(page.extract_text() for page in reader.pages).translate({10: None, 32: None})


def test_what_no_row_says_has_no_column(tmp_path: Path) -> None:
    text = catalogue(tmp_path / "case", "", "", "")
    assert "份数" not in text
    assert "复印件" not in text
    assert "双方签订" in text


def test_what_a_row_says_is_printed(tmp_path: Path) -> None:
    said = ", handed_in: 原件, copies: 3, source: 债务人邮寄", ", handed_in: 复制件", ""
    text = catalogue(tmp_path / "case", *said)
    assert "份数" in text
    assert "电子数据原件3债务人邮寄双方订立合同" in text
    assert "双方签订" not in text
    assert "电子数据复印件债权人制作" in text


def test_rows_that_contradict_each_other_are_both_printed(tmp_path: Path) -> None:
    said = "", ", handed_in: 原件, copies: 1", ", handed_in: 复印件, copies: 2"
    text = catalogue(tmp_path / "case", *said)
    assert "原件、复印件" in text
    assert "1、2" in text


@pytest.mark.parametrize("said", [", handed_in: 照片", ", copies: 两份"])
def test_another_word_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(LegaldocsError):
        catalogue(tmp_path / "case", said, "", "")
