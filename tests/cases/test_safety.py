"""What a build must never destroy, disclose or claim."""

from __future__ import annotations

import datetime as dt
import os
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

import legaldocs
from legaldocs import cli
from legaldocs.case.reading import load_case
from legaldocs.core.errors import InputError
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged
from legaldocs.render.compare_text import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.date(2026, 11, 21)
CASE = "contracts:\n  - {price: 100.00, due_on: 2026-06-30, file: contracts/a.txt}\n"
FILES = {"contracts/a.txt": b"contract"}


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("place", [".", "contracts", ".."])
def test_replace_never_touches_the_case_or_what_holds_it(
    write_case: Callable[..., Path], place: str
) -> None:
    folder = write_case(CASE, FILES)
    (folder.parent / "precious.txt").write_bytes(b"1")
    before = everything(folder.parent)
    with pytest.raises(InputError, match="案件文件夹"):
        legaldocs.build(folder, as_of=DAY, out=folder / place, replace=True)
    assert everything(folder.parent) == before


def test_replace_takes_only_the_place_of_an_earlier_build(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_case(CASE, FILES)
    other = tmp_path / "precious"
    other.mkdir()
    (other / "file.txt").write_bytes(b"1")
    with pytest.raises(InputError, match="不是以前生成的结果"):
        legaldocs.build(folder, as_of=DAY, out=other, replace=True)
    assert everything(other) == {"file.txt": b"1"}
    out = tmp_path / "out"
    for _ in range(2):
        legaldocs.build(folder, as_of=DAY, out=out, replace=True, only=["催告函"])
    (out / "我的笔记.txt").write_bytes(b"1")
    with pytest.raises(InputError, match="另有其他文件"):
        legaldocs.build(folder, as_of=DAY, out=out, replace=True)
    assert (out / "我的笔记.txt").exists()


def test_a_signed_bundle_is_never_replaced(write_case: Callable[..., Path], tmp_path: Path) -> None:
    folder = write_case(CASE, FILES)
    legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", only=["催告函"])
    (tmp_path / "out" / "bundle" / "seal" / "statement.p7s").write_bytes(b"signature")
    before = everything(tmp_path / "out")
    with pytest.raises(InputError, match="已经签名"):
        legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", replace=True)
    assert everything(tmp_path / "out") == before


def test_earlier_results_internal_notes_and_litter_are_no_evidence(
    write_case: Callable[..., Path],
) -> None:
    litter = {"Thumbs.db": b"", "case.yaml.bak": b"", "internal/意见.txt": b"secret"}
    folder = write_case(CASE, {**FILES, **litter})
    legaldocs.build(folder, as_of=DAY, out=folder / "结果1", only=["催告函"])
    made = legaldocs.build(folder, as_of=DAY, out=folder / "结果2", only=["催告函"])
    originals = made.folder / "bundle" / "data" / "originals"
    assert everything(originals) == {"contracts/a.txt": b"contract"}
    assert "LD-FILE-UNCLAIMED" not in {finding.code for finding in made.findings}


def test_a_bundle_for_the_other_side_holds_no_papers(
    write_case: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_case(CASE, FILES)
    assert cli.run(["build", str(folder), "--as-of", "2026-11-21", "--evidence-only"]) == 0
    out = folder / "build" / "2026-11-21"
    assert (out / "papers" / "02-催告函.pdf").exists()
    assert not (out / "bundle" / "data" / "papers").exists()
    assert (out / "bundle" / "data" / "volume" / "证据卷-1.pdf").exists()
    capsys.readouterr()
    assert cli.run(["verify", str(out / "bundle")]) == 0


def test_a_paper_of_a_day_states_nothing_later(write_case: Callable[..., Path]) -> None:
    later = """
deliveries:
  - {number: S1, delivered_on: 2026-05-01, amount: 100.00, file: contracts/a.txt}
communications:
  - {sent_on: 2026-09-01, channel: 快递, effect: 催告函, gist: 催款, arrived_on: 2026-09-03,
     proof: other/r.txt, file: other/l.txt}
procedure:
  suit: {court: 某法院, filed_on: 2026-10-10, case_number: （2026）某1号}
"""
    files = {**FILES, "other/r.txt": b"1", "other/l.txt": b"2"}
    made = legaldocs.build(write_case(CASE + later, files), as_of=dt.date(2026, 8, 1))
    assert "suit_preservation" not in {paper.id for paper in made.choice.made}
    listing = read_docx((made.folder / "volume" / "证据目录.docx").read_bytes())
    assert "2026年9月" not in "".join(listing.lines)
    assert made.matter.case.procedure is not None
    assert made.matter.case.procedure.suit is None


def test_two_standards_are_both_named(write_case: Callable[..., Path]) -> None:
    text = """
contracts:
  - {number: A, price: 100.00, due_on: 2026-06-30, late_payment: {rate: 0.05%/day}}
  - {number: B, price: 100.00, due_on: 2026-06-30}
"""
    made = legaldocs.build(write_case(text), as_of=DAY, only=["催告函"])
    assert made.matter.claim.late_charge_name == "违约金及逾期付款损失"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_an_unwritable_folder_is_reported_in_a_sentence(
    write_case: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_case(CASE, FILES)
    folder.chmod(0o555)
    try:
        assert cli.run(["build", str(folder), "--as-of", "2026-11-21"]) == 2
    finally:
        folder.chmod(0o755)
    assert "--out" in capsys.readouterr().err


def test_a_full_disk_is_reported_in_a_sentence(
    write_case: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "data/x")

    monkeypatch.setattr(sys.modules["legaldocs.job"], "write_bag", full)
    with pytest.raises(InputError, match="没有改动") as caught:
        legaldocs.build(write_case(CASE, FILES), as_of=DAY, out=tmp_path / "out")
    assert "data/x" in str(caught.value)
    assert caught.value.found == "磁盘已满"
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_future_day_is_reported_on_stderr(
    write_case: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_case(CASE, FILES)
    cli.run(["check", str(folder), "--as-of", "2099-01-01"])
    assert "晚于今天" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "payments:\n" + "  - {paid_on: 2026-06-01, amount: 1.00}\n" * 2,
            "LD-SUM-SAME-PAYMENT",
        ),
        (
            """
statements:
  - {through_on: 2026-07-31, balance: 100.00, confirmed_by: 甲, confirmed_on: 2026-07-01}
""",
            "LD-DAY-ORDER",
        ),
    ],
)
def test_impossible_facts_are_reported(
    write_case: Callable[..., Path], text: str, code: str
) -> None:
    made = legaldocs.build(write_case(CASE + text, FILES), as_of=DAY, only=["催告函"])
    assert code in {finding.code for finding in made.findings}


def test_two_parties_with_one_code_make_nothing(write_case: Callable[..., Path]) -> None:
    code = "91110108551385082Q"
    parties = (
        f"\nparties:\n  - {{role: 债权人, name: 甲公司, uscc: {code}}}\n"
        f"  - {{role: 债务人, name: 乙公司, uscc: {code}}}\n"
    )
    made = legaldocs.build(write_case(CASE, FILES, parties=parties), as_of=DAY)
    assert made.choice.made == ()
    assert "LD-PARTY-SAME-CODE" in {finding.code for finding in made.findings}


def test_a_file_that_is_not_there_proves_no_arrival(write_case: Callable[..., Path]) -> None:
    """The letter of 2026-07-10 would start limitation again, were its proof there."""
    letter = """
    communications:
      - {sent_on: 2026-07-08, channel: 快递, effect: 催告函, gist: 催款, arrived_on: 2026-07-10,
         pay_by: 2026-07-15, file: l.pdf, proof: p.jpg}
    """
    folder = write_case(CASE + textwrap.dedent(letter), FILES)
    ends = []
    for name in ("l.pdf", "p.jpg"):
        ends.append(_limitation_end(folder))
        (folder / name).write_bytes(b"1")
    ends.append(_limitation_end(folder))
    assert ends[0] == ends[1] < ends[2]


def _limitation_end(folder: Path) -> dt.date:
    matter, _ = examine(load_case(folder), DAY, packaged())
    (watched,) = matter.limitations
    assert watched.limitation.conservative is not None
    return watched.limitation.conservative
