"""``legaldocs book credit``: what customers may owe, and how they are judged."""

from __future__ import annotations

import click

from legaldocs.commands._table import CommandTable

COMMANDS: dict[str, str] = {
    "show": "一个客户的信用档案：往来、敞口、信号、建议等级。",
    "review": "记下对一个客户的评定：等级、额度、账期、预付比例。",
    "check": "读入填好的危险信号检查表，或者写一张供填写。",
    "warn": "列出各客户的预警级别，记下变动。",
}
"""Each command and its line of help; the module has its name, with _ for -."""


@click.group("credit", cls=CommandTable, package=__name__, table=COMMANDS)
def command() -> None:
    """客户信用：档案、评定、危险信号、预警。"""
