"""What a bundle holds and a proof is, held against the schemas that docs/reference prints."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from legaldocs.evidence.inclusion import prove

from .tampering import ORIGINAL

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "json"


@pytest.mark.parametrize("signed", [False, True])
def test_each_json_follows_its_published_schema(
    request: pytest.FixtureRequest, *, signed: bool
) -> None:
    bag: Path = request.getfixturevalue("sealed" if signed else "bag")
    proof = json.loads(prove(bag, ORIGINAL).to_bytes())
    assert ("signature" in proof) is signed
    documents = {
        "index": json.loads((bag / "metadata/index.json").read_bytes()),
        "statement": json.loads((bag / "seal/statement.json").read_bytes()),
        "proof": proof,
    }
    for name, document in documents.items():
        schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
        jsonschema.validate(document, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, "more": 1}, schema)
