"""Is the agreed late charge of a size that any contract agrees?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.claim.agreed_term import agreed_term
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO
from legaldocs.law.penalty import yearly_percent
from legaldocs.law.rate_terms import AgreedRate, LprMultiple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

_MOST_YEARLY = 100
"""Percent a year. No rule sets it: what is above is mostly a rate with its point in another place,
as five in ten thousand a day (18.25) written as five in a thousand (182.5)."""
_STATES_RATE = re.compile(r"[%％‰]|分之|倍")


def rate_is_of_a_plausible_size(matter: Matter) -> Iterator[Finding]:
    """A rate above the sum itself each year waits for the clause it is taken from."""
    for contract in matter.case.contracts:
        term = contract.late_payment
        if term is None or _STATES_RATE.search(term.wording):
            continue
        rates = [step.rate for step in agreed_term(contract, term).steps]
        yearly = max(
            (
                yearly_percent(matter.book, rate, matter.as_of)
                for rate in rates
                if isinstance(rate, AgreedRate | LprMultiple)
            ),
            default=ZERO,
        )
        if yearly > _MOST_YEARLY:
            yield Finding(
                "LD-RATE-SIZE",
                "error",
                f"{contract.title}的{term.kind}标准“{term.rate}”"
                f"折合年利率 {yearly.normalize():f}%，超出常见的约定，"
                "小数点或者“每日”“每年”可能写错",
                where=str(term.origin),
                next_step="核对合同原文：写错的，改正 rate；"
                "合同确是这样约定的，把条款原文写在 wording",
                blocks=(FIGURES,),
            )


GUARDS = (rate_is_of_a_plausible_size,)
