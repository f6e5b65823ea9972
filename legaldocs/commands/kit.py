"""``legaldocs kit``: what a court asks of uploads, and what it sends back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import counted, listed, show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    import datetime as dt

_PATH = click.Path(path_type=Path)


class KitCopyReply(Reply, frozen=True, tag="legaldocs.kit.copy/1"):
    """The profile that was copied (上传要求的副本)."""

    made: Annotated[str, Meta(description="写下的文件")]


class KitReturnedReply(Reply, frozen=True, tag="legaldocs.kit.returned/1"):
    """What the court asks for, as findings (退回补充材料)."""


@click.group("kit")
def command() -> None:
    """立案包：上传要求，和法院退回的意见。"""


@command.command("copy")
@click.argument("name", metavar="NAME")
@click.argument("file", metavar="FILE", type=_PATH)
@json_option
def copy(name: str, file: Path, *, as_json: bool) -> None:
    """复制一份上传要求，按自己法院的说明修改；生成时用 build --kit。"""
    from legaldocs.core.atomic import write_whole
    from legaldocs.core.errors import InputError
    from legaldocs.output.kit_profile import text_of

    data = text_of(name)
    if file.exists() or file.is_symlink() or not file.parent.is_dir():
        raise InputError(
            "文件已经存在，或者文件夹不存在", where=str(file), next_step="换一个文件名"
        )
    write_whole(file, data)
    text = f"已复制：{file}\n改好后运行 legaldocs build 案件文件夹 --kit {file}"
    show(KitCopyReply(ok=True, findings=(), made=str(file)), text, as_json=as_json)


@command.command("returned")
@click.argument("folder", metavar="CASE", type=_PATH)
@click.argument("file", metavar="FILE", type=_PATH)
@as_of_option
@json_option
def returned(folder: Path, file: Path, *, as_of: dt.date, as_json: bool) -> None:
    """读法院退回的表格（.xlsx 或 .csv），列出要补正的各项和涉及的证据。"""
    from legaldocs.case.folder import case_folder
    from legaldocs.case.reading import load_case
    from legaldocs.commands._law import book
    from legaldocs.examine import examine
    from legaldocs.output.returned import returned as read

    matter, _ = examine(load_case(case_folder(folder)), as_of, book())
    findings = read(file, matter.exhibits)
    answer = KitReturnedReply(ok=True, findings=findings)
    text = "\n".join(filter(None, [listed(findings), counted(findings)]))
    show(answer, text, as_json=as_json)
