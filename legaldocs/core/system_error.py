"""Why the system refused to open, read or write, in words for a person."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "文件不存在",
    errno.ENOTDIR: "路径的一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENXIO: "是管道、套接字或者设备，不是普通文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EEXIST: "文件已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EBUSY: "文件正被占用",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接循环，或者是不跟随的链接",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件过大",
    errno.EPIPE: "接收输出的一方已经关闭",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in Chinese; its number where there is no word for it."""
    if error.errno is None:
        return "系统没有说明原因"
    return _REASONS.get(error.errno, f"系统错误 {error.errno}")
