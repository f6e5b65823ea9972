"""What the commands of the book have in common."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
