"""What a platform or notary keeps is compared, and never taken for a signature or a timestamp."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.zip_bag import pack
from legaldocs.evidence.deposit import DEPOSITED, read_deposit
from legaldocs.evidence.verify import verify

from .tampering import ORIGINAL

if TYPE_CHECKING:
    from pathlib import Path


def sm3(data: bytes) -> str:
    hashed = hashes.Hash(hashes.SM3())
    hashed.update(data)
    return hashed.finalize().hex()


DIGESTS = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "SHA-512": lambda data: hashlib.sha512(data).hexdigest(),
    "SM3": sm3,
}


def record(folder: Path, digest: str, algorithm: str = "SHA-256", /, **changed: str) -> Path:
    fields = {
        "platform": "某司法区块链存证平台",
        "number": "CZ20261121000123",
        "time": "2026-11-21 16:20:35 +08:00",
        "algorithm": algorithm,
        "digest": digest,
        "certificate": "存证证书.pdf",
        **changed,
    }
    (folder / "存证证书.pdf").write_bytes(b"%PDF-1.7\n% certificate\n")
    path = folder / "存证.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in fields.items()), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", DEPOSITED)
@pytest.mark.parametrize("algorithm", DIGESTS)
def test_a_deposit_of_a_file_that_stands_for_the_bundle_matches(
    sealed: Path, tmp_path: Path, name: str, algorithm: str
) -> None:
    digest = DIGESTS[algorithm]((sealed / name).read_bytes())
    verdict = verify(sealed, deposits=[record(tmp_path, digest, algorithm)])
    [deposit] = verdict.deposits
    assert deposit.matches == name
    assert deposit.time == "2026-11-21T16:20:35+08:00"
    certificate = hashlib.sha256((tmp_path / "存证证书.pdf").read_bytes()).hexdigest()
    assert deposit.certificate_sha256 == certificate
    assert verdict.ok
    assert verdict.headline.endswith("一致（存证不代替签名和时间戳）")


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_a_deposit_of_the_archive_matches_that_archive(
    sealed: Path, tmp_path: Path, algorithm: str
) -> None:
    pack(sealed, tmp_path / "b.zip")
    digest = DIGESTS[algorithm]((tmp_path / "b.zip").read_bytes())
    kept = record(tmp_path, digest, algorithm)
    assert verify(tmp_path / "b.zip", deposits=[kept]).deposits[0].says == (
        "外部存证所载摘要与压缩包一致"
    )
    assert not verify(sealed, deposits=[kept]).ok


def test_a_deposit_of_something_else_fails(sealed: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((sealed / ORIGINAL).read_bytes()).hexdigest()
    verdict = verify(sealed, deposits=[record(tmp_path, digest)])
    assert not verdict.ok
    assert verdict.integrity.status == "ok"
    assert verdict.headline.startswith("不通过：文件完整；")
    assert "外部存证所载摘要与证据包不符" in verdict.headline
    [finding] = verdict.findings
    assert (finding.code, finding.severity) == ("LD-BUNDLE-DEPOSIT", "error")


def test_a_deposit_stands_for_no_aspect(bag: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((bag / "seal/statement.json").read_bytes()).hexdigest()
    kept = [record(tmp_path, digest)]
    plain, verdict = verify(bag), verify(bag, deposits=kept)
    assert verdict.ok
    for aspect in ("integrity", "signature", "timestamp"):
        assert verdict.grade(aspect) == plain.grade(aspect)
    assert (verdict.signer, verdict.signed_before) == ("", "")
    for aspect in ("signature", "timestamp"):
        needed = verify(bag, deposits=kept, require=[aspect])
        assert not needed.ok
        assert needed.deposits[0].matches
    (bag / ORIGINAL).write_bytes(b"changed")
    changed = verify(bag, deposits=kept)
    assert (changed.ok, changed.integrity.status) == (False, "failed")


def test_one_of_two_deposits_that_differs_fails(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    good = hashlib.sha256((bag / "seal/statement.json").read_bytes()).hexdigest()
    kept = [record(tmp_path / "a", good), record(tmp_path / "b", "0" * 64)]
    verdict = verify(bag, deposits=kept)
    assert not verdict.ok
    assert [bool(deposit.matches) for deposit in verdict.deposits] == [True, False]


def test_of_a_bundle_that_is_not_read_nothing_is_said(bag: Path, tmp_path: Path) -> None:
    pack(bag, tmp_path / "b.zip")
    with (tmp_path / "b.zip").open("ab") as stream:
        stream.write(b"\n")
    digest = hashlib.sha256((tmp_path / "b.zip").read_bytes()).hexdigest()
    verdict = verify(tmp_path / "b.zip", deposits=[record(tmp_path, digest)])
    assert (verdict.ok, verdict.unread, verdict.deposits) == (False, True, ())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sha256", "SHA-256"), ("SHA_256", "SHA-256"), ("sha-512", "SHA-512"), ("sm3", "SM3"),
    ],
)  # fmt: skip
def test_an_algorithm_is_written_in_several_ways(tmp_path: Path, written: str, read: str) -> None:
    digest = ("AB:" * 64 if "512" in written else "ab " * 32).strip(": ")
    deposit = read_deposit(record(tmp_path, f'"{digest}"', written))
    assert deposit.algorithm == read
    assert set(deposit.digest) == {"a", "b"}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("algorithm", "MD5", "SHA-256"),
        ("algorithm", "SHA-512", "长度与算法不符"),
        ("digest", "0" * 63, "十六进制"),
        ("digest", "g" * 64, "十六进制"),
        ("time", "2026-11-21 16:20:35", "时区"),
        ("time", "2026-02-30", "存证时间"),
        ("time", "2026-11-21 25:00:00 +08:00", "存证时间"),
        ("platform", "", "存证机构"),
        ("certificate", "没有.pdf", "存证证书文件"),
        ("certificate", ".", "存证证书文件"),
        ("amount", "1", "amount"),
    ],
)
def test_a_record_that_is_not_understood_is_an_input_error(
    bag: Path, tmp_path: Path, key: str, value: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        verify(bag, deposits=[record(tmp_path, "0" * 64, **{key: value})])


@pytest.mark.parametrize("missing", ["platform", "number", "time", "digest", "certificate"])
def test_every_field_is_needed(bag: Path, tmp_path: Path, missing: str) -> None:
    path = record(tmp_path, "0" * 64)
    rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith(missing)), encoding="utf-8")
    with pytest.raises(InputError, match=missing):
        verify(bag, deposits=[path])


def test_a_day_is_time_enough(tmp_path: Path) -> None:
    assert read_deposit(record(tmp_path, "0" * 64, time="2026-11-21")).time == "2026-11-21"


def test_no_record_there_is_an_input_error(bag: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="存证记录"):
        verify(bag, deposits=[tmp_path / "none.yaml"])
    (tmp_path / "large.yaml").write_bytes(b"#" * 100_000)
    with pytest.raises(InputError, match="过大"):
        verify(bag, deposits=[tmp_path / "large.yaml"])


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_a_record_are_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_deposit(path)
