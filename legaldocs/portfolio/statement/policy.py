"""How statements of account are made, as book.yaml says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - read at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPolicy:
    """How long a customer has to answer a statement (对账要求)."""

    origin: Origin
    reply_within_days: Annotated[int, "回复天数"] = 15
