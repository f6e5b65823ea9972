"""What stands against placing debts with an agency, or should be known before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.agency.terms import Terms
    from legaldocs.portfolio.settings import OwnSide

_HIGH = Decimal(50)
_NOTICES = (
    "1995年公安部、国家工商行政管理局关于禁止开办“讨债公司”的通知，2000年国家经贸委、公安部、国家工商行政管理局"
    "关于取缔各类讨债公司严厉打击非法讨债活动的通知（均见转述，本软件没有见到原文）"
)
_LAWYER_FEES = "司法部等关于进一步规范律师服务收费的意见（见转述，本软件没有见到原文）"


def check(found: Situation, book: LawBook, *, case_known: bool = False) -> tuple[Finding, ...]:
    """Return what to know of an engagement on its day; with an error it must not be placed.

    ``case_known``: the lawyers of a case about the debts know of the placing.
    """
    return (
        *_agency(found, book),
        *_terms(found, book),
        *_debts(found),
        *_cases(found, book, case_known=case_known),
        *_customer(found, book),
        *_limitation(found, book),
    )


def check_creditor(creditor: OwnSide, terms: Terms) -> tuple[Finding, ...]:
    """Return what the papers for the agency would have to say of the creditor and cannot."""
    gaps = {
        "收款账户": creditor.account is None and terms.agent_account is None,
        "联系人": not creditor.contact,
        "统一社会信用代码": not creditor.uscc and not creditor.natural,
    }
    missing = "、".join(what for what, is_missing in gaps.items() if is_missing)
    if not missing:
        return ()
    finding = Finding(
        "LD-AGENCY-CREDITOR", "warning", f"协议和授权书里没有我方的{missing}",
        where=str(creditor.origin), next_step="在 book.yaml 的 creditor 里补上，用 paper 再做",
    )  # fmt: skip
    return (finding,)


def _agency(found: Situation, book: LawBook) -> Iterator[Finding]:
    agency, name = found.agency, found.agency["name"]
    if found.lawyers:
        if not agency["licence"]:
            yield Finding(
                "LD-AGENCY-LAW-FIRM", "error", f"{name}没有写执业许可证号，不能确认是律师事务所",
                article=book.cite("cn.lawyers_act", "mandate", found.day).text,
                next_step="核对律师事务所执业许可证，用 legaldocs book agency add 补上 --licence",
            )  # fmt: skip
        return
    if "讨债" in name or "收账" in name or "追债" in name:
        yield Finding(
            "LD-AGENCY-DEBT-COMPANY", "error",
            f"{name}以讨债、收账、追债为名，有关部门禁止开办这类公司",
            article=_NOTICES, next_step="不要委托；改为委托律师事务所",
        )  # fmt: skip
    yield Finding(
        "LD-AGENCY-REGISTRATION", "warning",
        f"{name}不是律师事务所：有关部门的通知禁止开办讨债公司，受托事项应当限于商账管理、发函、协商和对账",
        article=_NOTICES,
        next_step="核对营业执照的经营范围和实际业务，向登记机关核实；有疑问的，委托律师事务所",
    )  # fmt: skip
    if not agency["uscc"]:
        yield Finding(
            "LD-AGENCY-UNREGISTERED", "error", f"{name}没有写统一社会信用代码，不能确认它经过登记",
            next_step="核对营业执照，用 legaldocs book agency add 补上 --uscc",
        )  # fmt: skip


def _terms(found: Situation, book: LawBook) -> Iterator[Finding]:
    terms = found.terms
    tiers = (*(tier.percent for tier in terms.tiers), *(tier.percent for tier in terms.ages))
    highest = max((terms.percent or Decimal(), *tiers))
    if highest > _HIGH:
        yield Finding(
            "LD-AGENCY-RATE", "warning", f"佣金比例 {highest:f}% 超过一半，请核对",
            next_step="核对与受托机构约定的比例",
        )  # fmt: skip
    if found.lawyers and terms.no_cure_no_pay:
        yield Finding(
            "LD-AGENCY-LAWYER-FEE", "warning",
            "律师事务所无回款不收费的，是风险代理：收费有最高限额，应当订立专门的书面合同",
            article=_LAWYER_FEES, next_step="由律师事务所书面说明限额和风险，另订风险代理合同",
        )  # fmt: skip
    if terms.agent_account is not None:
        yield Finding(
            "LD-AGENCY-ACCOUNT", "warning",
            f"约定由受托机构收款（{terms.agent_account.holder}），款项脱离债权人的控制",
            article=book.cite("cn.civil_code", "mandate_handover", found.day).text,
            next_step="尽量改为付至债权人账户；确需代收的，核对户名，约定收款后即日转付",
        )  # fmt: skip


def _debts(found: Situation) -> Iterator[Finding]:
    for number, other in found.elsewhere:
        yield Finding(
            "LD-AGENCY-TWICE", "error", f"应收 {number} 已经委托给别的机构（{other}）",
            next_step=f"先结束 {other}，或者不委托这一笔",
        )  # fmt: skip
    for row in found.disputes:
        amount = (
            "" if row["amount_fen"] is None else f"，涉及 {figure(yuan_of(row['amount_fen']))} 元"
        )
        yield Finding(
            "LD-AGENCY-DISPUTE", "warning",
            f"{row['raised_on']} 提出的异议没有解决：{row['ground']}{amount}",
            next_step="先由业务部门答复；一并委托的，在委托时向受托机构说明",
        )  # fmt: skip
    if not found.items:
        yield Finding(
            "LD-AGENCY-NOTHING", "error", f"{found.day} 已没有未收的款项", next_step="核对回款",
        )  # fmt: skip


def _cases(found: Situation, book: LawBook, *, case_known: bool) -> Iterator[Finding]:
    for folder, numbers in found.cases:
        about = "、".join(numbers) or "这个客户的款项"
        known = "办案律师已知悉" if case_known else "没有告知办案的律师，不同时委托"
        yield Finding(
            "LD-AGENCY-CASE", "warning" if case_known else "error",
            f"{about}已由案件 {folder} 办理，{known}",
            article=book.cite("cn.civil_procedure", "agents", found.day).text,
            next_step="征得办案律师的意见后加 --case-known；受托机构不得介入案件程序，协议中已写明",
        )  # fmt: skip


def _customer(found: Situation, book: LawBook) -> Iterator[Finding]:
    customer = found.customer
    if customer["kind"] in {PartyKind.PERSON, PartyKind.SOLE_TRADER}:
        yield Finding(
            "LD-AGENCY-PERSON", "warning",
            f"{customer['name']}是自然人或者个体工商户，姓名、电话、住址是个人信息",
            article=book.cite("cn.personal_information", "entrusted", found.day).text,
            next_step="只提供催款必需的信息，与受托机构约定用途、期限和保护措施，并监督",
        )  # fmt: skip


def _limitation(found: Situation, book: LawBook) -> Iterator[Finding]:
    for item in found.items:
        end = limitation_end(found, item.due_on)
        if end is None:
            says = "起算很早，诉讼时效须人工核对"
        elif end < found.day:
            says = f"诉讼时效已于 {end} 届满"
        elif (end - found.day).days <= USUAL.limitation_days:
            says = f"诉讼时效至 {end} 届满"
        else:
            continue
        yield Finding(
            "LD-AGENCY-LIMITATION", "warning",
            f"应收 {item.number} {says}；已有证据的催告、承诺和对账都已计入，部分付款没有计入",
            article=book.cite("cn.civil_code", "limitation_period", found.day).text,
            next_step="由法务核对中断的证据；临近的，由债权人自己发催告函或者起诉，不等受托机构",
        )  # fmt: skip


def limitation_end(found: Situation, due_on: dt.date) -> dt.date | None:
    """Return the careful end of limitation for a due day, None where the law data cannot say.

    Counted are the demands, promises and statements that the book has evidence of.
    """
    end = found.limitation.get(due_on)
    return None if end is None else end.on
