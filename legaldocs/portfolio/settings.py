"""What book.yaml says: whose book it is, where it is kept, who works with it, by which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.case.model import LawFirm  # noqa: TC001 - read at run time
from legaldocs.case.party import Party
from legaldocs.case.vocabulary import Role
from legaldocs.core.origin import Origin  # noqa: TC001 - as above
from legaldocs.portfolio.credit.policy import CreditPolicy  # noqa: TC001 - as above
from legaldocs.portfolio.day.policy import USUAL as USUAL_DAY
from legaldocs.portfolio.day.policy import DayPolicy
from legaldocs.portfolio.plan.policy import ApprovalPolicy  # noqa: TC001 - as above
from legaldocs.portfolio.report.policy import ReportPolicy  # noqa: TC001 - as above
from legaldocs.portfolio.statement.policy import StatementPolicy  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSide(Party):
    """The creditor whose book it is (债权人), written as in a case file, without its role."""

    role: Annotated[Role, "地位"] = Role.CREDITOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Who of the creditor works with the book (人员); ``level`` is what they may approve."""

    origin: Origin
    name: Annotated[str, "姓名"]
    post: Annotated[str, "职务"] = ""
    phone: Annotated[str, "电话"] = ""
    email: Annotated[str, "邮箱"] = ""
    level: Annotated[int, "审批级别"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFile:
    """The settings of a book (账册的设置)."""

    origin: Origin
    name: Annotated[str, "谁的账册"]
    database: Annotated[str, "数据库地址"] = ""
    creditor: Annotated[OwnSide | None, "债权人"] = None
    law_firm: Annotated[LawFirm | None, "律师事务所"] = None
    people: Annotated[tuple[Colleague, ...], "人员"] = ()
    approval: Annotated[ApprovalPolicy | None, "审批"] = None
    credit: Annotated[CreditPolicy | None, "信用"] = None
    day: Annotated[DayPolicy | None, "每日催收"] = None
    statement: Annotated[StatementPolicy | None, "对账要求"] = None
    report: Annotated[ReportPolicy | None, "报表的口径"] = None

    @property
    def grace_days(self) -> int:
        """How many days after its day a promise is waited for, wherever it is judged."""
        return (self.day or USUAL_DAY).grace_days
