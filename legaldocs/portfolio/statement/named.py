"""A statement that a person names by its number or its short code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.portfolio.statement.code import short_of
from legaldocs.portfolio.statement.model import AccountStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


def statement_named(connection: Connection, named: str) -> Mapping[str, Any]:
    """Return the statement with a number or a short code.

    Raises InputError where there is none, or the check sign says that it was misread.
    """
    typed = named.strip().upper()
    table: Any = AccountStatement.__table__
    if typed.startswith("DZ"):
        chosen = select(table).where(table.c.number == typed)
    elif short := short_of(typed):
        chosen = select(table).where(table.c.number.endswith(f"-{short}", autoescape=True))
    else:
        raise InputError(
            "短码有误，校验位不符", found=named[:40],
            next_step="短码是 9 个字母和数字，没有 0、1、2、5、8 和 B、I、L、O、S、U、V、Z；重读",
        )  # fmt: skip
    found = connection.execute(chosen).mappings().all()
    if len(found) != 1:
        raise InputError(
            "账册里没有这份对账单", found=named[:40],
            next_step="核对编号；用 legaldocs book statement --list 查看",
        )  # fmt: skip
    return dict(found[0])
