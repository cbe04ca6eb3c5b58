from __future__ import annotations

import socket
import threading

import pytest

from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.messages import Message
from workbench.engines import connecting
from workbench.engines.addresses import Address

DASK = Message("Dask")


class Slow:
    """A way of connecting that takes until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.discarded: list[str] = []
        self.done = threading.Event()

    def connect(self) -> str:
        self.go.wait()
        return "connected"

    def discard(self, made: str) -> None:
        self.discarded.append(made)
        self.done.set()


def test_that_what_connects_is_given_and_what_fails_is_raised() -> None:
    assert connecting.within(lambda: 7, CancelToken()) == 7
    with pytest.raises(TimeoutError, match="its own"):
        connecting.within(_times_out, CancelToken())


def test_that_a_stop_is_seen_while_connecting_and_a_late_connection_discarded() -> None:
    slow, cancel = Slow(), CancelToken()
    cancel.cancel()
    with pytest.raises(Stopped):
        connecting.within(slow.connect, cancel, discard=slow.discard)
    slow.go.set()
    assert slow.done.wait(10)
    assert slow.discarded == ["connected"]


def test_that_waiting_has_an_end() -> None:
    slow = Slow()
    with pytest.raises(TimeoutError, match="within"):
        connecting.within(
            slow.connect, CancelToken(), seconds=0.0, discard=slow.discard
        )
    slow.go.set()
    assert slow.done.wait(10)


def test_that_a_port_on_which_somebody_listens_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        connecting.reach(_address(server), DASK, CancelToken())
        server.settimeout(10)
        reached, _ = server.accept()
        with reached:
            assert reached.recv(1) == b""  # it only looked, and has hung up


def test_that_a_port_on_which_nobody_listens_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = _address(server)
    with pytest.raises(EngineFailed, match=f"Nothing listens on port {address.port}"):
        connecting.reach(address, DASK, CancelToken())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "unknown"), "no computer named “node”"),
        (TimeoutError(), "did not answer on port 8786 within 5 s"),
        (OSError(101, "Network is unreachable"), "Network is unreachable"),
    ],
)
def test_that_each_way_of_not_reaching_somebody_has_its_sentence(
    monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    with pytest.raises(EngineFailed, match=words):
        connecting.reach(Address("tcp://", "node", 8786), DASK, CancelToken())


def _times_out() -> None:
    raise TimeoutError("its own")


def _address(server: socket.socket) -> Address:
    return Address("tcp://", "127.0.0.1", server.getsockname()[1])
