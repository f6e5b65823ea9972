"""Who does the work of a run: threads that each mind a process, or a Dask cluster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from legaldocs.batch.chunk import start_again, stop_all
from legaldocs.batch.run import Crew
from legaldocs.core.errors import InputError
from legaldocs.output.made_with import made_with

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 15
"""Seconds in which a scheduler must answer."""


@contextmanager
def local_crew(jobs: int) -> Iterator[Crew]:
    """Yield a crew of ``jobs`` processes on this machine, gone when the block ends.

    Threads suffice here: each of them minds a process of its own, in which the cases are built.
    """
    pool = ThreadPoolExecutor(jobs)
    try:
        yield Crew(pool, jobs)
    finally:
        stop_all()
        pool.shutdown(cancel_futures=True)
        start_again()


@contextmanager
def cluster_crew(scheduler: str) -> Iterator[Crew]:
    """Yield a crew that works on the Dask cluster of ``scheduler``, such as tcp://HOST:8786.

    Raises InputError when Dask is not installed, when nobody answers, when the cluster has no
    worker, and when a worker has another program, library or font: its papers would differ.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            "连不上 Dask 调度器",
            where=scheduler,
            found="没有答复" if isinstance(error, TimeoutError) else str(error)[:120],
            next_step="核对地址，确认 dask scheduler 正在运行",
        ) from error
    with client:
        hands = sum(client.nthreads().values())
        _refuse_others(client, scheduler)
        executor = client.get_executor(pure=False)
        try:
            yield Crew(executor, hands, far=True)
        finally:
            executor.shutdown(wait=False)


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise InputError(
            "没有安装集群所需的 Dask", next_step="运行 pip install 'legaldocs[cluster]'"
        ) from error
    return distributed


def _refuse_others(client: Any, scheduler: str) -> None:
    """Refuse a cluster that would not make what this machine makes."""
    made = client.run(made_with)
    if not made:
        raise InputError(
            "集群没有工作节点", where=scheduler, next_step="在各节点上启动 dask worker 后重试"
        )
    others = sorted(node for node, stated in made.items() if stated != made_with())
    if others:
        raise InputError(
            "节点的程序、库或者字体与本机不同，同一案件会生成不同的文书",
            where=others[0],
            found=f"{len(others)} 个节点不同",
            next_step="在各节点装同一版本的 legaldocs、依赖和字体，最好用同一个映像",
        )
