"""The commands of VERIFY.md are run as they stand there, with the real tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.evidence.keys import Signer, load_certificates
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag

from .authority import TOKEN, Server, make_authority, serving
from .conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def place(
    bag: Path, signer: Signer, keys: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> Path:
    """Give a sealed and stamped bag with the certificates an auditor got from elsewhere."""
    authority = make_authority(tmp_path / "tsa", "A")
    with serving(Server(lambda query: (200, TOKEN, authority.reply(query)))) as server:
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW)
    shutil.copy(keys("甲公司")[0], tmp_path / "signer.pem")
    shutil.copy(authority.root, tmp_path / "tsa.pem")
    return bag


def blocks(bag: Path) -> list[str]:
    """Return the shell blocks, with the certificates taken from beside the bag."""
    text = (bag / "VERIFY.md").read_text("utf-8")
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [
        each.replace("signer.pem", "../signer.pem").replace("tsa.pem", "../tsa.pem")
        for each in found
    ]


def run(block: str, bag: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", block],
        cwd=bag,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_line_succeeds_on_a_whole_bag(place: Path) -> None:
    found = blocks(place)
    assert len(found) == 6
    for block in found:
        done = run(block, place)
        assert done.returncode == 0, (block, done.stderr)


def test_the_printed_hashes_are_those_of_the_statement(place: Path) -> None:
    printed = run(blocks(place)[2], place).stdout
    statement = (place / "seal/statement.json").read_text("utf-8")
    figures = re.findall(r"\b[0-9a-f]{64}\b", printed.replace(statement, ""))
    assert len(figures) == 4
    assert all(each in statement for each in figures)


def test_the_time_and_the_signer_are_shown(place: Path) -> None:
    found = blocks(place)
    assert "Time stamp:" in run(found[5], place).stdout
    assert "subject=" in run(found[3], place).stdout


def test_the_how_to_gives_the_same_lines(place: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "verify-a-bundle.md"
    told = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ours = (place / "VERIFY.md").read_text("utf-8")
    tools = [row for block in told for row in block.splitlines() if re.match("openssl|sha", row)]
    assert len(tools) == 7
    assert all(row in ours for row in tools)


def test_each_line_fails_on_what_it_is_for(
    place: Path, tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]
) -> None:
    found = blocks(place)
    statement = place / "seal/statement.json"
    sealed = statement.read_bytes()
    statement.write_bytes(sealed + b" ")
    assert run(found[3], place).returncode != 0
    statement.write_bytes(sealed)
    shutil.copy(keys("乙公司")[0], tmp_path / "signer.pem")
    assert run(found[4], place).returncode != 0
    other = make_authority(tmp_path / "other", "B")
    shutil.copy(other.root, tmp_path / "tsa.pem")
    assert run(found[5], place).returncode != 0
    (place / "data/extra").write_bytes(b"")
    assert run(found[1], place).returncode != 0
    (place / "data/originals/payments/slip.bin").write_bytes(b"changed")
    assert run(found[0], place).returncode != 0
    assert load_certificates([other.root])
