"""Where a case made from the book stands."""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands (案件状态).

    ``DECIDED`` is any instrument in force: a judgment, an award, a 调解书, a payment order.
    """

    WORKING = "办理中"
    SETTLED = "已和解"
    DECIDED = "已判决"
    OVER = "已了结"
