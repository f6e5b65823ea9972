from __future__ import annotations

import pytest

from legaldocs.evidence.bag.index import Index
from legaldocs.evidence.bag.typed_json import JsonError, decode
from legaldocs.evidence.inclusion import Proof

INDEX = b'{"schema":"legaldocs.index/1","manifests":[],"statement":"seal/statement.json"'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (INDEX + b"}", "$ 缺少 exhibits"),
        (INDEX + b',"exhibits":[],"more":1}', "$ 有多余的 more"),
        (INDEX + b',"exhibits":7}', "$.exhibits 的写法或类型不对"),
        (INDEX + b',"exhibits":[{"id":true}]}', "$.exhibits[0].id 的写法或类型不对"),
        (INDEX.replace(b"x/1", b"x/2") + b',"exhibits":[]}', "$.schema 的写法或类型不对"),
        (b"{}", "$ 缺少 schema"),
        (b"[]", "$ 的写法或类型不对"),
        (b"{", "不是可读取的 JSON"),
        (b"[" * 100_000, "$ 的写法或类型不对"),
        (b"\xff", "不是可读取的 JSON"),
    ],
)
def test_json_of_another_form_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(JsonError) as refused:
        decode(data, Index)
    assert str(refused.value) == said


def test_a_digest_with_a_newline_behind_is_refused() -> None:
    proof = Proof(
        path="data/a",
        sha256="0" * 64 + "\n",
        index=0,
        leaves=1,
        beside=(),
        statement="",
    )
    with pytest.raises(JsonError, match="sha256"):
        decode(proof.to_bytes(), Proof)
