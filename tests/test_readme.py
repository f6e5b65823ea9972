"""What the README prints is what a reader gets who types it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_python_block_runs_as_printed(tmp_path: Path) -> None:
    readme = (ROOT / "README.en.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "examples" / "case42", tmp_path / "examples" / "case42")
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("", 0)
    promised = re.findall(r"# (.+)$", block, re.MULTILINE)
    assert promised == done.stdout.splitlines()[: len(promised)]
    assert done.stdout.splitlines()[1].startswith("通过：文件完整")


def test_python_m_legaldocs_is_the_command() -> None:
    asked = [sys.executable, "-m", "legaldocs", "calc", "words", "1,409.50"]
    done = subprocess.run(asked, capture_output=True, check=False)
    assert (done.stdout.decode(), done.returncode) == ("人民币壹仟肆佰零玖元伍角整\n", 0)
    wrong = subprocess.run([*asked[:-1], "x"], capture_output=True, check=False)
    assert wrong.returncode == 2


def test_what_the_terminal_cannot_show_is_escaped() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "legaldocs", "law", "status", "\U0001f9fe"],
        env={**os.environ, "PYTHONIOENCODING": "gb2312:strict"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "\\U0001f9fe" in done.stderr.decode("gb2312")
