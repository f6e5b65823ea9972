"""``legaldocs journal``: who did what with a case, and when."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._output import listed, reply

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.journal import Entry, Event

_EVENTS = {
    "gathered": "收集",
    "built": "生成",
    "sealed": "封存",
    "sent": "发出",
    "delivered": "送达",
    "verified": "校验",
}
_PATH = click.Path(path_type=Path)


@click.group("journal")
def command() -> None:
    """查看案件日志，记录发出、送达等经过。"""


@command.command("show")
@click.argument("folder", metavar="CASE", type=_PATH)
@json_option
@click.pass_context
def show(context: click.Context, folder: Path, *, as_json: bool) -> None:
    """列出日志的每一条，并核对是否被删改。"""
    from legaldocs.case.journal import check_journal, read_journal
    from legaldocs.core.errors import IntegrityError

    faults = check_journal(folder)
    entries = () if faults else read_journal(folder)
    rows = [listed(faults)] if faults else [_line(each) for each in entries]
    reply(
        "journal.show",
        {"entries": [_as_json(each) for each in entries]},
        as_json=as_json,
        text="\n".join(rows) or "日志是空的",
        ok=not faults,
        findings=faults,
    )
    if faults:
        context.exit(IntegrityError.exit_code)


@command.command("add")
@click.argument("folder", metavar="CASE", type=_PATH)
@click.argument("event", metavar="EVENT", type=click.Choice(list(_EVENTS)))
@click.option("--by", required=True, metavar="NAME", help="经办人。")
@click.option("--on", type=Day(), default=today, metavar="DAY", help="日期；不写则为今天。")
@click.option("--what", default="", help="经过，如 以快递向债务人发出催告函。")
@click.option("--file", "files", multiple=True, type=_PATH, help="相关文件，记下其 SHA-256。")
@json_option
def add(  # noqa: PLR0913 - one parameter an option
    folder: Path,
    event: Event,
    *,
    by: str,
    on: dt.date,
    what: str,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """在日志末尾加一条；已有的各条不会改动。"""
    from legaldocs.case.journal import Entry, record
    from legaldocs.case.reading import CASE_FILE
    from legaldocs.core.errors import InputError

    if not (folder / CASE_FILE).is_file():
        raise InputError("不是案件文件夹", where=str(folder), expected=f"含有 {CASE_FILE} 的文件夹")
    entry = Entry(event, by, on, what, {each.name: _sha256(each) for each in files})
    record(folder, entry)
    reply(
        "journal.add", {"entry": _as_json(entry)}, as_json=as_json, text=f"已记入：{_line(entry)}"
    )


def _sha256(path: Path) -> str:
    from legaldocs.core.errors import InputError

    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError("文件无法读取", where=str(path), next_step="核对文件名") from error


def _line(entry: Entry) -> str:
    return f"{entry.at.isoformat()} {_EVENTS[entry.event]} {entry.who} {entry.what}".rstrip()


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "event": entry.event,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "what": entry.what,
        "digests": dict(entry.digests),
    }
