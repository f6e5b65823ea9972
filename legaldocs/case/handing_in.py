"""What a row says of its exhibit for the catalogue: how it is handed in, and where it came from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated


class HandedIn(StrEnum):
    """What of a document the court gets (原件或复印件).

    Art. 73 of the Civil Procedure Law asks for the original; 复制件 is read as 复印件.
    """

    ORIGINAL = "原件"
    COPY = "复印件"

    @classmethod
    def _missing_(cls, value: object) -> HandedIn | None:
        return cls.COPY if value == "复制件" else None


AsHandedIn = Annotated[HandedIn | None, "原件或复印件"]
Copies = Annotated[int | None, "提交份数"]
Source = Annotated[str, "证据来源"]
"""As a row says it; where it says nothing, the kind of fact decides."""
