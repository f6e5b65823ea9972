"""What the commands of the book have in common."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands._options import Day, today
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from legaldocs.portfolio.history import Author

PATH = click.Path(path_type=Path)

book_option = click.option(
    "--book",
    "folder",
    type=PATH,
    default=Path(),
    metavar="DIR",
    help="账册文件夹，默认当前文件夹。",
)
by_option = click.option("--by", required=True, metavar="NAME", help="经办人，记入变更记录。")


class PastDay(Day):
    """A day on which something happened (已经发生的日期): today, or before."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day. Raises InputError for one that is still to come."""
        day = super().convert(value, param, ctx)
        if day > today():
            raise InputError(
                "日期晚于今天，还没有发生",
                where=param.opts[0] if param else "",
                expected=f"不晚于 {today()}",
                found=str(day),
                next_step="核对日期；以后发生了，再登记",
            )
        return day


def refuse_future(as_of: dt.date) -> None:
    """Refuse to write into the book as of a day to come. Raises InputError."""
    if as_of > today():
        raise InputError(
            "不能预先登记以后的一天",
            expected=f"不晚于 {today()}",
            found=str(as_of),
            next_step="改正日期",
        )


def author_of(by: str) -> Author:
    """Return who changes the book now. Raises InputError for an empty name."""
    from legaldocs.core.notation import name_text, visible
    from legaldocs.portfolio.history import Author

    who = name_text(visible(by))
    if not who:
        raise InputError("--by 没有写经办人", next_step="写上姓名")
    return Author(who, dt.datetime.now().astimezone().isoformat(timespec="seconds"))


def need_the_extra() -> None:
    """Raise InputError where the programs of the book are not installed."""
    try:
        import alembic  # noqa: F401 - whether it is there
        import sqlalchemy  # noqa: F401
    except ModuleNotFoundError as error:
        raise InputError(
            "没有安装账册所需的程序", next_step='运行 pip install "legaldocs[book]"'
        ) from error


def grouped(amount: str) -> str:
    """Return an amount of an answer as a person reads it, with separators."""
    return figure(Decimal(amount))
