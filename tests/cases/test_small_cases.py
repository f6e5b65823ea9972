"""Cases as a user meets them: the shortest one, hostile ones, and ones that must not be built."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

import legaldocs
from legaldocs import cli
from legaldocs.core.errors import CaseError
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.render.compare_text import read_docx, read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 11, 21)
SHORTEST = "contracts:\n  - price: 100000.00\n    due_on: 2026-06-30\n"


def words(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


def test_the_shortest_path_gives_the_letter_due_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert cli.run(["new", str(folder)]) == 0
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    for placeholder, fact in (
        ("请填写案件名称", "乙公司欠款"),
        ("请填写债权人全称", "苏州甲公司"),
        ("请填写债务人全称", "武汉乙公司"),
        ("请填写合同名称", "买卖合同"),
        ("请填写合同价款", "100000.00"),
        ("请填写付款到期日", "2026-06-30"),
    ):
        text = text.replace(placeholder, fact)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    assert cli.run(["build", str(folder), "--as-of", "2026-11-21"]) == 0
    out = folder / "build" / "2026-11-21"
    assert (out / "papers" / "02-催告函.pdf").exists()
    letter = words(read_docx((out / "papers" / "02-催告函.docx").read_bytes()).lines)
    assert "苏州甲公司" in letter
    assert "武汉乙公司" in letter
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    refused = {
        refusal["title"]: refusal["reasons"][0]["next_step"] for refusal in summary["refused"]
    }
    assert set(refused) >= {"支付令申请书", "诉前财产保全申请书", "还款协议", "证据目录"}
    assert all(refused.values())
    codes = {finding["code"] for finding in summary["findings"]}
    assert {"LD-PROOF-NONE", "LD-PARTY-NO-CODE", "LD-PARTY-ADDRESS"} <= codes
    assert "结果在" in capsys.readouterr().out


def test_the_python_interface_does_the_same_without_a_terminal(
    write_case: Callable[..., Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write_case(SHORTEST)
    case = legaldocs.load_case(folder)
    assert case.debtor.name == "武汉乙食品有限公司"
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out")
    assert DEMAND in [draft.paper for draft in made.choice.made]
    assert made.summary["figures"]["principal"] == "100000.00"
    verdict = legaldocs.verify(made.folder / "bundle")
    assert verdict.ok
    assert verdict.integrity.status == "ok"
    assert verdict.signature.status == "absent"
    assert capfd.readouterr() == ("", "")


HOSTILE = "A&B<公司>{{7*7}}"


@pytest.mark.parametrize(
    "name", [HOSTILE, "{% for x in y %}甲", "甲'乙\"丙", "#{x}${y}<!--", "]]>甲"]
)
def test_a_hostile_name_prints_verbatim(
    write_case: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    quoted = name.replace("'", "''")
    parties = (
        f"\nparties:\n  - {{role: 债权人, name: 甲公司}}\n  - role: 债务人\n    name: '{quoted}'\n"
    )
    folder = write_case(SHORTEST, parties=parties)
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out")
    place = made.folder / "papers" / "02-催告函"
    assert name.replace(" ", "") in words(read_docx(place.with_suffix(".docx").read_bytes()).lines)
    assert name.replace(" ", "") in words(read_pdf(place.with_suffix(".pdf").read_bytes()))
    summary = json.loads((made.folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["debtor"] == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("contracts:\n  - price: 1\n    due_on: 2026-02-30\n", 1),
        ("contracts:\n\t- price: 1\n", 2),
        ("contracts:\n  - price: 1\n    prise: 2\n", 1),
        ("contracts:\n  - price: -1\n", 1),
        ("contracts:\n  - price: 1\nparties: []\n", 2),
    ],
)
def test_bad_input_writes_nothing_and_loses_nothing(
    write_case: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    text: str,
    code: int,
) -> None:
    folder = write_case(text, {"contracts/a.pdf": b"original"})
    before = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    assert cli.run(["build", str(folder), "--as-of", "2026-11-21"]) == code
    shown = capsys.readouterr()
    assert "case.yaml:" in shown.out + shown.err
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == before
    assert (folder / "contracts/a.pdf").read_bytes() == b"original"


def test_errors_block_only_what_they_concern(
    write_case: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file named but missing stops the court papers, not the letter; the exit code says so."""
    folder = write_case(SHORTEST + "    file: contracts/missing.pdf\n")
    assert cli.run(["build", str(folder), "--as-of", "2026-11-21"]) == 1
    shown = capsys.readouterr().out
    assert "LD-FILE-MISSING" in shown
    assert (folder / "build/2026-11-21/papers/02-催告函.docx").exists()
    assert not (folder / "build/2026-11-21/volume").exists()


def test_an_overpaid_debt_makes_no_paper_with_figures(write_case: Callable[..., Path]) -> None:
    folder = write_case(SHORTEST + "payments:\n  - {paid_on: 2026-06-01, amount: 100000.01}\n")
    made = legaldocs.build(folder, as_of=DAY)
    assert not made.ok
    assert made.choice.made == ()
    assert "LD-SUM-OVERPAID" in {finding.code for finding in made.findings}


def test_a_case_that_does_not_read_raises_with_every_finding(
    write_case: Callable[..., Path],
) -> None:
    with pytest.raises(CaseError) as caught:
        legaldocs.build(write_case("contracts:\n  - price: x\n    due_on: y\n"), as_of=DAY)
    assert len(caught.value.findings) == 2


def test_unclaimed_files_are_in_the_bundle_and_reported(write_case: Callable[..., Path]) -> None:
    folder = write_case(SHORTEST, {"other/note.txt": b"1"})
    made = legaldocs.build(folder, as_of=DAY)
    assert (made.folder / "bundle/data/originals/other/note.txt").read_bytes() == b"1"
    index = json.loads((made.folder / "bundle/metadata/index.json").read_text(encoding="utf-8"))
    assert [exhibit["title"] for exhibit in index["exhibits"]] == ["未归类材料"]
    assert "LD-FILE-UNCLAIMED" in {finding.code for finding in made.findings}
