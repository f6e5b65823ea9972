"""What papers are made with besides the case: the program and its data, renderers and fonts."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = (
    "brotli brotlicffi cffi chinesecalendar colorlog cryptography cssselect2 docxtpl flatbuffers",
    "fonttools jinja2 lxml markdown_it_py markupsafe mdurl msgspec nh3 numpy olefile omegaconf",
    "onnxruntime opencv_python opencv_python_headless packaging pi_heif pikepdf pillow protobuf",
    "pyclipper pycparser pydyf pypdf pypdfium2 pyphen python_calamine python_docx python_oxmsg",
    "python_stdnum pyyaml rapidocr requests rfc8785 segno shapely six tinycss2 tinyhtml5 tinytag",
    "tqdm typing_extensions weasyprint webencodings zopfli",
)
LIBRARIES = frozenset(name for line in _LIBRARIES for name in line.split())
"""The Python packages that can change a byte of an output, in the spelling of their folders."""

_DISTRIBUTION = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.(?:dist|egg)-info")
_SYSTEM_LIBRARIES = re.compile(
    r"lib(?:pango|pangoft2|harfbuzz|harfbuzz-subset|fontconfig|freetype)\W.*"
)
_SYSTEM_PLACES = (
    *sorted(Path("/usr/lib").glob("*-linux-gnu*")),
    *map(Path, ("/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")),
)
_FONT_PLACES = (
    *map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts")),
    *map(Path, ("/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")),
)
_PLACES_AT_HOME = (
    *(".fonts", ".local/share/fonts", ".config/fontconfig", "Library/Fonts"),
    "AppData/Local/Microsoft/Windows/Fonts",
)
_LISTED = ("fc-list", "--format", "%{file}\n")
_SETTINGS = ("fc-conflist",)
_LONGEST_WAIT = 30


@cache
def made_with() -> str:
    """Return the SHA-256 of program, law data, templates, stylesheet, renderers and fonts.

    Files of this package count by their content, so that a change in a checkout counts as a new
    version does. Fonts and system libraries count by name, size and time: there are many, and they
    are large.
    """
    hashed = hashlib.sha256(
        f"{VERSION}\n{sys.version}\n{sys.platform} {platform.machine()}\n".encode()
    )
    for part in (_package(), _libraries(), _system_libraries(), _fonts()):
        for line in part:
            hashed.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return hashed.hexdigest()


def _package() -> Iterator[str]:
    home = Path(__file__).parent.parent
    for top, folders, names in os.walk(home):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = os.path.join(top, name)  # noqa: PTH118 - eight hundred times, and Path is slow
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                digest = hashlib.sha256(file.read()).hexdigest()
            yield f"{os.path.relpath(path, home)} {digest}"


def _libraries() -> list[str]:
    """Return name and version of each library, from the names of the folders pip leaves."""
    found: set[str] = set()
    for place in sys.path:
        for name in _names(Path(place or ".")):
            parts = _DISTRIBUTION.fullmatch(name)
            if parts and re.sub(r"[-_.]+", "_", parts["name"]).lower() in LIBRARIES:
                found.add(name.lower())
    return sorted(found)


def _system_libraries() -> Iterator[str]:
    for place in _SYSTEM_PLACES:
        for name in _names(place):
            if _SYSTEM_LIBRARIES.fullmatch(name):
                yield _stated((place / name).resolve())


def _fonts() -> list[str]:
    """Return the font files that fontconfig lists, and what lies where systems keep them."""
    at_home = [_home() / place for place in _PLACES_AT_HOME]
    walked = {path for place in (*_FONT_PLACES, *at_home) for path in _files(place)}
    listed = map(Path, _answers(*_LISTED))
    # Which files set fonts before others is up to variables of the environment, too.
    settings = [line[2:].partition(": ")[0] for line in _answers(*_SETTINGS)]
    return sorted(map(_stated, {*walked, *listed, *map(Path, settings)}))


def _answers(name: str, *options: str) -> list[str]:
    """Return the lines that a program of fontconfig prints, none where there is no such program."""
    program = shutil.which(name)
    if program is None:
        return []
    try:
        listed = subprocess.run(  # noqa: S603 - fontconfig's own list, which heeds its settings
            (program, *options), capture_output=True, check=False, timeout=_LONGEST_WAIT
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [os.fsdecode(line) for line in listed.stdout.splitlines() if line]


def _files(place: Path) -> Iterator[Path]:
    for top, _, names in os.walk(place):
        yield from (Path(top, name) for name in names)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user without a folder of his own has no fonts in it
        return Path("/nonexistent")


def _names(place: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(place))
    except OSError:
        return []


def _stated(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return f"{path} -"
    return f"{path} {state.st_size} {state.st_mtime_ns}"
