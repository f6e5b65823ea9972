"""requirements.lock holds all that pyproject.toml asks for, and nothing about where it is from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; .+?)? \\$", re.MULTILINE)


def test_every_requirement_is_locked_at_a_version_it_admits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {pin["name"]: pin["version"] for pin in PIN.finditer(LOCK)}
    for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name))
        assert version is not None, f"{wanted.name} is not locked"
        assert wanted.specifier.contains(version), f"{wanted} against the locked {version}"


def test_every_name_has_one_version_for_all_pythons() -> None:
    names = [pin["name"] for pin in PIN.finditer(LOCK)]
    assert len(names) == len(set(names)), "two Pythons would build different bytes"


def test_every_line_is_a_pin_or_a_hash() -> None:
    other = [
        line
        for line in LOCK.splitlines()
        if not PIN.match(line) and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]
    assert other == [], "an index, a URL or a path has no place in the lock"
