from __future__ import annotations

import os
from pathlib import Path

import pytest

from legaldocs.core.atomic import publish, write_whole
from legaldocs.core.errors import InputError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"{}")
    write_whole(tmp_path / "a.json", b"[]")
    assert (tmp_path / "a.json").read_bytes() == b"[]"
    assert names(tmp_path) == ["a.json"]


def test_a_failed_write_keeps_what_was_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"{}")
    with pytest.raises(TypeError):
        write_whole(tmp_path / "a.json", "text")  # type: ignore[arg-type]
    assert (tmp_path / "a.json").read_bytes() == b"{}"
    assert names(tmp_path) == ["a.json"]


def test_a_folder_appears_when_its_block_ends(tmp_path: Path) -> None:
    with publish(tmp_path / "deep" / "out") as fresh:
        (fresh / "a").write_text("1")
        assert not (tmp_path / "deep" / "out").exists()
    assert names(tmp_path / "deep") == ["out"]
    assert names(tmp_path / "deep" / "out") == ["a"]


def test_a_failing_block_leaves_the_earlier_folder(tmp_path: Path) -> None:
    with publish(tmp_path / "out") as fresh:
        (fresh / "a").write_text("1")

    def fail() -> None:
        with publish(tmp_path / "out", replace=True) as again:
            (again / "a").write_text("2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (tmp_path / "out" / "a").read_text() == "1"
    assert names(tmp_path) == ["out"]


def test_an_existing_folder_is_replaced_only_on_request(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").write_text("1")
    with pytest.raises(InputError, match="--replace"), publish(tmp_path / "out"):
        pass
    with publish(tmp_path / "out", replace=True) as fresh:
        (fresh / "new").write_text("2")
    assert names(tmp_path / "out") == ["new"]
    assert names(tmp_path) == ["out"]


def test_a_file_or_link_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("file", "link"):
        with pytest.raises(InputError, match="不是文件夹"), publish(tmp_path / name, replace=True):
            pass
    assert (tmp_path / "file").read_text() == "1"


def test_a_folder_put_aside_by_a_killed_run_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between the two renames: nothing after them runs."""
    with publish(tmp_path / "out") as fresh:
        (fresh / "a").write_text("1")
    rename = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self.name.startswith(".out.") and target == tmp_path / "out":
            raise SystemExit
        if self.name == "was":
            raise SystemExit
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(SystemExit), publish(tmp_path / "out", replace=True) as again:
        (again / "a").write_text("2")
    monkeypatch.undo()
    assert not (tmp_path / "out").exists()
    with pytest.raises(InputError, match="--replace"), publish(tmp_path / "out"):
        pass
    assert (tmp_path / "out" / "a").read_text() == "1"
    assert names(tmp_path) == ["out"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_the_umask_decides_who_may_read(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "a", b"1")
        with publish(tmp_path / "out"):
            pass
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
