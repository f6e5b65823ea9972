"""Can the customer confirm this balance without loss to the creditor?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.statement.movements import CLOSED, RETURNED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.core.findings import Severity
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.settings import BookFile
    from legaldocs.portfolio.statement.account import Account

STATEMENT = "account_statement"
"""What a refusal blocks."""

_DECIDED = {"已和解": "和解", "已判决": "判决"}


class Asked:
    """A statement that is asked for (拟制的对账单): for whom, of whom, by which law, on a day."""

    def __init__(
        self, account: Account, settings: BookFile, book: LawBook, made_on: dt.date, *, agreed: bool
    ) -> None:
        self.account = account
        self.settings = settings
        self.made_on = made_on
        self.agreed = agreed
        self._book = book

    def findings(self) -> tuple[Finding, ...]:
        """Return what speaks against it, and what a person should know."""
        return tuple(finding for guard in _GUARDS for finding in guard(self))

    def refuse(self, code: str, message: str, *, next_step: str = "", article: str = "") -> Finding:
        """Return why it is not made."""
        return Finding(
            code, "note", f"不生成对账单：{message}", where=self.name, article=article,
            next_step=next_step, blocks=(STATEMENT,),
        )  # fmt: skip

    def note(
        self, code: str, severity: Severity, message: str, *, next_step: str, article: str = ""
    ) -> Finding:
        """Return what to know before it is sent."""
        return Finding(
            code, severity, message, where=self.name, article=article, next_step=next_step
        )

    @property
    def name(self) -> str:
        """Whose account it is."""
        return str(self.account.customer["name"])

    def article(self, instrument: str, key: str) -> str:
        """Return an article as findings name it."""
        return self._book.cite(instrument, key, self.made_on).text

    @property
    def days_left(self) -> int:
        """The days of limitation left for what was due first; below 0 where nobody can say."""
        end = self.account.limitation
        return -1 if end is None else (end.on - self.made_on).days


def _no_settlement_governs(asked: Asked) -> Iterator[Finding]:
    """Under a settlement or judgment what that says is owed, and not what the rows leave open."""
    cases = asked.account.cases
    for state, what in _DECIDED.items():
        if state in cases:
            yield asked.refuse(
                "LD-STMT-SETTLED",
                f"债务已经由{what}确定，按应收和回款核对会与它不一致",
                article=asked.article("cn.sale_interpretation", "late_payment.statement"),
                next_step=f"按{what}的期次核对，由律师另行拟函",
            )
    if "办理中" in cases:
        yield asked.note(
            "LD-STMT-CASE",
            "warning",
            "这个客户有正在办理的案件",
            next_step="先问承办人；由承办人决定是否发出",
        )


def _something_is_owed(asked: Asked) -> Iterator[Finding]:
    """A statement of nothing asks for nothing; one below zero acknowledges a debt of our own."""
    closing = asked.account.figures.closing_fen
    if closing <= 0:
        says = (
            "没有未付的款项"
            if not closing
            else f"余额为 {figure(yuan_of(closing))} 元，是我方欠对方"
        )
        yield asked.refuse(
            "LD-STMT-NOTHING",
            f"{says}，不需要对方确认欠款",
            next_step="余额小于零的，先核对是否漏记应收、重复记了回款" if closing else "",
        )


def _customer_is_there(asked: Asked) -> Iterator[Finding]:
    """A customer that was closed is not asked any more."""
    customer = asked.account.customer
    if customer["closed_on"] is not None and customer["closed_on"] <= asked.made_on:
        yield asked.refuse(
            "LD-STMT-CUSTOMER",
            f"客户已于 {customer['closed_on']} 关闭（{customer['closed_why']}）",
            next_step="核对客户；还有未收的，另行处理",
        )


def _credits_are_documented(asked: Asked) -> Iterator[Finding]:
    """What nobody agreed to is not deducted in a statement that the creditor signs."""
    rows = [row for row in asked.account.figures.movements if row.what in {CLOSED, RETURNED}]
    if rows and not asked.agreed:
        numbers = "、".join(dict.fromkeys(row.number for row in rows[:5]))
        yield asked.refuse(
            "LD-STMT-CREDIT",
            f"本期有 {len(rows)} 笔因关闭应收而冲减（{numbers}），账册里没有双方谈妥的凭证",
            article=asked.article("cn.evidence_rules", "catalogue"),
            next_step="退货、折让、抵销已经谈妥并有凭证的，加 --credits-agreed；"
            "内部核销坏账而没有免除债务的，不要对外出对账单，由法务决定",
        )


def _disputes_are_known(asked: Asked) -> Iterator[Finding]:
    """A confirmation does not settle an objection, and an open one makes it unlikely."""
    disputes = asked.account.disputes
    if disputes:
        yield asked.note(
            "LD-STMT-DISPUTE",
            "warning",
            f"有 {len(disputes)} 项异议还没有解决，对账单里写明不因核对而解决",
            next_step="先答复异议，或者向对方说明分开处理",
        )


def _money_is_matched(asked: Asked) -> Iterator[Finding]:
    """What a payment was for decides what is old and what is barred."""
    left = asked.account.figures.unmatched_fen
    if left:
        yield asked.note(
            "LD-STMT-UNMATCHED",
            "warning",
            f"有 {figure(yuan_of(left))} 元回款没有指明付的是哪一笔，按此列示",
            next_step="问清以后，在回款表里写核销应收单号，再导入",
        )


def _days_are_known(asked: Asked) -> Iterator[Finding]:
    """A receivable without its day cannot be a movement of the period."""
    known = asked.account.figures
    if known.without_day:
        early = f"，其中 {known.planned} 笔还没有到期" if known.planned else ""
        yield asked.note(
            "LD-STMT-DAY",
            "warning",
            f"有 {known.without_day} 笔未付的应收没有开票日期，一律算在期初余额里{early}",
            next_step="在应收表里补上开票日期，再导入；还没有送货的期次，不要请对方确认",
        )


def _creditor_is_known(asked: Asked) -> Iterator[Finding]:
    """Who answers must know whom, and where to."""
    creditor = asked.settings.creditor
    if creditor is None or not (creditor.service_address or creditor.address or creditor.email):
        yield asked.note(
            "LD-STMT-CREDITOR",
            "warning",
            "book.yaml 里没有我方的地址和邮箱，对方不知道寄回哪里",
            next_step="在 book.yaml 写 creditor 的 address、contact、phone、email",
        )


def _limitation_is_not_left_to_an_answer(asked: Asked) -> Iterator[Finding]:
    """Only a signed statement restarts limitation; a demand does so by arriving."""
    first = asked.account.figures.first_due_on
    if first is None or first > asked.made_on:
        return
    left = asked.days_left
    if left < (asked.settings.day or USUAL).limitation_days:
        says = f"还有 {left} 天" if left >= 0 else "可能已经届满"
        yield asked.note(
            "LD-STMT-LIMITATION",
            "warning",
            f"最早一笔未付的 {first} 到期，有证据的催告、承诺和对账都已计入，诉讼时效{says}；"
            "对账单没有签回的不中断时效",
            article=asked.article("cn.civil_code", "interruption"),
            next_step="同时发出催告函并留存送达凭证",
        )


def _is_not_made_twice(asked: Asked) -> Iterator[Finding]:
    """Two statements of one period confuse who has to answer."""
    for row, answered in asked.account.earlier:
        then = "已经有答复，两份都保留" if answered else "由新的一份取代"
        yield asked.note(
            "LD-STMT-AGAIN",
            "warning",
            f"同一期间已经有对账单 {row['number']}，{then}",
            next_step="已经寄出的，告诉对方以新的为准",
        )


_GUARDS = (
    _customer_is_there,
    _no_settlement_governs,
    _something_is_owed,
    _credits_are_documented,
    _disputes_are_known,
    _money_is_matched,
    _days_are_known,
    _creditor_is_known,
    _limitation_is_not_left_to_an_answer,
    _is_not_made_twice,
)
