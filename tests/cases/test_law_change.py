"""One value of the law changes: which papers change with it, and that no other byte does."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import legaldocs.law
from legaldocs.job import build
from legaldocs.law.lawbook import LawBook
from legaldocs.render.compare_text import read_docx
from tests.volume.made import one_page

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.date(2026, 6, 15)

CASE = """
contracts:
  - price: 1000.00
    due_on: 2026-03-01
    file: c.pdf
procedure:
  debtor_court: 武汉市江夏区人民法院
  no_counter_duty: 是
  no_other_dispute: 是
  preservation:
    court: 武汉市江夏区人民法院
    urgency: 债务人正在转移设备
    assets:
      - {kind: 银行存款, description: 某行某账号, definite: 是}
    security: {kind: 现金, provider: 苏州甲设备有限公司, amount: 2000.00}
settlement:
  instalments:
    - {due_on: 2026-07-15, amount: 1000.00}
"""

LETTER, ORDER, HOLD = "02-催告函", "05-支付令申请书", "06-诉前财产保全申请书"
AGREEMENT, WORKING = "08-还款协议", "10-利息计算表"
TOLD = frozenset({"SUMMARY.md", "summary.json"})
HASHED = frozenset(
    {"bag-info.txt", "seal/statement.json"}
    | {f"{tag}manifest-{name}.txt" for tag in ("", "tag") for name in ("sha256", "sha512")}
)
"""Files of the bundle that state the sizes and hashes of the other files."""


@pytest.fixture
def lower(tmp_path: Path) -> LawBook:
    """Return the law with the one-year LPR of 2025-05-20 lowered from 3.00 to 2.90."""
    data = Path(legaldocs.law.__file__).parent / "data"
    folder = Path(shutil.copytree(data, tmp_path / "law"))
    path = folder / "rates" / "lpr_1y.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("2025-05-20: {value: 3.00") == 1
    path.write_text(text.replace("2025-05-20: {value: 3.00", "2025-05-20: {value: 2.90"), "utf-8")
    return LawBook(folder)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changed(case: Path, book: LawBook, other: LawBook, out: Path) -> set[str]:
    """Return the files that differ between two builds of one case by two laws."""
    before = hashes(build(case, as_of=DAY, book=book, out=out / "before").folder)
    after = hashes(build(case, as_of=DAY, book=other, out=out / "after").folder)
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


def papers(*names: str) -> set[str]:
    """Return the files of papers, beside the summary and in the bundle."""
    return {
        f"{place}papers/{name}{suffix}"
        for place in ("", "bundle/data/")
        for name in names
        for suffix in (".docx", ".pdf")
    }


def test_without_a_term_the_papers_that_state_the_charge_change_and_no_other_byte(
    write_case: Callable[..., Path], book: LawBook, lower: LawBook, tmp_path: Path
) -> None:
    """The order asks for principal alone, and the agreement reserves the charge: both stay."""
    folder = write_case(CASE, {"c.pdf": one_page()})
    found = changed(folder, book, lower, tmp_path)
    assert {f"papers/{title}.pdf" for title in (ORDER, AGREEMENT)} <= hashes(
        tmp_path / "before"
    ).keys()
    derived = {f"bundle/{name}" for name in HASHED}
    trace = {"bundle/metadata/trace.json"}
    assert found - derived == papers(LETTER, HOLD, WORKING) | TOLD | trace
    letter = "".join(read_docx((tmp_path / f"after/papers/{LETTER}.docx").read_bytes()).lines)
    assert "12.63" in letter  # 1,000 × 2.90% × 1.5 × 106 ÷ 365
    assert "13.07" not in letter


def test_an_agreement_that_fixes_the_charge_changes_with_it(
    write_case: Callable[..., Path], book: LawBook, lower: LawBook, tmp_path: Path
) -> None:
    """Its parts add up to one of the two sums only, so by the other law it is refused."""
    fixed = CASE.replace("amount: 1000.00}\n", "amount: 1013.07}\n  late_charge: 确定\n")
    folder = write_case(fixed, {"c.pdf": one_page()})
    only = ("还款协议",)
    made = build(folder, as_of=DAY, book=book, out=tmp_path / "a", only=only)
    assert [paper.title for paper in made.choice.made] == ["还款协议"]
    other = build(folder, as_of=DAY, book=lower, out=tmp_path / "b", only=only)
    assert [finding.code for finding in other.choice.refused[0].findings] == ["LD-SET-SUM"]


def test_with_an_agreed_rate_only_the_comparison_on_the_screen_changes(
    write_case: Callable[..., Path], book: LawBook, lower: LawBook, tmp_path: Path
) -> None:
    """No paper prints the LPR it did not use; the bundle is the same to the byte."""
    term = "    late_payment: {rate: 0.05%/day, clause: 第八条}\n"
    folder = write_case(CASE.replace("    file: c.pdf\n", f"    file: c.pdf\n{term}"),
                        {"c.pdf": one_page()})  # fmt: skip
    assert changed(folder, book, lower, tmp_path) == set(TOLD)
