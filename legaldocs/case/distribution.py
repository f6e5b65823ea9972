"""A distribution of a debtor's assets that the creditor wants a part of.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Assets of the debtor that a court distributes in another's enforcement (参与分配).

    ``insufficiency`` are the facts that the assets do not pay all claims, ``evidence`` what proves
    them; ``priority`` the right that comes before others, if any. ``debtor`` where the case has
    several; ``distributed_on`` once nothing is left to distribute.
    """

    origin: Origin
    court: Annotated[str, "主持分配的法院"]
    case_number: Annotated[str, "分配案件的案号"]
    property: Annotated[str, "拟分配的财产"]
    insufficiency: Annotated[str, "不能清偿所有债权的事实"] = ""
    evidence: Annotated[str, "证据"] = ""
    priority: Annotated[str, "优先权或者担保物权"] = ""
    debtor: Annotated[str, "被执行人"] = ""
    distributed_on: Annotated[dt.date | None, "财产执行终结日期"] = None
