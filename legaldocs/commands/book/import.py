"""``legaldocs book import``: the tables of finance come into the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
from legaldocs.commands._progress import stages
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._labels import NOUN_OF, label
from legaldocs.commands.book._shared import PATH, author_of, book_option, by_option, need_the_extra
from legaldocs.core.errors import CaseError
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.intake import Intake

_MOST_CHANGES = 20


class FileKept(Struct, frozen=True):
    """A file that came in (导入的文件)."""

    name: Annotated[str, Meta(description="文件名")]
    sha256: Annotated[Sha256, Meta(description="SHA-256")]
    kept_as: Annotated[str, Meta(description="留底，相对账册文件夹")]


class KindTaken(Struct, frozen=True):
    """What became of the rows of a kind (入账结果)."""

    kind: Annotated[str, Meta(description="客户、联系人、应收或者回款")]
    made: Annotated[int, Meta(description="新增")]
    changed: Annotated[int, Meta(description="有变化")]


class FieldChanged(Struct, frozen=True):
    """What a field was and is (变化)."""

    kind: Annotated[str, Meta(description="客户、联系人、应收或者回款")]
    name: Annotated[str, Meta(description="名称或者单号")]
    field: Annotated[str, Meta(description="项目，数据库里的列名")]
    old: Annotated[str, Meta(description="原来")]
    new: Annotated[str, Meta(description="现在")]


class BookImportReply(Reply, frozen=True, tag="legaldocs.book.import/1"):
    """What an import into the book did (入账)."""

    number: Annotated[int, Meta(description="第几次导入，没有任何变化的为 0")]
    rows: Annotated[int, Meta(description="读到的行数，合计行不算")]
    mapping: Annotated[str, Meta(description="列的对照")]
    files: Annotated[tuple[FileKept, ...], Meta(description="文件和留底")]
    sheets: Annotated[tuple[SheetRead, ...], Meta(description="各工作表怎样读")]
    taken: Annotated[tuple[KindTaken, ...], Meta(description="各种的入账结果")]
    changed_fields: Annotated[int, Meta(description="有几处变化")]
    changes: Annotated[tuple[FieldChanged, ...], Meta(description="变化，至多 1000 处")]
    refused: Annotated[tuple[RowRefused, ...], Meta(description="退回的行，每个原因一项")]
    exceptions: Annotated[str, Meta(description="退回的行所在的表格，没有退回的为空")]


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=PATH)
@book_option
@by_option
@json_option
@click.pass_context
def command(
    context: click.Context, /, files: tuple[Path, ...], *, folder: Path, by: str, as_json: bool
) -> None:
    """把财务的表格导入账册：客户、联系人、应收、回款。"""
    need_the_extra()
    from legaldocs.portfolio.intake import import_files
    from legaldocs.portfolio.place import book_folder

    author = author_of(by)
    with stages() as watch:
        done = import_files(book_folder(folder), files, author, watch)
    answer = _import_reply(done, folder)
    show(answer, _import_report(answer), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


def _import_reply(done: Intake, folder: Path) -> BookImportReply:
    return BookImportReply(
        ok=not done.refused,
        findings=tuple(done.findings),
        number=done.number,
        rows=done.rows,
        mapping=str(folder / "mapping.yaml"),
        files=tuple(FileKept(file.name, file.sha256, file.kept_as) for file in done.files),
        sheets=tuple(map(sheet_read, done.sheets)),
        taken=tuple(KindTaken(*one) for one in done.taken),
        changed_fields=done.changed_fields,
        changes=tuple(FieldChanged(*one) for one in done.changes),
        refused=tuple(refusal for row in done.refused for refusal in refusals(row)),
        exceptions=str(done.exceptions or ""),
    )


def _import_report(answer: BookImportReply) -> str:
    rows = [line for sheet in answer.sheets for line in mapping_lines(sheet)]
    rows.append(f"列的对照在 {answer.mapping}，改了以后重新运行即按改过的读")
    if answer.findings:
        rows.append(listed(answer.findings))
    rows += _change_lines(answer)
    rows += refusal_lines(answer.refused)
    rows += [f"{one.kind}：新增 {one.made}，有变化 {one.changed}" for one in answer.taken]
    lines = {(one.file, one.sheet, one.line) for one in answer.refused}
    rows.append(f"读到 {answer.rows} 行，退回 {len(lines)} 行")
    rows.append(f"记为第 {answer.number} 次导入" if answer.number else "账册没有变化")
    if answer.exceptions:
        rows.append(f"退回的行在 {answer.exceptions}，在里面改正后用它再导入")
    return "\n".join(rows)


def _change_lines(answer: BookImportReply) -> Iterator[str]:
    for one in answer.changes[:_MOST_CHANGES]:
        field = label(NOUN_OF[one.kind], one.field)
        yield f"{one.kind} {one.name} {field}：{one.old or '空'} → {one.new or '空'}"
    if answer.changed_fields > _MOST_CHANGES:
        yield f"另有 {answer.changed_fields - _MOST_CHANGES} 处变化，用 --json 查看"
