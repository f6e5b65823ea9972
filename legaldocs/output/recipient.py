"""Who a bundle is for, and what it holds for that reader."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from legaldocs.case.disclosure import Disclosure, stricter
from legaldocs.papers.kind import Audience, Family

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.papers.kind import Paper


class Recipient(StrEnum):
    """Who a bundle is for (证据包给谁): the creditor's own has everything."""

    ALL = "全部"
    COURT = "法院"
    OTHER_SIDE = "对方"

    @property
    def place(self) -> str:
        """The folder of the bundle in the output."""
        return _PLACES[self]

    def sees(self, disclosure: Disclosure) -> bool:
        """Return whether a file goes to this reader."""
        if self is Recipient.ALL:
            return True
        reader = Disclosure.COURT if self is Recipient.COURT else Disclosure.OTHER_SIDE
        return stricter(disclosure, reader) is reader

    def takes(self, paper: Paper) -> bool:
        """Return whether a paper goes to this reader.

        The court gets what is filed with it and what stands beside that, such as the interest
        schedule: no letters, drafts or lists of what is still to be done. The other side gets no
        paper: a letter goes by itself, and an application would announce a preservation.
        """
        if self is Recipient.COURT:
            annex = paper.goes_to is Audience.SELF and paper.family is Family.EVIDENCE
            beside = annex and paper.beside is None
            return beside or paper.goes_to in (Audience.COURT, Audience.ADMINISTRATOR)
        return self is Recipient.ALL


_PLACES = {
    Recipient.ALL: "bundle",
    Recipient.COURT: "bundle-court",
    Recipient.OTHER_SIDE: "bundle-other-side",
}


def bundle_places(
    recipients: Iterable[Recipient], *, evidence_only: bool = False
) -> dict[Recipient, str]:
    """Return the folder of the bundle of each recipient, in the order of the recipients.

    ``evidence_only`` is the one for the other side, in the place of the creditor's own.
    """
    if evidence_only:
        return {Recipient.OTHER_SIDE: Recipient.ALL.place}
    wanted = set(recipients)
    return {reader: reader.place for reader in Recipient if reader in wanted}
