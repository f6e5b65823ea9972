"""The command ``legaldocs``: a table of commands, each imported when it is used."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import click

from legaldocs.commands import _show
from legaldocs.commands._table import CommandTable
from legaldocs.core.errors import InputError, InternalError, LegaldocsError
from legaldocs.core.system_error import reason
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

click.Context.formatter_class = _show.ChineseFormatter

COMMANDS: dict[str, str] = {
    "new": "新建案件文件夹和带注释的 case.yaml。",
    "import": "由财务的表格新建案件文件夹，一份合同一个案件。",
    "book": "应收账册：导入、每日催收、对账、信用、委托、报表、转成案件。",
    "check": "读取案件，核对各项事实，列出全部问题。",
    "build": "生成文书、证据卷和证据包。",
    "batch": "生成一个文件夹下的全部案件，列出需要人处理的。",
    "dispatch": "打印、寄送一批函件，登记寄出的情况。",
    "trace": "追查一个金额：算式、所据的事实、证据页码和哈希。",
    "volume": "复核装订好的证据卷。",
    "kit": "立案包：上传要求，和法院退回的意见。",
    "verify": "校验证据包：文件、签名、时间分别给出结论。",
    "seal": "为证据包签名并加盖时间戳。",
    "key": "生成或查看签名密钥和证书。",
    "prove": "为证据包中的一个文件出具单独证明。",
    "verify-proof": "用单独证明校验一个文件。",
    "journal": "查看案件日志，记录发出、送达等经过。",
    "calc": "诉讼费、利息、大写、期限等单项计算。",
    "template": "查看、复制、检查和比较文书模板。",
    "law": "查看法律数据的核对日期，确认新公布的利率。",
}
"""Each command and its line of help; the module has its name, with _ for -."""


_COLLECTED = (50_000, 20, 20)
"""New objects, and rounds, after which Python looks for those that nothing uses."""

_EPOCH = "315532800"
"""1980-01-01, the earliest day that a zip can hold."""

_USAGE = 2
"""The exit code of a wrong option or argument."""

_SOON = 1
"""Seconds after which a lost stop is said again: time enough for the object to be gone."""

_STOPPED = 130
"""The exit code of a run that a signal ended, as shells have it for Ctrl-C."""


@click.group(
    cls=CommandTable,
    package="legaldocs.commands",
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, prog_name="legaldocs")
def group() -> None:
    """把应收账款的案件文件夹变成证据包、证据卷和待签文书。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Where HarfBuzz-Subset is absent, WeasyPrint's other subsetter writes the time into fonts.
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    _set_streams(words)
    _clean_up_when_ended()
    # Setting pages makes millions of small objects that live on: to look through them as often as
    # Python does by default takes a seventh of a build.
    gc.set_threshold(*_COLLECTED)
    sys.exit(run(words))


def _set_streams(words: list[str]) -> None:
    """Escape what the terminal cannot show, such as a file name: it must not end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if "--json" in words and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # which JSON is, whatever the terminal's language


def _clean_up_when_ended() -> None:
    """Let a scheduler's SIGTERM and a closed terminal clean up unfinished output as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        # nohup lets a run go on after its terminal is gone.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ended)
    sys.unraisablehook = _unraisable


def _unraisable(fault: Any) -> None:
    """Say a stop again that came while Python was throwing away an object, and was lost there."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        again = threading.Timer(_SOON, os.kill, (os.getpid(), signal.SIGINT))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(fault)


def _ended(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def run(words: list[str]) -> int:
    """Run one command and return its exit code: 0, or the code on the error's class."""
    as_json = "--json" in words
    code: Any
    try:
        code = group.main(words or ["--help"], prog_name="legaldocs", standalone_mode=False)
    except click.ClickException as error:
        _show.show_usage(schema_of(words), error, as_json=as_json)
        code = _USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        if isinstance(stop.__cause__, EOFError):  # which click takes for the end of a typed answer
            code = _report_bug(schema_of(words), as_json=as_json)
        else:
            code = _stopped(schema_of(words), as_json=as_json)
    except SystemExit:  # from click, when nobody reads stdout any more
        code = _closed(schema_of(words), BrokenPipeError(errno.EPIPE, ""), as_json=False)
    except LegaldocsError as error:
        _show.show_error(schema_of(words), error, as_json=as_json)
        code = error.exit_code
    except OSError as error:
        code = _closed(schema_of(words), error, as_json=as_json)
    except MemoryError:
        code = _out_of_memory(schema_of(words), as_json=as_json)
    except BaseException:  # noqa: BLE001 - the one place where a fault of ours becomes a sentence; a panic in Rust is no Exception
        code = _report_bug(schema_of(words), as_json=as_json)
    return code if isinstance(code, int) else 0


def schema_of(words: Sequence[str]) -> str:
    """Return the schema name of the command that ``words`` reach, such as legaldocs.calc.fee/1.

    Where they reach none it is the name of the last group, or ``legaldocs/1``.
    """
    command: click.Command | None = group
    path = ["legaldocs"]
    context = click.Context(group)
    for word in words:
        if not isinstance(command, click.Group):
            break
        below = None if word.startswith("-") else command.get_command(context, word)
        if below is not None:
            command = below
            path.append(word)
        elif not word.startswith("-"):
            break
    return ".".join(path) + "/1"


def _closed(schema: str, error: OSError, *, as_json: bool) -> int:
    """Report an I/O error as the user's environment problem (exit 2), not as a bug (70)."""
    refused = InputError(
        "读写文件失败",
        where=str(error.filename or ""),
        found=reason(error),
        next_step="检查磁盘空间和权限后重试",
    )
    with contextlib.suppress(OSError):
        _show.show_error(schema, refused, as_json=as_json)
    return refused.exit_code


def _out_of_memory(schema: str, *, as_json: bool) -> int:
    refused = InputError(
        "内存不足，未留下不完整的输出",
        next_step="关闭其他程序，或者减少、缩小案件里的文件后重试",
    )
    _show.show_error(schema, refused, as_json=as_json)
    return refused.exit_code


def _stopped(schema: str, *, as_json: bool) -> int:
    """Say that the run was ended from outside."""
    with contextlib.suppress(OSError):
        _show.show_stop(schema, "已中断，未留下不完整的输出", as_json=as_json)
    return _STOPPED


def _report_bug(schema: str, *, as_json: bool) -> int:
    import traceback  # noqa: PLC0415 - needed by nobody else

    fault = InternalError(
        "程序内部故障，未留下不完整的输出",
        next_step="请保留以下信息并报告；重新运行前无需清理",
    )
    _show.show_error(schema, fault, as_json=as_json)
    click.echo(traceback.format_exc(), err=True)
    return fault.exit_code
