"""Reaching a running cluster: five seconds, to be stopped at any time, and in words.

The libraries' own ways of connecting block, retry for minutes or write tracebacks, each
in its own manner. :func:`reach` finds out first whether anybody listens there at all;
:func:`within` then runs the library's way in a thread that nobody has to wait for.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.results import clock
from workbench.engines.addresses import Address

CONNECT_S = 5.0
"""How long connecting may take."""
POLL_S = 0.05
"""How late a stop may be seen, in seconds."""

T = TypeVar("T")


def within(
    connect: Callable[[], T],
    cancel: CancelToken,
    *,
    seconds: float = CONNECT_S,
    discard: Callable[[T], object] = lambda made: None,
) -> T:
    """What ``connect`` gives or raises, run in a thread of its own.

    Raises :class:`Stopped` or ``TimeoutError`` as soon as that is so. The thread then
    ends when ``connect`` does, and what it made after all is ``discard``-ed.
    """
    future: Future[T] = Future()
    abandoned = threading.Event()
    lock = threading.Lock()

    def work() -> None:
        try:
            made = connect()
        except BaseException as error:  # raised where somebody waits for it
            future.set_exception(error)
            return
        with lock:
            if not abandoned.is_set():
                future.set_result(made)
                return
        discard(made)

    threading.Thread(target=work, name="workbench-connect", daemon=True).start()
    deadline = clock() + seconds
    while not future.done():
        wait([future], timeout=POLL_S)
        if not cancel.cancelled and clock() < deadline:
            continue
        with lock:
            if future.done():
                break
            abandoned.set()
        if cancel.cancelled:
            raise Stopped
        raise TimeoutError(f"no answer within {seconds:.0f} s")
    return future.result()


def reach(
    address: Address,
    engine_title: Message,
    cancel: CancelToken,
    *,
    seconds: float = CONNECT_S,
) -> None:
    """Find out whether anybody listens at ``address``.

    Raises :class:`EngineFailed` with the reason and a remedy, or :class:`Stopped`.
    """

    def connect() -> None:
        where = address.host, address.port
        socket.create_connection(where, timeout=seconds).close()

    try:
        within(connect, cancel, seconds=seconds)
    except socket.gaierror:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "There is no computer named “{host}” to connect {engine} to. Check the "
            "address of the cluster, and the network.",
        )
    except ConnectionRefusedError:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "Nothing listens on port {port} of {host}. Check the port, and whether the "
            "cluster of {engine} is running.",
        )
    except TimeoutError:
        raise silent(address, engine_title, seconds) from None
    except OSError as error:
        raise refused(address, engine_title, error.strerror or str(error)) from error
    else:
        return
    values: dict[str, Value] = {
        "engine": engine_title,
        "host": address.host,
        "port": str(address.port),
    }
    raise EngineFailed(Message(template, values))


def silent(
    address: Address, engine_title: Message, seconds: float = CONNECT_S
) -> EngineFailed:
    """Nobody said anything in time."""
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{host} did not answer on port {port} within {seconds:.0f} s. Check "
                "that a cluster of {engine} listens there, that it may be reached "
                "from here (firewall), and whether it expects an encrypted connection.",
            ),
            {
                "engine": engine_title,
                "host": address.host,
                "port": str(address.port),
                "seconds": seconds,
            },
        )
    )


def refused(address: Address, engine_title: Message, reason: str) -> EngineFailed:
    """Somebody answered, and it did not come to a connection."""
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{engine} cannot connect to port {port} of {host}: {reason}. Check the "
                "address, the certificates, and that the cluster has the same version "
                "of {engine}.",
            ),
            {
                "engine": engine_title,
                "host": address.host,
                "port": str(address.port),
                "reason": reason.rstrip("."),
            },
        )
    )
