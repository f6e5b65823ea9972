"""legaldocs law: how far the law was checked, and the user's confirmation of a newer rate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._law import book, confirmations, confirmations_file
from legaldocs.commands._options import Day, as_of_option, json_option, today
from legaldocs.commands._show import show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from legaldocs.law.lawbook import Confirmation, DataStatus

_KINDS = {"rate": "利率", "fee": "收费标准", "parameter": "法定参数", "statute": "法律文件"}


class Item(msgspec.Struct, frozen=True):
    """One rate, fee, parameter or statute, and how far it was checked (法律数据)."""

    kind: Annotated[str, Meta(description="rate、fee、parameter 或 statute")]
    id: Annotated[str, Meta(description="编号")]
    title: Annotated[str, Meta(description="名称")]
    since: Annotated[dt.date, Meta(description="数据起始日")]
    verified_through: Annotated[dt.date, Meta(description="核对至")]
    confirmed_through: Annotated[dt.date | None, Meta(description="用户确认至")]
    state: Annotated[str, Meta(description="checked 已核对、provisional 暂定或 closed 已停用")]


class LawStatusReply(Reply, frozen=True, tag="legaldocs.law.status/1"):
    """How far the law was checked (法律数据的核对日期)."""

    as_of: Annotated[dt.date, Meta(description="基准日")]
    confirmations_file: Annotated[str, Meta(description="用户的确认存放在哪里")]
    items: tuple[Item, ...]


class LawConfirmReply(Reply, frozen=True, tag="legaldocs.law.confirm/1"):
    """A rate that was confirmed (确认的利率)."""

    id: Annotated[str, Meta(description="编号")]
    on: Annotated[dt.date, Meta(description="适用的日期")]
    value: Annotated[str, Meta(description="百分之几")]
    source: Annotated[str, Meta(description="核对所据的公告")]
    file: Annotated[str, Meta(description="写入的文件")]
    provisional: Annotated[bool, Meta(description="当日的利率是否仍是暂定")]


@click.group("law")
def command() -> None:
    """查看法律数据的核对日期，确认新公布的利率。"""


@command.command("status")
@click.argument("ids", nargs=-1)
@as_of_option
@json_option
def status(ids: tuple[str, ...], *, as_of: dt.date, as_json: bool) -> None:
    """列出每项利率、收费标准、法定参数和法律文件核对到哪一天。"""
    from legaldocs.core.errors import InputError

    rows = book().statuses()
    known = {row.id for row in rows}
    for name in ids:
        if name not in known:
            raise InputError(
                "没有这项法律数据", found=name[:60], next_step="不带编号运行 legaldocs law status"
            )
    shown = [row for row in rows if not ids or row.id in ids]
    answer = LawStatusReply(
        ok=True,
        findings=(),
        as_of=as_of,
        confirmations_file=str(confirmations_file()),
        items=tuple(_item(row, as_of) for row in shown),
    )
    show(answer, _table(shown, as_of), as_json=as_json)


def _state(row: DataStatus, as_of: dt.date) -> str:
    if row.closed:
        return "closed"
    return "checked" if as_of <= row.checked_through else "provisional"


def _item(row: DataStatus, as_of: dt.date) -> Item:
    return Item(
        kind=row.kind,
        id=row.id,
        title=row.title,
        since=row.since,
        verified_through=row.verified_through,
        confirmed_through=row.confirmed_through,
        state=_state(row, as_of),
    )


_STATES = {"checked": "已核对", "provisional": "暂定", "closed": "已停用"}


def _table(rows: list[DataStatus], as_of: dt.date) -> str:
    lines = [f"基准日 {as_of}"]
    kind = ""
    for row in rows:
        if row.kind != kind:
            kind = row.kind
            lines += ["", f"{_KINDS[kind]}（核对至／状态／编号／名称）"]
        confirmed = "" if row.confirmed_through is None else f"，用户确认至 {row.confirmed_through}"
        state = _STATES[_state(row, as_of)]
        lines.append(f"  {row.verified_through}  {state}  {row.id}  {row.title}{confirmed}")
    lines += [
        "",
        "“暂定”表示基准日晚于核对日：利率须确认后才能用于法院文书，",
        "其余请在提交前核对现行文本。确认利率：",
        "  legaldocs law confirm lpr_1y --on 日期 --value 数值 --source 公告名称",
    ]
    return "\n".join(lines)


@command.command("confirm")
@click.argument("rate")
@click.option("--on", "on", type=Day(), required=True, metavar="DAY", help="该利率适用的日期。")
@click.option("--value", required=True, metavar="PERCENT", help="当日适用的利率，如 3.00。")
@click.option("--source", required=True, metavar="TEXT", help="核对所据的公告。")
@click.option("--replace", is_flag=True, help="改写同一天已有的确认。")
@json_option
def confirm(
    *, rate: str, on: dt.date, value: str, source: str, replace: bool, as_json: bool
) -> None:
    """确认某日适用的利率，写入用户自己的数据文件。

    利率有变动的，--on 先写公布日，再以截止日确认一次。
    """
    from legaldocs.law.confirmations import percent, source_text
    from legaldocs.law.lawbook import Confirmation, packaged

    _refuse_unconfirmable(rate, on, packaged().confirmable)
    new = Confirmation(rate, on, percent(value), source_text(source))
    kept = _kept(new, confirmations(), replace=replace)
    known = packaged(kept).rate(rate, on)
    _write(kept)
    answer = LawConfirmReply(
        ok=True,
        findings=(),
        id=rate,
        on=on,
        value=str(new.percent),
        source=new.source,
        file=str(confirmations_file()),
        provisional=known.provisional,
    )
    text = f"已确认 {rate} 在 {on} 为 {new.percent}%（{new.source}）\n写入 {answer.file}"
    show(answer, text, as_json=as_json)


def _refuse_unconfirmable(rate: str, on: dt.date, confirmable: tuple[str, ...]) -> None:
    from legaldocs.core.errors import InputError

    if rate not in confirmable:
        raise InputError("这项利率不接受用户确认", expected="、".join(confirmable), found=rate[:40])
    if on > today():
        raise InputError(
            "不能确认未来的利率",
            expected=f"{today()} 或以前",
            found=str(on),
            next_step="等利率公布后再确认",
        )


def _kept(
    new: Confirmation, before: tuple[Confirmation, ...], *, replace: bool
) -> tuple[Confirmation, ...]:
    """Return the confirmations to keep: the new one, and every other."""
    from legaldocs.core.errors import InputError

    same = [known for known in before if (known.id, known.on) == (new.id, new.on)]
    if same and same[0].percent != new.percent and not replace:
        raise InputError(
            "这一天已经确认为另一数值",
            where=str(confirmations_file()),
            expected=f"{same[0].percent}%（{same[0].source}）",
            found=f"{new.percent}%",
            next_step="确需改写的，加 --replace",
        )
    return (*(known for known in before if known not in same), new)


def _write(kept: tuple[Confirmation, ...]) -> None:
    from legaldocs.core.atomic import write_whole
    from legaldocs.law.confirmations import written

    path = confirmations_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written(kept).encode("utf-8"))
