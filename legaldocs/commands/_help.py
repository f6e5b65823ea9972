"""Help and usage errors in Chinese, where click would speak English."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_LINES = {
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
}
_TYPES = {"float": "数字", "integer": "整数", "path": "路径", "boolean": "是或否"}
_USAGE = "用法："


class ChineseFormatter(click.HelpFormatter):
    """Writes help under Chinese headings (帮助)."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or _USAGE)

    def write_heading(self, heading: str) -> None:
        """Write a heading, translated where click named it."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of terms, translated where click wrote the text."""
        told = [(term, _line(text)) for term, text in rows]
        super().write_dl(told, col_max, col_spacing)


def _line(text: str) -> str:
    return _LINES.get(text, text.replace("[required]", "[必填]").replace("[default: ", "[默认："))


def explained(error: click.ClickException) -> str:
    """Return what is wrong with the words a user typed, and what to do."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = _commands(error.ctx)
        return f"没有命令“{error.command_name}”{_near(error.command_name, known)}"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{_near('', error.possibilities or ())}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_named(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_named(error)} 有误：{_fault(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少内容"
    return error.format_message()


def _commands(context: click.Context | None) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if context and isinstance(group, click.Group) else []


def _near(typed: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(typed, list(known), n=1) if typed else list(known)[:1]
    return f"；是否想写 {near[0]}？" if near else ""


def _named(error: click.BadParameter) -> str:
    """Return the option or argument an error is about, as the user would type it."""
    param = error.param
    if param is None:
        return "参数"
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.make_metavar(error.ctx or click.Context(click.Command(None)))


def _fault(error: click.BadParameter) -> str:
    """Return why a value is refused; click's own types say so in English."""
    if not error.message.isascii() or error.param is None:
        return error.message
    if isinstance(error.param.type, click.Choice):
        return f"可选的有 {'、'.join(map(str, error.param.type.choices))}"
    return f"应为{_TYPES.get(error.param.type.name, error.param.type.name)}"
