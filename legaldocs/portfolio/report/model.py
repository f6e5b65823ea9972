"""The table of daily totals."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class Snapshot(Kept):
    """One total of the book on a day (日结), so that a trend is a fact.

    ``dimension`` is what the total is of: the whole book, a person, a trade, a warning level;
    ``name`` which of them; ``bucket`` the age, empty where age is no matter.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        Index("snapshot_once", "taken_on", "dimension", "name", "bucket", unique=True),
    )

    taken_on: Mapped[dt.date]
    dimension: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    bucket: Mapped[str] = mapped_column(Text)
    count: Mapped[int]
    amount_fen: Mapped[int]
