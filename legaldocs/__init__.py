"""legaldocs: from a creditor's folder of papers to evidence bundle, court volume and filings.

``load_case``, ``build`` and ``verify`` are the whole of the public interface; each is imported on
first use, so that ``import legaldocs`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from legaldocs.version import VERSION

if TYPE_CHECKING:
    from legaldocs.case.reading import load_case
    from legaldocs.evidence.verify import verify
    from legaldocs.job import build

__all__ = ["__version__", "build", "load_case", "verify"]

__version__ = VERSION

_PLACES = {
    "build": "legaldocs.job",
    "load_case": "legaldocs.case.reading",
    "verify": "legaldocs.evidence.verify",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'legaldocs' has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)
