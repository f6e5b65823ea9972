from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.seal.client import request_stamp
from legaldocs.evidence.seal.token import _unfit_reason, grade_token

from .authority import TOKEN, Authority, Server, make_authority, serving

if TYPE_CHECKING:
    from pathlib import Path

STAMPED = b"the signature that is stamped"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("pki") / "a", "A")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("pki") / "b", "B")


def honest(authority: Authority) -> Server:
    return Server(lambda query: (200, TOKEN, authority.reply(query)))


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


def test_only_a_hash_leaves_the_machine(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        request_stamp(server.url, STAMPED)
    assert STAMPED not in server.queries[0]
    assert len(server.queries[0]) < 100


def test_without_a_certificate_the_authority_is_not_checked(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        stamp = request_stamp(server.url, STAMPED)
    grade, _ = grade_token(stamp.data, STAMPED, ())
    assert grade.status == "untrusted"
    assert "机构未核对" in grade.reasons[0]


def test_a_replayed_token_is_refused_for_its_nonce(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        old = request_stamp(server.url, STAMPED).data
    replay = Server(lambda _: (200, TOKEN, old))
    with serving(replay), pytest.raises(IntegrityError, match="随机数"):
        request_stamp(replay.url, STAMPED)


def test_a_token_for_other_bytes_is_refused(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        foreign = request_stamp(server.url, b"something else").data
    wrong = Server(lambda _: (200, TOKEN, foreign))
    with serving(wrong), pytest.raises(IntegrityError, match="另一份内容"):
        request_stamp(wrong.url, STAMPED)


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
    leaf, foreign = (load_certificates([each.folder / "tsa.pem"]) for each in (authority, other))
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


def test_a_cut_token_is_refused(authority: Authority) -> None:
    cut = Server(lambda query: (200, TOKEN, authority.reply(query)[:-40]))
    with serving(cut), pytest.raises(IntegrityError, match="截断"):
        request_stamp(cut.url, STAMPED)


def test_a_refusal_is_told_in_the_authoritys_words(authority: Authority) -> None:
    # A query that openssl cannot read makes it answer with a rejection.
    refusing = Server(lambda _: (200, TOKEN, authority.reply(b"\x30\x03\x02\x01\x01")))
    with serving(refusing), pytest.raises(IntegrityError, match="没有签发"):
        request_stamp(refusing.url, STAMPED)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>login</html>"), "text/html"),
        ((302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""), "不跟随"),
        ((503, {}, b"busy"), "HTTP 503"),
        ((200, TOKEN, b"x" * (1 << 20) + b"x"), "过大"),
    ],
)
def test_other_answers_are_named(answer: tuple[int, dict[str, str], bytes], told: str) -> None:
    with serving(Server(lambda _: answer)) as server, pytest.raises(InputError, match=told):
        request_stamp(server.url, STAMPED)


def test_a_html_page_called_a_token_is_refused() -> None:
    lying = Server(lambda _: (200, TOKEN, b"<html>login</html>"))
    with serving(lying), pytest.raises(IntegrityError, match="不是时间戳"):
        request_stamp(lying.url, STAMPED)


def test_a_server_that_drips_is_cut_off() -> None:
    slow = Server(lambda _: (200, TOKEN, b"x" * 1000), drip=0.05)
    with serving(slow), pytest.raises(InputError, match="没有答复"):
        request_stamp(slow.url, STAMPED, seconds=0.4)


def test_a_port_where_nobody_listens_is_an_input_error() -> None:
    with serving(Server(lambda _: (200, {}, b""))) as server:
        gone = server.url
    with pytest.raises(InputError, match="无法从时间戳服务") as refused:
        request_stamp(gone, STAMPED, seconds=2)
    assert "对方拒绝连接" in str(refused.value)
    assert "可以稍后再试" in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com", "file:///etc/passwd", "http://", "http://u:p@h/", "http://h:99999999"],
)
def test_an_address_that_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="无法使用"):
        request_stamp(url, STAMPED)
