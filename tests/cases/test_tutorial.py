"""docs/tutorial.md, followed word for word: its case gives the figures and papers it promises."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs import cli
from legaldocs.case.reading import load_case
from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from legaldocs.examine import Choice

PAGE = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "恒达货款"
    assert cli.run(["new", str(made)]) == 0
    for name in ("contracts/合同.pdf", "payments/回单.pdf", "communications/签收.jpg"):
        (made / name).write_bytes(b"1")
    (made / "case.yaml").write_text(block("case"), encoding="utf-8")
    return made


def chosen(folder: Path, day: dt.date) -> Choice:
    matter, findings = examine(load_case(folder), day, packaged())
    return choose(matter, findings)


def test_check_says_what_the_page_shows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(folder), "--as-of", "2026-11-25"]) == 0
    said = capsys.readouterr().out
    for line in block("check").splitlines():
        assert line in said


def test_the_working_on_the_page_is_that_of_the_ledger(folder: Path) -> None:
    matter, _ = examine(load_case(folder), dt.date(2026, 11, 25), packaged())
    runs = [run for part in matter.claim.accounts[0].instalments for run in part.runs]
    assert [(run.days, run.amount) for run in runs] == [(9, 450), (139, 5560)]


def test_without_the_originals_there_is_a_letter_and_no_list(folder: Path) -> None:
    text = "".join(line for line in block("case").splitlines(keepends=True) if "file:" not in line)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    made = [draft.title for draft in chosen(folder, dt.date(2026, 11, 25)).made]
    assert made == ["催告函", "利息计算表"]


def test_without_proof_of_arrival_no_warning_is_due(folder: Path) -> None:
    text = "".join(row for row in block("sent").splitlines(keepends=True) if "proof" not in row)
    (folder / "case.yaml").write_text(block("case") + text, encoding="utf-8")
    made = [draft.title for draft in chosen(folder, dt.date(2026, 12, 3)).made]
    assert "警告函" not in made


def test_after_the_letter_arrived_and_its_day_passed_a_warning_is_due(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in block("journal").splitlines():
        words = line.replace("恒达货款", str(folder)).split()[2:]
        assert cli.run(words) == 0
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    assert text == block("case") + "\n" + block("sent")
    made = [draft.title for draft in chosen(folder, dt.date(2026, 12, 1)).made]
    assert not {"催告函", "警告函"} & set(made)
    made = [draft.title for draft in chosen(folder, dt.date(2026, 12, 3)).made]
    figures, papers = block("next").splitlines()
    assert papers == f"已生成 {len(made)} 份文书：{'、'.join(made)}"
    assert cli.run(["check", str(folder), "--as-of", "2026-12-03"]) == 0
    assert figures in capsys.readouterr().out
