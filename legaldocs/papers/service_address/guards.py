"""Is the address complete, and is the answer to electronic service the creditor's own?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.papers.proceedings_stage import proceedings_stage
from legaldocs.papers.service_address.names import receiving_agent, service_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Case
    from legaldocs.papers.kind import Draft

_POSTCODE = re.compile(r"[0-9]{6}")


def _place(case: Case) -> str:
    return str(service_of(case).origin)


def a_court_is_asked(draft: Draft) -> Iterator[Finding]:
    """The confirmation is one of court procedure; an institution has a form of its own."""
    stage = proceedings_stage(draft.matter)
    if stage is not None and stage.arbitral:
        yield draft.refuse(
            "LD-SERVICE-ARBITRATION",
            "案件在仲裁程序，本确认书供人民法院使用",
            where=_place(draft.matter.case),
            next_step="使用仲裁机构的送达地址表格",
        )


def address_is_complete(draft: Draft) -> Iterator[Finding]:
    """The confirmation holds postcode, full address and telephone (法院专递规定4)."""
    case = draft.matter.case
    service = service_of(case)
    known = {
        "recipient": service.recipient,
        "address": service.address,
        "postcode（六位数字）": _POSTCODE.fullmatch(service.postcode),
        "phone": service.phone,
    }
    missing = [key for key, value in known.items() if not value]
    if missing:
        yield draft.refuse(
            "LD-SERVICE-INCOMPLETE",
            "送达地址没有写全",
            article=draft.matter.article("cn.court_mail", "address_contents"),
            where=_place(case),
            next_step=f"在 service 填写 {'、'.join(missing)}",
        )


def agent_is_one(draft: Draft) -> Iterator[Finding]:
    """Whoever receives as agent is an agent of the case."""
    case = draft.matter.case
    named = case.service.agent if case.service is not None else ""
    if named and receiving_agent(case) is None:
        yield draft.refuse(
            "LD-SERVICE-AGENT",
            f"代收的代理人“{named}”不在 agents 里，没有代收的授权",
            article=draft.matter.article("cn.civil_procedure", "agent_authority"),
            where=_place(case),
            next_step="在 agents 录入该代理人；由债权人自己收件的，删去 service.agent",
        )


def consent_is_the_creditors(draft: Draft) -> Iterator[Finding]:
    """Nobody consents for the creditor; whoever does, says where to."""
    matter = draft.matter
    service = service_of(matter.case)
    article = matter.article("cn.cpl_interpretation", "address_confirmation")
    if service.electronic and not service.email:
        yield draft.refuse(
            "LD-SERVICE-EMAIL",
            "同意电子送达，没有写明接收的电子邮箱",
            article=article,
            where=_place(matter.case),
            next_step="填写 service.email",
        )
    if service.electronic is None:
        yield Finding(
            "LD-SERVICE-CONSENT",
            "note",
            f"是否同意电子送达没有答复，{draft.title}的两个选项都空着",
            where=_place(matter.case),
            article=article,
            next_step="由债权人决定后勾选，或者填写 service.electronic: 是 或 否",
        )


def address_is_that_of_the_register(draft: Draft) -> Iterator[Finding]:
    """Where no address is confirmed the registered one counts, so a difference is looked at."""
    case = draft.matter.case
    service, registered = service_of(case), case.creditor.address
    both = service.address and registered and receiving_agent(case) is None
    if both and registered not in service.address and service.address not in registered:
        yield Finding(
            "LD-SERVICE-REGISTER",
            "warning",
            f"确认的送达地址（{service.address}）与{case.creditor.name}的登记住所不同",
            where=_place(case),
            article=draft.matter.article("cn.court_mail", "no_address"),
            next_step="核对地址；确在别处收件的，可忽略本提示",
        )


GUARDS = (
    a_court_is_asked,
    address_is_complete,
    agent_is_one,
    consent_is_the_creditors,
    address_is_that_of_the_register,
)
