"""The timestamp client (RFC 3161), the only module that opens a connection."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.system_error import reason
from legaldocs.evidence.seal.cms import LARGEST
from legaldocs.evidence.seal.token import Token, TokenError, check_authority, read_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.x509 import Certificate

_OK = 200
_REDIRECTS = range(300, 400)
_AGAIN = "检查网络和地址，可以稍后再试；证据包没有改动，也可以先签名、以后再补时间戳"
_TROUBLES: tuple[tuple[type[OSError], str], ...] = (
    (TimeoutError, "超时"),
    (socket.gaierror, "找不到这个域名"),
    (ssl.SSLCertVerificationError, "服务器的 HTTPS 证书未通过核对"),
    (ssl.SSLError, "HTTPS 连接没有建立"),
    (ConnectionRefusedError, "对方拒绝连接"),
    (ConnectionError, "连接中断"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A token just received from an authority (新取得的时间戳): its bytes, and parsed."""

    data: bytes
    token: Token


def request_stamp(
    url: str, stamped: bytes, *, authorities: Sequence[Certificate] = (), seconds: float = 20
) -> Stamp:
    """Ask the authority at ``url`` (http or https) for a timestamp, within ``seconds`` in all.

    Only a hash and a nonce are sent. With ``authorities`` the token must be issued by one of them.

    Raises InputError when the authority cannot be reached or does not send a token, and
    IntegrityError when the token is not for these bytes and this request.
    """
    builder = TimestampRequestBuilder().data(stamped).hash_algorithm(HashAlgorithm.SHA256)
    asked = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    data = _post(url, asked.as_bytes(), seconds)
    try:
        token = read_token(data, stamped)
    except TokenError as error:
        raise _refusal_error(url, str(error)) from error
    if token.response.tst_info.nonce != asked.nonce:
        raise _refusal_error(url, "随机数与请求不符，可能是重放的旧时间戳")
    why = check_authority(token, stamped, authorities) if authorities else ""
    if why:
        raise _refusal_error(url, f"不是所给时间戳机构签发的（{why}）")
    return Stamp(data, token)


def _refusal_error(url: str, why: str) -> IntegrityError:
    return IntegrityError("时间戳不予采用", where=url, found=why, next_step="换一个时间戳服务地址")


def _post(url: str, body: bytes, seconds: float) -> bytes:
    connection, path = _connection(url, seconds)
    late = threading.Event()
    try:
        connection.connect()
        # A server that sends a byte now and then never trips the socket's own timeout.
        watch = threading.Timer(seconds, _close_when_late, (connection.sock, late))
        watch.daemon = True
        watch.start()
        try:
            data = _exchange(connection, url, path, body)
        finally:
            watch.cancel()
        # A connection cut in the middle reads as an answer that ended early.
        if late.is_set():
            raise TimeoutError
    except (OSError, http.client.HTTPException) as error:
        why = f"{seconds:g} 秒内没有答复" if late.is_set() else _cause(error)
        raise InputError(
            "无法从时间戳服务取得时间戳", where=url, found=why, next_step=_AGAIN
        ) from error
    finally:
        connection.close()
    return data


def _cause(error: Exception) -> str:
    """Return the cause of a failed connection in Chinese."""
    return next((cause for kind, cause in _TROUBLES if isinstance(error, kind)), "") or (
        reason(error) if isinstance(error, OSError) else "答复不完整或不是 HTTP"
    )


def _close_when_late(channel: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        channel.shutdown(socket.SHUT_RDWR)


def _connection(url: str, seconds: float) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(url)
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in kinds or not parts.hostname or parts.username or port == -1:
        raise InputError(
            "时间戳服务地址无法使用", expected="http:// 或 https:// 地址", found=url[:120]
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return kinds[parts.scheme](parts.hostname, port, timeout=seconds), path


def _exchange(connection: http.client.HTTPConnection, url: str, path: str, body: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    if answer.status in _REDIRECTS:
        raise InputError(
            "时间戳服务要求转到别处，不跟随",
            where=url,
            found=str(answer.headers.get("Location", ""))[:120],
            next_step="直接给出最终地址",
        )
    if answer.status != _OK:
        raise InputError(
            "时间戳服务答复错误", where=url, found=f"HTTP {answer.status}", next_step=_AGAIN
        )
    kind = answer.headers.get_content_type()
    if kind != "application/timestamp-reply":
        raise InputError("答复的不是时间戳", where=url, found=kind, next_step="检查地址")
    data = answer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError("时间戳服务的答复过大", where=url, expected=f"不超过 {LARGEST} 字节")
    return data
