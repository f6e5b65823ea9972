"""Whom an enforcing court is asked to restrict, and why a debtor belongs on its list.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - the reader resolves it at run time


class RestrictedPost(StrEnum):
    """Who is restricted beside a debtor that is no person (受限制人员的身份)."""

    REPRESENTATIVE = "法定代表人"
    HEAD = "主要负责人"
    RESPONSIBLE = "影响债务履行的直接责任人员"
    CONTROLLER = "实际控制人"


class ListingGround(StrEnum):
    """Why a debtor is put on the list, in the order of the rule (纳入失信名单的情形)."""

    ABLE = "有履行能力而拒不履行"
    OBSTRUCTS = "妨碍、抗拒执行"
    EVADES = "规避执行"
    NO_REPORT = "违反财产报告制度"
    CONSUMED = "违反限制消费令"
    BROKE_SETTLEMENT = "无正当理由拒不履行执行和解协议"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedPerson:
    """A person who is restricted beside a debtor that is none (受限制的人员).

    The registered representative of the debtor is restricted without a row. ``debtor`` where the
    case has several.
    """

    origin: Origin
    name: Annotated[str, "姓名"]
    post: Annotated[RestrictedPost, "身份"]
    evidence: Annotated[str, "证据"] = ""
    debtor: Annotated[str, "被执行人"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a debtor did that puts it on the list (失信情形).

    ``no_security`` when no sufficient security was given and what is seized does not suffice:
    without that nobody is listed as able to perform. ``debtor`` where the case has several.
    """

    origin: Origin
    ground: Annotated[ListingGround, "情形"]
    fact: Annotated[str, "事实"]
    evidence: Annotated[str, "证据"] = ""
    no_security: Annotated[bool, "没有充分担保、查封财产不足清偿"] = False
    debtor: Annotated[str, "被执行人"] = ""
