"""``legaldocs volume``: a bound volume proved from its own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import counted, listed, show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.volume.prove import VolumeProof

_PATH = click.Path(path_type=Path)


class CheckedPart(msgspec.Struct, frozen=True):
    """One file of the volume (分卷)."""

    file: Annotated[str, Meta(description="文件")]
    part: Annotated[int, Meta(description="第几卷")]
    parts: Annotated[int, Meta(description="共几卷")]
    front: Annotated[int, Meta(description="卷首页数：封面和目录")]
    first: Annotated[int, Meta(description="第一个页码")]
    last: Annotated[int, Meta(description="最后一个页码")]
    exhibits: Annotated[tuple[str, ...], Meta(description="本卷的证据编号")]


class VolumeCheckReply(Reply, frozen=True, tag="legaldocs.volume.check/1"):
    """Whether a bound volume is as it was bound (证据卷复核结果)."""

    parts: tuple[CheckedPart, ...]


@click.group("volume")
def command() -> None:
    """复核装订好的证据卷。"""


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH)
@json_option
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], *, as_json: bool) -> None:
    """复核证据卷：目录、页码戳、书签、链接和页面标签是否一致，页面是否改动。"""
    from legaldocs.commands._progress import stages
    from legaldocs.core.errors import IntegrityError
    from legaldocs.core.findings import errors
    from legaldocs.volume.prove import prove

    with stages() as watch:
        done: list[str] = []

        def tick(name: str) -> None:
            done.append(name)
            watch("复核", len(done), len(files))

        proof = prove(files, tick=tick)
    answer = VolumeCheckReply(
        ok=not errors(proof.findings),
        findings=proof.findings,
        parts=_parts(proof),
    )
    show(answer, _report(answer), as_json=as_json)
    if not answer.ok:
        context.exit(IntegrityError.exit_code)


def _parts(proof: VolumeProof) -> tuple[CheckedPart, ...]:
    parts = []
    for part in proof.parts:
        record = part.record
        here = [row for row in record.exhibits if row.part == record.part]
        parts.append(
            CheckedPart(
                part.name,
                record.part,
                record.parts,
                record.front,
                here[0].first,
                here[-1].last,
                tuple(row.label for row in here),
            )
        )
    return tuple(parts)


def _report(answer: VolumeCheckReply) -> str:
    rows = [listed(answer.findings)] if answer.findings else []
    rows += [
        f"{part.file}：第 {part.part} 卷，共 {part.parts} 卷；"
        f"卷首 {part.front} 页，证据第 {part.first}-{part.last} 页，{len(part.exhibits)} 项"
        for part in answer.parts
    ]
    verdict = "与装订时一致" if answer.ok else "与装订时不一致，不要提交"
    rows.append(f"{counted(answer.findings)}；{verdict}")
    return "\n".join(rows)
