"""A timestamp token (RFC 3161): parsed, and checked against its content and an authority."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from legaldocs.evidence.seal.certificate import UNREADABLE, name_of, was_valid
from legaldocs.evidence.seal.cms import (
    LARGEST,
    TST_INFO,
    CmsError,
    ContentInfo,
    check_signed,
    read_signed,
    with_certificates_in_order,
)
from legaldocs.evidence.verdict import Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rfc3161_client import TimeStampResponse

_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_GRANTED = 0
_VERIFY_ERROR = re.compile(r'Verify error:([^"\\]+)')
_NO_PURPOSE = "证书不是专用于时间戳的证书"
_REASONS = {
    "certificate has expired": "证书在时间戳所载时间已过期",
    "certificate is not yet valid": "证书在时间戳所载时间尚未生效",
    "unable to get local issuer certificate": "证书不是由所给的根证书签发的",
    "self-signed certificate in certificate chain": "证书链通向另一个根证书",
    "self-signed certificate": "自签证书，不是所给的证书",
}


@asn1.sequence
class TimeStampResp:
    """RFC 3161 section 2.4.2: the authority's answer, with a token when it is granted."""

    status: asn1.TLV
    token: ContentInfo | None


class TokenError(ValueError):
    """A token cannot be read or is for other bytes (时间戳无效). The message is for a person."""


@dataclass(frozen=True, slots=True)
class Token:
    """A valid token for the given bytes (时间戳).

    ``stamped_at`` is in UTC; ``certificate`` is the one whose key signed it.
    """

    response: TimeStampResponse
    stamped_at: dt.datetime
    certificate: x509.Certificate

    @property
    def authority(self) -> str:
        """The subject of that certificate."""
        return name_of(self.certificate)


def read_token(data: bytes, stamped: bytes) -> Token:
    """Return the token for the bytes ``stamped`` in a DER TimeStampResp.

    Raises TokenError when there is none, it is for other bytes, or its signature is not valid.
    """
    response = _decoded(data)
    if response.status != _GRANTED:
        said = "；".join(response.status_string)[:120]
        raise TokenError(f"时间戳机构没有签发（状态 {response.status}）{said}")
    try:
        info = response.tst_info
        imprint = info.message_imprint
        token = response.time_stamp_token()
        signed = read_signed(token)
    except CmsError as error:
        raise TokenError(f"时间戳无法读取（{error}）") from error
    except ValueError as error:
        raise TokenError("时间戳无法读取") from error
    algorithm = _HASHES.get(imprint.hash_algorithm.dotted_string)
    if algorithm is None:
        raise TokenError("时间戳所用的摘要算法不受支持或已不安全")
    if bytes(imprint.message) != hashlib.new(algorithm, stamped).digest():
        raise TokenError("时间戳是为另一份内容签发的")
    if signed.content is None or signed.content_type != TST_INFO:
        raise TokenError("时间戳里没有时间戳信息")
    try:
        check_signed(signed, signed.content)
    except CmsError as error:
        raise TokenError(f"时间戳的签名不成立（{error}）") from error
    when = info.gen_time.astimezone(dt.UTC)
    return Token(response, when, signed.signer)


def check_authority(token: Token, stamped: bytes, authorities: Sequence[x509.Certificate]) -> str:
    """Return why none of these authorities issued the token, an empty string when one did.

    An authority is given by its root certificate or by its own. Validity is checked at the time of
    the token, so that a timestamp outlives the certificate.
    """
    reason = ""
    for authority in authorities:
        if authority == token.certificate:
            return _unfit_reason(authority, token.stamped_at)
        verifier = VerifierBuilder(roots=[authority]).build()
        try:
            verifier.verify_message(token.response, stamped)
        except (VerificationError, *UNREADABLE) as error:
            reason = _in_chinese(str(error))
        else:
            return ""
    return reason or "没有给出时间戳机构的证书"


def _unfit_reason(certificate: x509.Certificate, at: dt.datetime) -> str:
    """Return why a certificate could not issue a token at that time, empty when it could."""
    if not was_valid(certificate, at):
        return _REASONS["certificate has expired"]
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, *UNREADABLE):
        return _NO_PURPOSE
    only = list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
    return "" if usage.critical and only else _NO_PURPOSE


def _in_chinese(reason: str) -> str:
    """Return the verifier's reason in Chinese, as far as it is a common one."""
    found = _VERIFY_ERROR.search(reason)
    return _REASONS.get(found[1].strip() if found else "", "未能核对到所给的证书")


def grade_token(
    data: bytes, stamped: bytes, authorities: Sequence[x509.Certificate]
) -> tuple[Grade, Token | None]:
    """Return the grade of the token for ``stamped``, and the token when it is valid."""
    try:
        token = read_token(data, stamped)
    except TokenError as error:
        return Grade("failed", (str(error),)), None
    when = f"{token.stamped_at:%Y-%m-%d %H:%M:%S} UTC"
    said = f"时间戳所载时间 {when}，机构自称 {token.authority}"
    if not authorities:
        return Grade("untrusted", (f"{said}；机构未核对，可用 --tsa 给出其根证书",)), token
    reason = check_authority(token, stamped, authorities)
    if reason:
        refusal = f"{said}；不能确认由 --tsa 所给机构签发（{reason}）"
        other = "时间戳与签名相符，但未通过所给时间戳机构的核对"
        return Grade("failed", (refusal,), other), token
    return Grade("ok", (said,)), token


def _decoded(data: bytes) -> TimeStampResponse:
    """Return the response as rfc3161-client parses it, which asks for sorted certificates."""
    try:
        response = asn1.decode_der(TimeStampResp, data if len(data) <= LARGEST else b"")
        if response.token is not None:
            response = replace(response, token=with_certificates_in_order(response.token))
        return decode_timestamp_response(asn1.encode_der(response))
    except ValueError as error:
        raise TokenError("不是时间戳，或已被截断") from error
