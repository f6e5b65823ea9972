"""Every fact that a case file may state is used."""

from __future__ import annotations

import ast
import dataclasses
import io
import re
import zipfile
from pathlib import Path

import legaldocs
from legaldocs.case import (
    bill,
    communication,
    contract,
    deposit,
    late_payment,
    model,
    party,
    payment,
    preservation,
)

ROOT = Path(legaldocs.__file__).parent
FACTS = (
    bill, communication, contract, deposit, late_payment, model, party, payment, preservation,
)  # fmt: skip
IN_EVERY_FACT = {"origin"}
"""Where a fact stands in the case file; every message reads it."""
WORKED_OUT = {"as_signed", "in_force_on"}
"""What a case file does not state: by which day a contract's supplements were read in."""


def fields() -> set[str]:
    return {
        field.name
        for module in FACTS
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        for field in dataclasses.fields(kind)
    }


def read_in_code() -> set[str]:
    """Return the attributes that are read outside the model and the modules that fill it.

    ``arrival`` reads what a letter states, for every guard and paper.
    """
    return {
        node.attr
        for path in ROOT.rglob("*.py")
        if path.parent != ROOT / "case" or path.name == "arrival.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def read_in_templates() -> set[str]:
    """Return the attributes that the papers' templates print or test."""
    names: set[str] = set()
    for path in ROOT.rglob("*.docx"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
            document = parts.read("word/document.xml").decode()
        text = re.sub(r"<[^>]+>", "", document)
        names.update(re.findall(r"\.([a-z_]+)", text))
    return names


def test_every_fact_of_the_model_is_read_outside_it() -> None:
    unread = fields() - IN_EVERY_FACT - WORKED_OUT - read_in_code() - read_in_templates()
    assert unread == set()


def test_what_is_read_is_found_in_code_and_in_templates() -> None:
    """So that the check above does not pass because the search finds everything or nothing."""
    assert {"retention_of_title", "commission"} <= read_in_code()
    assert "bank" in read_in_templates()
    assert "no_such_fact" not in read_in_code() | read_in_templates()
