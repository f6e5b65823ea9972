"""The version that papers, bags and ``--version`` name."""

from __future__ import annotations

VERSION = "0.1.0"
