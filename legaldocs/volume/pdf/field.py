"""A field of a form as its widget shows it: what stands in it, and how it is to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from legaldocs.volume.pdf.lettering import text_of
from legaldocs.volume.pdf.values import lookup, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 32
_CHARACTERS = 20_000
_OPTIONS = 2_000


class FieldFlag(IntFlag):
    """What a field may do (ISO 32000-1, 12.7.4) (表单域标志)."""

    MULTILINE = 1 << 12
    PASSWORD = 1 << 13
    RADIO = 1 << 15
    PUSH_BUTTON = 1 << 16
    COMBO = 1 << 17
    FILE = 1 << 20
    COMB = 1 << 24


@dataclass(frozen=True, slots=True)
class Field:
    """A field with what stands in it (表单域).

    ``lines`` are the options of a list, all in view, with ``chosen`` among them; ``style`` is the
    string that names font, size and colour (/DA).
    """

    kind: str
    text: str
    flags: FieldFlag
    style: bytes
    alignment: int = 0
    longest: int = 0
    lines: tuple[str, ...] = ()
    chosen: frozenset[int] = frozenset()
    too_long: bool = False

    @property
    def written(self) -> bool:
        """Whether it shows text."""
        return self.kind in {"/Tx", "/Ch"}

    @property
    def letters(self) -> str:
        """All characters that drawing it may take."""
        return self.text + "".join(self.lines)


def read_field(widget: DictionaryObject, form_style: bytes = b"") -> Field:
    """Return the field that a widget shows, what it lacks taken from its parents."""
    kind = inherited(widget, "/FT")
    flags = FieldFlag(_whole(inherited(widget, "/Ff")) & 0x7FFFFFFF)
    options = tuple(_options(inherited(widget, "/Opt"))) if kind == "/Ch" else ()
    value = inherited(widget, "/V")
    values = list(value) if isinstance(value, ArrayObject) else [value]
    texts = [text_of(resolved(part)) for part in values[:_OPTIONS]]
    shown = dict(options)
    text = shown.get(texts[0], texts[0]) if texts and kind in {"/Tx", "/Ch"} else ""
    style = _octets(inherited(widget, "/DA")) or form_style
    listed = kind == "/Ch" and FieldFlag.COMBO not in flags
    if FieldFlag.PASSWORD in flags and kind == "/Tx":
        text = "*" * len(text)
    first = max(_whole(inherited(widget, "/TI")), 0)
    return Field(
        kind if isinstance(kind, str) else "",
        "" if listed else text[:_CHARACTERS],
        flags,
        style,
        _whole(inherited(widget, "/Q")),
        _whole(inherited(widget, "/MaxLen")),
        tuple(label for _, label in options[first:]) if listed else (),
        frozenset(
            at for at, option in enumerate(options[first:]) if listed and set(option) & set(texts)
        ),
        len(text) > _CHARACTERS,
    )


def inherited(field: DictionaryObject, key: str) -> object:
    """Return the entry of a form field, which stands in one of its parents where it has several."""
    for _ in range(_DEEPEST):
        if key in field:
            return lookup(field, key)
        parent = lookup(field, "/Parent")
        if not isinstance(parent, DictionaryObject):
            break
        field = parent
    return None


def state_of(widget: DictionaryObject, states: DictionaryObject) -> str:
    """Return which of a button's pictures shows: its state, else its value, else off."""
    for state in (lookup(widget, "/AS"), inherited(widget, "/V")):
        if isinstance(state, NameObject) and state in states:
            return state
        if isinstance(state, NameObject):
            break
    return "/Off"


def is_ticked(widget: DictionaryObject) -> bool:
    """Return whether a button without a picture is on."""
    state = lookup(widget, "/AS")
    value = state if isinstance(state, NameObject) else inherited(widget, "/V")
    return isinstance(value, NameObject) and value != "/Off"


def _options(value: object) -> Iterator[tuple[str, str]]:
    """Yield the options of a choice: the value handed in, and the words shown."""
    for entry in value[:_OPTIONS] if isinstance(value, ArrayObject) else ():
        option = resolved(entry)
        if isinstance(option, ArrayObject) and len(option) > 1:
            yield text_of(resolved(option[0])), text_of(resolved(option[1]))
        else:
            yield (text_of(option),) * 2


def _octets(value: object) -> bytes:
    if isinstance(value, TextStringObject):
        return bytes(value.original_bytes)
    if isinstance(value, StreamObject):
        return bytes(value.get_data())
    return bytes(value) if isinstance(value, bytes) else b""


def _whole(value: object) -> int:
    return int(value) if isinstance(value, NumberObject) else 0
