"""The commands of VERIFY.md are run verbatim, with the real tools."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.evidence.seal.certificate import fingerprint, load_certificates
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag
from tests.evidence.authority import honest, make_authority, serving
from tests.evidence.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.evidence.seal.keys import Signer


@pytest.fixture
def place(
    bag: Path, signer: Signer, keys: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> Path:
    """Give a sealed and stamped bag with the certificates an auditor got from elsewhere."""
    authority = make_authority(tmp_path / "tsa", "A")
    with serving(honest(authority)) as server:
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW)
    shutil.copy(keys("甲公司")[0], tmp_path / "signer.pem")
    shutil.copy(authority.root, tmp_path / "tsa.pem")
    return bag


def blocks(bag: Path) -> list[str]:
    """Return the shell blocks, with the certificates taken from beside the bag."""
    text = (bag / "VERIFY.md").read_text("utf-8")
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [
        command.replace("signer.pem", "../signer.pem").replace("tsa.pem", "../tsa.pem")
        for command in found
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
    assert len(found) == 7
    for block in found:
        done = run(block, place)
        assert done.returncode == 0, (block, done.stderr)


def test_the_stamp_holds_after_the_certificate_of_the_authority_expired(
    bag: Path, signer: Signer, tmp_path: Path
) -> None:
    authority = make_authority(tmp_path / "tsa", "A", lasts=dt.timedelta(seconds=2))
    with serving(honest(authority)) as server:
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW)
    shutil.copy(authority.root, tmp_path / "tsa.pem")
    [certificate] = load_certificates([authority.folder / "tsa.pem"])
    while dt.datetime.now(dt.UTC) <= certificate.not_valid_after_utc + dt.timedelta(seconds=1):
        time.sleep(0.1)
    block = blocks(bag)[6]
    assert run(block.replace(' -attime "$at"', ""), bag).returncode != 0
    assert run(block, bag).returncode == 0


def test_the_printed_hashes_are_those_of_the_statement(place: Path) -> None:
    printed = run(blocks(place)[3], place).stdout
    statement = (place / "seal/statement.json").read_text("utf-8")
    figures = re.findall(r"\b[0-9a-f]{64}\b", printed.replace(statement, ""))
    assert len(figures) == 4
    assert all(figure in statement for figure in figures)


def test_the_time_and_the_signer_are_shown(place: Path) -> None:
    found = blocks(place)
    assert "Time stamp:" in run(found[6], place).stdout
    shown = run(found[4], place).stdout
    assert "subject=CN=甲公司" in shown.replace(" ", "")
    [certificate] = load_certificates([place.parent / "signer.pem"])
    assert fingerprint(certificate) in shown.replace(":", "").lower()


def test_the_how_to_gives_the_same_lines(place: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "verify-a-bundle.md"
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ours = (place / "VERIFY.md").read_text("utf-8")
    tools = [
        row for block in blocks for row in block.splitlines() if not row.startswith("legaldocs")
    ]
    assert len(tools) == 18
    assert all(row in ours for row in tools)


@pytest.mark.parametrize(
    "name",
    [
        *("extra", "data/extra", "seal/extra", "seal/statement.exe", "metadata/extra", ".hidden"),
        *("sub/seal/statement.json", "tagmanifest-md5.txt", "名 称.pdf"),
        # Its lines, as find prints them, are twice the name of a file that is listed.
        "bagit.txt\n./bagit.txt",
    ],
)
def test_a_file_that_no_list_names_is_shown(place: Path, name: str) -> None:
    line = blocks(place)[1]
    assert run(line, place).returncode == 0
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(b"")
    done = run(line, place)
    assert done.returncode != 0
    assert name.rpartition("/")[2] in done.stdout


def test_a_link_and_a_lost_file_are_shown(place: Path) -> None:
    (place / "data/link").symlink_to("/etc/hostname")
    (place / "bag-info.txt").unlink()
    shown = run(blocks(place)[1], place).stdout
    assert "1 data/link" in shown
    assert "1 bag-info.txt" in shown


def test_each_line_fails_on_its_own_fault(
    place: Path, tmp_path: Path, keys: Callable[[str], tuple[Path, Path]]
) -> None:
    found = blocks(place)
    statement = place / "seal/statement.json"
    sealed = statement.read_bytes()
    statement.write_bytes(sealed + b" ")
    assert run(found[4], place).returncode != 0
    statement.write_bytes(sealed)
    shutil.copy(keys("乙公司")[0], tmp_path / "signer.pem")
    assert run(found[5], place).returncode != 0
    other = make_authority(tmp_path / "other", "B")
    shutil.copy(other.root, tmp_path / "tsa.pem")
    assert run(found[6], place).returncode != 0
    (place / "data/extra").write_bytes(b"")
    assert run(found[1], place).returncode != 0
    assert run(found[2], place).returncode != 0
    (place / "data/originals/payments/slip.bin").write_bytes(b"changed")
    assert run(found[0], place).returncode != 0
    assert load_certificates([other.root])
