from __future__ import annotations

import os

import pytest

from legaldocs.core.system_error import reason


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, os.strerror(2)), "文件不存在"),
        (PermissionError(13, os.strerror(13)), "没有权限"),
        (OSError(28, os.strerror(28)), "磁盘已满"),
        (OSError(9999, "unheard of"), "系统错误 9999"),
        (OSError("no number"), "系统没有说明原因"),
    ],
)
def test_a_person_reads_why_in_chinese(error: OSError, said: str) -> None:
    assert reason(error) == said
