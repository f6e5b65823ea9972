"""key, seal, verify, prove and verify-proof, through the command line."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.journal import read_journal
from legaldocs.cli import run
from legaldocs.core.errors import InputError
from legaldocs.evidence.bag import zip_bag as packing
from legaldocs.evidence.bag.writer import write_bag

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = "2026-11-21"


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """Give a small finished bag."""
    folder = tmp_path / "bundle"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "合同.pdf").write_bytes(b"%PDF-1.4\n")
    write_bag(folder, version="9.9.9", as_of=dt.date.fromisoformat(AS_OF))
    return folder


@pytest.fixture
def key(tmp_path: Path) -> list[str]:
    """Give the options that sign with a new key."""
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    folder = tmp_path / "keys"
    assert (
        run(["key", "new", str(folder), "--name", "甲公司", "--passphrase-file", str(secret)]) == 0
    )
    options = ["--cert", str(folder / "signer.cert.pem"), "--key", str(folder / "signer.key.pem")]
    return [*options, "--passphrase-file", str(secret)]


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(capsys.readouterr().out)
    return reply


def test_a_whole_bundle_passes_in_one_line(bag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(bag)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "通过：文件完整；没有签名；没有时间戳"


def test_a_changed_bundle_exits_4_and_names_the_file(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bag / "data/合同.pdf").write_bytes(b"changed")
    assert run(["verify", str(bag)]) == 4
    assert "data/合同.pdf" in capsys.readouterr().out
    assert run(["verify", str(bag), "--json"]) == 4
    reply = answer(capsys)
    assert reply["schema"] == "legaldocs.verify/1"
    assert reply["ok"] is False
    assert reply["changed"] == ["data/合同.pdf"]
    assert reply["integrity"]["status"] == "failed"
    assert {finding["where"] for finding in reply["findings"]} >= {"data/合同.pdf"}


def test_nothing_to_verify_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(tmp_path / "none"), "--json"]) == 2
    assert answer(capsys)["ok"] is False


def test_a_required_seal_that_is_absent_exits_4(bag: Path) -> None:
    assert run(["verify", str(bag), "--require", "integrity"]) == 0
    assert run(["verify", str(bag), "--require", "integrity,signature"]) == 4
    assert run(["verify", str(bag), "--require", "truth"]) == 2


def test_sealed_shown_and_trusted(
    bag: Path, key: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["seal", str(bag), *key, "--zip", str(tmp_path / "b.zip"), "--json"]) == 0
    signer = answer(capsys)["signer"]
    assert run(["key", "show", key[1], "--json"]) == 0
    assert answer(capsys)["sha256"] == signer
    for bundle in (bag, tmp_path / "b.zip"):
        command = ["verify", str(bundle), "--trust", key[1], "--require", "signature", "--json"]
        assert run(command) == 0
        reply = answer(capsys)
        assert (reply["signature"]["status"], reply["signer"]) == ("ok", signer)
    assert run(["seal", str(bag), *key]) == 2


def test_sealing_and_verifying_are_journalled_when_asked(
    bag: Path, key: list[str], tmp_path: Path
) -> None:
    case = tmp_path / "case"
    asked = ["--journal", str(case), "--by", "王某"]
    assert run(["verify", str(bag), *asked]) == 2
    case.mkdir()
    (case / "case.yaml").write_text("", encoding="utf-8")
    assert run(["verify", str(bag), "--journal", str(case)]) == 2
    assert run(["seal", str(bag), *key, *asked]) == 0
    assert run(["verify", str(bag), *asked]) == 0
    entries = read_journal(case)
    assert [(entry.event, entry.who) for entry in entries] == [
        ("sealed", "王某"),
        ("verified", "王某"),
    ]
    assert entries[0].digests == entries[1].digests
    assert len(entries[0].digests["seal/statement.json"]) == 64


def test_a_deposit_is_compared_and_shown(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "证书.pdf").write_bytes(b"%PDF-1.7\n")
    digest = hashlib.sha256((bag / "seal/statement.json").read_bytes()).hexdigest()
    rows = "platform: 某平台\nnumber: N1\ntime: 2026-11-21\nalgorithm: SHA-256\n"
    kept = tmp_path / "存证.yaml"
    kept.write_text(f"{rows}certificate: 证书.pdf\ndigest: {digest}\n", encoding="utf-8")
    command = ["verify", str(bag), "--deposit", str(kept)]
    assert run([*command, "--json"]) == 0
    [deposit] = answer(capsys)["deposits"]
    assert (deposit["matches"], deposit["number"]) == ("seal/statement.json", "N1")
    assert run([*command, "--require", "timestamp"]) == 4
    assert "外部存证：某平台，编号 N1" in capsys.readouterr().out
    kept.write_text(f"{rows}certificate: 证书.pdf\ndigest: {'0' * 64}\n", encoding="utf-8")
    assert run([*command, "--json"]) == 4
    reply = answer(capsys)
    assert (reply["ok"], reply["integrity"]["status"]) == (False, "ok")
    assert [finding["code"] for finding in reply["findings"]] == ["LD-BUNDLE-DEPOSIT"]
    kept.write_text(rows, encoding="utf-8")
    assert run(command) == 2


def test_the_key_is_encrypted_and_the_owners_alone(key: list[str], tmp_path: Path) -> None:
    path = tmp_path / "keys" / "signer.key.pem"
    assert b"ENCRYPTED" in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = ["key", "new", str(tmp_path / "keys"), "--name", "乙", "--passphrase-file", key[-1]]
    assert run(again) == 2


def test_a_passphrase_may_stand_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["key", "new", str(tmp_path / "k"), "--name", "甲", "--passphrase-env", "LD_PASS"]
    assert run(command) == 2
    monkeypatch.setenv("LD_PASS", "correct horse battery")
    assert run(command) == 0


def test_no_passphrase_makes_no_key(tmp_path: Path) -> None:
    assert run(["key", "new", str(tmp_path / "k"), "--name", "甲"]) == 2
    assert not (tmp_path / "k").exists()


def test_a_changed_bundle_is_not_sealed(bag: Path, key: list[str]) -> None:
    (bag / "data/extra").write_bytes(b"")
    assert run(["seal", str(bag), *key]) == 4
    assert not (bag / "seal/statement.p7s").exists()


def test_a_key_without_its_certificate_exits_2(bag: Path, key: list[str]) -> None:
    assert run(["seal", str(bag), *key[2:]]) == 2


def test_one_exhibit_is_proven_alone(
    bag: Path, key: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["seal", str(bag), *key]) == 0
    capsysbinary.readouterr()
    assert run(["prove", str(bag), "data/合同.pdf"]) == 0
    proof = tmp_path / "proof.json"
    proof.write_bytes(capsysbinary.readouterr().out)
    capsysbinary.readouterr()
    assert run(["verify-proof", str(bag / "data/合同.pdf"), str(proof)]) == 0
    assert "包内路径：data/合同.pdf\n" in capsysbinary.readouterr().out.decode()
    assert run(["verify-proof", str(bag / "data/合同.pdf"), str(proof), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["path"] == "data/合同.pdf"
    assert run(["verify-proof", str(bag / "bagit.txt"), str(proof)]) == 4
    assert run(["verify-proof", str(bag / "bagit.txt"), str(bag / "bagit.txt")]) == 2
    assert run(["prove", str(bag), "none.pdf"]) == 2


def test_a_proof_of_an_unsigned_bundle_warns_and_fails(
    bag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["prove", str(bag), "data/合同.pdf"]) == 0
    out, err = capsys.readouterr()
    assert "封存声明没有签名，不能证明文件出自该证据包" in err
    (tmp_path / "proof.json").write_text(out, encoding="utf-8")
    assert run(["verify-proof", str(bag / "data/合同.pdf"), str(tmp_path / "proof.json")]) == 4
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "不通过：封存声明没有签名，不能证明文件出自该证据包"


def test_nothing_is_written_into_the_bundle(bag: Path, key: list[str]) -> None:
    assert run(["verify", str(bag), "--report", str(bag / "data" / "report.pdf")]) == 2
    assert run(["seal", str(bag), *key, "--zip", str(bag / "b.zip")]) == 2
    assert not (bag / "seal/statement.p7s").exists()
    code = "import sys; from legaldocs.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "prove", str(bag), "data/合同.pdf"]
    with (bag / "proof.json").open("wb") as inside:
        done = subprocess.run(command, stdout=inside, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "proof.json" in done.stderr.decode()
    assert (bag / "proof.json").read_bytes() == b""
    (bag / "proof.json").unlink()
    assert run(["verify", str(bag)]) == 0


def test_a_zip_that_cannot_be_written_is_refused_before_signing(
    bag: Path, key: list[str], tmp_path: Path
) -> None:
    (tmp_path / "there.zip").write_bytes(b"")
    for target in ("there.zip", "none/b.zip"):
        assert run(["seal", str(bag), *key, "--zip", str(tmp_path / target)]) == 2
    assert not (bag / "seal/statement.p7s").exists()


def test_a_zip_that_fails_late_says_what_was_done_and_can_be_made_again(
    bag: Path,
    key: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: object, **__: object) -> None:
        raise InputError("压缩包没有写成", found="磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(packing, "pack", full)
        assert run(["seal", str(bag), *key, "--zip", str(tmp_path / "b.zip")]) == 2
    stderr = capsys.readouterr().err
    assert "证据包已签名，没有时间戳，但压缩包没有写成" in stderr
    assert "磁盘已满" in stderr
    before = (bag / "seal/statement.p7s").read_bytes()
    assert run(["seal", str(bag), "--zip", str(tmp_path / "b.zip")]) == 0
    assert (bag / "seal/statement.p7s").read_bytes() == before
    assert run(["verify", str(tmp_path / "b.zip"), "--trust", key[1]]) == 0


def test_sealing_that_could_not_be_journalled_does_not_sign(
    bag: Path, key: list[str], tmp_path: Path
) -> None:
    assert run(["seal", str(bag), *key, "--journal", str(tmp_path)]) == 2
    assert run(["seal", str(bag), *key, "--journal", str(tmp_path), "--by", "王某"]) == 2
    assert not (bag / "seal/statement.p7s").exists()


def test_who_names_a_signer_or_an_authority_lets_no_stripped_bundle_pass(
    bag: Path, key: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(bag), "--trust", key[1]]) == 4
    assert "缺少要求的签名" in capsys.readouterr().out
    assert run(["verify", str(bag), "--tsa", key[1]]) == 4
    assert run(["verify", str(bag)]) == 0


def test_the_umask_decides_who_may_read_what_is_written(
    bag: Path, key: list[str], tmp_path: Path
) -> None:
    before = os.umask(0o027)
    try:
        assert run(["seal", str(bag), *key, "--zip", str(tmp_path / "b.zip")]) == 0
        assert run(["verify", str(bag), "--report", str(tmp_path / "r.docx")]) == 0
    finally:
        os.umask(before)
    for path in (bag / "seal/statement.p7s", tmp_path / "b.zip", tmp_path / "r.docx"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o640, path
