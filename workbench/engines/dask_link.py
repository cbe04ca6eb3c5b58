"""A client of one Dask cluster, and the thread that everything of Dask's runs in.

Dask is asynchronous. Its loop runs in a thread that belongs to this link alone, so that
whoever waits for it can stop waiting, and nothing of it is left once the link is
closed. What runs in that thread is a coroutine here; the methods for other threads say
so.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.core.cancel import CancelToken
from workbench.core.errors import Stopped
from workbench.core.results import clock

if TYPE_CHECKING:
    from distributed import Client, Security

POLL_S = 0.05
"""How late a stop may be seen, in seconds."""
CLOSE_S = 5.0
"""How long leaving may take."""
PULSE_S = 5.0
"""How often the scheduler is asked which workers there are, in case that it told of one
that went before it heard that this client wants to know."""
_PAUSE_S = 0.02

T = TypeVar("T")


class Lost(Exception):
    """A worker, or the scheduler, is gone."""


class Link:
    """Runs functions on the workers of one cluster, each named by its address."""

    def __init__(self) -> None:
        self._client: Client | None = None
        self._stream: Any = None
        self._there: dict[str, asyncio.Future[None]] = {}
        self._looking = asyncio.Lock()
        self._pulse: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_report)
        self._thread = threading.Thread(
            target=self._serve, name="workbench-dask", daemon=True
        )
        self._thread.start()

    def connect(
        self, address: str, security: Security, cancel: CancelToken, seconds: float
    ) -> None:
        """In any thread: become a client of the cluster at ``address``.

        Raises :class:`Stopped`, ``TimeoutError``, or what Dask raises.
        """
        self.wait(self._connect(address, security, seconds), cancel, seconds)

    @property
    def alive(self) -> bool:
        """Whether the scheduler has been there all the time."""
        client = self._client
        return (
            client is not None
            and client.status == "running"
            and client.scheduler_comm is self._stream
        )

    @property
    def workers(self) -> list[str]:
        """The addresses of the workers that are there."""
        return list(self._there)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """In any thread: have ``work`` done in the link's."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as error:  # closed
            work.close()
            raise Lost("the connection is closed") from error

    def wait(
        self, work: Coroutine[Any, Any, T], cancel: CancelToken, seconds: float
    ) -> T:
        """In any other thread: what ``work`` gives, within so many seconds.

        Raises :class:`Stopped` or ``TimeoutError``; ``work`` is cancelled then.
        """
        future = self.start(work)
        deadline = clock() + seconds
        while not future.done():
            concurrent.futures.wait([future], timeout=POLL_S)
            if future.done():
                break
            if cancel.cancelled or clock() > deadline:
                future.cancel()
                if cancel.cancelled:
                    raise Stopped
                raise TimeoutError(f"no answer within {seconds:.0f} s")
        return future.result()

    def close(self) -> None:
        """In any other thread: leave the cluster and end the link's thread."""
        if self._thread.is_alive():
            with contextlib.suppress(Exception):  # whatever became of the cluster
                self.start(self._leave()).result(2 * CLOSE_S)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    async def submit(self, address: str, fn: Callable[..., Any], *args: Any) -> Any:
        """Have the worker run ``fn`` as a task; raises :class:`Lost` if it is gone."""
        client, gone = self._client, self._there.get(address)
        if client is None or gone is None or not self.alive:
            raise Lost(address)
        task = client.submit(
            fn, *args, workers=[address], allow_other_workers=False, pure=False
        )
        result = asyncio.ensure_future(task.result())
        try:
            await asyncio.wait({result, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not result.done():
                raise Lost(address)
            return _plain(result)
        finally:
            result.cancel()
            task.release()

    async def call(self, address: str, fn: Callable[..., T], *args: Any) -> T:
        """Have the worker run ``fn`` at once, beside its tasks."""
        client, gone = self._client, self._there.get(address)
        if client is None or gone is None or not self.alive:
            raise Lost(address)
        asked = asyncio.ensure_future(client.run(fn, *args, workers=[address]))
        try:
            await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise Lost(address)
            answers: Mapping[str, T] = _plain(asked)
            if address not in answers:
                raise Lost(address)
            return answers[address]
        finally:
            asked.cancel()

    async def scatter(self, value: Any, addresses: list[str]) -> Any:
        """A Dask future of ``value``, which all of these workers have."""
        assert self._client is not None  # it is connected
        (future,) = await self._client.scatter(
            [value], workers=addresses, broadcast=len(addresses) > 1, hash=False
        )
        return future

    async def arrived(self, address: str) -> None:
        """Return when the scheduler knows the worker."""
        while address not in self._there:
            await self.look()
            await asyncio.sleep(_PAUSE_S)

    async def look(self) -> None:
        """Ask the scheduler which workers there are."""
        async with self._looking:  # an old answer must not come after a new one
            client = self._client
            if client is None or not self.alive:
                return
            known = (await client.scheduler.identity(n_workers=-1))["workers"]
            for address in set(self._there) - set(known):
                self._lose(address)
            for address in set(known) - set(self._there):
                self._there[address] = self._loop.create_future()
                # Of the worker alone: what the scheduler tells under “all” may break
                # the connection (distributed 2026.8 cannot pickle what it says there
                # when somebody replicates data).
                client.subscribe_topic(address, partial(self._heard, address))

    async def _connect(self, address: str, security: Security, seconds: float) -> None:
        from distributed import Client

        client = Client(
            address,
            asynchronous=True,
            security=security,
            timeout=seconds,
            set_as_default=False,
            name="workbench",
        )
        try:
            await client
            self._client, self._stream = client, client.scheduler_comm
            await self.look()
            self._pulse = asyncio.create_task(self._watch())
        except BaseException:
            self._client = None
            await _end(client)
            raise

    async def _leave(self) -> None:
        client, self._client = self._client, None
        for address in list(self._there):
            self._lose(address)
        await asyncio.sleep(0)  # whoever waited for one is told first
        if client is not None:
            await _end(client)

    async def _watch(self) -> None:
        while self.alive:
            await asyncio.sleep(PULSE_S)
            with contextlib.suppress(Exception):  # it is gone: so all else fails too
                await self.look()

    def _heard(self, address: str, event: tuple[float, Any]) -> None:
        """The scheduler tells something of a worker."""
        told = event[1]
        if isinstance(told, dict) and told.get("action") == "remove-worker":
            self._lose(address)

    def _lose(self, address: str) -> None:
        gone = self._there.pop(address, None)
        if gone is not None and not gone.done():
            gone.set_result(None)

    def _serve(self) -> None:
        """The thread: run the loop until it is stopped, and leave nothing in it."""
        loop = self._loop
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
            loop.run_until_complete(_end_tasks())
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def fate(error: Exception, otherwise: str) -> str:
    """What is said of a task under which ``error`` arose outside of it."""
    if isinstance(error, Lost):
        return otherwise
    return f"Dask could not run it: {type(error).__name__}: {error}"


def _report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody caught, but for Dask's way to stop waiting early.

    Who stops waiting for a result leaves a task of Dask's behind that ends with
    ``AllExit``, which is only ever meant to be dropped.
    """
    if type(context.get("exception")).__name__ != "AllExit":
        loop.default_exception_handler(context)


async def _end_tasks() -> None:
    """Cancel whatever still goes on in this loop, and see it end."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _end(client: Client) -> None:
    """Close ``client``; if the scheduler does not answer, without it."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(client.close(), CLOSE_S)
    if client.status != "closed":
        with contextlib.suppress(Exception):
            await asyncio.wait_for(client.close(fast=True), CLOSE_S)


def _plain(done: asyncio.Future[Any]) -> Any:
    """What it gives or raises; that Dask gave it up is a loss."""
    from distributed import KilledWorker

    gone = asyncio.CancelledError, concurrent.futures.CancelledError, KilledWorker
    try:
        return done.result()
    except gone as error:
        raise Lost(str(error)) from error
