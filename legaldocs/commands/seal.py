"""legaldocs seal: sign a bundle, timestamp the signature, pack the bundle."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._journal import note, refuse_unless_ready
from legaldocs.commands._options import json_option
from legaldocs.commands._passphrase import passphrase
from legaldocs.commands._progress import progress
from legaldocs.commands._show import show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.evidence.sealing import Sealed

_PATH = click.Path(path_type=Path)


class SealReply(Reply, frozen=True, tag="legaldocs.seal/1"):
    """How a bundle was sealed (封存结果)."""

    bundle: Annotated[str, Meta(description="证据包")]
    signer: Annotated[str | None, Meta(description="签名证书的 SHA-256 指纹；只打包时为空")]
    stamped_at: Annotated[str | None, Meta(description="时间戳的时间，UTC；没有的为空")]
    zip: Annotated[str | None, Meta(description="压缩包；没有打包的为空")]


@click.command("seal")
@click.argument("bundle", type=_PATH)
@click.option("--cert", type=_PATH, help="签名证书：PEM，或含私钥的 PKCS#12（.p12/.pfx）。")
@click.option("--key", type=_PATH, help="PEM 私钥；证书是 PKCS#12 时不用给。")
@click.option("--passphrase-file", type=_PATH, help="口令所在的文件。")
@click.option("--passphrase-env", metavar="VARIABLE", help="口令所在的环境变量名。")
@click.option("--tsa", "url", metavar="URL", help="时间戳服务地址（RFC 3161）；不给就不联网。")
@click.option("--tsa-cert", type=_PATH, multiple=True, help="时间戳机构的根证书，取得时即核对。")
@click.option("--timeout", default=20.0, show_default=True, help="等待时间戳服务的秒数。")
@click.option(
    "--zip",
    "packed",
    type=_PATH,
    help="另存为一个 zip 文件，便于传送；单独给出时，只打包已封存的证据包。",
)
@click.option("--replace", is_flag=True, help="替换已有的签名或时间戳。")
@click.option("--drop-timestamp", is_flag=True, help="重新签名而不盖时间戳，丢掉原有的时间戳。")
@click.option("--journal", type=_PATH, metavar="CASE", help="记入该案件文件夹的日志。")
@click.option("--by", metavar="NAME", help="记入日志的经办人。")
@json_option
def command(  # noqa: PLR0913 - one parameter an option
    bundle: Path,
    *,
    cert: Path | None,
    key: Path | None,
    passphrase_file: Path | None,
    passphrase_env: str | None,
    url: str | None,
    tsa_cert: tuple[Path, ...],
    timeout: float,
    packed: Path | None,
    replace: bool,
    drop_timestamp: bool,
    journal: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """为证据包签名并加盖时间戳。"""
    from legaldocs.core.errors import InputError
    from legaldocs.evidence.bag.zip_bag import refuse_target
    from legaldocs.evidence.seal.certificate import load_certificates
    from legaldocs.evidence.seal.keys import load_signer
    from legaldocs.evidence.sealing import Authority, seal_bag

    if packed:
        refuse_target(bundle, packed, replace=replace)
    refuse_unless_ready(journal, by)
    if packed and not (cert or key or url) and (bundle / "seal" / "statement.p7s").is_file():
        _pack(bundle, packed, replace=replace, done="证据包没有改动")
        _show(bundle, None, packed, as_json=as_json)
        return
    secret = passphrase(passphrase_file, passphrase_env)
    if cert is None and key is not None:
        raise InputError("给了 --key 而没有给 --cert", next_step="两个一起给出")
    signer = load_signer(cert, key, secret) if cert else None
    roots = load_certificates(tsa_cert)
    authority = Authority(url, roots, timeout) if url else None
    with progress("核对") as tick:
        sealed = seal_bag(
            bundle,
            signer=signer,
            at=dt.datetime.now(dt.UTC),
            authority=authority,
            replace=replace,
            drop_timestamp=drop_timestamp,
            tick=tick,
        )
    note(journal, by, "sealed", bundle, f"{bundle.name}，签名证书 {sealed.signer}")
    if packed:
        done = "证据包已签名" if signer else "证据包原有签名未动"
        done += "，已加盖时间戳" if sealed.stamped_at else "，没有时间戳"
        _pack(bundle, packed, replace=replace, done=done)
    _show(bundle, sealed, packed, as_json=as_json)


def _show(bundle: Path, sealed: Sealed | None, packed: Path | None, *, as_json: bool) -> None:
    rows: list[str] = []
    if sealed:
        rows = [f"已封存：{bundle}", f"签名证书 SHA-256 指纹：{sealed.signer}"]
        rows.append(f"时间戳：{sealed.stamped_at}" if sealed.stamped_at else "没有加盖时间戳")
    if packed:
        rows.append(f"压缩包：{packed}")
    answer = SealReply(
        ok=True,
        findings=(),
        bundle=str(bundle),
        signer=sealed.signer if sealed else None,
        stamped_at=(sealed.stamped_at or None) if sealed else None,
        zip=str(packed) if packed else None,
    )
    show(answer, "\n".join(rows), as_json=as_json)


def _pack(bundle: Path, packed: Path, *, replace: bool, done: str) -> None:
    """Pack the bundle; when that fails, say that what was sealed is sealed."""
    from legaldocs.core.errors import InputError, LegaldocsError
    from legaldocs.evidence.bag.zip_bag import pack

    try:
        with progress("打包") as tick:
            pack(bundle, packed, replace=replace, tick=tick)
    except LegaldocsError as error:
        raise InputError(
            f"{done}，但压缩包没有写成",
            where=str(packed),
            found=f"{error.what}{'：' if error.found else ''}{error.found}",
            next_step=f"不用重新签名；排除原因后运行 legaldocs seal {bundle} --zip 压缩包路径",
        ) from error
