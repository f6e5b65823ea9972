"""Which rows were there on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement

    from legaldocs.portfolio.model import Kept


def there(model: type[Kept], as_of: dt.date) -> ColumnElement[bool]:
    """Return the condition that a row was not closed by a day."""
    return or_(model.closed_on.is_(None), model.closed_on > as_of)
