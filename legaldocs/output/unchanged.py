"""Whether an output is still what a build would make: digests of what went in and what came out.

The record lies in the output folder, beside and not inside the bundle. It holds no day and no path,
so that the same case on the same machine leaves the same record.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.case.files import is_build
from legaldocs.core.atomic import write_whole
from legaldocs.core.regular_file import open_regular, read_regular
from legaldocs.evidence.files.digests import digest
from legaldocs.output.made_with import made_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RECORD = ".inputs.json"
"""The record in an output folder; without it the next build makes everything anew."""

_LARGEST = 4096
_HASH = ("sha256",)
_SCHEMA = "legaldocs.inputs/1"


def inputs_digest(
    folder: Path, asked: Mapping[str, object], *, law: bytes = b"", templates: Path | None = None
) -> str:
    """Return the SHA-256 of all that decides the output of a build, read before it begins.

    These are the files of the case ``folder`` by content, what is ``asked`` of the build (options
    whose ``repr`` says all), the user's confirmations of the ``law``, the user's own ``templates``,
    and the program with its data, renderers and fonts (:func:`made_with`). The result is empty,
    which matches no record, where a link hides a part of the templates.
    """
    hashed = hashlib.sha256(f"{made_with()}\n{sorted(asked.items())!r}\n".encode())
    hashed.update(hashlib.sha256(law).digest())
    for line in _tree(folder):
        hashed.update(line)
    if templates is not None:
        rows = list(_tree(templates))
        if any(row.startswith(_LINKED) for row in rows):
            return ""
        hashed.update(b"".join(rows))
    return hashed.hexdigest()


def covers(folder: Path, tables: Iterable[str]) -> bool:
    """Return whether :func:`inputs_digest` has read these tables of the case in ``folder``.

    One behind a linked folder or in the output of a build is read by nobody but the case file.
    """
    parents = (folder / parent for table in tables for parent in Path(table).parents)
    return not any(
        parent != folder and (parent.is_symlink() or is_build(parent)) for parent in parents
    )


def record(output: Path, inputs: str) -> None:
    """Leave in a finished ``output`` what it was made from, and what it holds."""
    stated = {"schema": _SCHEMA, "inputs": inputs, "outputs": outputs_digest(output)}
    write_whole(output / RECORD, json.dumps(stated, indent=2).encode() + b"\n")


def is_unchanged(output: Path, inputs: str) -> bool:
    """Return whether ``output`` was made from these inputs, and holds what it held then."""
    try:
        stated = json.loads(read_regular(output / RECORD, _LARGEST))
    except (OSError, ValueError):
        return False
    if not inputs or not isinstance(stated, dict) or stated.get("schema") != _SCHEMA:
        return False
    return stated.get("inputs") == inputs and stated.get("outputs") == outputs_digest(output)


def outputs_digest(output: Path) -> str:
    """Return the SHA-256 of every file of an output by name and content, less the record."""
    hashed = hashlib.sha256()
    for line in _tree(output, skip_builds=False):
        if not line.startswith(b"file " + RECORD.encode() + b"\0"):
            hashed.update(line)
    return hashed.hexdigest()


_LINKED = b"linked folder "


def _tree(folder: Path, within: str = "", *, skip_builds: bool = True) -> Iterator[bytes]:
    """Yield a line for each file and link below ``folder``, in the order of names.

    Hidden files count: a case file may name one as a table. Outputs of builds do not, nor do
    folders without files.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _line(b"closed ", within, f"errno {error.errno}")
        return
    for entry in entries:
        path, name = folder / entry.name, f"{within}{entry.name}"
        if entry.is_symlink():
            kind = _LINKED if os.path.isdir(path) else b"link "  # noqa: PTH112 - also says of loops
            yield _line(kind, name, f"{_content(path)} {path.readlink()}")
        elif not entry.is_dir(follow_symlinks=False):
            yield _line(b"file ", name, _content(path))
        elif not (skip_builds and is_build(path)):
            yield from _tree(path, f"{name}/", skip_builds=skip_builds)


def _content(path: Path) -> str:
    """Return the SHA-256 of a file, or why it cannot be read."""
    try:
        with open_regular(path) as file:
            return digest(file, _HASH).values[_HASH[0]]
    except OSError as error:
        return f"errno {error.errno}"


def _line(kind: bytes, name: str, what: str) -> bytes:
    return kind + os.fsencode(name) + b"\0" + os.fsencode(what) + b"\n"
