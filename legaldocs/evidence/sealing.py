"""Seals a finished bag in place: signature, and timestamp when an authority is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError, IntegrityError, InternalError
from legaldocs.evidence.bag.statement import SIGNATURE, STATEMENT, TIMESTAMP
from legaldocs.evidence.seal.certificate import fingerprint
from legaldocs.evidence.seal.check import read_signature
from legaldocs.evidence.seal.cms import CmsError
from legaldocs.evidence.seal.sign import sign
from legaldocs.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.x509 import Certificate

    from legaldocs.evidence.files.digests import Tick
    from legaldocs.evidence.seal.keys import Signer


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seal that was added to a bag (封存结果).

    ``signer`` is the certificate's SHA-256 fingerprint; ``stamped_at`` is ISO 8601 in UTC, empty
    without a timestamp.
    """

    signer: str
    stamped_at: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A timestamp authority (时间戳机构). With ``roots``, one of them must issue the token."""

    url: str
    roots: tuple[Certificate, ...] = ()
    seconds: float = 20


def seal_bag(  # noqa: PLR0913 - one parameter an option of the command
    bag: Path,
    *,
    signer: Signer | None,
    at: dt.datetime,
    authority: Authority | None = None,
    replace: bool = False,
    drop_timestamp: bool = False,
    tick: Tick | None = None,
) -> Sealed:
    """Sign the statement of the bag folder, and have the signature timestamped.

    Without a ``signer`` the existing signature is timestamped. ``at`` is the current time, at which
    the signer's certificate must be valid. The bag is verified first; nothing is written unless
    everything succeeds.

    Raises IntegrityError when the bag does not match its manifests or the token is not valid, and
    InputError for an expired certificate, when a seal would be replaced without ``replace`` or a
    timestamp lost without ``drop_timestamp``, or when there is no signature to timestamp.
    """
    _refuse_unready(bag, signer, authority, replace=replace)
    if signer is not None:
        _refuse_dates(signer, at)
    stamped = (bag / TIMESTAMP).exists() and authority is None
    if signer is not None and stamped and not drop_timestamp:
        raise InputError(
            "重新签名会丢掉现有的时间戳，没有改动",
            where=f"{bag}/{TIMESTAMP}",
            next_step="用 --tsa 给出时间戳服务，为新签名重新加盖；确要放弃时加 --drop-timestamp",
        )
    verdict = verify(bag, every_hash=True, tick=tick)
    if verdict.integrity.status != "ok":
        raise IntegrityError(
            "证据包与清单不符，不予封存",
            where=verdict.bundle,
            found=verdict.integrity.reasons[0],
            next_step="运行 legaldocs verify 查看全部问题",
        )
    statement = (bag / STATEMENT).read_bytes()
    signature = sign(statement, signer) if signer else (bag / SIGNATURE).read_bytes()
    try:
        shown = fingerprint(read_signature(signature, statement).signer)
    except CmsError as error:
        if signer is None:
            raise IntegrityError("现有签名无效，不能加盖时间戳", found=str(error)) from error
        raise InternalError("刚作出的签名未能通过自检", found=str(error)) from error
    data, stamped_at = _stamped(signature, authority)
    (bag / TIMESTAMP).unlink(missing_ok=True)
    write_whole(bag / SIGNATURE, signature)
    if data:
        write_whole(bag / TIMESTAMP, data)
    return Sealed(shown, stamped_at)


def _refuse_dates(signer: Signer, at: dt.datetime) -> None:
    """Refuse a certificate that is not valid now: a timestamped signature would be refused."""
    since, until = signer.certificate.not_valid_before_utc, signer.certificate.not_valid_after_utc
    if not since <= at <= until:
        raise InputError(
            "签名证书现在不在有效期内，没有签名",
            expected=f"{since:%Y-%m-%d %H:%M} 至 {until:%Y-%m-%d %H:%M}（UTC）",
            found=f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M}（UTC）",
            next_step="换用有效的证书，或校准电脑的时钟",
        )


def _refuse_unready(
    bag: Path, signer: Signer | None, authority: Authority | None, *, replace: bool
) -> None:
    if not bag.is_dir() or not (bag / STATEMENT).is_file():
        raise InputError(
            "不是可以封存的证据包文件夹",
            where=str(bag),
            expected=f"含有 {STATEMENT} 的文件夹",
            next_step="给出 legaldocs build 输出中的 bundle 文件夹；压缩包请先解压",
        )
    if signer is None and (authority is None or not (bag / SIGNATURE).is_file()):
        raise InputError(
            "没有可封存的内容：既没有给出签名证书，也没有可加盖时间戳的签名",
            where=str(bag),
            next_step="用 --cert 和 --key 给出签名证书和私钥",
        )
    existing = SIGNATURE if signer else TIMESTAMP
    if (bag / existing).exists() and not replace:
        raise InputError(
            "证据包已经封存，不会覆盖",
            where=f"{bag}/{existing}",
            next_step="确需重新封存时加 --replace",
        )


def _stamped(signature: bytes, authority: Authority | None) -> tuple[bytes, str]:
    if authority is None:
        return b"", ""
    # Only here: a bag that is signed alone never loads what can open a connection.
    from legaldocs.evidence.seal.client import request_stamp  # noqa: PLC0415 - see above

    stamp = request_stamp(
        authority.url, signature, authorities=authority.roots, seconds=authority.seconds
    )
    return stamp.data, stamp.token.stamped_at.isoformat()
