"""Asking little costs little: ``--help`` and ``import legaldocs`` load almost nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import legaldocs

ROOT = Path(__file__).parent.parent
HEAVY = {"weasyprint", "docxtpl", "docx", "jinja2", "lxml", "yaml", "pypdf", "PIL", "cryptography",
         "sqlalchemy", "alembic"}  # fmt: skip


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import legaldocs",
        "import legaldocs.cli",
        "from legaldocs import cli\ncli.run(['--help'])",
        "from legaldocs import cli\ncli.run(['build', '--help'])",
        "from legaldocs import cli\ncli.run(['verify', '--help'])",
        "from legaldocs import cli\ncli.run(['book', 'import', '--help'])",
        "from legaldocs import cli\ncli.run(['book', 'log', '--help'])",
        "from legaldocs import cli\ncli.run(['book', 'today', '--help'])",
    ],
)
def test_asking_little_loads_little(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "legaldocs" in loaded
    assert not loaded & HEAVY


def test_the_public_names_are_those_announced() -> None:
    assert sorted(legaldocs.__all__) == ["__version__", "build", "load_case", "verify"]
    for name in legaldocs.__all__:
        assert getattr(legaldocs, name)
    with pytest.raises(AttributeError):
        legaldocs.nothing  # noqa: B018 - the access is the test


def module(name: str) -> Path:
    """Return where the source of a module of ours stands, also of one that is a folder."""
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"


def bound_in(source: Path) -> set[str]:
    """Return every name that a module binds, whether at run time or for the type checker."""
    tree = ast.parse(source.read_text(encoding="utf-8")) if source.is_file() else ast.Module([], [])
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    bound |= {node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    return bound | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=str)
def test_a_test_imports_what_there_is(path: Path) -> None:
    """Under TYPE_CHECKING as well, where running the test would not show it."""
    missing = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and not node.level and node.module
        if node.module.split(".")[0] in {"legaldocs", "tests"}
        for alias in node.names
        if not module(f"{node.module}.{alias.name}").is_file()
        and not module(f"{node.module}.{alias.name}").parent.is_dir()
        and alias.name not in bound_in(module(node.module))
    ]
    assert missing == []
