"""Files that a PDF carries beside its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject

from legaldocs.volume.pdf.values import lookup, resolved

if TYPE_CHECKING:
    from pypdf import PdfReader

_NODES = 2000
"""Nodes of the tree of names that are looked at; a loop of them ends there too."""


def attached(reader: PdfReader) -> int:
    """Return how many files are attached to a PDF as a whole; those of a note are not counted."""
    names = lookup(reader.root_object, "/Names")
    tree = lookup(names, "/EmbeddedFiles") if isinstance(names, DictionaryObject) else None
    found, nodes, seen = 0, [tree], 0
    while nodes and seen < _NODES:
        node = nodes.pop()
        seen += 1
        if not isinstance(node, DictionaryObject):
            continue
        leaves, below = lookup(node, "/Names"), lookup(node, "/Kids")
        found += len(leaves) // 2 if isinstance(leaves, ArrayObject) else 0
        if isinstance(below, ArrayObject):
            nodes += [resolved(kid) for kid in below[:_NODES]]
    return found
