"""``legaldocs import``: case folders from the tables that finance has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import json_option
from legaldocs.commands._show import listed, show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.importing.outcome import Imported
    from legaldocs.importing.rows import ReadSheet, Row

_PATH = click.Path(path_type=Path)
_MOST_ROWS = 20


class ColumnRead(Struct, frozen=True):
    """What a column was taken for (列)."""

    heading: Annotated[str, Meta(description="表头")]
    field: Annotated[str, Meta(description="项目，没有用的为空")]
    unit: Annotated[str, Meta(description="乘以多少换算为元")]


class SheetRead(Struct, frozen=True):
    """How a sheet was read (工作表)."""

    file: Annotated[str, Meta(description="文件")]
    sheet: Annotated[str, Meta(description="工作表，CSV 为空")]
    kind: Annotated[str, Meta(description="记的是什么")]
    heading_line: Annotated[int, Meta(description="表头在第几行")]
    columns: Annotated[tuple[ColumnRead, ...], Meta(description="各列")]


class CaseMade(Struct, frozen=True):
    """A new case folder (新建的案件)."""

    folder: Annotated[str, Meta(description="案件文件夹")]
    debtor: Annotated[str, Meta(description="债务人")]
    contract: Annotated[str, Meta(description="合同编号")]


class RowRefused(Struct, frozen=True):
    """A row that was given back (退回的行)."""

    file: Annotated[str, Meta(description="文件")]
    sheet: Annotated[str, Meta(description="工作表，CSV 为空")]
    line: Annotated[int, Meta(description="行号")]
    column: Annotated[str, Meta(description="有误的列，整行的为空")]
    reason: Annotated[str, Meta(description="退回原因")]
    next_step: Annotated[str, Meta(description="下一步")]


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
        sheets=tuple(map(_sheet, done.sheets)),
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
        refused=tuple(refusal for row in done.refused for refusal in _refusals(row)),
        exceptions=str(done.exceptions or ""),
        matched=tuple(FileMatched(name, path) for name, path in done.matched),
        unmatched=tuple(FileUnmatched(one.name, one.why) for one in done.unmatched),
    )


def _sheet(source: ReadSheet) -> SheetRead:
    from legaldocs.importing.synonyms import key_names

    names = key_names(source.heading.kind)
    columns = tuple(
        ColumnRead(column.text, names.get(column.key, ""), str(column.scale))
        for column in source.heading.columns
        if column.text
    )
    heading = source.heading
    return SheetRead(source.file, source.sheet.title, heading.kind.name, heading.line, columns)


def _refusals(row: Row) -> Iterator[RowRefused]:
    for refusal in row.refusals:
        yield RowRefused(
            row.source.file,
            row.source.sheet.title,
            row.line,
            refusal.column,
            refusal.reason,
            refusal.next_step,
        )


def _report(done: Imported, out: Path) -> str:
    rows = [line for source in done.sheets for line in _mapping_lines(_sheet(source))]
    rows.append(f"列的对照在 {out / 'mapping.yaml'}，改了以后重新运行即按改过的读")
    if done.findings:
        rows.append(listed(done.findings))
    for row in done.refused[:_MOST_ROWS]:
        reasons = "；".join(
            (f"“{refusal.column}”" if refusal.column else "") + refusal.reason
            for refusal in row.refusals
        )
        rows.append(f"退回 {row.place}：{reasons}")
    if len(done.refused) > _MOST_ROWS:
        rows.append(f"另有 {len(done.refused) - _MOST_ROWS} 行退回")
    if done.matched or done.unmatched:
        rows.append(f"文件：归入 {len(done.matched)} 个，没有归入 {len(done.unmatched)} 个")
    rows.append(
        f"新建 {len(done.made)} 个案件，没有变化 {done.unchanged} 个，"
        f"更新 {len(done.updated)} 个，有变化没有写入 {len(done.changed)} 个，"
        f"退回 {len(done.refused)} 行"
    )
    if done.exceptions is not None:
        rows.append(f"退回的行在 {done.exceptions}，在里面改正后用它再导入")
    return "\n".join(rows)


def _mapping_lines(sheet: SheetRead) -> Iterator[str]:
    named = f"{sheet.file}#{sheet.sheet}" if sheet.sheet else sheet.file
    yield f"{named}：按“{sheet.kind}”读，表头在第 {sheet.heading_line} 行"
    for column in sheet.columns:
        if column.field:
            times = f"，乘以 {column.unit}" if column.unit != "1" else ""
            yield f"  {column.heading} → {column.field}{times}"
    if unused := [column.heading for column in sheet.columns if not column.field]:
        yield f"  没有用的列：{'、'.join(unused)}"
