"""legaldocs calc case-fee, imputation, guarantee, preservation: asked before a judgment."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from legaldocs.commands._calc import (
    ActReply,
    CaseFeeReply,
    GuaranteeReply,
    ImputationReply,
    ImputedDebt,
    PreservationReply,
)
from legaldocs.commands._law import book
from legaldocs.commands._options import Day, as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.output.reply import Step

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.fees import CaseKind
    from legaldocs.law.guarantee import Act, Mode
    from legaldocs.law.imputation import DebtBalance
    from legaldocs.law.preservation import Asset

_FORMS = {"general": "一般保证", "joint": "连带责任保证"}


@click.command("case-fee", context_settings={"ignore_unknown_options": True})
@click.argument("kind", type=click.Choice(["appeal", "labour", "non_property", "bankruptcy"]))
@click.argument("amount", required=False)
@as_of_option
@json_option
def case_fee(kind: CaseKind, amount: str | None, *, as_of: dt.date, as_json: bool) -> None:
    """计算上诉、劳动争议、其他非财产案件的受理费和破产申请费。"""
    from legaldocs.core.errors import InputError
    from legaldocs.core.money import figure, plain, yuan
    from legaldocs.law.fees import BY_AMOUNT, NOTE
    from legaldocs.law.fees import case_fee as work_out

    if kind in BY_AMOUNT and amount is None:
        raise InputError("缺少计费金额", expected="上诉请求数额，或者破产财产总额")
    based_on = yuan(amount or "0")
    found = work_out(book(), kind, based_on, as_of)
    answer = CaseFeeReply(
        ok=True,
        findings=(),
        kind=kind,
        amount=plain(based_on),
        as_of=as_of,
        low=plain(found.low),
        high=plain(found.high),
        steps=tuple(Step(step.says, step.source) for step in found.steps),
    )
    span = figure(found.low) + ("" if found.low == found.high else f" 至 {figure(found.high)}")
    lines = [f"{found.title}：{span} 元"]
    lines += [f"  {step.says}（{step.source}）" for step in found.steps]
    show(answer, "\n".join([*lines, NOTE]), as_json=as_json)


@click.command("imputation", context_settings={"ignore_unknown_options": True})
@click.argument("amount")
@click.option("--on", "paid_on", type=Day(), required=True, metavar="DAY", help="付款日期。")
@click.option(
    "--debt",
    "debts",
    multiple=True,
    required=True,
    metavar="NAME=DAY,PRINCIPAL[,INTEREST[,COSTS]]",
    help="一笔债务：名称、到期日、本金，以及先于本金的利息和费用；可以有多笔。",
)
@click.option("--towards", multiple=True, metavar="NAME", help="付款时指定的债务。")
@as_of_option
@json_option
def imputation(
    amount: str,
    *,
    paid_on: dt.date,
    debts: tuple[str, ...],
    towards: tuple[str, ...],
    as_of: dt.date,
    as_json: bool,
) -> None:
    """计算一笔付款抵充哪些债务：指定的在先，其余依法定次序。"""
    from legaldocs.core.money import figure, plain, yuan
    from legaldocs.law.imputation import impute, unapplied

    paid = yuan(amount)
    found = impute(paid, [_debt(text) for text in debts], paid_on=paid_on, designated=towards)
    left = unapplied(paid, found)
    law = book()
    answer = ImputationReply(
        ok=True,
        findings=(),
        amount=plain(paid),
        paid=tuple(
            ImputedDebt(
                part.debt, plain(part.costs), plain(part.interest), plain(part.principal), part.why
            )
            for part in found
        ),
        left=plain(left),
        articles=tuple(
            law.cite("cn.civil_code", key, as_of).text
            for key in ("imputation_several", "imputation_order")
        ),
    )
    lines = [
        f"{part.debt}：费用 {figure(part.costs)}，利息 {figure(part.interest)}，"
        f"本金 {figure(part.principal)}（{part.why}）"
        for part in found
    ]
    lines += [f"余 {figure(left)} 元" if left else "没有余额", "、".join(answer.articles)]
    show(answer, "\n".join(lines), as_json=as_json)


def _debt(text: str) -> DebtBalance:
    from legaldocs.core.days import iso_day
    from legaldocs.core.errors import InputError
    from legaldocs.core.money import yuan
    from legaldocs.law.imputation import DebtBalance

    name, _, rest = text.partition("=")
    day, *sums = rest.split(",")
    if not name or not 1 <= len(sums) <= len(("principal", "interest", "costs")):
        raise InputError("债务写法不对", found=text[:60], expected="名称=到期日,本金[,利息[,费用]]")
    principal, interest, costs = (*map(yuan, sums), *([yuan("0")] * (3 - len(sums))))
    return DebtBalance(name, iso_day(day), costs, interest, principal)


@click.command("guarantee")
@click.option(
    "--due", type=Day(), required=True, metavar="DAY", help="主债务到期日；分期的，最后一期。"
)
@click.option(
    "--form", type=click.Choice(["general", "joint"]), help="一般或者连带；没有约定不写。"
)
@click.option("--months", type=int, metavar="N", help="约定的保证期间月数。")
@click.option("--until", type=Day(), metavar="DAY", help="约定的保证期间届满日。")
@click.option("--until-repaid", is_flag=True, help="约定“直至还清为止”一类。")
@click.option(
    "--act",
    "acts",
    multiple=True,
    metavar="KIND=DAY",
    help="债权人在期间内做过的，如 demand_on_guarantor=2026-05-01。",
)
@as_of_option
@json_option
def guarantee(  # noqa: PLR0913 - one parameter an option
    *,
    due: dt.date,
    form: Mode | None,
    months: int | None,
    until: dt.date | None,
    until_repaid: bool,
    acts: tuple[str, ...],
    as_of: dt.date,
    as_json: bool,
) -> None:
    """计算保证期间，以及哪一行为能保住保证责任。"""
    from legaldocs.law.guarantee import GuaranteeTerms, effect_of_act, guarantee_period

    law = book()
    terms = GuaranteeTerms(due, form, months, until, until_repaid=until_repaid)
    period = guarantee_period(law, terms, as_of)
    tried = [(act, effect_of_act(law, period, act, as_of)) for act in map(_act, acts)]
    answer = GuaranteeReply(
        ok=True,
        findings=(),
        form=_FORMS[period.mode],
        form_rule=period.mode_rule,
        end=period.deadline.raw_end,
        advised=period.deadline.advised,
        period_rule=period.period_rule,
        saving_act=period.saving_act,
        acts=tuple(ActReply(act.kind, act.on, effect.saves, effect.why) for act, effect in tried),
    )
    lines = [
        f"{answer.form}（{answer.form_rule}）",
        f"保证期间至 {answer.end} 届满（{answer.period_rule}），建议最迟 {answer.advised} 行使权利",
        answer.saving_act,
        *(
            f"{act.on} {act.kind}：{'有效' if effect.saves else '无效'}（{effect.why}）"
            for act, effect in tried
        ),
    ]
    show(answer, "\n".join(lines), as_json=as_json)


def _act(text: str) -> Act:
    from legaldocs.core.days import iso_day
    from legaldocs.core.errors import InputError
    from legaldocs.law.guarantee import Act, ActKind

    kind, _, day = text.partition("=")
    for known in get_args(ActKind):
        if known == kind:
            return Act(known, iso_day(day))
    raise InputError("不认识的行为", found=kind[:40], expected="、".join(get_args(ActKind)))


@click.command("preservation", context_settings={"ignore_unknown_options": True})
@click.argument("amount")
@click.option("--in-suit", is_flag=True, help="诉讼中申请；不写的，为诉前申请。")
@click.option(
    "--asset",
    type=click.Choice(["deposit", "movable", "real_estate"]),
    default="deposit",
    help="存款、动产，或者不动产和其他财产权。",
)
@click.option("--taken", type=Day(), metavar="DAY", help="采取保全措施的日期。")
@as_of_option
@json_option
def preservation(
    amount: str,
    *,
    in_suit: bool,
    asset: Asset,
    taken: dt.date | None,
    as_of: dt.date,
    as_json: bool,
) -> None:
    """计算财产保全的担保、申请费，以及起诉、续行的期限。"""
    from legaldocs.core.money import TO_FEN, figure, plain, yuan
    from legaldocs.law.fees import NOTE, court_fees
    from legaldocs.law.preservation import longest_measure, renewal, security, suit_deadline

    law, held = book(), yuan(amount)
    fee: Decimal = court_fees(law, held, as_of).preservation
    needed = TO_FEN.apply(security(law, held, as_of, pre_suit=not in_suit))
    sue = suit_deadline(law, taken, as_of) if taken and not in_suit else None
    again = renewal(law, longest_measure(law, asset, taken, as_of), as_of) if taken else None
    answer = PreservationReply(
        ok=True,
        findings=(),
        amount=plain(held),
        fee=plain(fee),
        security=plain(needed),
        sue_by=sue.end if sue else None,
        expires=again.expires_on if again else None,
        renew_by=again.ask_by if again else None,
        advised=again.advised if again else None,
    )
    lines = [
        f"担保{'最多' if in_suit else ''} {figure(needed)} 元，申请费 {figure(fee)} 元（{NOTE}）"
    ]
    if sue:
        lines.append(f"{sue.end} 以前起诉或者申请仲裁，建议最迟 {sue.advised}")
    if again:
        lines.append(
            f"措施最长至 {again.expires_on} 届满，最迟 {again.ask_by} 申请续行，"
            f"建议最迟 {again.advised}"
        )
    show(answer, "\n".join(lines), as_json=as_json)
