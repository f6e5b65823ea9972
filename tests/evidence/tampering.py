"""Every way to spoil a bag that the tests try, each with what must be named."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Spoil = Callable[[Path], None]

ORIGINAL = "data/originals/contracts/采购合同.pdf"
TAGS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")


@dataclass(frozen=True)
class Attack:
    """A way to strip or swap, and a part of what verify must say."""

    name: str
    spoil: Spoil
    says: str


def remove(*names: str) -> Spoil:
    def spoil(bag: Path) -> None:
        for name in names:
            path = bag / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return spoil


def both(*spoils: Spoil) -> Spoil:
    def spoil(bag: Path) -> None:
        for spoil in spoils:
            spoil(bag)

    return spoil


def replaced(name: str, old: bytes, new: bytes) -> Spoil:
    def spoil(bag: Path) -> None:
        data = (bag / name).read_bytes()
        assert old in data, (name, old)
        (bag / name).write_bytes(data.replace(old, new))

    return spoil


def swap_with_its_line(bag: Path) -> None:
    """Replace a file and make every line of the manifests right again, tag manifests as well."""
    new = b"%PDF-1.4\n% contract, with another price\n"
    old = (bag / ORIGINAL).read_bytes()
    (bag / ORIGINAL).write_bytes(new)
    for algorithm in ("sha256", "sha512"):
        lines(bag / f"manifest-{algorithm}.txt", algorithm, old, new)
    info = (bag / "bag-info.txt").read_bytes()
    total = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    count = sum(path.is_file() for path in (bag / "data").rglob("*"))
    head, _, tail = info.partition(b"Payload-Oxum: ")
    rest = tail.partition(b"\n")[2]
    (bag / "bag-info.txt").write_bytes(head + f"Payload-Oxum: {total}.{count}\n".encode() + rest)
    rewrite_tag_manifests(bag)


def lines(manifest: Path, algorithm: str, old: bytes, new: bytes) -> None:
    before, after = (hashlib.new(algorithm, data).hexdigest().encode() for data in (old, new))
    manifest.write_bytes(manifest.read_bytes().replace(before, after))


def rewrite_tag_manifests(bag: Path) -> None:
    for algorithm in ("sha256", "sha512"):
        path = bag / f"tagmanifest-{algorithm}.txt"
        rows = []
        for row in path.read_text("utf-8").splitlines():
            name = row.split("  ", 1)[1]
            if (bag / name).exists():
                rows.append(
                    f"{hashlib.new(algorithm, (bag / name).read_bytes()).hexdigest()}  {name}"
                )
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def md5_only(bag: Path) -> None:
    """Leave one manifest, of an algorithm whose collisions anyone can make."""
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    rows = (
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n"  # noqa: S324
        for path in files
    )
    (bag / "manifest-md5.txt").write_text("".join(rows), encoding="utf-8")
    remove("manifest-sha256.txt", "manifest-sha512.txt", *TAGS)(bag)


def fetch(bag: Path) -> None:
    (bag / "fetch.txt").write_text(f"https://example.com/x 17 {ORIGINAL}\n", encoding="utf-8")


def covered(name: str, algorithm: str) -> Spoil:
    """Return what adds a file after sealing, and manifests of another algorithm that list it."""

    def spoil(bag: Path) -> None:
        (bag / name).parent.mkdir(exist_ok=True)
        (bag / name).write_bytes("债务已清偿\n".encode())
        listed = [name]
        if name.startswith("data/"):
            cover(bag, f"manifest-{algorithm}.txt", algorithm, [name])
            listed = [f"manifest-{algorithm}.txt"]
        cover(bag, f"tagmanifest-{algorithm}.txt", algorithm, listed)

    return spoil


def cover(bag: Path, manifest: str, algorithm: str, names: list[str]) -> None:
    digests = {
        name: hashlib.new(algorithm, (bag / name).read_bytes()).hexdigest() for name in names
    }
    rows = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    (bag / manifest).write_text(rows, encoding="utf-8")


ATTACKS = (
    Attack("manifest removed", remove("manifest-sha256.txt"), "manifest-sha256.txt"),
    Attack(
        "all manifests removed",
        remove("manifest-sha256.txt", "manifest-sha512.txt"),
        "没有任何文件清单",
    ),
    Attack("tag manifest removed", remove(TAGS[0]), TAGS[0]),
    Attack("both tag manifests removed", remove(*TAGS), TAGS[1]),
    Attack("index removed", remove("metadata/index.json"), "metadata/index.json"),
    Attack("statement removed", remove("seal/statement.json"), "seal/statement.json"),
    Attack("seal removed", remove("seal"), "seal/statement.json"),
    Attack("seal and tag manifests removed", remove("seal", *TAGS), "seal/statement.json"),
    Attack(
        "seal, tag manifests and index removed", remove("seal", *TAGS, "metadata"), "index.json"
    ),
    Attack(
        "all but bag-info removed",
        remove("seal", *TAGS, "metadata", "VERIFY.md"),
        "seal/statement.json",
    ),
    Attack(
        "guide removed and unlisted", both(remove("VERIFY.md"), rewrite_tag_manifests), "VERIFY"
    ),
    Attack("declaration removed", remove("bagit.txt"), "bagit.txt"),
    Attack("md5 only", md5_only, "可以伪造"),
    Attack("stronger manifest dropped", remove("manifest-sha512.txt"), "manifest-sha512.txt"),
    Attack("file swapped with its line", swap_with_its_line, "封存声明"),
    Attack("fetch.txt added", fetch, "fetch.txt"),
    Attack("day changed", replaced("bag-info.txt", b"2026-11-21", b"2026-01-01"), "bag-info.txt"),
    Attack(
        "statement's day changed",
        replaced("seal/statement.json", b"2026-11-21", b"2026-01-01"),
        "封存声明",
    ),
    Attack(
        "statement promises more",
        replaced("seal/statement.json", "不证明".encode(), "证明".encode()),
        "封存声明",
    ),
    Attack(
        "statement reformatted",
        replaced("seal/statement.json", b'"bytes":', b'"bytes": '),
        "封存声明",
    ),
    Attack("version lowered", replaced("bagit.txt", b"1.0", b"0.97"), "bagit.txt"),
)
