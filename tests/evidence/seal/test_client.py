from __future__ import annotations

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.seal.client import request_stamp
from tests.evidence.authority import TOKEN, Authority, Server, honest, serving

STAMPED = b"the signature that is stamped"


def test_only_a_hash_leaves_the_machine(authority: Authority) -> None:
    with serving(honest(authority)) as server:
        request_stamp(server.url, STAMPED)
    assert STAMPED not in server.queries[0]
    assert len(server.queries[0]) < 100


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


def test_a_cut_token_is_refused(authority: Authority) -> None:
    cut = Server(lambda query: (200, TOKEN, authority.reply(query)[:-40]))
    with serving(cut), pytest.raises(IntegrityError, match="截断"):
        request_stamp(cut.url, STAMPED)


def test_a_refusal_is_reported_in_the_authoritys_words(authority: Authority) -> None:
    # A query that openssl cannot read makes it answer with a rejection.
    refusing = Server(lambda _: (200, TOKEN, authority.reply(b"\x30\x03\x02\x01\x01")))
    with serving(refusing), pytest.raises(IntegrityError, match="没有签发"):
        request_stamp(refusing.url, STAMPED)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>login</html>"), "text/html"),
        ((302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""), "不跟随"),
        ((503, {}, b"busy"), "HTTP 503"),
        ((200, TOKEN, b"x" * (1 << 20) + b"x"), "过大"),
    ],
)
def test_other_answers_are_named(answer: tuple[int, dict[str, str], bytes], reason: str) -> None:
    with serving(Server(lambda _: answer)) as server, pytest.raises(InputError, match=reason):
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
