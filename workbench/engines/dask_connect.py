"""Connecting to a running Dask cluster: in five seconds, or with a reason in words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ClusterSpec
from workbench.engines import addresses, connecting
from workbench.engines.dask_link import Link

if TYPE_CHECKING:
    from distributed import Security


def connect(
    link: Link, cluster: ClusterSpec, title: Message, cancel: CancelToken
) -> None:
    """Have ``link`` connected; raises :class:`EngineFailed` with a remedy."""
    address = addresses.parse(cluster.address)
    if address is None:  # the planner has said so, in more words
        raise EngineFailed(Message(_UNREADABLE, {"address": cluster.address}))
    connecting.reach(address, title, cancel)
    try:
        security = _security(cluster, address)
        if address.encrypted:
            _shake_hands(address, security, cancel)
        where = cluster.address.strip().rstrip("/")
        link.connect(where, security, cancel, connecting.CONNECT_S)
    except Stopped:
        raise
    except Exception as error:  # whatever Dask makes of the other end
        raise _words(cluster, address, title, error) from error


def _security(cluster: ClusterSpec, address: addresses.Address) -> Security:
    from distributed import Security

    if not address.encrypted:
        return Security(require_encryption=False)
    return Security(
        require_encryption=True,
        tls_ca_file=cluster.ca,
        tls_client_cert=cluster.certificate,
        tls_client_key=cluster.key,
    )


def _shake_hands(
    address: addresses.Address, security: Security, cancel: CancelToken
) -> None:
    """Find out whether the other end encrypts, and with a certificate to be trusted.

    Dask's way to the same errors is longer, and leaves a socket open on it.
    """
    context = security.get_connection_args("client")["ssl_context"]
    where, seconds = (address.host, address.port), connecting.CONNECT_S

    def shake() -> None:
        with (
            socket.create_connection(where, timeout=seconds) as plain,
            context.wrap_socket(plain),
        ):
            return

    connecting.within(shake, cancel)


def _words(
    cluster: ClusterSpec, address: addresses.Address, title: Message, error: Exception
) -> EngineFailed:
    """Why there is no connection: Dask wraps the reason in words of its own."""
    causes: list[BaseException] = [error]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)
    last = causes[-1]
    where = {"address": cluster.address}
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return connecting.silent(address, title)
    if isinstance(last, ssl.SSLCertVerificationError):
        return EngineFailed(Message(_UNTRUSTED, where))
    if isinstance(last, ssl.SSLError) and last.reason == "WRONG_VERSION_NUMBER":
        return EngineFailed(Message(_PLAIN, where))
    if isinstance(last, ConnectionResetError) and not address.encrypted:
        return EngineFailed(Message(_ENCRYPTED, where))
    return connecting.refused(address, title, str(last) or type(last).__name__)


_UNREADABLE = QT_TRANSLATE_NOOP(
    "Message",
    "“{address}” is not the address of a Dask scheduler. Write tls://host:port.",
)
_UNTRUSTED = QT_TRANSLATE_NOOP(
    "Message",
    "The certificate of the Dask cluster at {address} is not from the authority whose "
    "file was given. Choose the file of the authority that the cluster was started "
    "with.",
)
_PLAIN = QT_TRANSLATE_NOOP(
    "Message",
    "What listens at {address} does not encrypt. Check the port. If that cluster "
    "really works without encryption, its address begins with tcp://.",
)
_ENCRYPTED = QT_TRANSLATE_NOOP(
    "Message",
    "What listens at {address} ended the connection at once. Check the port. If the "
    "cluster encrypts, its address begins with tls://, and its certificates are "
    "needed.",
)
