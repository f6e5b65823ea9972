"""What is removed from which file: the rows of a case put together, and what they are sure of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.files import same_name
from legaldocs.case.redaction import RedactionRule
from legaldocs.claim.personal_data import masked, spans, states

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from legaldocs.case.model import Case
    from legaldocs.case.redaction import RedactionBox
    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class RedactionPlan:
    """What is removed from one file (遮盖方案).

    ``known`` are words that the rules look for because the case states them; each of ``words`` that
    a row of this file asks for is ``expected`` to be found.
    """

    origin: Origin
    rules: frozenset[RedactionRule]
    words: tuple[str, ...]
    known: tuple[str, ...]
    expected: tuple[str, ...]
    boxes: Mapping[int, tuple[RedactionBox, ...]]
    pictures_checked: bool

    def spans(self, text: str, secrets: Sequence[str] = ()) -> tuple[tuple[int, int], ...]:
        """Return where a text states what is removed, or one of ``secrets``."""
        return spans(text, self.rules, (*self.words, *self.known, *secrets))

    def states(self, text: str, word: str) -> bool:
        """Return whether a text has one of the words."""
        return states(text, word)

    def masked(self, text: str) -> str:
        """Return a text with what is removed replaced by signs."""
        return masked(text, self.rules, (*self.words, *self.known))


def redaction_plan(case: Case, paths: Collection[str]) -> RedactionPlan | None:
    """Return what is removed from a file before the other side gets it, or None.

    ``paths`` are all that the file is found under: copies under other names are one file.
    """
    names = set(map(same_name, paths))
    own = [row for row in case.redactions if names & set(map(same_name, row.file))]
    rows = [*own, *(row for row in case.redactions if not row.file)]
    if not rows:
        return None
    rules = frozenset(rule for row in rows for rule in row.rules)
    boxes: dict[int, tuple[RedactionBox, ...]] = {}
    for box in (box for row in own for box in row.boxes):
        boxes[box.page] = (*boxes.get(box.page, ()), box)
    return RedactionPlan(
        rows[0].origin,
        rules,
        tuple(dict.fromkeys(word for row in rows for word in row.words)),
        tuple(dict.fromkeys(filter(None, _known(case, rules)))),
        tuple(dict.fromkeys(word for row in own for word in row.words)),
        boxes,
        any(row.pictures_checked for row in rows),
    )


def _known(case: Case, rules: frozenset[RedactionRule]) -> Iterator[str]:
    """Yield what the case itself says of the parties that a rule is to remove."""
    for party in case.parties:
        if RedactionRule.ID_NUMBER in rules:
            yield party.id_number
        if RedactionRule.PHONE in rules:
            yield party.phone
        if RedactionRule.ACCOUNT in rules and party.account is not None:
            yield party.account.number
        if RedactionRule.HOME_ADDRESS in rules:
            yield party.operator_address
            if party.natural:
                yield from (party.address, party.service_address)
