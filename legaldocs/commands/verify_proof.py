"""legaldocs verify-proof: is this file the one that was sealed in a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from legaldocs.commands._options import json_option, require_option, trust_option, tsa_option
from legaldocs.commands._output import reply
from legaldocs.commands._verdict import told

_PATH = click.Path(path_type=Path)


@click.command("verify-proof")
@click.argument("file", type=_PATH)
@click.argument("proof", type=_PATH)
@trust_option
@tsa_option
@require_option
@json_option
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
    from legaldocs.evidence.bag.inclusion import verify_proof

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
