"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

W = TypeVar("W", bound=StrEnum)


class Day(click.ParamType[dt.date]):
    """A day written YYYY-MM-DD (日期)."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, or fail with what was expected."""
        from legaldocs.core.days import iso_day

        if isinstance(value, dt.date):
            return value
        try:
            return iso_day(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


class Word(click.ParamType[W], Generic[W]):
    """One of some words, in Chinese or by its English name, as a case file reads it (选项)."""

    name = "WORD"

    def __init__(self, words: Iterable[W]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, or fail with those there are."""
        if isinstance(value, StrEnum):
            return value
        names = {value, value.upper().replace("-", "_")}
        for word in self.words:
            if {word.value, word.name} & names:
                return word
        return self.fail(f"没有“{value}”，可选的有 {'、'.join(self.words)}", param, ctx)


def today() -> dt.date:
    """Return the day on the machine's clock; nothing below the command line reads it."""
    return dt.datetime.now().astimezone().date()


as_of_option = click.option(
    "--as-of",
    "as_of",
    type=Day(),
    default=today,
    metavar="DAY",
    help="计算基准日，如 2026-11-21；不写则为今天。",
)

json_option = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")

trust_option = click.option(
    "--trust",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="CERT",
    help="签名人证书或其签发者；没有签名即不通过。",
)

tsa_option = click.option(
    "--tsa",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="CERT",
    help="时间戳机构的根证书；没有时间戳即不通过。",
)

require_option = click.option(
    "--require",
    default="",
    metavar="ASPECTS",
    callback=lambda _context, _param, text: tuple(filter(None, map(str.strip, text.split(",")))),
    help="缺了即不通过的各项，逗号分隔：integrity、signature、timestamp。",
)


def warn_of_future(as_of: dt.date) -> None:
    """Say on stderr that a day has not come yet; figures through it are a forecast."""
    if as_of > today():
        click.echo(f"注意：计算基准日 {as_of} 晚于今天，金额和文书日期是预先推算的。", err=True)
