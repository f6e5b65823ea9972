"""The papers the product makes, and its other templates: each folder here that declares one."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from legaldocs import papers
from legaldocs.core.errors import InputError
from legaldocs.core.near import suggestion
from legaldocs.papers.kind import Paper

if TYPE_CHECKING:
    from legaldocs.papers.kind import Form


def _declared() -> tuple[Form, ...]:
    """Return what the folders beside this module declare as ``FORM``."""
    names = (found.name for found in pkgutil.iter_modules(papers.__path__) if found.ispkg)
    return tuple(importlib.import_module(f"{papers.__name__}.{name}").FORM for name in names)


FORMS = _declared()
PAPERS = tuple(
    sorted((form for form in FORMS if isinstance(form, Paper)), key=lambda paper: paper.number)
)
"""In the order of their numbers, which is the order of a folder."""


def paper_named(name: str) -> Paper:
    """Return the paper with this id or title.

    Raises InputError for any other name.
    """
    for paper in PAPERS:
        if name in (paper.id, paper.title):
            return paper
    known = [form for paper in PAPERS for form in (paper.title, paper.id)]
    raise InputError(
        "没有这种文书",
        found=name[:40],
        expected="、".join(paper.title for paper in PAPERS),
        next_step=suggestion(name, known) or "用文书名称或英文代号，见 legaldocs build --help",
    )
