"""A privacy budget: booked before a release, and no release beyond it.

    budget = Budget(Accountant(z, delta, q), epsilon, ledger)
    while budget.allows():
        ...                          # compute the round, keep it to yourself
        spent = budget.spend()       # on the disk now
        ...                          # release it, show ε = spent

A program that dies between the two has paid for a round that nobody saw: that loses
budget, the other order would lose privacy.
"""

from __future__ import annotations

import errno
import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from workbench.core.errors import WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.privacy.accountant import Accountant


class Ledger(Protocol):
    """Where what was spent is written down, for one account."""

    def rounds(self) -> int:
        """How many rounds have been booked."""

    def spend(self, epsilon: float, delta: float, note: str = "") -> None:
        """Book a round, the total from now on being ``epsilon`` at ``delta``.

        Once this returns, it stays booked.
        """


class MemoryLedger:
    """Forgets when the program ends: for models that never leave it."""

    def __init__(self) -> None:
        self._booked = 0

    def rounds(self) -> int:
        """How many rounds have been booked."""
        return self._booked

    def spend(self, epsilon: float, delta: float, note: str = "") -> None:
        """Book a round."""
        self._booked += 1


class FileLedger:
    """A file that is only ever appended to, one JSON object per line.

    Several accounts can share one. A line is in the file and the file on the disk
    (fsync) before :meth:`spend` returns. A line that a crash left half written was
    never followed by a release and does not count.
    """

    def __init__(self, file: Path, account: str) -> None:
        """``account`` names the run and the strategy whose rounds are booked."""
        self.file = file
        self.account = account

    def rounds(self) -> int:
        """How many rounds have been booked, in this program or before it."""
        return sum(line.get("account") == self.account for line in self.lines())

    def spend(self, epsilon: float, delta: float, note: str = "") -> None:
        """Book a round; raises ``WorkbenchError`` when it cannot be written."""
        entry = {"account": self.account, "epsilon": epsilon, "delta": delta}
        line = json.dumps({**entry, "note": note}).encode() + b"\n"
        try:
            self._append(line)
        except OSError as error:
            raise WorkbenchError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "What privacy costs could not be written to {file}: {reason}. "
                        "So nothing was released. Free some space or make the folder "
                        "writable, then run again.",
                    ),
                    {"file": str(self.file), "reason": error.strerror or str(error)},
                )
            ) from error

    def lines(self) -> Iterator[dict[str, Any]]:
        """What is booked, of all accounts, in order."""
        try:
            text = self.file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return
        for line in text.split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                yield entry

    def _append(self, line: bytes) -> None:
        new = not self.file.exists()
        if new:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        # One write, so that two programs do not write into each other's lines.
        with self.file.open("ab", buffering=0) as out:
            if self._broken_off():
                line = b"\n" + line
            if out.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(out.fileno())
        if new:
            _keep_name(self.file.parent)

    def _broken_off(self) -> bool:
        """Whether a crash left the last line without its end."""
        with self.file.open("rb") as text:
            if not text.seek(0, os.SEEK_END):
                return False
            text.seek(-1, os.SEEK_END)
            return text.read(1) != b"\n"


def _keep_name(folder: Path) -> None:
    """Put a new file's name on the disk, where a folder can be opened for that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Budget:
    """How much of ε is spent, and whether one more round is within it.

    Rounds that the ledger has already, from a run that broke off, count.
    """

    def __init__(
        self, accountant: Accountant, epsilon: float | None, ledger: Ledger
    ) -> None:
        """Without ``epsilon`` nothing is refused, and what is spent is told."""
        self.accountant = accountant
        self.limit = math.inf if epsilon is None else epsilon
        self._ledger = ledger
        self._rounds = ledger.rounds()

    @property
    def spent(self) -> float:
        """ε of all rounds that were booked."""
        return self.accountant.epsilon(self._rounds)

    @property
    def rounds(self) -> int:
        """How many rounds were booked."""
        return self._rounds

    def allows(self) -> bool:
        """Whether one more round stays within the budget."""
        return self.accountant.epsilon(self._rounds + 1) <= self.limit

    def spend(self, note: str = "") -> float:
        """Book the round that is about to be released; the ε spent from now on.

        Raises ``WorkbenchError``, with nothing booked, when the budget is spent.
        """
        total = self.accountant.epsilon(self._rounds + 1)
        if total > self.limit:
            raise WorkbenchError(self.refusal())
        self._ledger.spend(total, self.accountant.delta, note)
        self._rounds += 1
        return total

    def refusal(self) -> Message:
        """Why it does not go on, in words."""
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Stopped by the privacy budget: after {rounds} rounds ε = {spent:.3g} "
                "is spent, and one more would make it {next:.3g}, beyond the limit of "
                "{limit:.3g}. More noise, fewer clients per round or a larger budget "
                "allow more rounds.",
            ),
            {
                "rounds": self._rounds,
                "spent": self.spent,
                "next": self.accountant.epsilon(self._rounds + 1),
                "limit": self.limit,
            },
        )
