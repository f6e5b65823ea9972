"""The names of a confirmation of address: what the case says, else what is known of the party."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.service import Service
from legaldocs.papers.filings import BLANK_COURT, FilingNames
from legaldocs.papers.names import name
from legaldocs.papers.proceedings_stage import ProceedingsStage, proceedings_stage

if TYPE_CHECKING:
    from legaldocs.case.model import Case
    from legaldocs.case.party import Agent


def receiving_agent(case: Case) -> Agent | None:
    """Return the agent who receives for the creditor, if one of the agents is named."""
    named = case.service.agent if case.service is not None else ""
    return next((agent for agent in case.agents if agent.name == named), None)


def service_of(case: Case) -> Service:
    """Return where the creditor is served, with what the case says elsewhere filled in.

    The address of an agent, and an e-mail address, count only where they are written for it.
    """
    creditor = case.creditor
    service = case.service or Service(origin=creditor.origin)
    agent = receiving_agent(case)
    if agent is not None:
        return replace(
            service,
            recipient=service.recipient or agent.name,
            phone=service.phone or agent.phone,
        )
    return replace(
        service,
        recipient=service.recipient or creditor.contact or (creditor.name * creditor.natural),
        address=service.address or creditor.service_address,
        phone=service.phone or creditor.phone,
    )


class ServiceAddressNames(FilingNames):
    """The names of applications, and those of the address for service."""

    @name(
        "送达信息：recipient 收件人、address 详细地址、postcode 邮政编码、phone 联系电话、"
        "email 电子邮箱、electronic 是否同意电子送达（未答复的为空）、agent 代收的代理人、"
        "confidential 是否要求保密"
    )
    def service(self) -> Service:
        return service_of(self.case)

    @name("当事人在所处程序里的称谓，看不出程序的为“当事人”")
    def role(self) -> str:
        return self._stage.creditor

    @name("受理的人民法院，不知道的留空手写")
    def court(self) -> str:
        return self._stage.heard_by or BLANK_COURT

    @name("案号，立案前没有")
    def case_number(self) -> str:
        return self._stage.case_number

    @property
    def _stage(self) -> ProceedingsStage:
        return proceedings_stage(self.matter) or ProceedingsStage("", "当事人", "")
