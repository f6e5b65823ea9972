"""legaldocs verify-proof: is this file the one that was sealed in a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from legaldocs.commands._output import reply
from legaldocs.commands._verdict import told

_PATH = click.Path(path_type=Path)


@click.command("verify-proof")
@click.argument("file", type=_PATH)
@click.argument("proof", type=_PATH)
@click.option(
    "--trust",
    multiple=True,
    type=_PATH,
    metavar="CERT",
    help="签名人证书或其签发者；没有签名即不通过。",
)
@click.option(
    "--tsa",
    multiple=True,
    type=_PATH,
    metavar="CERT",
    help="时间戳机构的根证书；没有时间戳即不通过。",
)
@click.option(
    "--require",
    default="",
    metavar="ASPECTS",
    help="缺了即不通过的各项，逗号分隔：integrity、signature、timestamp。",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    file: Path,
    proof: Path,
    *,
    trust: tuple[Path, ...],
    tsa: tuple[Path, ...],
    require: str,
    as_json: bool,
) -> None:
    """用单独证明校验一个文件。"""
    from legaldocs.core.errors import IntegrityError
    from legaldocs.evidence.proof import verify_proof

    required = tuple(each.strip() for each in require.split(",") if each.strip())
    verdict = verify_proof(file, proof, trust=trust, tsa=tsa, require=required)
    reply(
        "verify-proof",
        verdict.as_json(),
        as_json=as_json,
        text=told(verdict),
        ok=verdict.ok,
        findings=verdict.findings,
    )
    if not verdict.ok:
        context.exit(IntegrityError.exit_code)
