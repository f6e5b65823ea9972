"""What a lawyer is to ask of somebody who holds evidence, by leave of the court.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legaldocs.core.origin import Origin  # noqa: TC001 - the reader resolves the annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Evidence that one holder has and the creditor cannot get (律师调查事项).

    ``evidence`` names each piece with its kind, period and number; ``clue`` says why the holder is
    thought to have it.
    """

    origin: Origin
    holder: Annotated[str, "被调查人"]
    address: Annotated[str, "被调查人住所"]
    evidence: Annotated[tuple[str, ...], "证据名称和内容"]
    proves: Annotated[str, "要证明的事实"]
    reason: Annotated[str, "不能自行收集的原因"]
    clue: Annotated[str, "线索"]
