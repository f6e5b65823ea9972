"""``legaldocs book agency``: agencies and law firms, what is placed with them, what they cost."""

from __future__ import annotations

import click

from legaldocs.commands._table import CommandTable

COMMANDS: dict[str, str] = {
    "add": "登记一个受托机构，或者补充它的资料。",
    "list": "列出受托机构和委托。",
    "show": "列出一个委托的步骤、款项和佣金。",
    "assess": "审查一个客户的逾期款项，做案件受理审查表。",
    "accept": "登记受理，做案件受理确认函。",
    "decline": "登记不受理和原因。",
    "place": "登记委托，做协议、授权书和催收方案。",
    "signed": "保存签订的协议，记下它的摘要。",
    "hand-over": "把选定的文件做成给受托机构的证据包和移交清单。",
    "report": "做一周的报告，列出须核对的行为。",
    "hours": "登记受托机构的工时。",
    "commission": "计算佣金，做佣金结算单。",
    "paid": "登记佣金已付。",
    "end": "登记结案，做结案报告书。",
    "paper": "再做一次各步骤的文书。",
    "compare": "机构和律师在同类债务上比较；给出客户的，按过去的成绩建议交给谁。",
    "complaint": "登记对受托机构的投诉，或者调查的结果。",
    "expense": "登记一笔催收费用。",
}
"""Each command and its line of help; the module has its name, with _ for -."""


@click.group("agency", cls=CommandTable, package=__name__, table=COMMANDS)
def command() -> None:
    """受托机构和律师：登记、委托、移交、周报、佣金、结案。"""
