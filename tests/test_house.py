"""Rules of the house that no linter holds: the clock, floats, broad excepts, size."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "legaldocs"
MODULES = sorted(PACKAGE.rglob("*.py"))
COMMAND_LINE = {PACKAGE / "cli.py", *(PACKAGE / "commands").rglob("*.py")}
CLOCKS = {"now", "utcnow", "today", "time", "localtime", "monotonic", "environ", "getenv"}
NOT_MONEY = {
    "batch/outcome.py",
    "batch/totals.py",
    "core/notation.py",
    "core/typed.py",
    "commands/_progress.py",
    "commands/seal.py",
    "evidence/sealing.py",
    "evidence/seal/client.py",
    "render/printed_page.py",
    "render/visible.py",
}
"""Where a float counts seconds or points of a page, or how alike two words are."""
LONGEST_MODULE = 400
LONGEST_FUNCTION = 45
LONGER = {
    "commands/seal.py:command": 53,
    "evidence/sealing.py:seal_bag": 52,
    "evidence/verify.py:verify": 46,
}
"""What is longer, with its lines; a number here may only fall."""


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for an attribute of names, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_the_command_line_reads_clock_and_environment(path: Path) -> None:
    read = [
        name
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        for name in [dotted(node)]
        if name.split(".")[0] in {"dt", "datetime", "time", "os"} and name.split(".")[-1] in CLOCKS
    ]
    assert path in COMMAND_LINE or [clock for clock in read if clock != "dt.time"] == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_float_is_made(path: Path) -> None:
    made = [
        node.lineno
        for node in nodes(path)
        if (isinstance(node, ast.Call) and dotted(node.func) == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert path.relative_to(PACKAGE).as_posix() in NOT_MONEY or made == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_broad_except_only_turns_a_fault_into_a_sentence(path: Path) -> None:
    broad = [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in {"Exception", "BaseException"})
        and not (node.body and isinstance(node.body[-1], ast.Raise))
    ]
    assert path == PACKAGE / "cli.py" or broad == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_and_functions_stay_small(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    lines = {name: len(path.read_text(encoding="utf-8").splitlines())}
    lines |= {
        f"{name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
    }
    longest = {place: LONGEST_FUNCTION if ":" in place else LONGEST_MODULE for place in lines}
    longer = {place: count for place, count in lines.items() if count > longest[place]}
    assert longer == {
        place: count for place, count in LONGER.items() if place.split(":")[0] == name
    }


def test_no_module_has_a_name_that_means_nothing() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc", "manager"}
