"""The font files that the pages and photographs are drawn with."""

from __future__ import annotations

from pathlib import Path

FACES = {
    "song": "FandolSong-Regular.otf",
    "song-bold": "FandolSong-Bold.otf",
    "hei": "FandolHei-Regular.otf",
    "kai": "FandolKai-Regular.otf",
    "fang": "FandolFang-Regular.otf",
}

_PLACES = (
    Path("/usr/local/share/fonts/fandol"),
    Path("~/.local/share/fonts/fandol"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("~/Library/Fonts"),
)


def typefaces(folder: Path | None = None) -> dict[str, Path]:
    """Return the font file of each face, from ``folder`` or from the usual places of Fandol.

    Raises FileNotFoundError when a face is in none of these folders.
    """
    for place in (folder,) if folder else _PLACES:
        files = {face: place.expanduser() / name for face, name in FACES.items()}
        if all(file.is_file() for file in files.values()):
            return files
    raise FileNotFoundError(
        "没有找到 Fandol 字体；请先运行 make setup，或用 --fonts 指明 Fandol*.otf 所在的文件夹"
    )
