"""``legaldocs book``: the book of receivables before and beside the cases."""

from __future__ import annotations

import datetime as dt
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
from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.core.errors import CaseError, InputError, IntegrityError
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.intake import Intake

_PATH = click.Path(path_type=Path)
_MOST_CHANGES = 20
_LABELS = {
    "name": "名称", "code": "客户编码", "uscc": "统一社会信用代码", "id_number": "公民身份号码",
    "kind": "主体类型", "address": "住所", "representative": "法定代表人",
    "service_address": "送达地址", "post": "职务", "phone": "电话", "email": "电子邮箱",
    "number": "单号", "invoice_number": "发票号码", "contract_number": "合同编号", "part": "期次",
    "amount_fen": "金额", "due_on": "到期日", "issued_on": "开票日期",
    "invoice_received_on": "收票日期", "invoice_confirmed_on": "发票确认日期", "owner": "业务员",
    "note": "备注", "paid_on": "回款日期", "method": "付款方式", "payer": "付款人",
    "closed_on": "关闭日", "closed_why": "关闭原因",
}  # fmt: skip
"""What a person calls the columns of the database."""


class BookNewReply(Reply, frozen=True, tag="legaldocs.book.new/1"):
    """A book that was made (新建的账册)."""

    folder: Annotated[str, Meta(description="账册文件夹")]
    database: Annotated[str, Meta(description="数据库：文件或者地址")]


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


class BookExportReply(Reply, frozen=True, tag="legaldocs.book.export/1"):
    """A workbook of the book (导出的账册)."""

    file: Annotated[str, Meta(description="表格")]
    rows: Annotated[dict[str, int], Meta(description="各工作表的行数")]


class BookCloseReply(Reply, frozen=True, tag="legaldocs.book.close/1"):
    """A row that was closed (关闭)."""

    kind: Annotated[str, Meta(description="应收或者客户")]
    name: Annotated[str, Meta(description="单号或者名称")]
    closed_on: Annotated[dt.date, Meta(description="关闭日")]


class ChangeLine(Struct, frozen=True):
    """One line of the history (变更)."""

    number: Annotated[int, Meta(description="序号")]
    at: Annotated[str, Meta(description="时间，带时区")]
    who: Annotated[str, Meta(description="经办人")]
    import_number: Annotated[int | None, Meta(description="来自第几次导入")]
    noun: Annotated[str, Meta(description="哪张表")]
    row: Annotated[int, Meta(description="表里的编号")]
    field: Annotated[str, Meta(description="项目，新增的为空")]
    old: Annotated[str, Meta(description="原来")]
    new: Annotated[str, Meta(description="现在；新增的是整行的 JSON")]


class BookHistoryReply(Reply, frozen=True, tag="legaldocs.book.history/1"):
    """The history of the book (变更记录)."""

    intact: Annotated[bool, Meta(description="哈希链是否完整")]
    changes: Annotated[tuple[ChangeLine, ...], Meta(description="最近的变更，后发生的在后")]


@click.group("book")
def command() -> None:
    """应收账册：导入应收、回款、客户，导出，查看变更。"""


book_option = click.option(
    "--book",
    "folder",
    type=_PATH,
    default=Path(),
    metavar="DIR",
    help="账册文件夹，默认当前文件夹。",
)
by_option = click.option("--by", required=True, metavar="NAME", help="经办人，记入变更记录。")


@command.command("new")
@click.argument("folder", type=_PATH, metavar="DIR")
@click.option("--name", default="", metavar="NAME", help="谁的账册；不写则用文件夹的名称。")
@click.option(
    "--database", default="", metavar="URL", help="几人共用的 PostgreSQL 的地址；不写则用 book.db。"
)
@json_option
def new(folder: Path, *, name: str, database: str, as_json: bool) -> None:
    """新建账册文件夹。"""
    _need_the_extra()
    from legaldocs.portfolio.place import new_folder
    from legaldocs.portfolio.store import create

    book = new_folder(folder, name or folder.resolve().name, database, create)
    where = str(book.sqlite or book.settings.database)
    answer = BookNewReply(ok=True, findings=(), folder=str(folder), database=where)
    show(answer, f"已新建 {folder}，数据库是 {where}", as_json=as_json)


@command.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=_PATH)
@book_option
@by_option
@json_option
@click.pass_context
def import_(
    context: click.Context, /, files: tuple[Path, ...], *, folder: Path, by: str, as_json: bool
) -> None:
    """把财务的表格导入账册：客户、联系人、应收、回款。"""
    _need_the_extra()
    from legaldocs.portfolio.intake import import_files
    from legaldocs.portfolio.place import book_folder

    done = import_files(book_folder(folder), files, _author(by))
    answer = _import_reply(done, folder)
    show(answer, _import_report(answer), as_json=as_json)
    if not answer.ok:
        context.exit(CaseError.exit_code)


@command.command("export")
@book_option
@click.option(
    "--out", type=_PATH, default=Path("账册.xlsx"), metavar="FILE.xlsx", show_default=True,
    help="写到哪里，不覆盖。",
)  # fmt: skip
@json_option
def export(*, folder: Path, out: Path, as_json: bool) -> None:
    """把账册写成一个表格；改了再导入，只有改动的有变化。"""
    _need_the_extra()
    from legaldocs.portfolio.export import write_book
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store, store.reading() as connection:
        rows = write_book(connection, out)
    answer = BookExportReply(ok=True, findings=(), file=str(out), rows=rows)
    said = "，".join(f"{kind} {count} 行" for kind, count in rows.items())
    show(answer, f"已写成 {out}：{said}", as_json=as_json)


@command.command("close")
@click.argument("kind", metavar="KIND", type=click.Choice(["应收", "客户"]))
@click.argument("name", metavar="NAME")
@click.option("--why", required=True, metavar="TEXT", help="为什么关闭。")
@click.option("--on", "day", type=Day(), default=today, metavar="DAY", help="关闭日，默认今天。")
@book_option
@by_option
@json_option
def close(kind: str, name: str, *, folder: Path, by: str, as_json: bool, **options: Any) -> None:
    """关闭一笔应收（写单号）或者一个客户（写名称）；不删除。"""
    _need_the_extra()
    from legaldocs.portfolio import closing
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store, store.session() as connection:
        closing.close(connection, kind, name, options["day"], options["why"], _author(by))
    answer = BookCloseReply(ok=True, findings=(), kind=kind, name=name, closed_on=options["day"])
    show(answer, f"已关闭{kind} {name}", as_json=as_json)


@command.command("history")
@click.option("--last", default=20, show_default=True, metavar="N", help="列出最近多少条。")
@book_option
@json_option
@click.pass_context
def history(context: click.Context, /, *, folder: Path, last: int, as_json: bool) -> None:
    """核对变更记录的哈希链，列出最近的变更。"""
    _need_the_extra()
    from legaldocs.portfolio.history import broken_at, latest
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store, store.reading() as connection:
        broken = broken_at(connection)
        lines = tuple(ChangeLine(*row) for row in latest(connection, last))
    answer = BookHistoryReply(ok=broken is None, findings=(), intact=broken is None, changes=lines)
    rows = [
        f"{line.number} {line.at} {line.who} {line.noun} {line.row} "
        + (f"{line.field}：{line.old} → {line.new}" if line.field else f"新增 {line.new}")
        for line in lines
    ]
    rows.append(f"第 {broken} 条起与哈希链不符" if broken else "变更记录完整，没有改写")
    show(answer, "\n".join(rows), as_json=as_json)
    if broken is not None:
        context.exit(IntegrityError.exit_code)


def _author(by: str) -> Author:
    from legaldocs.core.notation import name_text, visible
    from legaldocs.portfolio.history import Author

    who = name_text(visible(by))
    if not who:
        raise InputError("--by 没有写经办人", next_step="写上姓名")
    return Author(who, dt.datetime.now().astimezone().isoformat(timespec="seconds"))


def _need_the_extra() -> None:
    try:
        import alembic  # noqa: F401 - whether it is there
        import sqlalchemy  # noqa: F401
    except ModuleNotFoundError as error:
        raise InputError(
            "没有安装账册所需的程序", next_step='运行 pip install "legaldocs[book]"'
        ) from error


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
        label = _LABELS.get(one.field, one.field)
        yield f"{one.kind} {one.name} {label}：{one.old or '空'} → {one.new or '空'}"
    if answer.changed_fields > _MOST_CHANGES:
        yield f"另有 {answer.changed_fields - _MOST_CHANGES} 处变化，用 --json 查看"
