"""Docs cannot lie: the reference is what the code says, the README's commands are those of make."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from legaldocs import cli

ROOT = Path(__file__).parent.parent


def test_the_reference_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert all(f"## legaldocs {name}\n" in page for name in cli.COMMANDS)


def test_a_code_has_the_severity_that_the_source_gives_it() -> None:
    page = (ROOT / "docs/reference/codes.md").read_text(encoding="utf-8")
    for row in ("`LD-PO-ROUTE` | 提示", "`LD-PROOF-IDENTITY` | 警告", "`LD-FILE-MISSING` | 错误"):
        assert f"| {row} |" in page


def test_the_readmes_show_the_commands_that_make_has() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        shown = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
        assert {"demo", "test"} <= shown <= targets


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for found in re.findall(
            r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"", page.read_text(encoding="utf-8")
        )
        for target in filter(None, found)
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_listed_for_some_reader() -> None:
    docs = ROOT / "docs"
    listed = re.findall(r"\]\(([^)#]+)", (docs / "README.md").read_text(encoding="utf-8"))
    pages = {page.relative_to(docs).as_posix() for page in docs.rglob("*.md")}
    decisions = {page for page in pages if page.startswith("adr/0")}
    assert pages - decisions - {"README.md"} <= set(listed)


def test_every_decision_is_listed_with_its_status() -> None:
    table = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for record in (ROOT / "docs" / "adr").glob("0*.md"):
        found = re.search(r"^Status: (\w+)", record.read_text(encoding="utf-8"), re.MULTILINE)
        assert found is not None, record.name
        assert re.search(rf"\({record.name}\) \|.*\| {found[1]}", table), record.name


def test_the_modules_that_the_architecture_names_are_there() -> None:
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+\w*(?:\.\w+)?)`", page)
    assert len(named) > 40
    assert [path for path in named if not (ROOT / "legaldocs" / path).exists()] == []
