"""The papers the product makes, in the order of a folder (文书)."""

from __future__ import annotations

from dataclasses import dataclass

from legaldocs.core.errors import InputError
from legaldocs.core.findings import EVERYTHING, EXHIBITS, FIGURES


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper (文书种类).

    ``rests_on`` are the subjects whose errors stop it; ``template`` its place under templates/cn.
    """

    id: str
    title: str
    template: str
    rests_on: tuple[str, ...]
    letter: bool = False

    def stopped_by(self, blocks: tuple[str, ...]) -> bool:
        """Tell whether a finding with these ``blocks`` stops this paper."""
        return bool({EVERYTHING, self.id, *self.rests_on} & set(blocks))


REMINDER = PaperKind(
    "payment_reminder", "付款提醒函", "letters/payment_reminder", (FIGURES,), letter=True
)
DEMAND = PaperKind("demand_letter", "催告函", "letters/demand_letter", (FIGURES,), letter=True)
WARNING = PaperKind("warning_letter", "警告函", "letters/warning_letter", (FIGURES,), letter=True)
LAWYER = PaperKind("lawyer_letter", "律师函", "letters/lawyer_letter", (FIGURES,), letter=True)
PAYMENT_ORDER = PaperKind(
    "payment_order", "支付令申请书", "filings/payment_order", (FIGURES, EXHIBITS)
)
PRE_SUIT = PaperKind(
    "pre_suit_preservation",
    "诉前财产保全申请书",
    "filings/pre_suit_preservation",
    (FIGURES, EXHIBITS),
)
IN_SUIT = PaperKind(
    "suit_preservation", "诉讼财产保全申请书", "filings/suit_preservation", (FIGURES, EXHIBITS)
)
SETTLEMENT = PaperKind(
    "repayment_agreement", "还款协议", "agreements/repayment_agreement", (FIGURES,)
)
EXHIBIT_LIST = PaperKind("exhibit_list", "证据目录", "evidence/exhibit_list", (EXHIBITS,))
WORKING = PaperKind("interest_schedule", "利息计算表", "evidence/interest_schedule", (FIGURES,))

PAPERS = (
    REMINDER,
    DEMAND,
    WARNING,
    LAWYER,
    PAYMENT_ORDER,
    PRE_SUIT,
    IN_SUIT,
    SETTLEMENT,
    EXHIBIT_LIST,
    WORKING,
)
LETTERS = tuple(kind for kind in PAPERS if kind.letter)


def paper_named(name: str) -> PaperKind:
    """Return the kind with this id or title.

    Raises InputError for any other name.
    """
    for kind in PAPERS:
        if name in (kind.id, kind.title):
            return kind
    raise InputError(
        "没有这种文书",
        found=name[:40],
        expected="、".join(kind.title for kind in PAPERS),
        next_step="用文书名称或英文代号，见 legaldocs build --help",
    )
