"""Redaction in a whole build: what goes to the other side, and how it is tied to the original."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pypdf
import pytest

import legaldocs
from legaldocs import cli
from legaldocs.core.errors import CaseError
from legaldocs.evidence.inclusion import prove, verify_proof
from legaldocs.evidence.seal.keys import load_signer, new_key
from legaldocs.evidence.sealing import seal_bag
from tests.cases.conftest import EXAMPLE
from tests.cases.test_audience import found, index_of, originals
from tests.volume.test_redact import PRIVATE, SECRETS, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.job import Build

DAY = dt.date(2026, 11, 21)
PASSPHRASE = b"correct horse"
NOW = dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.UTC)
CHAT = "communications/2025-09-22至2026-11-06-微信聊天记录.txt"
MAIL = "communications/2025-10-21-催款邮件.eml"
PHOTO = "communications/2026-09-23-催告函-快递签收.jpg"
SLIP = "payments/2025-03-14-预付款-电子回单.pdf"
ROWS = f"""
redactions:
  - file: {SLIP}
    rules: [银行账号]
    pictures_checked: 是
  - file: {CHAT}
    rules: [电话号码]
    words: [整体转让, 程榆]
  - {{file: {MAIL}, rules: [电话号码], words: [沈澄], pictures_checked: 是}}
  - file: {PHOTO}
    boxes:
      - {{page: 1, left: 10, top: 10, right: 60, bottom: 40}}
"""
REMOVED = ("整体转让", "沈澄先生", "JM20250314102641004217")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("redaction") / "case42"
    shutil.copytree(EXAMPLE, folder)
    with (folder / "case.yaml").open("a", encoding="utf-8") as file:
        file.write(ROWS)
    out = folder.parent / "out"
    return legaldocs.build(folder, as_of=DAY, out=out, recipients=["全部", "法院", "对方"])


def test_the_other_side_gets_the_redacted_copies_in_place_of_the_originals(built: Build) -> None:
    bundle = built.folder / "bundle-other-side"
    given = {path.name for path in (bundle / "data/redacted").iterdir()}
    assert given == {"证据12-1.pdf", "证据15-1.pdf", "证据17-2.pdf", "证据18-1.pdf"}
    assert not {SLIP, CHAT, MAIL, PHOTO} & originals(bundle)
    assert found(bundle, ("整体转让",)) == set()
    named = {entry["stored"]: entry for entry in index_of(bundle)["exhibits"]}  # type: ignore[attr-defined,unused-ignore]
    chat = named["data/redacted/证据18-1.pdf"]
    assert chat["source"] == "证据18-1.pdf"
    assert (chat["id"], chat["pages"]["first"]) == ("证据18", built.matter.pages[18][0])
    text = json.dumps(index_of(bundle), ensure_ascii=False)
    for file in (SLIP, CHAT, MAIL, PHOTO):
        original = (built.matter.case.folder / file).read_bytes()
        assert hashlib.sha256(original).hexdigest() not in text
        assert file not in text
    assert legaldocs.verify(bundle).ok


def test_the_volume_has_the_redacted_pages_under_the_courts_numbers(built: Build) -> None:
    court = pypdf.PdfReader(built.folder / "volume/证据卷-1.pdf")
    other = pypdf.PdfReader(built.folder / "bundle-other-side/data/volume/证据卷-1.pdf")
    assert list(court.page_labels) == list(other.page_labels)
    first, last = built.matter.pages[18]
    front = list(other.page_labels).index("1")
    for page in range(first, last + 1):
        assert "整体" not in other.pages[front + page - 1].extract_text()
        assert f"证据18·{page}" in other.pages[front + page - 1].extract_text().replace(" ", "")
    catalogue = "".join(page.extract_text() for page in other.pages[:front])
    assert "×" in "".join(catalogue.split())


def test_the_court_gets_the_originals(built: Build) -> None:
    bundle = built.folder / "bundle-court"
    assert {SLIP, CHAT, MAIL, PHOTO} <= originals(bundle)
    assert not (bundle / "data/redacted").exists()


def test_a_redacted_copy_is_proved_and_tied_to_its_original_without_it(
    built: Build, tmp_path: Path
) -> None:
    """The signed list has the copy; the copy has the hash of a record that names the original."""
    bundle = built.folder / "bundle"
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    pair = new_key("甲公司", passphrase=PASSPHRASE, since=NOW)
    cert.write_bytes(pair.certificate)
    key.write_bytes(pair.key)
    seal_bag(bundle, signer=load_signer(cert, key, PASSPHRASE), at=NOW)
    proof = tmp_path / "proof.json"
    proof.write_bytes(prove(bundle, "redacted/证据18-1.pdf").to_bytes())
    copy = tmp_path / "证据18-1.pdf"
    shutil.copyfile(built.folder / "bundle-other-side/data/redacted/证据18-1.pdf", copy)
    assert verify_proof(copy, proof, trust=[cert], require=["integrity", "signature"]).ok
    record = (bundle / "data/redacted/证据18-1.json").read_bytes()
    title = pypdf.PdfReader(copy).metadata.title  # type: ignore[union-attr]
    assert hashlib.sha256(record).hexdigest() in str(title)
    said = json.loads(record)
    original = (built.matter.case.folder / CHAT).read_bytes()
    assert said["sha256"] == hashlib.sha256(original).hexdigest()
    assert said["original"] == f"data/originals/{CHAT}"
    assert len(said["salt"]) == 64
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert not verify_proof(copy, proof, trust=[cert], require=["integrity", "signature"]).ok


CASE = """
contracts:
  - {{price: 100.00, due_on: 2026-06-30, file: contracts/a.pdf}}
other_evidence:
  - {{title: 张三的身份证330106199001011237, proves: 身份, file: other/张三330106199001011237.pdf}}
  - {{title: 录音, proves: 催款, file: other/录音.mp3}}
redactions:
{rows}
"""
RECORDING = b"ID3\x03\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 40
FILES = {
    "contracts/a.pdf": b"",
    "other/张三330106199001011237.pdf": b"",
    "other/录音.mp3": RECORDING,
}


@pytest.fixture
def given(write_case: Callable[..., Path], tmp_path: Path) -> Callable[[str], Build]:
    def make(rows: str) -> Build:
        pdf = printed(PRIVATE)
        files = {name: pdf if name.endswith("pdf") else data for name, data in FILES.items()}
        folder = write_case(CASE.format(rows=rows), files)
        return legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=["对方"])

    return make


def codes(made: Build) -> set[str]:
    return {one.code for one in made.findings if one.code.startswith("LD-REDACT")}


def test_a_row_without_a_file_is_for_every_exhibit_and_what_it_says_of_it(
    given: Callable[[str], Build],
) -> None:
    made = given("  - {rules: [身份证号, 电话号码, 银行账号, 家庭住址], words: [张三]}")
    bundle = made.folder / "bundle-other-side"
    assert codes(made) == {"LD-REDACT-DONE", "LD-REDACT-KIND"}
    assert originals(bundle) == set()
    assert found(bundle, (*SECRETS, "张三")) == set()
    assert index_of(bundle)["withheld"] == 1


def test_words_that_are_not_there_keep_the_file_back(given: Callable[[str], Build]) -> None:
    made = given("  - {file: contracts/a.pdf, words: [李四]}")
    assert codes(made) == {"LD-REDACT-NOT-FOUND"}
    assert not made.ok
    assert "contracts/a.pdf" not in originals(made.folder / "bundle-other-side")
    assert not (made.folder / "bundle-other-side/data/redacted").exists()


def test_a_box_beyond_the_file_keeps_it_back(given: Callable[[str], Build]) -> None:
    box = "{page: 9, left: 1, top: 1, right: 2, bottom: 2}"
    made = given(f"  - {{file: contracts/a.pdf, boxes: [{box}]}}")
    assert codes(made) == {"LD-REDACT-PAGE"}
    assert "contracts/a.pdf" not in originals(made.folder / "bundle-other-side")


def test_a_page_that_no_rule_can_read_keeps_the_file_back(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    photo = (EXAMPLE / PHOTO).read_bytes()
    rows = "  - {file: contracts/a.jpg, rules: [电话号码]}"
    text = CASE.format(rows=rows).replace("contracts/a.pdf", "contracts/a.jpg")
    folder = write_case(text, {"contracts/a.jpg": photo, "other/录音.mp3": RECORDING})
    made = legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=["对方"])
    assert codes(made) == {"LD-REDACT-PICTURE"}
    assert "contracts/a.jpg" not in originals(made.folder / "bundle-other-side")


def test_a_file_that_is_not_there_stops_the_build_for_the_other_side(
    given: Callable[[str], Build],
) -> None:
    with pytest.raises(CaseError) as refused:
        given("  - {file: contracts/b.pdf, rules: [电话号码]}")
    (finding,) = refused.value.findings
    assert finding.code == "LD-FILE-MISSING"
    assert "contracts/a.pdf" in finding.next_step


@pytest.mark.parametrize(
    "row",
    [
        "{file: contracts/a.pdf}",
        "{boxes: [{page: 1, left: 1, top: 1, right: 2, bottom: 2}]}",
        "{file: contracts/a.pdf, boxes: [{page: 0, left: 1, top: 1, right: 2, bottom: 2}]}",
        "{file: contracts/a.pdf, boxes: [{page: 1, left: 3, top: 1, right: 2, bottom: 2}]}",
        "{file: contracts/a.pdf, boxes: [{page: 1, left: 1, top: 1, right: 101, bottom: 2}]}",
    ],
)
def test_a_row_that_removes_nothing_is_refused(
    write_case: Callable[..., Path], capsys: pytest.CaptureFixture[str], row: str
) -> None:
    folder = write_case(CASE.format(rows=f"  - {row}"), {})
    assert cli.run(["check", str(folder), "--as-of", "2026-11-21"]) == 1
    assert "LD-CASE-REDACTION" in capsys.readouterr().out


COPIES = """
contracts:
  - {{price: 100.00, due_on: 2026-06-30, name: 张三购销合同,
     file: [contracts/a.pdf, other/录音.mp3]}}
other_evidence:
  - {{title: 副本, proves: 身份, file: other/副本.pdf}}
  - {{title: {title}, proves: 金额, file: other/单.txt}}
law_firm: {{name: 金律师事务所, licence: "31330000MD0000001X", lawyer: 律师, file: other/委托.txt,
  lawyer_licence: "13301202010000001", mandated_on: 2026-11-10, audience: 对方}}
redactions:
  - {{file: contracts/a.pdf, words: [{word}], rules: [身份证号, 电话号码, 银行账号, 家庭住址]}}
{rows}
"""


@pytest.fixture
def copied(write_case: Callable[..., Path], tmp_path: Path) -> Callable[..., Build]:
    def make(word: str, title: str = "单", rows: str = "") -> Build:
        pdf = printed(PRIVATE)
        files = {"contracts/a.pdf": pdf, "other/副本.pdf": pdf, "other/录音.mp3": RECORDING}
        files |= {"other/单.txt": b"1", "other/委托.txt": SECRETS[0].encode()}
        folder = write_case(COPIES.format(word=word, title=title, rows=rows), files)
        return legaldocs.build(folder, as_of=DAY, out=tmp_path / "out", recipients=["对方"])

    return make


def test_a_copy_under_another_name_is_redacted_as_the_file_that_the_row_names(
    copied: Callable[..., Build],
) -> None:
    made = copied("张三")
    bundle = made.folder / "bundle-other-side"
    assert not {"contracts/a.pdf", "other/副本.pdf"} & originals(bundle)
    assert found(bundle, ("张三",)) == set()
    assert {path.name for path in (bundle / "data/redacted").iterdir()} == {
        "证据1-1.pdf",
        "证据2-1.pdf",
    }


def test_the_slip_of_another_file_of_the_exhibit_calls_it_as_the_catalogue_does(
    copied: Callable[..., Build],
) -> None:
    made = copied("张三")
    bundle = made.folder / "bundle-other-side"
    assert "other/录音.mp3" in originals(bundle)
    volume = pypdf.PdfReader(bundle / "data/volume/证据卷-1.pdf")
    (slip,) = (text for page in volume.pages if "录音.mp3" in (text := page.extract_text()))
    assert "××购销合同" in slip
    assert found(bundle, ("张三",)) == set()


def test_a_file_that_is_no_exhibit_is_kept_back_when_it_is_to_be_redacted(
    copied: Callable[..., Build],
) -> None:
    made = copied("张三", rows="  - {file: other/委托.txt, rules: [身份证号]}")
    assert "LD-REDACT-NO-EXHIBIT" in codes(made)
    bundle = made.folder / "bundle-other-side"
    assert "other/委托.txt" not in originals(bundle)
    assert found(bundle, SECRETS) == set()


def test_words_removed_from_one_file_and_said_of_another_exhibit_are_told(
    copied: Callable[..., Build],
) -> None:
    made = copied("张三", title="张三的单")
    (finding,) = (one for one in made.findings if one.code == "LD-REDACT-SAID")
    assert "证据3" in finding.message
    assert "张三" in finding.message
