from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.evidence.bag.statement import SIGNATURE, TIMESTAMP
from legaldocs.evidence.sealing import Authority as Asked
from legaldocs.evidence.sealing import seal_bag
from legaldocs.evidence.verify import verify
from tests.evidence.authority import Authority, Server, honest, serving
from tests.evidence.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.evidence.seal.keys import Signer


@pytest.mark.parametrize("days", [-1, 365 * 10 + 1])
def test_a_certificate_out_of_date_does_not_seal(bag: Path, signer: Signer, days: int) -> None:
    with pytest.raises(InputError, match="有效期"):
        seal_bag(bag, signer=signer, at=NOW + dt.timedelta(days=days))
    assert not (bag / SIGNATURE).exists()


def test_a_changed_bag_is_not_sealed(bag: Path, signer: Signer) -> None:
    (bag / "data/extra").write_bytes(b"")
    with pytest.raises(IntegrityError, match="data/extra"):
        seal_bag(bag, signer=signer, at=NOW)
    assert not (bag / SIGNATURE).exists()


def test_a_seal_is_replaced_only_when_asked(stamped: Path, signer: Signer) -> None:
    with pytest.raises(InputError, match="已经封存"):
        seal_bag(stamped, signer=signer, at=NOW)
    before = (stamped / SIGNATURE).read_bytes()
    with pytest.raises(InputError, match="--drop-timestamp"):
        seal_bag(stamped, signer=signer, replace=True, at=NOW)
    assert (stamped / SIGNATURE).read_bytes() == before
    seal_bag(stamped, signer=signer, replace=True, drop_timestamp=True, at=NOW)
    # The old stamp was over the old signature.
    assert not (stamped / TIMESTAMP).exists()
    assert verify(stamped).ok


def test_a_failed_stamp_leaves_no_half_seal(bag: Path, signer: Signer) -> None:
    with serving(Server(lambda _: (503, {}, b""))) as server, pytest.raises(InputError):
        seal_bag(bag, signer=signer, authority=Asked(server.url), at=NOW)
    assert not (bag / SIGNATURE).exists()


def test_a_stamp_may_be_added_later(bag: Path, signer: Signer, authority: Authority) -> None:
    with pytest.raises(InputError, match="没有可封存"):
        seal_bag(bag, signer=None, at=NOW)
    seal_bag(bag, signer=signer, at=NOW)
    with serving(honest(authority)) as server:
        seal_bag(bag, signer=None, authority=Asked(server.url), at=NOW)
    assert verify(bag, tsa=[authority.root], require=["timestamp"]).ok


def test_a_zip_is_not_sealed(tmp_path: Path, signer: Signer) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK")
    with pytest.raises(InputError, match="文件夹"):
        seal_bag(tmp_path / "b.zip", signer=signer, at=NOW)
