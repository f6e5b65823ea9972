"""What the parties give up or settle beside the plan of payment, and how a suit ends with it.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - the reader resolves the annotations at run time
from enum import StrEnum
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class SuitEnding(StrEnum):
    """How a suit or an arbitration ends by agreement (和解后的结案方式).

    Only the first gives an instrument that can be enforced.
    """

    MEDIATION = "调解书"
    WITHDRAWAL = "撤诉"


class CostsShare(StrEnum):
    """Who pays the fees of the proceedings that end by agreement (诉讼费用的负担)."""

    DEBTOR = "债务人"
    CREDITOR = "债权人"
    HALVES = "各半"


class Milestone(StrEnum):
    """The point of the plan at which the creditor acts (履行节点)."""

    SIGNING = "签订"
    FIRST_PART = "付清第一期"
    ALL_PAID = "付清全部款项"


class QualityOutcome(StrEnum):
    """What becomes of objections to what was delivered or done (质量异议的处理)."""

    WAIVED = "放弃"
    RESERVED = "保留"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compromise:
    """What a settlement says beside its plan (和解条件).

    ``discount`` is the principal given up once the plan is kept, in yuan; it revives with a
    default. ``releases_after`` is when the creditor asks for the release of what the court holds.
    """

    origin: Origin
    suit_ends_by: Annotated[SuitEnding | None, "结案方式"] = None
    withdraws_after: Annotated[Milestone, "撤诉的时间"] = Milestone.SIGNING
    fees_by: Annotated[CostsShare | None, "诉讼费用由谁负担"] = None
    releases_after: Annotated[Milestone | None, "解除保全的时间"] = None
    discount: Annotated[Decimal | None, "附条件减免的本金"] = None
    quality: Annotated[QualityOutcome | None, "质量异议的处理"] = None
