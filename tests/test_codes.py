"""Every finding code stands in some test, so that no finding is changed or lost unnoticed."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
REFERENCE = HERE.parent / "docs" / "reference" / "codes.md"
_LISTED = re.compile(r"^\| `(LD-[A-Z0-9-]+)`", re.MULTILINE)
_NAMED = re.compile(r"LD-[A-Z0-9]+(?:-[A-Z0-9]+)*")


def test_every_code_is_in_some_test() -> None:
    """The page of codes is held to the source by test_docs; an absent code proves nothing."""
    listed = set(_LISTED.findall(REFERENCE.read_text(encoding="utf-8")))
    named = {
        code
        for path in HERE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if " not in " not in line
        for code in _NAMED.findall(line)
    }
    assert listed
    assert sorted(listed - named) == []
