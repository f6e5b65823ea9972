"""legaldocs verify: is this bundle what was sealed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._journal import note, refuse_unless_ready
from legaldocs.commands._options import json_option, require_option, today, trust_option, tsa_option
from legaldocs.commands._progress import progress
from legaldocs.commands._show import show, verdict_text
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.evidence.deposit import Deposit
    from legaldocs.evidence.verdict import Verdict

_PATH = click.Path(path_type=Path)


class Aspect(msgspec.Struct, frozen=True):
    """The conclusion on one aspect of a bundle, with its reasons (单项结论)."""

    status: Annotated[str, Meta(description="ok、failed、absent、untrusted 或 unread")]
    says: Annotated[str, Meta(description="结论")]
    reasons: Annotated[tuple[str, ...], Meta(description="说明")]


class DepositReply(msgspec.Struct, frozen=True):
    """A deposit with a platform or notary beside the bundle (外部存证)."""

    platform: Annotated[str, Meta(description="存证机构")]
    number: Annotated[str, Meta(description="存证编号")]
    time: Annotated[str, Meta(description="存证时间：日期，或带时区的时间")]
    algorithm: Annotated[str, Meta(description="SHA-256、SHA-512 或 SM3")]
    digest: Annotated[str, Meta(description="存证摘要，十六进制")]
    certificate: Annotated[str, Meta(description="存证证书文件；内容没有核对")]
    certificate_sha256: Annotated[str, Meta(description="存证证书文件的 SHA-256")]
    matches: Annotated[str, Meta(description="摘要相符的文件；都不相符的为空文本")]
    says: Annotated[str, Meta(description="结论")]


class VerifyReply(Reply, frozen=True, tag="legaldocs.verify/1"):
    """What was found about a bundle (校验结论)."""

    bundle: Annotated[str, Meta(description="校验的证据包")]
    verdict: Annotated[str, Meta(description="一句话的结论")]
    integrity: Annotated[Aspect, Meta(description="文件是否完整")]
    signature: Annotated[Aspect, Meta(description="签名")]
    timestamp: Annotated[Aspect, Meta(description="时间戳")]
    changed: Annotated[tuple[str, ...], Meta(description="内容已变的文件")]
    missing: Annotated[tuple[str, ...], Meta(description="缺失的文件")]
    unlisted: Annotated[tuple[str, ...], Meta(description="清单之外的文件")]
    unreadable: Annotated[tuple[str, ...], Meta(description="无法读取的文件")]
    duplicated: Annotated[tuple[str, ...], Meta(description="重复列出的文件")]
    files: Annotated[int, Meta(description="文件数")]
    bytes: Annotated[int, Meta(description="字节数")]
    as_of: Annotated[str, Meta(description="封存声明中的计算基准日；没有的为空文本")]
    hashes: Annotated[tuple[str, ...], Meta(description="每个字节都核对过的摘要算法")]
    signer: Annotated[str, Meta(description="签名证书的 SHA-256 指纹；没有的为空文本")]
    signed_before: Annotated[str, Meta(description="时间戳的时间，UTC；没有的为空文本")]
    required: Annotated[tuple[str, ...], Meta(description="不许缺少的各项")]
    identity: Annotated[dict[str, str], Meta(description="代表整个证据包的文件和 SHA-256")]
    trust: Annotated[tuple[str, ...], Meta(description="--trust 所给证书的 SHA-256 指纹")]
    tsa: Annotated[tuple[str, ...], Meta(description="--tsa 所给证书的 SHA-256 指纹")]
    deposits: Annotated[
        tuple[DepositReply, ...], Meta(description="--deposit 所给的外部存证，不代替签名和时间戳")
    ]


@click.command("verify")
@click.argument("bundle", type=_PATH)
@trust_option
@tsa_option
@require_option
@click.option(
    "--deposit",
    "deposits",
    multiple=True,
    type=_PATH,
    metavar="RECORD",
    help="外部存证的记录（YAML），可重复；摘要不符即不通过，相符也不代替签名和时间戳。",
)
@click.option("--every-hash", is_flag=True, help="每个字节除 SHA-256 外也核对 SHA-512，较慢。")
@click.option("--report", type=_PATH, metavar="FILE", help="另写一份校验报告，.pdf 或 .docx。")
@click.option("--journal", type=_PATH, metavar="CASE", help="记入该案件文件夹的日志。")
@click.option("--by", metavar="NAME", help="记入日志的经办人。")
@json_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    bundle: Path,
    *,
    trust: tuple[Path, ...],
    tsa: tuple[Path, ...],
    require: tuple[str, ...],
    deposits: tuple[Path, ...],
    every_hash: bool,
    report: Path | None,
    journal: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """校验证据包：文件、签名、时间分别给出结论。"""
    from legaldocs.evidence.verify import verify

    if report is not None:
        _refuse_report(bundle, report)
    refuse_unless_ready(journal, by)
    with progress("校验") as tick:
        verdict = verify(
            bundle,
            trust=trust,
            tsa=tsa,
            require=require,
            deposits=deposits,
            every_hash=every_hash,
            tick=tick,
        )
    if report is not None:
        _write_report(verdict, report)
    note(journal, by, "verified", bundle, verdict.headline)
    conclude(context, verdict, stated(verdict), as_json=as_json)


def conclude(
    context: click.Context, verdict: Verdict, answer: VerifyReply, *, as_json: bool
) -> None:
    """Show a verdict, and exit as it says."""
    from legaldocs.core.errors import IntegrityError

    show(answer, verdict_text(verdict), as_json=as_json)
    if not verdict.ok:
        context.exit(IntegrityError.exit_code)


def stated(verdict: Verdict) -> VerifyReply:
    """Return a verdict as a program reads it."""

    def aspect(name: Literal["integrity", "signature", "timestamp"]) -> Aspect:
        grade = verdict.grade(name)
        return Aspect(grade.status, verdict.says(name), grade.reasons)

    return VerifyReply(
        ok=verdict.ok,
        findings=verdict.findings,
        bundle=verdict.bundle,
        verdict=verdict.headline,
        integrity=aspect("integrity"),
        signature=aspect("signature"),
        timestamp=aspect("timestamp"),
        changed=verdict.paths("changed"),
        missing=verdict.paths("missing"),
        unlisted=verdict.paths("unlisted"),
        unreadable=verdict.paths("unreadable"),
        duplicated=verdict.paths("duplicated"),
        files=verdict.files,
        bytes=verdict.size,
        as_of=verdict.as_of,
        hashes=verdict.hashes,
        signer=verdict.signer,
        signed_before=verdict.signed_before,
        required=verdict.required,
        identity=dict(verdict.identity),
        trust=verdict.trusted,
        tsa=verdict.authorities,
        deposits=tuple(map(_deposit, verdict.deposits)),
    )


def _deposit(deposit: Deposit) -> DepositReply:
    stated = {name: getattr(deposit, name) for name in DepositReply.__struct_fields__}
    return DepositReply(**stated)


def _refuse_report(bundle: Path, path: Path) -> None:
    """Refuse a report that could not or must not be written there, before any hashing."""
    from legaldocs.core.errors import InputError
    from legaldocs.evidence.files.safe_open import is_inside

    if path.suffix.lower() not in (".pdf", ".docx"):
        raise InputError(
            "校验报告只能写成 .pdf 或 .docx",
            found=path.name,
            next_step="改一个以 .pdf 结尾的文件名",
        )
    if is_inside(path, bundle):
        raise InputError(
            "校验报告不能写在证据包之内，否则证据包就多出一个清单之外的文件",
            where=str(path),
            next_step="换一个位置",
        )
    if path.exists() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError(
            "校验报告的位置不可用",
            where=str(path),
            next_step="换一个尚不存在的文件名，文件夹须已存在且可写",
        )


def _write_report(verdict: Verdict, path: Path) -> None:
    from legaldocs.core.atomic import write_whole
    from legaldocs.papers.make import make_report
    from legaldocs.version import VERSION

    report = make_report(verdict, checked_on=today(), version=VERSION)
    write_whole(path, report.pdf if path.suffix.lower() == ".pdf" else report.docx)
