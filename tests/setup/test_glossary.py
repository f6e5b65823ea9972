"""docs/glossary.md and the class docstrings use the same Chinese term for the same name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from legaldocs.papers.catalogue import PAPERS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `(?P<name>[A-Z]\w+)` \| (?P<term>[^|]+) \|", re.MULTILINE)
ROWS = [
    (row["name"], row["term"].strip())
    for row in ROW.finditer((ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
]


def docstrings(*sources: Path) -> dict[str, str]:
    """Return the docstrings of all classes of each name, joined."""
    found: dict[str, str] = defaultdict(str)
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name] += ast.get_docstring(node) or ""
    return found


FACTS = (
    "bill.py",
    "communication.py",
    "complaint.py",
    "contract.py",
    "deposit.py",
    "inquiry.py",
    "late_payment.py",
    "model.py",
    "party.py",
    "payment.py",
    "preservation.py",
    "service.py",
    "vocabulary.py",
)
SPOKEN = docstrings(*sorted((ROOT / "legaldocs").rglob("*.py")))


@pytest.mark.parametrize(("name", "term"), ROWS)
def test_the_class_says_the_term_of_the_glossary(name: str, term: str) -> None:
    assert f"({term})" in SPOKEN[name]


def test_every_fact_of_a_case_is_in_the_glossary() -> None:
    facts = docstrings(*(ROOT / "legaldocs/case" / name for name in FACTS))
    assert {name for name in facts if not name.startswith("_")} <= {name for name, _ in ROWS}


def test_every_paper_is_in_the_glossary() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert [paper.id for paper in PAPERS if f"| `{paper.id}` | {paper.title} |" not in page] == []
