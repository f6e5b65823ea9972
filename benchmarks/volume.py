"""Bind 300 exhibits of 200 MB: time and peak memory, beside a plain pypdf merge of the same files.

Run: ``python benchmarks/volume.py [FOLDER]``. The files are made anew, each measurement runs in a
process of its own. The merge stamps nothing, labels nothing and checks nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter

from legaldocs.claim.exhibits import Exhibit
from legaldocs.evidence.files.gather import gather
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.convert.slip import Slip, set_slips
from legaldocs.volume.layout import lay_out

EXHIBITS = 300
TOTAL = 200 << 20
NAMES = {0: "jpg", 1: "pdf", 2: "png", 3: "eml"}
SHARES = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 3)


def make(folder: Path) -> None:
    """Write the originals: photographs, scanned PDFs of several pages, screenshots, mail."""
    folder.mkdir(parents=True)
    chance = random.Random(42)  # noqa: S311  # a corpus, not a secret
    size = TOTAL * 14 // 10 // EXHIBITS
    for number in range(1, EXHIBITS + 1):
        kind = NAMES[SHARES[number % len(SHARES)]]
        path = folder / f"{number:03}.{kind}"
        if kind == "eml":
            path.write_bytes(
                b"From: a@example.com\nSubject: x\n\n" + chance.randbytes(2000).hex().encode()
            )
        elif kind == "png":
            screenshot(chance).save(path)
        else:
            pages = 1 if kind == "jpg" else chance.randint(2, 6)
            photos = [photograph(chance, size // pages) for _ in range(pages)]
            if kind == "jpg":
                path.write_bytes(photos[0])
            else:
                images = [Image.open(io.BytesIO(photo)) for photo in photos]
                images[0].save(path, save_all=True, append_images=images[1:], quality=90)


def photograph(chance: random.Random, size: int) -> bytes:
    """Return a JPEG of about ``size`` bytes."""
    side = max(int((size * 1.15) ** 0.5), 64)
    noise = Image.frombytes("L", (side, side), chance.randbytes(side * side))
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def screenshot(chance: random.Random) -> Image.Image:
    """Return a picture with large areas of one colour and transparency, as screens have."""
    picture = Image.new("RGBA", (1080, 2340), (240, 240, 240, 255))
    for _ in range(60):
        at = chance.randrange(1000), chance.randrange(2300)
        picture.paste((chance.randrange(256), 90, 90, 255), (*at, at[0] + 60, at[1] + 30))
    return picture


def volume(originals: Path, into: Path) -> str:
    """Lay out, bind and read again."""
    gathering = gather(originals, None, into / "originals")
    exhibits = [
        Exhibit(number, "合同履行", f"材料{number}", "书证", "原告", "", None, (item.path,), None)
        for number, item in enumerate(gathering.items, 1)
    ]
    start = time.perf_counter()
    layout = lay_out(exhibits, gathering.items, into / "originals")
    laid = time.perf_counter()
    rows = tuple((str(first), f"{first}—{last}") for first, last in layout.pages.values())
    sheets = set_slips([Slip(rows[at : at + 12], "") for at in range(0, len(rows), 12)])
    began = time.perf_counter()
    files = bind(layout, FrontMatter("证据卷", dt.date(2026, 11, 21), b"", sheets), into)
    bound = time.perf_counter()
    check_volume(files, layout)
    done = time.perf_counter()
    size = sum(file.size for file in files) >> 20
    return (
        f"{files[-1].last} 页，{len(layout.findings)} 项提示，{size} MB；"
        f"编排 {laid - start:.1f} s，装订 {bound - began:.1f} s，复核 {done - bound:.1f} s"
    )


def merge(originals: Path, into: Path) -> str:
    """Append every PDF and photograph to one pypdf writer."""
    start = time.perf_counter()
    writer = PdfWriter()
    for path in sorted(originals.iterdir()):
        if path.suffix == ".pdf":
            writer.append(PdfReader(path))
        elif path.suffix in {".jpg", ".png"}:
            page = io.BytesIO()
            Image.open(path).convert("RGB").save(page, "PDF")
            writer.append(page)
    with (into / "merged.pdf").open("wb") as out:
        writer.write(out)
    size = (into / "merged.pdf").stat().st_size >> 20
    return f"{len(writer.pages)} 页，{size} MB；{time.perf_counter() - start:.1f} s"


WAYS = {"volume": volume, "merge": merge}


def main() -> None:
    """Make the files, then measure each way in its own process."""
    folders = sys.argv[1:]
    if folders and folders[0] in WAYS:
        way, originals, into = folders
        said = WAYS[way](Path(originals), Path(into))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{way}: {said}；内存峰值 {peak} MB")
        return
    with tempfile.TemporaryDirectory(dir=folders[0] if folders else None) as folder:
        originals = Path(folder, "case")
        make(originals)
        total = sum(original.stat().st_size for original in originals.iterdir())
        print(f"{EXHIBITS} 项证据，{total >> 20} MB")
        for way in WAYS:
            into = Path(folder, way)
            into.mkdir()
            subprocess.run([sys.executable, __file__, way, str(originals), str(into)], check=True)


if __name__ == "__main__":
    main()
