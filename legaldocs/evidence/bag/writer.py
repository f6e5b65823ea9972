"""Writer of a BagIt 1.0 bag (RFC 8493): tag files, manifests, statement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.evidence.bag import manifest
from legaldocs.evidence.bag.index import INDEX, TAG_MANIFESTS, write_index
from legaldocs.evidence.bag.manifest import MOST_LINES
from legaldocs.evidence.bag.statement import AGENT, STATEMENT, SealStatement, make_statement
from legaldocs.evidence.bag.verify_md import VERIFY_MD, verify_md
from legaldocs.evidence.files.digests import BOTH, WORKERS, Digested, Meter, Tick, digest
from legaldocs.evidence.files.names import is_safe, same_file_key, shown
from legaldocs.evidence.files.safe_open import KINDS, open_inside, walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from legaldocs.evidence.files.safe_open import FileEntry

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(
    folder: Path,
    *,
    version: str,
    as_of: dt.date,
    tick: Tick | None = None,
) -> SealStatement:
    """Turn ``folder`` into a bag, in place, and return its statement.

    ``folder`` holds ``data/`` and may hold ``metadata/``. The same content, ``version`` and
    ``as_of`` give the same bytes. Write into a folder that ``core.atomic.publish`` gave, so that
    the bag appears whole.

    Raises InputError for a link, a special file, or an unsafe or doubled name.
    """
    (folder / "data").mkdir(exist_ok=True)
    if not (folder / INDEX).exists():
        write_index(folder, ())
    entries = _entries(folder)
    payload = [entry for entry in entries if entry.path.startswith("data/")]
    meter = Meter(sum(entry.size for entry in payload), tick)
    digested = _digest_all(folder, [entry.path for entry in payload], meter)
    size = sum(file.size for file in digested.values())
    write_whole(folder / "bagit.txt", DECLARATION)
    bag_info = _bag_info(version, as_of, f"{size}.{len(payload)}")
    write_whole(folder / "bag-info.txt", bag_info)
    write_whole(folder / VERIFY_MD, verify_md())
    _write_manifests(folder, "manifest", digested)
    tags = [entry.path for entry in _entries(folder) if not entry.path.startswith("data/")]
    _write_manifests(folder, "tagmanifest", _digest_all(folder, tags, Meter(0, None)))
    statement = make_statement(
        version=version,
        as_of=as_of,
        size=size,
        entries={path: file.values["sha256"] for path, file in digested.items()},
        tag_manifests={name: (folder / name).read_bytes() for name in TAG_MANIFESTS},
    )
    (folder / STATEMENT).parent.mkdir()
    write_whole(folder / STATEMENT, statement.to_bytes())
    return statement


def _entries(folder: Path) -> list[FileEntry]:
    """Return the files for a bag. Raises InputError for a file that no bag may contain."""
    entries = list(walk(folder))
    if len(entries) > MOST_LINES:
        raise InputError(f"文件超过 {MOST_LINES} 个", where=str(folder), next_step="分成几个证据包")
    keys: dict[str, str] = {}
    for entry in entries:
        if entry.kind != "file":
            raise InputError(
                "证据包里只能有普通文件",
                where=shown(entry.path),
                found=KINDS[entry.kind],
                next_step="移走后重试",
            )
        if not is_safe(entry.path):
            raise InputError(
                "文件名在部分系统上不能使用", where=shown(entry.path), next_step="改名后重试"
            )
        twin = keys.setdefault(same_file_key(entry.path), entry.path)
        if twin != entry.path:
            raise InputError(
                "两个文件名在部分系统上是同一个", where=shown(entry.path), found=shown(twin)
            )
    return sorted(entries, key=lambda entry: entry.path)


def _digest_all(folder: Path, paths: list[str], meter: Meter) -> dict[str, Digested]:
    def one(path: str) -> Digested:
        with open_inside(folder, path) as stream:
            return digest(stream, meter=meter)

    with ThreadPoolExecutor(WORKERS) as pool:
        return dict(zip(paths, pool.map(one, paths), strict=True))


def _write_manifests(folder: Path, kind: str, digested: Mapping[str, Digested]) -> None:
    for algorithm in BOTH:
        lines = {path: file.values[algorithm] for path, file in digested.items()}
        write_whole(folder / f"{kind}-{algorithm}.txt", manifest.format_manifest(lines))


def _bag_info(version: str, as_of: dt.date, oxum: str) -> bytes:
    lines = (
        f"Bag-Software-Agent: {AGENT} {version}\n",
        f"Bagging-Date: {as_of.isoformat()}\n",
        f"Payload-Oxum: {oxum}\n",
    )
    return "".join(lines).encode()
