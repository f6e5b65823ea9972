"""legaldocs verify-proof: is this file the one that was sealed in a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option, require_option, trust_option, tsa_option
from legaldocs.commands.verify import VerifyReply, conclude, stated

_PATH = click.Path(path_type=Path)


class VerifyProofReply(VerifyReply, frozen=True, tag="legaldocs.verify-proof/1"):
    """What was found about one file and its proof (单独证明的校验结论)."""

    path: Annotated[str, Meta(description="该文件在证据包中的路径；不能确定的为空文本")]


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
    require: tuple[str, ...],
    as_json: bool,
) -> None:
    """用单独证明校验一个文件。"""
    from legaldocs.evidence.inclusion import verify_proof

    verdict = verify_proof(file, proof, trust=trust, tsa=tsa, require=require)
    fields = msgspec.structs.asdict(stated(verdict))
    conclude(context, verdict, VerifyProofReply(**fields, path=verdict.proved), as_json=as_json)
