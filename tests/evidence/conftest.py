"""Bags, keys and a real timestamp authority on the loopback, for the tests of evidence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.files.gather import gather
from legaldocs.evidence.files.safe_open import walk
from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.seal.keys import Signer, load_signer, new_key
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag
from tests.evidence.authority import Authority, honest, make_authority, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.UTC)
PASSPHRASE = "口令-correct horse".encode()

FILES = {
    "contracts/采购合同.pdf": b"%PDF-1.4\n% contract\n",
    "deliveries/送货单 1.txt": "签收：王某\n".encode(),
    "deliveries/送货单 2.txt": b"",
    "payments/slip.bin": bytes(range(256)) * 9,
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Give a folder with four originals."""
    root = tmp_path / "case"
    for name, data in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def bag(case: Path, tmp_path: Path) -> Path:
    """Give a finished bag of the originals and one paper."""
    return make_bag(case, tmp_path / "bundle")


def names_in(root: Path) -> list[str]:
    """Return the names of all files below a folder, as ``gather`` takes them."""
    return [entry.path for entry in walk(root)]


def make_bag(case: Path, folder: Path) -> Path:
    """Return a bag made of a case folder."""
    gather(case, names_in(case), folder / "data" / "originals")
    (folder / "data" / "papers").mkdir()
    (folder / "data" / "papers" / "01-付款提醒函.pdf").write_bytes(b"%PDF-1.7\n% letter\n")
    write_bag(folder, version="9.9.9", as_of=AS_OF)
    return folder


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Path]]:
    """Give certificate and key files of a name; the same name gives the same files."""
    folder = tmp_path_factory.mktemp("keys")

    def make(name: str) -> tuple[Path, Path]:
        certificate, key = folder / f"{name}.cert.pem", folder / f"{name}.key.pem"
        if not key.exists():
            made = new_key(name, passphrase=PASSPHRASE, since=NOW)
            certificate.write_bytes(made.certificate)
            key.write_bytes(made.key)
        return certificate, key

    return make


@pytest.fixture
def sealed(bag: Path, signer: Signer) -> Path:
    """Give a finished bag signed by 甲公司."""
    seal_bag(bag, signer=signer, at=NOW)
    return bag


@pytest.fixture
def signer(keys: Callable[[str], tuple[Path, Path]]) -> Signer:
    """Give a signer called 甲公司."""
    return load_signer(*keys("甲公司"), PASSPHRASE)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("pki") / "a", "A")


@pytest.fixture
def stamped(bag: Path, signer: Signer, authority: Authority) -> Path:
    """Give a bag signed by 甲公司 and stamped by A."""
    server = honest(authority)
    with serving(server):
        roots = load_certificates([authority.root])
        seal_bag(bag, signer=signer, authority=Asked(server.url, roots), at=NOW)
    return bag
