from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.errors import Problem
from workbench.core.messages import Message
from workbench.core.spec import ClusterSpec
from workbench.engines.addresses import is_loopback, parse, problems, remote_host

DASK = Message("Dask"), ("tls://", "tcp://")
SPARK = Message("Spark"), ("spark://",)


def dask(address: str, **fields: object) -> list[Problem]:
    return problems(ClusterSpec(address=address, **fields), *DASK)  # type: ignore[arg-type]


def pem(path: Path, kind: str = "CERTIFICATE") -> str:
    path.write_text(f"-----BEGIN {kind}-----\nAA==\n-----END {kind}-----\n")
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return {
        "ca": pem(tmp_path / "ca.pem"),
        "certificate": pem(tmp_path / "certificate.pem"),
        "key": pem(tmp_path / "key.pem", "PRIVATE KEY"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tls://node-7.lab:8786", ("tls://", "node-7.lab", 8786)),
        (" tcp://127.0.0.1:1 ", ("tcp://", "127.0.0.1", 1)),
        ("spark://MASTER:7077", ("spark://", "master", 7077)),
        ("ray://[2001:db8::1]:10001/", ("ray://", "2001:db8::1", 10001)),
    ],
)
def test_that_scheme_host_and_port_are_read(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "node:8786",
        "tcp://node",
        "tcp://node:",
        "tcp://:8786",
        "tcp://node:0",
        "tcp://node:65536",
        "tcp://node:8786/path",
        "tcp://localhost:1@node:8786",
        "tcp://localhost@node:8786",
        "spark://one:7077,two:7077",
        "tcp://no de:8786",
        "tcp://[localhost]:8786",
        "tcp://-option:8786",
        "tcp://node:٣",
        "tcp://nöde:8786",
    ],
)
def test_that_anything_else_is_no_address(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"],
)
def test_that_this_computer_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",
        "::",
        "127.1",
        "2130706433",
        "0x7f.1",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "10.0.0.1",
        "",
    ],
)
def test_that_what_is_in_doubt_is_another_computer(host: str) -> None:
    assert not is_loopback(host)


def test_that_a_cluster_of_this_computer_has_no_remote_host() -> None:
    for address in ("local", "standalone", "", "tcp://localhost:8786", "nonsense"):
        assert remote_host(ClusterSpec(address=address)) is None
    assert remote_host(ClusterSpec(address="tcp://Node:8786")) == "node"


def test_that_a_local_cluster_has_no_problems() -> None:
    assert not dask("local")
    assert not dask("tcp://localhost:8786")
    assert not problems(ClusterSpec(address="standalone"), *SPARK)
    assert not problems(ClusterSpec(), Message("Threads"), ())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", ["tls://host:8786", "local"]),
        ("node", ["“node”", "tls://host:8786"]),
        ("tls://node", ["port"]),
        ("ray://node:10001", ["Dask", "tls://, tcp://"]),
        ("standalone", ["Spark"]),
    ],
)
def test_that_a_bad_address_is_explained_with_a_good_one(
    address: str, words: list[str]
) -> None:
    (problem,) = dask(address)
    assert problem.field == "cluster.address"
    assert all(word in str(problem.message) for word in words)


def test_that_an_engine_of_this_computer_only_refuses_a_cluster() -> None:
    (problem,) = problems(
        ClusterSpec(address="tcp://localhost:8786"), Message("Threads"), ()
    )
    assert "this computer only" in str(problem.message)


@pytest.mark.parametrize(
    ("address", "who", "remedy"),
    [
        ("tcp://node:8786", DASK, "tls://"),
        ("spark://node:7077", SPARK, "tunnel"),
        ("ray://10.0.0.7:10001", (Message("Ray"), ("ray://",)), "tunnel"),
    ],
)
def test_that_an_unencrypted_connection_to_another_computer_is_refused_unless_allowed(
    address: str, who: tuple[Message, tuple[str, ...]], remedy: str
) -> None:
    (problem,) = problems(ClusterSpec(address=address), *who)
    assert problem.severity == "error"
    assert "not be encrypted" in str(problem.message)
    assert remedy in str(problem.message)
    assert not problems(ClusterSpec(address=address, unencrypted=True), *who)


def test_that_an_encrypted_connection_with_its_files_has_no_problems(
    files: dict[str, str],
) -> None:
    assert not dask("tls://node:8786", **files)


@pytest.mark.parametrize("left_out", ["ca", "certificate", "key"])
def test_that_each_file_of_an_encrypted_connection_is_asked_for(
    files: dict[str, str], left_out: str
) -> None:
    (problem,) = dask("tls://node:8786", **files | {left_out: ""})
    assert problem.field == f"cluster.{left_out}"
    assert problem.severity == "error"


def test_that_a_file_that_is_not_there_is_named(files: dict[str, str]) -> None:
    Path(files["ca"]).unlink()
    (problem,) = dask("tls://node:8786", **files)
    assert problem.field == "cluster.ca"
    assert files["ca"] in str(problem.message)


def test_that_a_file_that_is_no_certificate_is_named(files: dict[str, str]) -> None:
    Path(files["certificate"]).write_bytes(b"\x30\x82\x01")
    (problem,) = dask("tls://node:8786", **files)
    assert problem.field == "cluster.certificate"
    assert "PEM" in str(problem.message)


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
    ],
)
def test_that_a_key_that_would_ask_for_a_passphrase_is_refused(
    files: dict[str, str], text: str
) -> None:
    Path(files["key"]).write_text(text)
    (problem,) = dask("tls://node:8786", **files)
    assert problem.field == "cluster.key"
    assert "passphrase" in str(problem.message)


def test_that_certificates_without_encryption_are_warned_of(
    files: dict[str, str],
) -> None:
    (problem,) = dask("tcp://localhost:8786", **files)
    assert problem.severity == "warning"
    assert "tls://" in str(problem.message)
