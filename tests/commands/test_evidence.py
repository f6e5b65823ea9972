"""key, seal, verify, prove and verify-proof, through the command line."""

from __future__ import annotations

import datetime as dt
import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.journal import read_journal
from legaldocs.cli import run
from legaldocs.evidence.bag import write_bag

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
    assert {each["where"] for each in reply["findings"]} >= {"data/合同.pdf"}


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
    assert [(each.event, each.who) for each in entries] == [
        ("sealed", "王某"),
        ("verified", "王某"),
    ]
    assert entries[0].digests == entries[1].digests
    assert len(entries[0].digests["seal/statement.json"]) == 64


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
    bag: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["prove", str(bag), "data/合同.pdf"]) == 0
    proof = tmp_path / "proof.json"
    proof.write_bytes(capsysbinary.readouterr().out)
    assert run(["verify-proof", str(bag / "data/合同.pdf"), str(proof)]) == 0
    assert run(["verify-proof", str(bag / "bagit.txt"), str(proof)]) == 4
    assert run(["verify-proof", str(bag / "bagit.txt"), str(bag / "bagit.txt")]) == 2
    assert run(["prove", str(bag), "none.pdf"]) == 2
