"""Text as it can be seen on paper."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t"
_OVERRIDES = "\u202d\u202e"
"""Characters that turn the order of others about: what stands there would read otherwise."""


def visible(text: str) -> str:
    """Return a text with line ends made alike and control characters written as their codes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        f"〔U+{ord(character):04X}〕"
        if (unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in _KEPT)
        or character in _OVERRIDES
        else character
        for character in lines
    )
