"""The address of a running cluster: read strictly, and judged before anybody connects.

What is read here must be what the libraries connect to, so anything but scheme, host
and port is refused rather than interpreted: no user name, no path, no list of hosts.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.spec import ClusterSpec

ENCRYPTED = ("tls://",)
"""Schemes whose connections nobody on the way can read or change."""
STANDALONE = "spark://"
"""Whose engine has a second kind of cluster on this computer."""
_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*://)"
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*)))"
    r":(?P<port>[0-9]{1,5})/?"
)
_FIELD = "cluster.address"
_PEM = b"-----BEGIN "


class Address(NamedTuple):
    """Where a cluster listens."""

    scheme: str
    host: str
    port: int

    @property
    def encrypted(self) -> bool:
        """Whether the connection is."""
        return self.scheme in ENCRYPTED

    @property
    def loopback(self) -> bool:
        """Whether it never leaves this computer."""
        return is_loopback(self.host)


def parse(text: str) -> Address | None:
    """Read ``scheme://host:port``; ``None`` where it is anything else."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or not 0 < int(found["port"]) < 2**16:
        return None
    host = (found["six"] or found["host"]).lower()
    if found["six"] and not _is_ip(host):
        return None
    return Address(found["scheme"], host, int(found["port"]))


def of_host(host: str) -> Address | None:
    """An address at which ``host`` could be; ``None`` where that is no host."""
    host = host.strip()
    return parse(f"tcp://[{host}]:1" if ":" in host else f"tcp://{host}:1")


def fitting(cluster: ClusterSpec, schemes: Sequence[str]) -> ClusterSpec:
    """``cluster`` if an engine with ``schemes`` can use it, else one of its own."""
    if cluster.address == "standalone":
        fits = STANDALONE in schemes
    elif cluster.remote:
        fits = any(cluster.address.startswith(scheme) for scheme in schemes)
    else:
        fits = bool(schemes)
    return cluster if fits else ClusterSpec()


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this computer, whatever a name server says.

    Only what every system takes for it: ``localhost`` and loopback addresses written
    out. Anything in doubt counts as another computer.
    """
    if host.lower() == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback


def remote_host(cluster: ClusterSpec) -> str | None:
    """The other computer that code would be sent to; ``None`` where there is none."""
    if not cluster.remote:
        return None
    address = parse(cluster.address)
    return None if address is None or address.loopback else address.host


def example(scheme: str) -> str:
    """What an address with ``scheme`` looks like."""
    return f"{scheme}host:{_PORTS.get(scheme, 8786)}"


def is_encrypted(cluster: ClusterSpec) -> bool:
    """Whether nobody on the way to it can read or change what is sent."""
    address = parse(cluster.address)
    return address is not None and address.encrypted


def problems(
    cluster: ClusterSpec, engine_title: Message, schemes: Sequence[str]
) -> list[Problem]:
    """What is wrong with ``cluster`` for an engine that takes these ``schemes``."""
    if not cluster.remote:
        return list(_without_address(cluster, engine_title, schemes))
    if not schemes:
        return [_error(_FIELD, _NO_CLUSTER, engine=engine_title)]
    address = parse(cluster.address)
    if address is None:
        return [
            _error(
                _FIELD,
                _UNREADABLE,
                address=cluster.address,
                example=example(schemes[0]),
            )
        ]
    if address.scheme not in schemes:
        return [
            _error(
                _FIELD,
                _WRONG_SCHEME,
                address=cluster.address,
                engine=engine_title,
                schemes=tuple(schemes),
            )
        ]
    found = list(_files(cluster, address))
    if not (address.encrypted or address.loopback or cluster.unencrypted):
        safer = _UNENCRYPTED_TLS if set(schemes) & set(ENCRYPTED) else _UNENCRYPTED
        found.append(_error(_FIELD, safer, host=address.host))
    return found


def _without_address(
    cluster: ClusterSpec, engine_title: Message, schemes: Sequence[str]
) -> Iterator[Problem]:
    if not cluster.address:
        scheme = schemes[0] if schemes else ENCRYPTED[0]
        yield _error(_FIELD, _EMPTY, example=example(scheme))
    elif cluster.address == "standalone" and STANDALONE not in schemes:
        yield _error(_FIELD, _NOT_STANDALONE, engine=engine_title)


def _files(cluster: ClusterSpec, address: Address) -> Iterator[Problem]:
    """The files in PEM form, which belong to encrypted connections only."""
    given = [n for n in _KINDS if getattr(cluster, n)]
    if not address.encrypted:
        if given:
            yield Problem(
                field=f"cluster.{given[0]}",
                severity="warning",
                message=Message(_UNUSED, {"scheme": address.scheme}),
            )
        return
    for name, kind in _KINDS.items():
        path = getattr(cluster, name)
        if not path:
            yield _error(f"cluster.{name}", _MISSING, kind=kind)
        elif reason := _unusable(Path(path), key=name == "key"):
            yield _error(f"cluster.{name}", reason, kind=kind, path=path)


def _unusable(path: Path, *, key: bool) -> str | None:
    """What is wrong with a file in PEM form, as a template."""
    try:
        content = path.read_bytes()[:_MOST]
    except OSError:
        return _UNREADABLE_FILE
    if _PEM not in content:
        return _NO_PEM
    if key and b"ENCRYPTED" in content:
        return _LOCKED_KEY
    return None


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _error(field: str, template: str, **values: Value) -> Problem:
    return Problem(field=field, message=Message(template, values))


_MOST = 1 << 20
_PORTS = {"tls://": 8786, "tcp://": 8786, "spark://": 7077, "ray://": 10001}
"""Where each system listens unless told otherwise."""
_KINDS = {
    "ca": Message(QT_TRANSLATE_NOOP("Message", "authority’s certificate")),
    "certificate": Message(QT_TRANSLATE_NOOP("Message", "certificate")),
    "key": Message(QT_TRANSLATE_NOOP("Message", "private key")),
}
_EMPTY = QT_TRANSLATE_NOOP(
    "Message",
    "Give the address of the running cluster, such as {example}, or “local” for one on "
    "this computer.",
)
_NO_CLUSTER = QT_TRANSLATE_NOOP(
    "Message",
    "The engine “{engine}” works on this computer only. Choose Dask, Ray or Spark for "
    "a cluster, or set the address to “local”.",
)
_NOT_STANDALONE = QT_TRANSLATE_NOOP(
    "Message",
    "Only Spark has a “standalone” cluster: set the address of {engine} to “local”.",
)
_UNREADABLE = QT_TRANSLATE_NOOP(
    "Message",
    "“{address}” is not the address of a cluster. Write its kind, host and port, such "
    "as {example}.",
)
_WRONG_SCHEME = QT_TRANSLATE_NOOP(
    "Message",
    "{engine} cannot use “{address}”: its addresses begin with {schemes}.",
)
_UNENCRYPTED_TLS = QT_TRANSLATE_NOOP(
    "Message",
    "The connection to {host} would not be encrypted: anybody on the way could read "
    "your data and have other code run. Use tls://, or allow it (“Allow unencrypted”, "
    "--allow-unencrypted).",
)
_UNENCRYPTED = QT_TRANSLATE_NOOP(
    "Message",
    "The connection to {host} would not be encrypted: anybody on the way could read "
    "your data and have other code run. Use an encrypted tunnel that begins on this "
    "computer, or allow it (“Allow unencrypted”, --allow-unencrypted).",
)
_UNUSED = QT_TRANSLATE_NOOP(
    "Message",
    "Certificates are used with tls:// only: a connection with {scheme} is not "
    "encrypted.",
)
_MISSING = QT_TRANSLATE_NOOP(
    "Message",
    "Choose the file of the {kind}: an encrypted connection needs all three.",
)
_UNREADABLE_FILE = QT_TRANSLATE_NOOP(
    "Message",
    "The file of the {kind} cannot be read: {path}. Choose another, or allow yourself "
    "to read it.",
)
_NO_PEM = QT_TRANSLATE_NOOP(
    "Message",
    "The file of the {kind} is not in PEM form: {path}. It has a line that begins with "
    "“-----BEGIN”.",
)
_LOCKED_KEY = QT_TRANSLATE_NOOP(
    "Message",
    "The {kind} asks for a passphrase: {path}. Save it without one, readable for you "
    "alone.",
)
