"""The names of the balance confirmation: the balance, how it came about, and who confirms it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.claim.balance import balance
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from legaldocs.case.party import Party
    from legaldocs.case.reconciliation import Reconciliation
    from legaldocs.claim.balance import Balance
    from legaldocs.papers.contracts import ContractView


class BalanceConfirmationNames(LetterNames):
    """The names of letters, and those of the balance."""

    @property
    def _addressee(self) -> Party:
        return self.addressee

    @name("收函的债务人，字段与债权人相同")
    def addressee(self) -> Party:
        party: Party = self.subject
        return party

    @name("对账的合同列表，字段与函件模板的 contracts 相同，不限于有逾期款项的")
    def contracts(self) -> tuple[ContractView, ...]:
        return contract_views(self.claim)

    @name(
        "对账安排：from_on 起始日、silence_clause 逾期不回复视为确认的条款、confirmed_by 经办人、"
        "authority 经办人的授权"
    )
    def reconciliation(self) -> Reconciliation | None:
        return self.case.reconciliation

    @name("回复的最后一日，含当日")
    def reply_by(self) -> dt.date:
        row = self.case.reconciliation
        return self.matter.as_of + dt.timedelta(days=row.reply_within_days if row else 0)

    @name(
        "价款余额：opening 期初、owed 本期增加、paid 本期减少、closing 期末、due 其中逾期、"
        "not_due 其余、invoiced 已开发票、movements 明细（day 日期、contract 合同、what 事项、"
        "owed 增加、paid 减少）"
    )
    def balance(self) -> Balance:
        row = self.case.reconciliation
        return balance(self.claim, row.from_on if row else None)
