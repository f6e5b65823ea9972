"""A timestamp authority, and a bag that is signed and stamped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.evidence.seal.certificate import load_certificates
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag
from tests.evidence.authority import Authority, honest, make_authority, serving
from tests.evidence.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.evidence.seal.keys import Signer


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
