"""A creditor's stop of what it has still to supply, as a case file states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - the reader resolves the annotations
from legaldocs.case.vocabulary import InsecurityGround  # noqa: TC001 - as above
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSupply:
    """Why the creditor, who is to perform first, holds back what is left (中止履行).

    ``fact`` is what happened, in words that follow 因贵方; ``file`` is the definite proof, without
    which to stop is a breach (民法典527).
    """

    origin: Origin
    ground: Annotated[InsecurityGround, "事由"]
    fact: Annotated[str, "事实"]
    file: Files = ()
    audience: Shown = None
