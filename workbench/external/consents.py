"""The other computers that this person lets code be sent to.

Who connects an engine to a cluster has that cluster run code sent from here, and sends
it the data. Each computer is asked about once; the answer is kept in one small file in
the program's data folder, read anew each time. A set-up that somebody else made names
a cluster and may ask for an unencrypted connection, but never carries the consent.
"""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import platformdirs

from workbench.core.errors import Problem, StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ClusterSpec
from workbench.engines import addresses
from workbench.external import kept


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One computer, by the name that stands in the address."""

    host: str
    unencrypted: bool = False
    """Whether also over a connection that anybody on the way can read and change."""
    given_at: float
    """Unix time."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has to allow before an engine connects."""

    host: str
    unencrypted: bool

    @property
    def text(self) -> Message:
        """What it means, in words."""
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "This cluster will run code sent from here, and gets the data of the "
                "experiment. Allow it only if you trust whoever runs {host}: what "
                "comes back from there could run code on this computer. The connection "
                "is not encrypted, so the same holds for everybody on the way.",
            )
            if self.unencrypted
            else QT_TRANSLATE_NOOP(
                "Message",
                "This cluster will run code sent from here, and gets the data of the "
                "experiment. Allow it only if you trust whoever runs {host}: what "
                "comes back from there could run code on this computer.",
            ),
            {"host": self.host},
        )

    @property
    def problem(self) -> Problem:
        """Why there is no run while the question is open."""
        template = (
            QT_TRANSLATE_NOOP(
                "Message",
                "You have not allowed code and data to be sent to {host} without "
                "encryption. Press Run in the window to be asked, use --allow-host "
                "with --allow-unencrypted, or “workbench clusters allow --unencrypted "
                "{host}”.",
            )
            if self.unencrypted
            else QT_TRANSLATE_NOOP(
                "Message",
                "You have not allowed code and data to be sent to {host}. Press Run in "
                "the window to be asked, use --allow-host, or “workbench clusters "
                "allow {host}”.",
            )
        )
        return Problem(
            field="cluster.address", message=Message(template, {"host": self.host})
        )


class Consents:
    """The list; ``folder`` is where it is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or platformdirs.user_data_path("workbench", appauthor=False)
        self._file = folder / "clusters.json"

    def all(self) -> tuple[Consent, ...]:
        """All of them, by host; none where the file is missing or spoilt."""
        try:
            return msgspec.json.decode(
                self._file.read_bytes(), type=tuple[Consent, ...]
            )
        except (OSError, msgspec.MsgspecError):
            return ()

    def hosts(self) -> tuple[str, ...]:
        """The computers that are allowed."""
        return tuple(consent.host for consent in self.all())

    def given(self, host: str, *, unencrypted: bool = False) -> bool:
        """Whether code may be sent to ``host``, over such a connection."""
        return any(
            consent.host == host.lower() and consent.unencrypted >= unencrypted
            for consent in self.all()
        )

    def grant(self, host: str, *, unencrypted: bool = False) -> None:
        """Allow it from now on; what was allowed before stays so."""
        host = host.lower()
        unencrypted = unencrypted or self.given(host, unencrypted=True)
        consent = Consent(host=host, unencrypted=unencrypted, given_at=time.time())
        others = [c for c in self.all() if c.host != host]
        self._keep(sorted([*others, consent], key=lambda c: c.host))

    def withdraw(self, host: str) -> bool:
        """Ask again the next time; whether it was allowed."""
        before = self.all()
        left = [c for c in before if c.host != host.lower()]
        if len(left) == len(before):
            return False
        self._keep(left)
        return True

    def _keep(self, consents: list[Consent]) -> None:
        try:
            kept.write(self._file, consents)
        except OSError as error:
            raise StoreError(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "What you allow could not be kept in {path}: {reason}. Make "
                        "the folder writable and try again.",
                    ),
                    {
                        "path": str(self._file),
                        "reason": error.strerror or str(error),
                    },
                )
            ) from error

    def question(self, cluster: ClusterSpec) -> Question | None:
        """What has to be allowed for ``cluster``; ``None`` where nothing has to be."""
        host = addresses.remote_host(cluster)
        if host is None:
            return None
        unencrypted = not addresses.is_encrypted(cluster)
        if self.given(host, unencrypted=unencrypted):
            return None
        return Question(host=host, unencrypted=unencrypted)
