"""legaldocs key: a key pair and certificate to seal with."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._passphrase import passphrase
from legaldocs.commands._show import show as show_answer
from legaldocs.output.reply import Reply, Sha256


class KeyShowReply(Reply, frozen=True, tag="legaldocs.key.show/1"):
    """A certificate (证书)."""

    certificate: Annotated[str, Meta(description="证书文件")]
    subject: Annotated[str, Meta(description="名称")]
    issuer: Annotated[str, Meta(description="签发者")]
    not_before: Annotated[dt.date, Meta(description="有效期起")]
    not_after: Annotated[dt.date, Meta(description="有效期止")]
    sha256: Annotated[Sha256, Meta(description="证书的 SHA-256 指纹")]


class KeyNewReply(KeyShowReply, frozen=True, tag="legaldocs.key.new/1"):
    """A key pair and certificate that were made (新的密钥和证书)."""

    key: Annotated[str, Meta(description="私钥文件")]


@click.group("key")
def command() -> None:
    """生成或查看签名密钥和证书。"""


@command.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, metavar="NAME", help="证书上的名称，如单位全称。")
@click.option(
    "--kind",
    type=click.Choice(["p256", "rsa3072"]),
    default="p256",
    show_default=True,
    help="密钥种类。",
)
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="口令所在的文件。")
@click.option("--passphrase-env", metavar="VARIABLE", help="口令所在的环境变量名。")
@json_option
def new(
    folder: Path,
    *,
    name: str,
    kind: Literal["p256", "rsa3072"],
    passphrase_file: Path | None,
    passphrase_env: str | None,
    as_json: bool,
) -> None:
    """在 FOLDER 中制作 signer.key.pem（加密的私钥）和 signer.cert.pem（自签证书）。"""
    from legaldocs.core.errors import InputError
    from legaldocs.evidence.seal.keys import new_key

    secret = passphrase(passphrase_file, passphrase_env)
    if secret is None:
        raise InputError(
            "没有给出保护私钥的口令", next_step="用 --passphrase-file 或 --passphrase-env 给出"
        )
    key, certificate = folder / "signer.key.pem", folder / "signer.cert.pem"
    for path in (key, certificate):
        if path.exists():
            raise InputError("文件已经存在，不会覆盖", where=str(path), next_step="换一个文件夹")
    made = new_key(name, passphrase=secret, since=dt.datetime.now(dt.UTC), kind=kind)
    _write_pair({key: made.key, certificate: made.certificate})
    shown = _read(certificate)
    rows = [
        *_rows(shown),
        f"私钥：{key}（请妥善保管，连同口令分开存放）",
        "请通过包之外的途径把证书或指纹交给对方，对方才能核对签名人身份。",
    ]
    answer = KeyNewReply(**msgspec.structs.asdict(shown), key=str(key))
    show_answer(answer, "\n".join(rows), as_json=as_json)


@command.command("show")
@click.argument("certificate", type=click.Path(path_type=Path))
@json_option
def show(certificate: Path, *, as_json: bool) -> None:
    """显示证书的名称、有效期和指纹。"""
    shown = _read(certificate)
    show_answer(shown, "\n".join(_rows(shown)), as_json=as_json)


def _write_pair(files: dict[Path, bytes]) -> None:
    """Write key and certificate, both or neither; only the user may read the key."""
    from legaldocs.core.atomic import write_whole
    from legaldocs.core.errors import InputError
    from legaldocs.core.system_error import reason

    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data, 0o600 if b"PRIVATE KEY" in data else 0o666)
    except OSError as error:
        for path in files:
            with contextlib.suppress(OSError):
                path.unlink()
        folder = next(iter(files)).parent
        raise InputError("密钥和证书没有写成", where=str(folder), found=reason(error)) from error


def _read(path: Path) -> KeyShowReply:
    from legaldocs.evidence.seal.certificate import fingerprint, load_certificates

    certificate = load_certificates([path])[0]
    return KeyShowReply(
        ok=True,
        findings=(),
        certificate=str(path),
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        not_before=certificate.not_valid_before_utc.date(),
        not_after=certificate.not_valid_after_utc.date(),
        sha256=fingerprint(certificate),
    )


def _rows(shown: KeyShowReply) -> list[str]:
    return [
        f"名称：{shown.subject}",
        f"签发：{shown.issuer}",
        f"有效期：{shown.not_before} 至 {shown.not_after}",
        f"SHA-256 指纹：{shown.sha256}",
        f"证书：{shown.certificate}",
    ]
