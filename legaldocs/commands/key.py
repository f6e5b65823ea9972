"""legaldocs key: a key pair and certificate to seal with."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Literal

import click

from legaldocs.commands._options import json_option
from legaldocs.commands._output import reply
from legaldocs.commands._passphrase import passphrase


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
    for each in (key, certificate):
        if each.exists():
            raise InputError("文件已经存在，不会覆盖", where=str(each), next_step="换一个文件夹")
    made = new_key(name, passphrase=secret, since=dt.datetime.now(dt.UTC), kind=kind)
    folder.mkdir(parents=True, exist_ok=True)
    _write(key, made.key, 0o600)
    _write(certificate, made.certificate, 0o666)
    _show(certificate, "key", {"key": str(key)}, as_json=as_json)


@command.command("show")
@click.argument("certificate", type=click.Path(path_type=Path))
@json_option
def show(certificate: Path, *, as_json: bool) -> None:
    """显示证书的名称、有效期和指纹。"""
    _show(certificate, "key", {}, as_json=as_json)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Write a new file with ``mode``, less what the user's umask takes away, from the start."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)


def _show(path: Path, schema: str, extra: dict[str, str], *, as_json: bool) -> None:
    from legaldocs.evidence.seal.keys import fingerprint, load_certificates

    certificate = load_certificates([path])[0]
    payload = {
        "certificate": str(path),
        **extra,
        "subject": certificate.subject.rfc4514_string(),
        "issuer": certificate.issuer.rfc4514_string(),
        "not_before": certificate.not_valid_before_utc.date().isoformat(),
        "not_after": certificate.not_valid_after_utc.date().isoformat(),
        "sha256": fingerprint(certificate),
    }
    rows = [
        f"名称：{payload['subject']}",
        f"签发：{payload['issuer']}",
        f"有效期：{payload['not_before']} 至 {payload['not_after']}",
        f"SHA-256 指纹：{payload['sha256']}",
        f"证书：{path}",
    ]
    if "key" in payload:
        rows.append(f"私钥：{payload['key']}（请妥善保管，连同口令分开存放）")
        rows.append("请通过包之外的途径把证书或指纹交给对方，对方才能核对签名人身份。")
    reply(schema, payload, as_json=as_json, text="\n".join(rows))
