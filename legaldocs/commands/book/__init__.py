"""``legaldocs book``: the book of receivables before and beside the cases."""

from __future__ import annotations

import click

from legaldocs.commands._table import CommandTable

COMMANDS: dict[str, str] = {
    "new": "新建账册文件夹。",
    "import": "把财务的表格导入账册：客户、联系人、应收、回款。",
    "today": "列出当日该办的事、时限和理由，不改动账册。",
    "log": "登记一次联络、承诺、异议，或者函件的发出和送达。",
    "run": "写下当日的待办，起草邮件、短信、日历和函件。",
    "export": "把账册写成一个表格。",
    "plan": "由合同条件算出各期的金额和到期日，记入账册，并检查合同。",
    "approve": "记下谁、哪一天对一份合同的条件同意或者不同意。",
    "credit": "客户信用：档案、评定、危险信号、预警。",
    "statement": "做一个客户某一期间的对账单，登记寄出，列出进度。",
    "answer": "登记对账单的回复：扫描件、邮件，或者对账页面的回复文件。",
    "case": "把客户未收的应收款写成案件文件夹。",
    "follow": "和解、判决以后，账册随案件改记。",
    "close": "关闭应收、回款、合同（写编号），客户、联系人（写名称），不删除。",
    "agency": "受托机构和律师：登记、委托、移交、周报、佣金、结案。",
    "ageing": "账龄表：截至一天未收的，按逾期天数分档，未核销的回款另列。",
    "report": "账册报表：账龄、收回、机构、承诺、费用、风险、案例，一页网页和一个表格。",
    "stop-loss": "一个客户的欠款值不值得再追：过去收回多少，各种办法要花多少。",
    "history": "核对变更记录的哈希链，列出最近的变更。",
}
"""Each command and its line of help; the module has its name, with _ for -."""


@click.group("book", cls=CommandTable, package=__name__, table=COMMANDS)
def command() -> None:
    """应收账册：导入、每日催收、对账、信用、委托、报表、转成案件。"""
