"""The papers of an invented case, drawn: pages, seals, signatures, photographs and messages."""
