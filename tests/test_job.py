"""The steps of a build that no case can bring to fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InternalError
from legaldocs.examine import Choice
from legaldocs.job import _Making
from legaldocs.papers.guarantor_demand import FORM
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from pathlib import Path


def test_no_paper_is_written_over_another(tmp_path: Path) -> None:
    matter = rich_matter()
    (draft,) = FORM.drafts(matter)
    making = _Making(tmp_path, None, (), lambda *_: None)
    with pytest.raises(InternalError, match="11-保证人催告函-林国栋"):
        making.write_papers(Choice((draft, draft), (), {}), matter)
