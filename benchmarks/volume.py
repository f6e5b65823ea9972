"""Bind 200 mixed exhibits of some 1,100 pages, beside qpdf and pypdf, which merge the PDFs alone.

Run: ``python benchmarks/volume.py [FOLDER]``. The files are made anew, each measurement runs in a
process of its own. A merge stamps, labels, links and checks nothing, and can take PDFs only: ours
is measured twice, with these PDFs alone for the ratio, and with everything.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from PIL import Image
from pypdf import PdfReader, PdfWriter

from legaldocs.claim.exhibits import Exhibit
from legaldocs.evidence.files.gather import gather
from legaldocs.volume import fence
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.convert.slip import Slip, set_sheets
from legaldocs.volume.layout import lay_out

KINDS = {
    "text": 76,
    "scan": 40,
    "photo": 40,
    "screen": 10,
    "mail": 14,
    "chat": 8,
    "docx": 8,
    "xlsx": 4,
}
"""Exhibits of each kind, 200 in all."""

PHOTO = 700_000
TEXT_PAGES, SCAN_PAGES = 9, 6
MOST = 800
"""Megabytes of memory that binding may take, the process behind the fence included."""


def make(folder: Path) -> None:
    """Write the originals."""
    folder.mkdir(parents=True)
    chance = random.Random(42)  # noqa: S311  # a corpus, not a secret
    number = 0
    for kind, count in KINDS.items():
        for _ in range(count):
            number += 1
            MAKERS[kind](folder / f"{number:03}", chance)


def text(path: Path, chance: random.Random) -> None:
    """Write a PDF of pages with lines of text, as a program prints them."""
    catalog, font = "<< /Type /Catalog /Pages 2 0 R >>", "/Type /Font /Subtype /Type1"
    objects, streams = [catalog, "", f"<< {font} /BaseFont /Times-Roman >>"], dict[int, bytes]()
    kids = range(4, 4 + 2 * TEXT_PAGES, 2)
    for kid in kids:
        lines = "".join(f"({chance.randbytes(36).hex()}) Tj T* " for _ in range(45))
        drawn = f"BT /F 10 Tf 15 TL 60 780 Td {lines}ET"
        streams[kid + 1] = zlib.compress(drawn.encode())
        size, fonts = "/MediaBox [0 0 595 842]", "/Resources << /Font << /F 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R {size} {fonts} /Contents {kid + 1} 0 R >>"
        objects += [page, ""]
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>"
    write_pdf(path.with_suffix(".pdf"), objects, streams)


def write_pdf(path: Path, objects: list[str], streams: dict[int, bytes]) -> None:
    """Write a PDF of numbered objects, some of them compressed streams."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number
        data = streams.get(number)
        out += (
            written.encode()
            if data is None
            else (
                b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
            )
        )
        out += b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    path.write_bytes(out)


def scan(path: Path, chance: random.Random) -> None:
    """Write a scanned PDF of several pages."""
    images = [Image.open(io.BytesIO(jpeg(chance, PHOTO // SCAN_PAGES))) for _ in range(SCAN_PAGES)]
    images[0].save(path.with_suffix(".pdf"), save_all=True, append_images=images[1:], quality=90)


def photo(path: Path, chance: random.Random) -> None:
    """Write a photograph."""
    path.with_suffix(".jpg").write_bytes(jpeg(chance, PHOTO))


def jpeg(chance: random.Random, size: int) -> bytes:
    """Return a JPEG of about ``size`` bytes."""
    side = max(int((size * 1.15) ** 0.5), 64)
    noise = Image.frombytes("L", (side, side), chance.randbytes(side * side))
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def screen(path: Path, chance: random.Random) -> None:
    """Write a picture with large areas of one colour and transparency, as screens have."""
    picture = Image.new("RGBA", (1080, 2340), (240, 240, 240, 255))
    for _ in range(60):
        at = chance.randrange(1000), chance.randrange(2300)
        picture.paste((chance.randrange(256), 90, 90, 255), (*at, at[0] + 60, at[1] + 30))
    picture.save(path.with_suffix(".png"))


def mail(path: Path, chance: random.Random) -> None:
    """Write a mail with a picture attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "对账"
    message["Date"] = "Tue, 21 Oct 2025 09:15:00 +0800"
    message.set_content("请核对附件所载的金额。\n" * 30)
    message.add_attachment(jpeg(chance, 60_000), maintype="image", subtype="jpeg", filename="a.jpg")
    path.with_suffix(".eml").write_bytes(message.as_bytes())


def chat(path: Path, chance: random.Random) -> None:
    """Write an export of a chat."""
    lines = (
        f"2025-10-{1 + n // 20:02} 09:{n % 20:02}:00 {chance.choice('甲乙')}\n第 {n} 条消息\n\n"
        for n in range(240)
    )
    path.with_name(f"{path.name}-微信聊天记录.txt").write_text("".join(lines), "utf-8")


def document(path: Path, chance: random.Random) -> None:
    """Write a Word document."""
    made = docx.Document()
    for _ in range(60):
        made.add_paragraph("甲方应当在收到货物之日起三十日内付清货款。" * chance.randint(1, 4))
    made.save(str(path.with_suffix(".docx")))


def workbook(path: Path, chance: random.Random) -> None:
    """Write a workbook."""
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([row, "货款", chance.randrange(10**6) / 100, "2025-10-01"])
    book.save(path.with_suffix(".xlsx"))


MAKERS = dict(zip(KINDS, (text, scan, photo, screen, mail, chat, document, workbook), strict=True))


def volume(originals: Path, into: Path) -> tuple[int, str]:
    """Lay out, bind and read again."""
    names = [path.name for path in originals.iterdir()]
    gathering = gather(originals, names, into / "originals")
    exhibits = [
        Exhibit(number, "合同履行", f"材料{number}", "书证", "原告", "", None, (item.path,), None)
        for number, item in enumerate(gathering.items, 1)
    ]
    start = time.perf_counter()
    layout = lay_out(exhibits, gathering.items, into / "originals")
    laid = time.perf_counter()
    rows = tuple((str(first), f"{first}—{last}") for first, last in layout.pages.values())
    sheets = set_sheets([Slip(rows[at : at + 12], "") for at in range(0, len(rows), 12)])
    began = time.perf_counter()
    files = bind(layout, FrontMatter("证据卷", dt.date(2026, 11, 21), b"", sheets), into)
    bound = time.perf_counter()
    check_volume(files, layout)
    done = time.perf_counter()
    fence.end()
    leaves = [leaf for chapter in layout.chapters for leaf in chapter.leaves]
    slips = sum(isinstance(leaf.content, Slip) for leaf in leaves)
    return files[-1].last, (
        f"编排 {laid - start:.1f} s，装订 {bound - began:.1f} s，复核 {done - bound:.1f} s，"
        f"说明页 {slips} 张"
    )


def qpdf(originals: Path, into: Path) -> tuple[int, str]:
    """Merge the PDFs with ``qpdf --pages``."""
    merged = into / "merged.pdf"
    files = sorted(map(str, originals.glob("*.pdf")))
    subprocess.run(["qpdf", "--empty", "--pages", *files, "--", str(merged)], check=True)
    counted = subprocess.run(
        ["qpdf", "--show-npages", str(merged)], check=True, capture_output=True, text=True
    )
    return int(counted.stdout), ""


def pypdf(originals: Path, into: Path) -> tuple[int, str]:
    """Append every PDF to one pypdf writer."""
    writer = PdfWriter()
    for path in sorted(originals.glob("*.pdf")):
        writer.append(PdfReader(path))
    with (into / "merged.pdf").open("wb") as out:
        writer.write(out)
    return len(writer.pages), ""


WAYS = {"volume": volume, "qpdf": qpdf, "pypdf": pypdf}


def measure(way: str, originals: Path, into: Path) -> None:
    """Run one way here, and print pages, seconds, megabytes and what it says of itself."""
    start = time.perf_counter()
    pages, said = WAYS[way](originals, into)
    seconds = time.perf_counter() - start
    own, others = (
        resource.getrusage(who).ru_maxrss >> 10
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{pages}|{seconds:.2f}|{own + others}|{said}")


def measured(way: str, originals: Path, work: Path) -> tuple[int, float, int]:
    """Run one way in a process of its own; print and return its pages, seconds and megabytes."""
    into = Path(tempfile.mkdtemp(dir=work))
    ran = subprocess.run(
        [sys.executable, __file__, way, str(originals), str(into)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    pages, seconds, memory, said = ran.stdout.strip().split("|")
    print(f"  {way}: {pages} 页，{seconds} s，内存峰值 {memory} MB{f'；{said}' if said else ''}")
    shutil.rmtree(into)
    return int(pages), float(seconds), int(memory)


def main() -> None:
    """Make the files, then measure each way in its own process."""
    folders = sys.argv[1:]
    if folders and folders[0] in WAYS:
        measure(folders[0], Path(folders[1]), Path(folders[2]))
        return
    with tempfile.TemporaryDirectory(dir=folders[0] if folders else None) as folder:
        work, originals = Path(folder), Path(folder, "case")
        make(originals)
        total = sum(original.stat().st_size for original in originals.iterdir())
        print(f"{sum(KINDS.values())} 项证据，{total >> 20} MB")
        pages, _, memory = measured("volume", originals, work)
        verdict = "低于" if memory < MOST else "超过"
        print(f"  全部 {pages} 页一次装订，内存峰值{verdict} {MOST} MB\n")
        for path in originals.iterdir():
            if path.suffix != ".pdf":
                path.unlink()
        print(f"只有 PDF 的 {sum(1 for _ in originals.iterdir())} 项")
        ways = [way for way in WAYS if way != "qpdf" or shutil.which("qpdf")]
        found = {way: measured(way, originals, work) for way in ways}
        ours = found.pop("volume")[1]
        for way, (_, seconds, _) in found.items():
            print(f"  volume 用时为 {way} 的 {ours / seconds:.1f} 倍")


if __name__ == "__main__":
    main()
