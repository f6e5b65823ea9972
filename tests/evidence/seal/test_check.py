from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.evidence.bag.statement import SIGNATURE, TIMESTAMP
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.seal.certificate import fingerprint, load_certificates
from legaldocs.evidence.seal.check import grade_signature
from legaldocs.evidence.seal.keys import Signer, load_signer, new_key
from legaldocs.evidence.seal.sign import sign
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag
from legaldocs.evidence.verify import verify
from tests.evidence.authority import Authority, honest, make_authority, serving
from tests.evidence.conftest import AS_OF, NOW, PASSPHRASE, make_bag
from tests.evidence.signers import SIGNED, SIGNER
from tests.evidence.tampering import swap_with_its_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


ASPECTS = ["integrity", "signature", "timestamp"]


def test_each_aspect_is_graded_by_itself(
    stamped: Path, keys: Callable[[str], tuple[Path, Path]], authority: Authority
) -> None:
    plain = verify(stamped)
    assert plain.ok
    assert plain.headline == (
        "通过：文件完整；签名有效，签名人身份未核对；时间戳与签名相符，时间戳机构未核对"
    )
    certificate, _ = keys("甲公司")
    full = verify(stamped, trust=[certificate], tsa=[authority.root], require=ASPECTS)
    assert full.ok
    assert {full.grade(aspect).status for aspect in full.required} == {"ok"}
    assert full.signer == fingerprint(load_certificates([certificate])[0])
    assert dt.datetime.fromisoformat(full.signed_before).tzinfo is not None


def test_a_seal_of_someone_else_fails_only_when_a_signer_is_named(
    bag: Path, keys: Callable[[str], tuple[Path, Path]]
) -> None:
    seal_bag(bag, signer=load_signer(*keys("乙公司"), PASSPHRASE), at=NOW)
    assert verify(bag).ok
    verdict = verify(bag, trust=[keys("甲公司")[0]])
    assert verdict.headline.startswith("不通过：文件完整；签名有效，但签名人不是所给证书；")
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")


def test_a_stamp_of_another_authority_fails_when_one_is_named(
    stamped: Path, tmp_path: Path
) -> None:
    other = make_authority(tmp_path / "b", "B")
    verdict = verify(stamped, tsa=[other.root])
    assert (verdict.signature.status, verdict.timestamp.status) == ("untrusted", "failed")
    assert verdict.headline.endswith("时间戳与签名相符，但未通过所给时间戳机构的核对")


def test_the_seal_of_another_bag_does_not_fit(stamped: Path, case: Path, tmp_path: Path) -> None:
    (case / "payments/slip.bin").write_bytes(b"another slip")
    other = make_bag(case, tmp_path / "other")
    shutil.copy(stamped / SIGNATURE, other / SIGNATURE)
    verdict = verify(other)
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")
    shutil.copy(stamped / "seal/statement.json", other / "seal/statement.json")
    verdict = verify(other)
    assert (verdict.integrity.status, verdict.signature.status) == ("failed", "untrusted")


def test_a_bag_rewritten_whole_loses_its_signature(stamped: Path) -> None:
    swap_with_its_line(stamped)
    verdict = verify(stamped)
    assert not verdict.ok
    assert verdict.integrity.status == "failed"


def test_a_statement_made_anew_loses_the_signature(stamped: Path) -> None:
    swap_with_its_line(stamped)
    write_statement_anew(stamped)
    verdict = verify(stamped)
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")
    (stamped / SIGNATURE).unlink()
    (stamped / TIMESTAMP).unlink()
    assert verify(stamped).ok
    assert not verify(stamped, require=["signature"]).ok


def test_a_stripped_seal_fails_for_who_names_signer_or_authority(
    stamped: Path, keys: Callable[[str], tuple[Path, Path]], authority: Authority
) -> None:
    (stamped / TIMESTAMP).unlink()
    named = verify(stamped, tsa=[authority.root])
    assert (named.ok, named.required) == (False, ("timestamp",))
    (stamped / SIGNATURE).unlink()
    named = verify(stamped, trust=[keys("甲公司")[0]])
    assert named.headline == "不通过：文件完整；没有签名；没有时间戳；缺少要求的签名"
    assert verify(stamped).ok


def test_a_seal_file_that_cannot_be_read_is_not_called_forged(stamped: Path) -> None:
    (stamped / SIGNATURE).unlink()
    (stamped / SIGNATURE).symlink_to("/dev/zero")
    verdict = verify(stamped)
    assert not verdict.ok
    assert "签名无法核对：封存文件无法读取；时间戳没有核对" in verdict.headline


def write_statement_anew(bag: Path) -> None:
    """Do what a forger with our code would do last."""
    shutil.rmtree(bag / "metadata")
    for path in ("bagit.txt", "bag-info.txt", "VERIFY.md", *bag.glob("*manifest*")):
        (bag / path).unlink()
    aside = bag.parent / "aside"
    (bag / "seal").rename(aside)
    write_bag(bag, version="9.9.9", as_of=AS_OF)
    for name in (SIGNATURE, TIMESTAMP):
        shutil.copy(aside / name.removeprefix("seal/"), bag / name)


def test_a_stamp_without_its_signature_fails(stamped: Path) -> None:
    (stamped / SIGNATURE).unlink()
    verdict = verify(stamped)
    assert (verdict.signature.status, verdict.timestamp.status) == ("absent", "failed")


def test_a_new_signature_under_an_old_stamp_fails(stamped: Path, signer: Signer) -> None:
    (stamped / SIGNATURE).write_bytes(sign((stamped / "seal/statement.json").read_bytes(), signer))
    assert verify(stamped).timestamp.status == "failed"


def test_a_certificate_not_yet_valid_when_stamped_fails(
    bag: Path, tmp_path: Path, authority: Authority
) -> None:
    later = new_key("丙公司", passphrase=PASSPHRASE, since=NOW + dt.timedelta(days=9000))
    (tmp_path / "c.pem").write_bytes(later.certificate)
    (tmp_path / "k.pem").write_bytes(later.key)
    signer = load_signer(tmp_path / "c.pem", tmp_path / "k.pem", PASSPHRASE)
    with serving(honest(authority)) as server:
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW + dt.timedelta(days=9001))
    trust = [tmp_path / "c.pem"]
    assert verify(bag, trust=trust).signature.status == "ok"
    verdict = verify(bag, trust=trust, tsa=[authority.root])
    assert verdict.signature.status == "failed"
    assert "签名有效，但签名人证书当时不在有效期内" in verdict.headline


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_seal_is_always_graded(data: st.DataObject) -> None:
    blob = bytearray(SIGNED)
    for _ in range(data.draw(st.integers(1, 3))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    for trusted in ((), (SIGNER.certificate,)):
        grade, _ = grade_signature(bytes(blob), b"statement", trusted, at=NOW)
        assert grade.status in {"ok", "untrusted", "failed"}
