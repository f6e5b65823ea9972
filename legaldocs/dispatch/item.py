"""One parcel or mail: a letter, what goes with it, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.dispatch.address import address_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from legaldocs.output.posting import Addressee, Posting


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A finished file that goes into the envelope (装入的文件): a letter, or what it encloses."""

    title: str
    path: Path
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Item:
    """A letter to one addressee (寄件).

    ``as_of`` is the day of the letter; ``files`` begin with it. ``by_hand`` names what the letter
    encloses and no build makes.
    """

    case: str
    as_of: dt.date
    paper: str
    posting: Posting
    addressee: Addressee
    files: tuple[Enclosed, ...]
    by_hand: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which letter it is."""
        return self.posting.kind

    @property
    def channel(self) -> Channel:
        """How it goes by plan."""
        return Channel(self.posting.channel)

    @property
    def printed(self) -> bool:
        """Whether it goes on paper."""
        return self.channel in (Channel.COURIER, Channel.VISIT)

    @property
    def order(self) -> tuple[object, ...]:
        """What items are sorted by: the address from the province down, name, case and paper."""
        to = self.addressee
        return (not to.address, address_of(to.address).order, to.name, self.case, self.paper)

    @property
    def contents(self) -> str:
        """What the way-bill says is inside: an item without a name proves nothing later."""
        about = f"（合同编号{'、'.join(self.posting.contracts)}）" if self.posting.contracts else ""
        more = [file.title for file in self.files[1:]] + list(self.by_hand)
        return self.kind + about + "".join(f"、{title}" for title in more)
