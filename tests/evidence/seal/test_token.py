from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import IntegrityError
from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.seal.client import request_stamp
from legaldocs.evidence.seal.token import _unfit_reason, grade_token
from tests.evidence.authority import Authority, honest, make_authority, serving

if TYPE_CHECKING:
    from pathlib import Path

STAMPED = b"the signature that is stamped"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("pki") / "b", "B")


def test_a_token_of_the_named_authority_is_taken(authority: Authority) -> None:
    roots = load_certificates([authority.root])
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED, authorities=roots)
    grade, token = grade_token(stamp.data, STAMPED, roots)
    assert grade.status == "ok"
    assert token is not None
    assert token.authority == "CN=A tsa"


def test_openssl_takes_the_token_too(authority: Authority, tmp_path: Path) -> None:
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED)
    (tmp_path / "data").write_bytes(STAMPED)
    (tmp_path / "tsr").write_bytes(stamp.data)
    command = ["openssl", "ts", "-verify", "-data", "data", "-in", "tsr"]
    command += ["-CAfile", str(authority.root)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)


def test_without_a_certificate_the_authority_is_not_checked(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED)
    grade, _ = grade_token(stamp.data, STAMPED, ())
    assert grade.status == "untrusted"
    assert "机构未核对" in grade.reasons[0]


def test_a_token_of_another_authority_is_refused(authority: Authority, other: Authority) -> None:
    roots = load_certificates([authority.root])
    with serving(honest(other)) as server, pytest.raises(IntegrityError, match="不是所给"):
        request_stamp(server.url, STAMPED, authorities=roots)
    with serving(honest(other)) as server:
        stamp = request_stamp(server.url, STAMPED)
    assert grade_token(stamp.data, STAMPED, roots)[0].status == "failed"


def test_either_of_two_authorities_will_do(authority: Authority, other: Authority) -> None:
    both = load_certificates([other.root, authority.root])
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED, authorities=both)
    assert grade_token(stamp.data, STAMPED, both)[0].status == "ok"


def test_a_certificate_expired_when_it_stamped_is_refused(tmp_path: Path) -> None:
    stale = make_authority(tmp_path / "stale", "stale", expired=True)
    roots = load_certificates([stale.root])
    with serving(honest(stale)) as server, pytest.raises(IntegrityError, match="已过期"):
        request_stamp(server.url, STAMPED, authorities=roots)


def test_the_authoritys_own_certificate_pins_it(authority: Authority, other: Authority) -> None:
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED)
    leaf, foreign = (
        load_certificates([issuer.folder / "tsa.pem"]) for issuer in (authority, other)
    )
    assert grade_token(stamp.data, STAMPED, leaf)[0].status == "ok"
    assert grade_token(stamp.data, STAMPED, foreign)[0].status == "failed"


def test_a_certificate_for_another_purpose_does_not_stamp(tmp_path: Path) -> None:
    # openssl will not stamp with it, so the token is made first and the certificate judged alone.
    wrong = make_authority(tmp_path / "wrong", "wrong", usage=False)
    [leaf] = load_certificates([wrong.folder / "tsa.pem"])
    assert _unfit_reason(leaf, leaf.not_valid_before_utc) == "证书不是专用于时间戳的证书"


def test_a_damaged_token_is_always_graded(authority: Authority) -> None:
    roots = load_certificates([authority.root])
    with serving(honest(authority)) as server:
        whole = request_stamp(server.url, STAMPED).data
    for spot in range(len(whole)):
        for flip in (1, 0x80):
            damaged = whole[:spot] + bytes([whole[spot] ^ flip]) + whole[spot + 1 :]
            grade, token = grade_token(damaged, STAMPED, roots)
            assert grade.status in {"ok", "failed"}
            # Damage that nobody signed (the outer wrapping, an unused certificate) may pass.
            if grade.status == "ok":
                assert token is not None
                assert token.authority == "CN=A tsa"
