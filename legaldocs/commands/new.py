"""``legaldocs new``: a case folder to fill in."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import click
from msgspec import Meta

from legaldocs.case.scaffold import KINDS, scaffold
from legaldocs.case.vocabulary import ContractKind
from legaldocs.commands._options import Word, json_option
from legaldocs.commands._show import show
from legaldocs.output.reply import Reply


class NewReply(Reply, frozen=True, tag="legaldocs.new/1"):
    """A case folder that was made (新建的案件)."""

    folder: Annotated[str, Meta(description="案件文件夹")]
    made: Annotated[tuple[str, ...], Meta(description="写下的文件和文件夹")]


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=Word(KINDS),
    default=ContractKind.SALE,
    metavar="KIND",
    help=f"合同类型：{'、'.join(KINDS)}；不写则为买卖。",
)
@click.option("--rolling", is_flag=True, help="没有总价的框架合同，每批各自到期。")
@json_option
def command(folder: Path, *, kind: ContractKind, rolling: bool, as_json: bool) -> None:
    """新建案件文件夹和带注释的 case.yaml。"""
    from legaldocs.claim.contract_words import WORDS

    made = scaffold(folder, kind, dataclasses.asdict(WORDS[kind]), rolling=rolling)
    text = "\n".join(
        [
            f"已新建案件文件夹：{folder}",
            f"1. 打开 {folder / 'case.yaml'}，改掉没有 # 的各行里的“请填写”；",
            f"2. 把合同、{WORDS[kind].slip}、发票、回单等原件放进对应的文件夹；",
            f"3. 运行 legaldocs check {folder} 核对，再运行 legaldocs build {folder}。",
        ]
    )
    answer = NewReply(ok=True, findings=(), folder=str(folder), made=tuple(map(str, made)))
    show(answer, text, as_json=as_json)
