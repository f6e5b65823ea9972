"""``legaldocs import``: case folders from the tables that finance has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._import_shown import (
    RowRefused,
    SheetRead,
    mapping_lines,
    refusal_lines,
    refusals,
    sheet_read,
)
from legaldocs.commands._options import json_option
from legaldocs.commands._show import listed, show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.importing.outcome import Imported

_PATH = click.Path(path_type=Path)


class CaseMade(Struct, frozen=True):
    """A new case folder (新建的案件)."""

    folder: Annotated[str, Meta(description="案件文件夹")]
    debtor: Annotated[str, Meta(description="债务人")]
    contract: Annotated[str, Meta(description="合同编号")]


class FileMatched(Struct, frozen=True):
    """An original that was copied into a case (归入案件的文件)."""

    file: Annotated[str, Meta(description="文件，相对 --files 的文件夹")]
    path: Annotated[str, Meta(description="副本，相对输出文件夹")]


class FileUnmatched(Struct, frozen=True):
    """A file that no row has for certain (没有归入案件的文件)."""

    file: Annotated[str, Meta(description="文件，相对 --files 的文件夹")]
    why: Annotated[str, Meta(description="原因")]


class ImportReply(Reply, frozen=True, tag="legaldocs.import/1"):
    """What an import did (导入结果)."""

    out: Annotated[str, Meta(description="输出文件夹")]
    mapping: Annotated[str, Meta(description="列的对照")]
    sheets: Annotated[tuple[SheetRead, ...], Meta(description="各工作表怎样读")]
    made: Annotated[tuple[CaseMade, ...], Meta(description="新建的案件")]
    unchanged: Annotated[int, Meta(description="没有变化的案件数")]
    updated: Annotated[tuple[str, ...], Meta(description="已更新的案件文件夹")]
    changed: Annotated[tuple[str, ...], Meta(description="有变化、没有写入的案件文件夹")]
    absent: Annotated[tuple[str, ...], Meta(description="以前导入的、这次的表里没有的案件文件夹")]
    refused: Annotated[tuple[RowRefused, ...], Meta(description="退回的行，每个原因一项")]
    exceptions: Annotated[str, Meta(description="退回的行所在的表格，没有退回的为空")]
    matched: Annotated[tuple[FileMatched, ...], Meta(description="归入案件的文件")]
    unmatched: Annotated[tuple[FileUnmatched, ...], Meta(description="没有归入案件的文件")]


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=_PATH)
@click.option("--out", required=True, type=_PATH, metavar="DIR", help="案件文件夹写在哪里。")
@click.option(
    "--creditor",
    type=_PATH,
    metavar="FILE",
    help="债权人一方：已有的 case.yaml，或者写着 creditor 的 YAML。",
)
@click.option(
    "--files",
    "originals",
    type=_PATH,
    metavar="DIR",
    help="原件所在的文件夹，按文件名里的编号归入。",
)
@click.option(
    "--mapping", type=_PATH, metavar="FILE", help="列的对照；不写则用输出文件夹里的 mapping.yaml。"
)
@click.option("--update", is_flag=True, help="表格有变化的，写进没有人改过的地方。")
@json_option
@click.pass_context
def command(
    context: click.Context, /, files: tuple[Path, ...], *, as_json: bool, **options: Any
) -> None:
    """由财务的表格新建案件文件夹，一份合同一个案件。"""
    from legaldocs.commands._progress import progress
    from legaldocs.core.errors import CaseError
    from legaldocs.importing.outcome import Wanted
    from legaldocs.importing.run import run

    with progress("导入") as tick:
        done = run(Wanted(files, **options), tick)
    answer = _reply(done, options["out"])
    show(answer, _report(done, options["out"]), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _reply(done: Imported, out: Path) -> ImportReply:
    return ImportReply(
        ok=not done.refused,
        findings=tuple(done.findings),
        out=str(out),
        mapping=str(out / "mapping.yaml"),
        sheets=tuple(map(sheet_read, done.sheets)),
        made=tuple(
            CaseMade(
                record.folder.name,
                record.debtor["name"],
                record.facts["contracts"][0].get("number", ""),
            )
            for record in done.made
        ),
        unchanged=done.unchanged,
        updated=tuple(done.updated),
        changed=tuple(done.changed),
        absent=tuple(done.absent),
        refused=tuple(refusal for row in done.refused for refusal in refusals(row)),
        exceptions=str(done.exceptions or ""),
        matched=tuple(FileMatched(name, path) for name, path in done.matched),
        unmatched=tuple(FileUnmatched(one.name, one.why) for one in done.unmatched),
    )


def _report(done: Imported, out: Path) -> str:
    rows = [line for source in done.sheets for line in mapping_lines(sheet_read(source))]
    rows.append(f"列的对照在 {out / 'mapping.yaml'}，改了以后重新运行即按改过的读")
    if done.findings:
        rows.append(listed(done.findings))
    rows += refusal_lines(refusal for row in done.refused for refusal in refusals(row))
    if done.matched or done.unmatched or done.there:
        there = f"，已经在案件里 {done.there} 个" if done.there else ""
        rows.append(f"文件：归入 {len(done.matched)} 个，没有归入 {len(done.unmatched)} 个{there}")
    rows.append(
        f"新建 {len(done.made)} 个案件，没有变化 {done.unchanged} 个，"
        f"更新 {len(done.updated)} 个，有变化没有写入 {len(done.changed)} 个，"
        f"退回 {len(done.refused)} 行"
    )
    if done.exceptions is not None:
        rows.append(f"退回的行在 {done.exceptions}，在里面改正后用它再导入")
    return "\n".join(rows)
