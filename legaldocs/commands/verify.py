"""legaldocs verify: is this bundle what was sealed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legaldocs.commands._custody import note
from legaldocs.commands._options import json_option, require_option, today, trust_option, tsa_option
from legaldocs.commands._output import reply
from legaldocs.commands._progress import progress
from legaldocs.commands._verdict import told

if TYPE_CHECKING:
    from legaldocs.evidence.verdict import Verdict

_PATH = click.Path(path_type=Path)


@click.command("verify")
@click.argument("bundle", type=_PATH)
@trust_option
@tsa_option
@require_option
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
    require: str,
    every_hash: bool,
    report: Path | None,
    journal: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """校验证据包：文件、签名、时间分别给出结论。"""
    from legaldocs.core.errors import IntegrityError
    from legaldocs.evidence.verify import verify

    if report is not None:
        _refuse_report(bundle, report)
    required = tuple(each.strip() for each in require.split(",") if each.strip())
    with progress("校验") as tick:
        verdict = verify(
            bundle, trust=trust, tsa=tsa, require=required, every_hash=every_hash, tick=tick
        )
    if report is not None:
        _write_report(verdict, report)
    note(journal, by, "verified", bundle, verdict.headline)
    reply(
        "verify",
        verdict.as_json(),
        as_json=as_json,
        text=told(verdict),
        ok=verdict.ok,
        findings=verdict.findings,
    )
    if not verdict.ok:
        context.exit(IntegrityError.exit_code)


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
    from legaldocs.papers.verification_report import make_report
    from legaldocs.version import VERSION

    report = make_report(verdict, checked_on=today(), version=VERSION)
    write_whole(path, report.pdf if path.suffix.lower() == ".pdf" else report.docx)
