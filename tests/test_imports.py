"""Asking little costs little: ``--help`` and ``import legaldocs`` load almost nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import legaldocs

HEAVY = {"weasyprint", "docxtpl", "docx", "jinja2", "lxml", "yaml", "pypdf", "PIL", "cryptography"}


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
