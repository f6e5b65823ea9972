"""legaldocs law: how far the law was checked, and the user's word on a newer rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legaldocs.commands._law import book, confirmations, confirmations_file
from legaldocs.commands._options import Day, as_of_option, json_option, today
from legaldocs.commands._output import reply

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.law.lawbook import Confirmation, DataStatus

_KINDS = {"rate": "利率", "fee": "收费标准", "parameter": "法定参数", "statute": "法律文件"}


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
    for each in ids:
        if each not in known:
            raise InputError(
                "没有这项法律数据", found=each[:60], next_step="不带编号运行 legaldocs law status"
            )
    shown = [row for row in rows if not ids or row.id in ids]
    payload = {
        "as_of": as_of.isoformat(),
        "confirmations_file": str(confirmations_file()),
        "items": [_as_json(row, as_of) for row in shown],
    }
    reply("law.status", payload, as_json=as_json, text=_table(shown, as_of))


def _state(row: DataStatus, as_of: dt.date) -> str:
    if row.closed:
        return "closed"
    return "checked" if as_of <= row.checked_through else "provisional"


def _as_json(row: DataStatus, as_of: dt.date) -> dict[str, object]:
    confirmed = row.confirmed_through
    return {
        "kind": row.kind,
        "id": row.id,
        "title": row.title,
        "since": row.since.isoformat(),
        "verified_through": row.verified_through.isoformat(),
        "confirmed_through": None if confirmed is None else confirmed.isoformat(),
        "state": _state(row, as_of),
    }


_STATES = {"checked": "已核对", "provisional": "暂定", "closed": "已停用"}


def _table(rows: list[DataStatus], as_of: dt.date) -> str:
    lines = [f"基准日 {as_of}"]
    kind = ""
    for row in rows:
        if row.kind != kind:
            kind = row.kind
            lines += ["", f"{_KINDS[kind]}（核对至／状态／编号／名称）"]
        told = "" if row.confirmed_through is None else f"，用户确认至 {row.confirmed_through}"
        state = _STATES[_state(row, as_of)]
        lines.append(f"  {row.verified_through}  {state}  {row.id}  {row.title}{told}")
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

    _refuse(rate, on, packaged().confirmable)
    told = Confirmation(rate, on, percent(value), source_text(source))
    kept = _kept(told, confirmations(), replace=replace)
    known = packaged(kept).rate(rate, on)
    _write(kept)
    payload = {
        "id": rate,
        "on": on.isoformat(),
        "value": str(told.percent),
        "source": told.source,
        "file": str(confirmations_file()),
        "provisional": known.provisional,
    }
    text = f"已确认 {rate} 在 {on} 为 {told.percent}%（{told.source}）\n写入 {confirmations_file()}"
    reply("law.confirm", payload, as_json=as_json, text=text)


def _refuse(rate: str, on: dt.date, confirmable: tuple[str, ...]) -> None:
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
    told: Confirmation, before: tuple[Confirmation, ...], *, replace: bool
) -> tuple[Confirmation, ...]:
    """Return the confirmations to keep: the new one, and every other."""
    from legaldocs.core.errors import InputError

    same = [each for each in before if (each.id, each.on) == (told.id, told.on)]
    if same and same[0].percent != told.percent and not replace:
        raise InputError(
            "这一天已经确认为另一数值",
            where=str(confirmations_file()),
            expected=f"{same[0].percent}%（{same[0].source}）",
            found=f"{told.percent}%",
            next_step="确需改写的，加 --replace",
        )
    return (*(each for each in before if each not in same), told)


def _write(kept: tuple[Confirmation, ...]) -> None:
    from legaldocs.core.atomic import write_whole
    from legaldocs.law.confirmations import written

    path = confirmations_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written(kept).encode("utf-8"))
