"""The case files on the pages about parties can be read, as they stand there."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from legaldocs.case.reading import load_case
from legaldocs.examine import examine
from legaldocs.law.lawbook import packaged

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
DAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    "page",
    ["name-the-parties", "several-debtors", "guarantors", "assigned-claim", "sue-or-arbitrate"],
)
def test_the_case_on_the_page_is_understood(tmp_path: Path, page: str) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", (PAGES / f"{page}.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    _, findings = examine(load_case(tmp_path), DAY, packaged())
    named = {finding.code for finding in findings if finding.severity == "error"}
    assert named <= {"LD-FILE-MISSING"}
