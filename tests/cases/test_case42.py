"""The main job on the example case, looked at as each user would."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from legaldocs import cli
from legaldocs.core.findings import FIGURES
from legaldocs.core.money import figure
from legaldocs.job import build
from legaldocs.output.place import place_of
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.repayment_agreement import FORM as SETTLEMENT
from legaldocs.render.compare_text import read_docx
from tests.cases.conftest import DAY, EXAMPLE

if TYPE_CHECKING:
    from legaldocs.job import Build


def words(lines: tuple[str, ...]) -> str:
    """Return text without white space: line breaks do not matter."""
    return "".join("".join(lines).split())


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_paper_that_applies_is_made_or_refused_with_a_reason(built: Build) -> None:
    applying = {paper for paper in PAPERS if paper.drafts(built.matter)[0].has_subject}
    assert "guarantor_demand" not in {paper.id for paper in applying}
    made = {draft.id for draft in built.choice.made}
    refused = {refusal.draft.id for refusal in built.choice.refused}
    following = {draft.id for draft in built.choice.made if draft.paper.beside is not None}
    assert following == {"filing_list:支付令申请书"}
    assert (made - following) | refused == {paper.id for paper in applying}
    assert not made & refused
    assert built.ok
    for draft in built.choice.made:
        for suffix in (".docx", ".pdf"):
            assert (built.folder / f"{place_of(draft)}{suffix}").stat().st_size > 1000
    for refusal in built.choice.refused:
        assert all(finding.code and finding.message for finding in refusal.findings)


def test_the_figures_are_those_worked_out_by_hand(built: Build) -> None:
    """516,000 × 0.05% × 104 + 396,000 × 0.05% × 422 + 86,000 × 0.05% × 164 = 117,440."""
    by_hand = 516_000 * 104 + 396_000 * 422 + 86_000 * 164
    assert built.matter.claim.late_charge == Decimal(by_hand) * Decimal("0.0005")
    figures = json.loads((built.folder / "summary.json").read_text(encoding="utf-8"))["figures"]
    assert figures["principal"] == "482000.00"
    assert figures["late_charge"] == "117440.00"
    assert figures["total"] == "599440.00"


def test_the_summary_says_until_when_to_act_and_what_proves_it(built: Build) -> None:
    """The last acknowledgement is of 2026-11-06: three years from it."""
    summary = json.loads((built.folder / "summary.json").read_text(encoding="utf-8"))
    (limitation,) = summary["deadlines"]
    assert limitation["conservative"] == "2029-11-06"
    assert any("证据17" in line for line in limitation["says"])
    assert "2029-11-06" in (built.folder / "SUMMARY.md").read_text(encoding="utf-8")


def test_each_paper_prints_the_figures_of_the_one_ledger(built: Build) -> None:
    claim = built.matter.claim
    for draft in built.choice.made:
        if FIGURES not in draft.paper.states:
            continue
        text = words(read_docx((built.folder / f"{place_of(draft)}.docx").read_bytes()).lines)
        assert figure(claim.principal) in text, draft.title
        # An agreement that reserves the late charge must not state it: that would end the claim.
        stated = draft.paper is not SETTLEMENT
        assert (figure(claim.late_charge) in text) is stated, draft.title
        assert (figure(claim.total) in text) is stated, draft.title


def test_the_text_of_each_docx_is_the_text_of_its_pdf(built: Build) -> None:
    """Read with python-docx and pypdf alone, not with our own read-back."""
    for draft in built.choice.made:
        place = built.folder / place_of(draft)
        document = docx.Document(str(place.with_name(place.name + ".docx")))
        pages = pypdf.PdfReader(place.with_name(place.name + ".pdf")).pages
        printed = "".join("".join(page.extract_text().split()) for page in pages)
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        texts = ["".join(paragraph.text.split()) for paragraph in paragraphs]
        assert sum(map(len, texts)) > 100
        assert [text for text in texts if text not in printed and len(text) < 20] == []
        assert set("".join(texts)) <= set(printed)


def test_a_second_build_elsewhere_is_the_same_and_leaves_the_originals_alone(
    built: Build, tmp_path: Path, example: Path
) -> None:
    before = hashes(example)
    again = build(example, as_of=DAY, out=tmp_path / "again")
    assert hashes(again.folder) == hashes(built.folder)
    assert hashes(example) == before
    copied = hashes(again.folder / "bundle" / "data" / "originals")
    assert copied == {name: value for name, value in before.items() if name != "case.yaml"}


def test_the_bag_is_accepted_by_tools_we_did_not_write(built: Build) -> None:
    bundle = built.folder / "bundle"
    bagit = Path(sys.executable).with_name("bagit.py")
    subprocess.run([sys.executable, bagit, "--validate", bundle], check=True, capture_output=True)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "--check", "--strict", "--quiet", name]
        subprocess.run(command, cwd=bundle, check=True, capture_output=True)


def bundle_files() -> list[str]:
    return ["data/papers/03-警告函.pdf", "metadata/index.json", "bag-info.txt", "VERIFY.md"]


@pytest.mark.parametrize("name", [*bundle_files(), "manifest-sha512.txt", "seal/statement.json"])
@pytest.mark.parametrize("harm", ["flip", "delete"])
def test_a_harmed_file_is_named_and_exits_4(
    built: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, harm: str
) -> None:
    bundle = Path(shutil.copytree(built.folder / "bundle", tmp_path / "bundle"))
    if harm == "flip":
        data = bytearray((bundle / name).read_bytes())
        data[len(data) // 2] ^= 1
        (bundle / name).write_bytes(data)
    else:
        (bundle / name).unlink()
    assert cli.run(["verify", str(bundle)]) == 4
    assert name in capsys.readouterr().out


def test_an_added_file_is_named_and_exits_4(
    built: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = Path(shutil.copytree(built.folder / "bundle", tmp_path / "bundle"))
    assert cli.run(["verify", str(bundle)]) == 0
    (bundle / "data" / "多余.txt").write_text("1", encoding="utf-8")
    (bundle / "seal" / "x").write_text("1", encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["verify", str(bundle), "--json"]) == 4
    reply = json.loads(capsys.readouterr().out)
    assert {"data/多余.txt", "seal/x"} <= {*reply["unlisted"]}


def test_figures_are_traced_to_exhibit_page_and_hash(built: Build) -> None:
    bundle = built.folder / "bundle"
    traced = json.loads((bundle / "metadata/trace.json").read_text(encoding="utf-8"))["figures"]
    index = json.loads((bundle / "metadata/index.json").read_text(encoding="utf-8"))["exhibits"]
    by_source = {row["source"]: row for row in index}
    (principal,) = [figure for figure in traced if figure["id"] == "principal"]
    assert principal["value"] == "482000.00"
    cited = {
        file["path"]: exhibit for exhibit in principal["exhibits"] for file in exhibit["files"]
    }
    contract = "contracts/HT-2025-042-设备买卖合同.pdf"
    assert contract in cited
    for path, exhibit in cited.items():
        entry = by_source[path]
        (file,) = [file for file in exhibit["files"] if file["path"] == path]
        assert file["sha256"] == entry["sha256"]
        assert exhibit["pages"]["first"] <= entry["pages"]["first"] <= entry["pages"]["last"]
        data = (bundle / entry["stored"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_the_trace_names_the_case_file_and_the_law_it_was_made_from(built: Build) -> None:
    path = built.folder / "bundle" / "metadata" / "trace.json"
    traced = json.loads(path.read_text(encoding="utf-8"))
    case_file = hashlib.sha256((EXAMPLE / "case.yaml").read_bytes()).hexdigest()
    assert traced["case_files"] == [{"path": "case.yaml", "sha256": case_file}]
    assert "lpr_1y" in {source["id"] for source in traced["law"]}
    assert traced["own_templates"] == traced["confirmations"] == []


def test_the_other_route_makes_the_other_papers(example: Path, tmp_path: Path) -> None:
    """Every paper is made once the facts are there, and each passes its own read-back."""
    text = (example / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("route: 支付令", "route: 诉讼")
    (example / "case.yaml").write_text(text, encoding="utf-8")
    pre_suit = build(example, as_of=DAY, out=tmp_path / "a")
    assert "pre_suit_preservation" in {paper.id for paper in pre_suit.choice.made}
    suit = "court: 苏州工业园区人民法院, filed_on: 2026-11-12, case_number: （2026）苏0591民初1号"
    text = text.replace("procedure:\n", f"procedure:\n  suit: {{{suit}}}\n")
    (example / "case.yaml").write_text(text, encoding="utf-8")
    letters = ("催告函", "警告函", "律师函", "诉讼财产保全申请书")
    sued = build(example, as_of=DAY, out=tmp_path / "b", only=letters)
    assert [paper.title for paper in sued.choice.made] == list(letters)


def test_build_of_the_command_line(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words_ = ["build", str(example), "--as-of", "2026-11-21", "--out", str(out), "--only", "警告函"]
    assert cli.run(words_) == 0
    shown = capsys.readouterr()
    assert str(out) in shown.out
    assert shown.err == ""
    (out / "papers/note.txt").write_bytes(b"by hand")
    assert cli.run(words_) == 2
    assert "--replace" in capsys.readouterr().err
    assert cli.run([*words_, "--replace", "--json"]) == 0
    reply = json.loads(capsys.readouterr().out)
    assert reply["schema"] == "legaldocs.build/1"
    (paper,) = reply["papers"]
    assert paper.pop("posting")["channel"] == "快递"
    assert paper == {
        "id": "warning_letter",
        "title": "警告函",
        "file": "papers/03-警告函",
        "draft": True,
        "held_by": [],
    }
    assert cli.run([*words_[:-1], "诉讼财产保全申请书", "--replace"]) == 1
    assert cli.run([*words_[:-1], "没有的文书"]) == 2
