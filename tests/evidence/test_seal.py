from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.seal.certificate import fingerprint, load_certificates
from legaldocs.evidence.seal.check import grade_signature, read_signature, sign
from legaldocs.evidence.seal.cms import CmsError, check_signed, read_signed
from legaldocs.evidence.seal.keys import PrivateKey, Signer, load_signer, new_key
from legaldocs.evidence.seal.sign import Authority as Asked
from legaldocs.evidence.seal.sign import seal_bag
from legaldocs.evidence.verify import verify

from .authority import TOKEN, Authority, Server, make_authority, serving
from .conftest import AS_OF, NOW, PASSPHRASE, make_bag
from .tampering import swap_with_its_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNATURE, STAMP = "seal/statement.p7s", "seal/statement.tsr"
ASPECTS = ["integrity", "signature", "timestamp"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("pki") / "a", "A")


@pytest.fixture
def sealed(bag: Path, signer: Signer, authority: Authority) -> Path:
    """Give a bag signed by 甲公司 and stamped by A."""
    server = Server(lambda query: (200, TOKEN, authority.reply(query)))
    with serving(server):
        roots = load_certificates([authority.root])
        seal_bag(bag, signer=signer, authority=Asked(server.url, roots), at=NOW)
    return bag


def test_each_aspect_is_graded_by_itself(
    sealed: Path, keys: Callable[[str], tuple[Path, Path]], authority: Authority
) -> None:
    plain = verify(sealed)
    assert plain.ok
    assert plain.headline == (
        "通过：文件完整；签名有效，签名人身份未核对；时间戳与签名相符，时间戳机构未核对"
    )
    certificate, _ = keys("甲公司")
    full = verify(sealed, trust=[certificate], tsa=[authority.root], require=ASPECTS)
    assert full.ok
    assert {full.grade(each).status for each in full.required} == {"ok"}
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


def test_a_stamp_of_another_authority_fails_when_one_is_named(sealed: Path, tmp_path: Path) -> None:
    other = make_authority(tmp_path / "b", "B")
    verdict = verify(sealed, tsa=[other.root])
    assert (verdict.signature.status, verdict.timestamp.status) == ("untrusted", "failed")
    assert verdict.headline.endswith("时间戳与签名相符，但未通过所给时间戳机构的核对")


def test_the_seal_of_another_bag_does_not_fit(sealed: Path, case: Path, tmp_path: Path) -> None:
    (case / "payments/slip.bin").write_bytes(b"another slip")
    other = make_bag(case, tmp_path / "other")
    shutil.copy(sealed / SIGNATURE, other / SIGNATURE)
    verdict = verify(other)
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")
    shutil.copy(sealed / "seal/statement.json", other / "seal/statement.json")
    verdict = verify(other)
    assert (verdict.integrity.status, verdict.signature.status) == ("failed", "untrusted")


def test_a_bag_rewritten_whole_loses_its_signature(sealed: Path) -> None:
    swap_with_its_line(sealed)
    verdict = verify(sealed)
    assert not verdict.ok
    assert verdict.integrity.status == "failed"


def test_a_statement_made_anew_loses_the_signature(sealed: Path) -> None:
    swap_with_its_line(sealed)
    write_statement_anew(sealed)
    verdict = verify(sealed)
    assert (verdict.integrity.status, verdict.signature.status) == ("ok", "failed")
    (sealed / SIGNATURE).unlink()
    (sealed / STAMP).unlink()
    assert verify(sealed).ok
    assert not verify(sealed, require=["signature"]).ok


def test_a_stripped_seal_fails_for_who_names_signer_or_authority(
    sealed: Path, keys: Callable[[str], tuple[Path, Path]], authority: Authority
) -> None:
    (sealed / STAMP).unlink()
    named = verify(sealed, tsa=[authority.root])
    assert (named.ok, named.required) == (False, ("timestamp",))
    (sealed / SIGNATURE).unlink()
    named = verify(sealed, trust=[keys("甲公司")[0]])
    assert named.headline == "不通过：文件完整；没有签名；没有时间戳；缺少要求的签名"
    assert verify(sealed).ok


def test_a_seal_file_that_cannot_be_read_is_not_called_forged(sealed: Path) -> None:
    (sealed / SIGNATURE).unlink()
    (sealed / SIGNATURE).symlink_to("/dev/zero")
    verdict = verify(sealed)
    assert not verdict.ok
    assert "签名无法核对：封存文件无法读取；时间戳没有核对" in verdict.headline


def write_statement_anew(bag: Path) -> None:
    """Do what a forger with our code would do last."""
    shutil.rmtree(bag / "metadata")
    for each in ("bagit.txt", "bag-info.txt", "VERIFY.md", *bag.glob("*manifest*")):
        (bag / each).unlink()
    aside = bag.parent / "aside"
    (bag / "seal").rename(aside)
    write_bag(bag, version="9.9.9", as_of=AS_OF)
    for name in (SIGNATURE, STAMP):
        shutil.copy(aside / name.removeprefix("seal/"), bag / name)


def test_a_stamp_without_its_signature_fails(sealed: Path) -> None:
    (sealed / SIGNATURE).unlink()
    verdict = verify(sealed)
    assert (verdict.signature.status, verdict.timestamp.status) == ("absent", "failed")


def test_a_new_signature_under_an_old_stamp_fails(sealed: Path, signer: Signer) -> None:
    (sealed / SIGNATURE).write_bytes(sign((sealed / "seal/statement.json").read_bytes(), signer))
    assert verify(sealed).timestamp.status == "failed"


def test_a_certificate_not_yet_valid_when_stamped_fails(
    bag: Path, tmp_path: Path, authority: Authority
) -> None:
    later = new_key("丙公司", passphrase=PASSPHRASE, since=NOW + dt.timedelta(days=9000))
    (tmp_path / "c.pem").write_bytes(later.certificate)
    (tmp_path / "k.pem").write_bytes(later.key)
    signer = load_signer(tmp_path / "c.pem", tmp_path / "k.pem", PASSPHRASE)
    with serving(Server(lambda query: (200, TOKEN, authority.reply(query)))) as server:
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW + dt.timedelta(days=9001))
    trust = [tmp_path / "c.pem"]
    assert verify(bag, trust=trust).signature.status == "ok"
    verdict = verify(bag, trust=trust, tsa=[authority.root])
    assert verdict.signature.status == "failed"
    assert "签名有效，但签名人证书当时不在有效期内" in verdict.headline


@pytest.mark.parametrize("days", [-1, 365 * 10 + 1])
def test_a_certificate_out_of_date_does_not_seal(bag: Path, signer: Signer, days: int) -> None:
    with pytest.raises(InputError, match="有效期"):
        seal_bag(bag, signer=signer, at=NOW + dt.timedelta(days=days))
    assert not (bag / SIGNATURE).exists()


def test_a_changed_bag_is_not_sealed(bag: Path, signer: Signer) -> None:
    (bag / "data/extra").write_bytes(b"")
    with pytest.raises(IntegrityError, match="data/extra"):
        seal_bag(bag, signer=signer, at=NOW)
    assert not (bag / SIGNATURE).exists()


def test_a_seal_is_replaced_only_when_asked(sealed: Path, signer: Signer) -> None:
    with pytest.raises(InputError, match="已经封存"):
        seal_bag(sealed, signer=signer, at=NOW)
    before = (sealed / SIGNATURE).read_bytes()
    with pytest.raises(InputError, match="--drop-timestamp"):
        seal_bag(sealed, signer=signer, replace=True, at=NOW)
    assert (sealed / SIGNATURE).read_bytes() == before
    seal_bag(sealed, signer=signer, replace=True, drop_timestamp=True, at=NOW)
    # The old stamp was over the old signature.
    assert not (sealed / STAMP).exists()
    assert verify(sealed).ok


def test_a_failed_stamp_leaves_no_half_seal(bag: Path, signer: Signer) -> None:
    with serving(Server(lambda _: (503, {}, b""))) as server, pytest.raises(InputError):
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW)
    assert not (bag / SIGNATURE).exists()


def test_a_stamp_may_be_added_later(bag: Path, signer: Signer, authority: Authority) -> None:
    with pytest.raises(InputError, match="没有可封存"):
        seal_bag(bag, signer=None, at=NOW)
    seal_bag(bag, signer=signer, at=NOW)
    with serving(Server(lambda query: (200, TOKEN, authority.reply(query)))) as server:
        seal_bag(bag, signer=None, authority=Asked(server.url), at=NOW)
    assert verify(bag, tsa=[authority.root], require=["timestamp"]).ok


def test_a_zip_is_not_sealed(tmp_path: Path, signer: Signer) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK")
    with pytest.raises(InputError, match="文件夹"):
        seal_bag(tmp_path / "b.zip", signer=signer, at=NOW)


@pytest.mark.parametrize("kind", ["p256", "rsa3072"])
def test_both_kinds_of_key_sign(tmp_path: Path, kind: str) -> None:
    made = new_key("甲公司", passphrase=PASSPHRASE, since=NOW, kind=kind)  # type: ignore[arg-type]
    (tmp_path / "c").write_bytes(made.certificate)
    (tmp_path / "k").write_bytes(made.key)
    assert b"ENCRYPTED" in made.key
    data = sign(b"statement", load_signer(tmp_path / "c", tmp_path / "k", PASSPHRASE))
    read_signature(data, b"statement")
    with pytest.raises(CmsError):
        read_signature(data, b"statement.")


@pytest.mark.parametrize("attributes", [[], ["-noattr"]])
def test_a_signature_made_by_openssl_is_taken(
    tmp_path: Path, keys: Callable[[str], tuple[Path, Path]], attributes: list[str]
) -> None:
    certificate, key = keys("甲公司")
    (tmp_path / "s").write_bytes(b"statement")
    (tmp_path / "pass").write_bytes(PASSPHRASE)
    command = ["openssl", "cms", "-sign", "-binary", "-in", "s", "-outform", "DER", "-out", "p7s"]
    command += ["-signer", str(certificate), "-inkey", str(key), "-passin", "file:pass"]
    subprocess.run([*command, *attributes], cwd=tmp_path, check=True, capture_output=True)
    data = (tmp_path / "p7s").read_bytes()
    read_signature(data, b"statement")
    with pytest.raises(CmsError):
        read_signature(data, b"another")


def test_a_weak_digest_is_refused(tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]) -> None:
    certificate, key = keys("甲公司")
    (tmp_path / "s").write_bytes(b"statement")
    (tmp_path / "pass").write_bytes(PASSPHRASE)
    command = ["openssl", "cms", "-sign", "-binary", "-in", "s", "-outform", "DER", "-out", "p7s"]
    command += ["-signer", str(certificate), "-inkey", str(key), "-passin", "file:pass"]
    command += ["-md", "sha1"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(CmsError, match="不安全"):
        read_signature((tmp_path / "p7s").read_bytes(), b"statement")


@pytest.mark.parametrize(
    "data", [b"", b"\x80\x01", b"0\x80", b"0\x03\x02\x01\x01", b"0\x02\x06\x00"]
)
def test_what_is_no_signature_is_told_in_chinese(bag: Path, data: bytes) -> None:
    for name in (SIGNATURE, STAMP):
        (bag / name).write_bytes(data)
    verdict = verify(bag)
    told = "".join((verdict.headline, *verdict.signature.reasons, *verdict.timestamp.reasons))
    assert (verdict.signature.status, verdict.timestamp.status) == ("failed", "failed")
    assert re.findall("[A-Za-z]{2,}", told.replace("CMS", "").replace("DER", "")) == []


def test_a_certificate_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    # A bit string, which the library lets through until somebody asks for the name.
    named, unnamed = b"\x0c\x01A", b"\x03\x01\x00"
    assert SIGNED.count(named) == 3
    with pytest.raises(CmsError, match="证书不合规"):
        read_signed(SIGNED.replace(named, unnamed))
    der = SIGNER.certificate.public_bytes(serialization.Encoding.DER)
    (tmp_path / "c.der").write_bytes(der.replace(named, unnamed))
    with pytest.raises(InputError, match="没有可读取的证书"):
        load_certificates([tmp_path / "c.der"])


def test_a_seal_of_many_megabytes_is_not_parsed(bag: Path) -> None:
    for name in (SIGNATURE, STAMP):
        (bag / name).write_bytes(b"\x30\x84\x00\x20\x00\x00" + b"\x05\x00" * (1 << 20))
    verdict = verify(bag)
    assert verdict.signature.reasons == ("签名文件过大",)
    assert verdict.timestamp.status == "failed"


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_seal_is_always_graded(data: st.DataObject) -> None:
    blob = bytearray(SIGNED)
    for _ in range(data.draw(st.integers(1, 3))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    for trusted in ((), (SIGNER.certificate,)):
        grade, _ = grade_signature(bytes(blob), b"statement", trusted, at=NOW)
        assert grade.status in {"ok", "untrusted", "failed"}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_signature_fails_and_never_crashes(data: st.DataObject) -> None:
    blob = bytearray(SIGNED)
    spot = data.draw(st.integers(0, len(blob) - 1))
    blob[spot] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.sampled_from([len(blob), len(blob) - 1, spot]))
    try:
        signed = read_signed(bytes(blob[:cut]))
        check_signed(signed, b"statement")
    except (CmsError, ValueError):
        return
    # Whatever still holds was signed by the same key: the damage hit bytes that nobody signed.
    assert signed.signer.public_key() == SIGNER.certificate.public_key()


def self_signed(key: PrivateKey) -> Signer:
    return Signer(issued("A", key, "A", key), key)


def issued(
    subject: str,
    key: PrivateKey,
    issuer: str,
    signing: PrivateKey,
    *,
    ca: bool = False,
    path_length: int | None = None,
) -> x509.Certificate:
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (issuer, subject)]
    builder = x509.CertificateBuilder(*names, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(NOW).not_valid_after(NOW + dt.timedelta(days=99))
    basic = x509.BasicConstraints(ca=ca, path_length=path_length if ca else None)
    return builder.add_extension(basic, critical=True).sign(signing, hashes.SHA256())


SIGNER = self_signed(ec.generate_private_key(ec.SECP256R1()))
SIGNED = sign(b"statement", SIGNER)


@pytest.mark.parametrize(("ca", "length", "holds"), [(True, None, True), (False, None, False)])
def test_a_signer_under_a_trusted_issuer_is_trusted_only_when_it_may_issue(
    bag: Path, tmp_path: Path, *, ca: bool, length: int | None, holds: bool
) -> None:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = issued("root", root_key, "root", root_key, ca=ca, path_length=length)
    leaf = issued("leaf", key, "root", root_key)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    seal_bag(bag, signer=Signer(leaf, key, (root,)), at=NOW)
    verdict = verify(bag, trust=[tmp_path / "root.pem"])
    assert verdict.ok is holds
    assert ("签名有效，由所给证书签发，签名人“leaf”" in verdict.headline) is holds
    assert "签名人与所给证书一致" not in verdict.headline


def test_a_ca_below_one_that_allows_none_is_not_trusted(bag: Path, tmp_path: Path) -> None:
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    root = issued("root", keys[0], "root", keys[0], ca=True, path_length=0)
    middle = issued("middle", keys[1], "root", keys[0], ca=True)
    leaf = issued("leaf", keys[2], "middle", keys[1])
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    seal_bag(bag, signer=Signer(leaf, keys[2], (middle,)), at=NOW)
    assert verify(bag, trust=[tmp_path / "root.pem"]).signature.status == "failed"


def test_a_name_alone_is_not_trust(bag: Path, tmp_path: Path) -> None:
    real, fake = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = issued("root", real, "root", real, ca=True)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    forged = issued("甲公司", fake, "root", fake)
    seal_bag(bag, signer=Signer(forged, fake), at=NOW)
    assert verify(bag, trust=[tmp_path / "root.pem"]).signature.status == "failed"


def test_a_pkcs12_file_signs(tmp_path: Path) -> None:
    data = pkcs12.serialize_key_and_certificates(
        b"a", SIGNER.key, SIGNER.certificate, None, serialization.BestAvailableEncryption(b"pass")
    )
    (tmp_path / "a.p12").write_bytes(data)
    signer = load_signer(tmp_path / "a.p12", None, b"pass")
    assert signer.certificate == SIGNER.certificate
    with pytest.raises(InputError, match="口令"):
        load_signer(tmp_path / "a.p12", None, b"wrong")


WEAK = {
    "rsa1024": partial(rsa.generate_private_key, 65537, 1024),
    "rsa2047": partial(rsa.generate_private_key, 65537, 2047),
    "secp224r1": partial(ec.generate_private_key, ec.SECP224R1()),
}
FOREIGN = {
    "secp256k1": partial(ec.generate_private_key, ec.SECP256K1()),
    "brainpool": partial(ec.generate_private_key, ec.BrainpoolP256R1()),
}


@pytest.mark.parametrize("kind", [*WEAK, *FOREIGN])
def test_a_weak_key_or_a_foreign_curve_does_not_sign(tmp_path: Path, kind: str) -> None:
    signer = self_signed((WEAK | FOREIGN)[kind]())
    pem = signer.certificate.public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    key = signer.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    (tmp_path / "both.pem").write_bytes(pem + key)
    p12 = pkcs12.serialize_key_and_certificates(b"a", signer.key, signer.certificate, None, plain)
    (tmp_path / "a.p12").write_bytes(p12)
    for name in ("both.pem", "a.p12"):
        with pytest.raises(InputError, match="密钥强度不足或曲线不受支持"):
            load_signer(tmp_path / name, None, None)


@pytest.mark.parametrize("kind", WEAK)
def test_a_signature_by_a_weak_key_does_not_hold(kind: str) -> None:
    data = sign(b"statement", self_signed(WEAK[kind]()))
    with pytest.raises(CmsError, match="签名密钥不受支持"):
        read_signature(data, b"statement")


def test_keys_that_will_not_do_are_input_errors(
    tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]
) -> None:
    certificate, key = keys("甲公司")
    other, _ = keys("乙公司")
    with pytest.raises(InputError, match="口令"):
        load_signer(certificate, key, b"wrong passphrase")
    with pytest.raises(InputError, match="口令"):
        load_signer(certificate, key, None)
    with pytest.raises(InputError, match="不是一对"):
        load_signer(other, key, PASSPHRASE)
    with pytest.raises(InputError, match="无法读取"):
        load_signer(tmp_path / "none", key, PASSPHRASE)
    with pytest.raises(InputError, match="没有可读取的证书"):
        load_certificates([key])
    with pytest.raises(InputError, match="太短"):
        new_key("甲", passphrase=b"short", since=NOW)
