"""One window per person: a second start hands its file to the first and ends.

The first program listens on a local socket that only its user may open; nothing is ever
reachable over a network. A second one that finds it answers writes one line, waits for
the answer, and is done. What a killed program left of its socket is cleared away by the
next one. Who may talk to whom follows from user and history: two users never meet, nor
do two programs that keep their history in different places.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 1000
ANSWER_MS = 15_000
"""How long the first program may take to answer: it may still be starting itself."""
_ELECTION_MS = 5000
_LONGEST = 16_384
_DONE = b"ok\n"


class Instance(QObject):
    """This program's place among its kind: first of them, or one that hands over."""

    asked = Signal(str)
    """Another start wants this window in front, and the file opened, if not empty."""

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = _address(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._buffers: dict[QLocalSocket, bytes] = {}

    def hand_over(self, file: str = "") -> bool:
        """Give ``file`` to the program that runs already; whether there is one.

        If there is none, this one is the first from now on. Where no socket can be made
        (a folder that cannot be written) every start opens a window of its own.
        """
        if self._address is None:
            return False
        lock = QLockFile(
            f"{self._address}.lock" if _is_path(self._address) else _lock()
        )
        locked = lock.tryLock(_ELECTION_MS)
        try:
            answered = _tell_first(self._address, file)
            if answered is not None:  # one that hangs keeps its socket
                return answered
            if not self._server.listen(self._address):
                # Nobody answers there: it is what a killed program left.
                QLocalServer.removeServer(self._address)
                self._server.listen(self._address)
            return False
        finally:
            if locked:
                lock.unlock()

    def close(self) -> None:
        """Stop listening; the socket is gone."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._buffers[socket] = b""
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket not in self._buffers:
            return
        heard = self._buffers[socket] + bytes(socket.readAll().data())
        self._buffers[socket] = heard
        if len(heard) > _LONGEST:
            socket.abort()
        elif heard.endswith(b"\n"):
            file = _asked(heard)
            if file is None:
                socket.abort()
                return
            socket.write(_DONE)
            socket.flush()
            self.asked.emit(file)

    def _forget(self, socket: QLocalSocket) -> None:
        self._buffers.pop(socket, None)
        socket.deleteLater()


def _tell_first(address: str, file: str) -> bool | None:
    """Hand over to whoever listens there; ``None`` where nobody does."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(CONNECT_MS):
        return None
    path = str(Path(file).absolute()) if file else ""
    socket.write(json.dumps({"open": path}).encode() + b"\n")
    heard = b""
    deadline = QDeadlineTimer(ANSWER_MS)
    while not heard.endswith(b"\n") and not deadline.hasExpired():
        # Comes back early as well, when what was written has gone out.
        socket.waitForReadyRead(min(100, deadline.remainingTime()))
        heard += bytes(socket.readAll().data())
        if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            break
    socket.abort()
    return heard == _DONE


def _asked(line: bytes) -> str | None:
    """The file of a request; ``None`` when it is no request of ours."""
    try:
        request = json.loads(line)
    except ValueError:
        return None
    file = request.get("open") if isinstance(request, dict) else None
    return file if isinstance(file, str) else None


def _address(home: Path) -> str | None:
    """Where to meet: a pipe's name, or a socket in a folder of this user alone."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else ""
    key = hashlib.sha256(f"{user}\0{home.absolute()}".encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return f"workbench-{key}"
    for folder in _folders():
        if _is_private(folder):
            return str(folder / f"workbench-{key}")
    return None


def _folders() -> list[Path]:
    """Short paths, since a socket's must fit into some hundred bytes."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    beside = Path(tempfile.gettempdir(), f"workbench-{os.getuid()}")
    return [*([Path(runtime)] if runtime else []), beside]


def _is_private(folder: Path) -> bool:
    """Whether nobody else can put a socket of theirs there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.getuid()
        and not found.st_mode & 0o077
        and len(str(folder)) < 80
    )


def _is_path(address: str) -> bool:
    return "/" in address


def _lock() -> str:
    return QDir.temp().filePath("workbench.lock")
