"""What the parts of a contract are called, by its kind, and which kind its name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.case.contract import Contract


@dataclass(frozen=True, slots=True)
class ContractWords:
    """What a contract of one kind is about and what it is paid with (合同用语).

    ``to`` and ``done`` stand around the debtor in 已向…交付. ``cause`` is the cause of action
    (案由).
    """

    subject: str
    slip: str
    slip_number: str
    slip_day: str
    to: str
    done: str
    money: str
    price: str
    cause: str
    signs: str = "签收"

    @property
    def event(self) -> str:
        """The event that a sale calls 交货."""
        return "交货" if self.done == "交付" else self.slip_day.removesuffix("日期")

    def delivered(self, amount: str) -> str:
        """Return what was done for a sum, in words; what is let has the rent for no value."""
        if self.done == "交付":
            return f"交付价值{amount}元的货物"
        return self.done if self.money == "租金" else f"{self.done}，计{amount}元"

    @property
    def owed(self) -> str:
        """The money as a statement of account names it."""
        return "合同价款" if self.price == "合同价款" else self.money


_SALE = ContractWords(
    "货物", "送货单", "送货单号", "送货日期", "向", "交付", "价款", "合同价款", "买卖合同纠纷"
)
_WORK = ContractWords(
    "工作成果", "交付单", "交付单号", "交付日期", "向", "交付工作成果", "报酬", "合同价款",
    "承揽合同纠纷",
)  # fmt: skip
WORDS = {
    ContractKind.SALE: _SALE,
    ContractKind.WORK: _WORK,
    ContractKind.PROCESSING: ContractWords(
        "加工成果", "交付单", "交付单号", "交付日期", "向", "交付加工成果", "加工费", "加工费总额",
        "加工合同纠纷",
    ),
    ContractKind.SERVICE: ContractWords(
        "服务内容", "服务确认单", "服务确认单号", "确认日期", "向", "提供服务", "服务费",
        "服务费总额", "服务合同纠纷", signs="确认",
    ),
    ContractKind.LEASE: ContractWords(
        "租赁物", "交接单", "交接单号", "交接日期", "向", "交付租赁物", "租金", "租金总额",
        "租赁合同纠纷",
    ),
    ContractKind.TRANSPORT: ContractWords(
        "货物", "运单", "运单号", "运抵日期", "为", "完成运输", "运费", "运费总额", "运输合同纠纷"
    ),
    ContractKind.OTHER: ContractWords(
        "履行内容", "履行单据", "单据编号", "履行日期", "向", "履行合同义务", "价款", "合同价款",
        "合同纠纷",
    ),
}  # fmt: skip
"""The words of each kind that can be worked out; loans and construction cannot."""

_TELLS = {
    ContractKind.CONSTRUCTION: "施工|建设工程|工程承包|工程分包|装饰装修|装修工程|土建",
    ContractKind.LOAN: "借款|借贷|借据|借条|贷款",
    ContractKind.LEASE: "租赁|出租|承租",
    ContractKind.TRANSPORT: "运输|货运|承运|物流",
    ContractKind.PROCESSING: "加工",
    ContractKind.WORK: "承揽|定作|制作|安装|维修|印刷|委托制造",
    ContractKind.SERVICE: "服务|运维|咨询|物业|保洁|保安|培训|技术开发|委托",
    ContractKind.SALE: "买卖|采购|销售|供货|购销|供应|订货|购买",
}


def words_of(contract: Contract) -> ContractWords:
    """Return what the parts of a contract are called; one that cannot be worked out as a sale."""
    return WORDS.get(contract.kind, _SALE)


def kinds_suggested_by(name: str) -> tuple[ContractKind, ...]:
    """Return the kinds that the name of a contract tells of; none for a plain 合同."""
    return tuple(kind for kind, words in _TELLS.items() if re.search(words, name))


def cause_of_action(contracts: Iterable[Contract]) -> str:
    """Return the cause of action of a claim, the general one where its contracts differ."""
    causes = {words_of(contract).cause for contract in contracts}
    return causes.pop() if len(causes) == 1 else "合同纠纷"
