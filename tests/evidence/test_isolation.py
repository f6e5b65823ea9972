from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import legaldocs.evidence

HOME = Path(legaldocs.evidence.__file__).parent
NETWORK = {"socket", "ssl", "http", "urllib", "asyncio", "ftplib", "smtplib", "requests"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_one_module_alone_can_open_a_connection() -> None:
    able = {
        path.name
        for path in HOME.rglob("*.py")
        if {name.split(".")[0] for name in imported(path)} & NETWORK
    }
    assert able == {"client.py"}


def test_evidence_needs_core_and_nothing_else_of_ours() -> None:
    ours = {name for path in HOME.rglob("*.py") for name in imported(path) if "legaldocs" in name}
    assert all(name.startswith(("legaldocs.core", "legaldocs.evidence")) for name in ours)


def test_verifying_loads_nothing_that_connects() -> None:
    code = "import sys, legaldocs.evidence.verify as v; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "legaldocs.evidence.seal.client" not in loaded
    assert "http.client" not in loaded
