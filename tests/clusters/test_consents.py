from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.spec import ClusterSpec
from workbench.external import Consents


@pytest.fixture
def kept(tmp_path: Path) -> Consents:
    return Consents(tmp_path / "data")


def test_that_nothing_is_allowed_at_first(kept: Consents) -> None:
    assert kept.hosts() == ()
    assert not kept.given("node")


def test_that_a_consent_is_kept_by_host_whatever_its_letters(
    kept: Consents, tmp_path: Path
) -> None:
    kept.grant("Node")
    again = Consents(tmp_path / "data")
    assert again.given("nOde")
    assert not again.given("node2")
    assert again.hosts() == ("node",)


def test_that_a_consent_is_forgotten(kept: Consents) -> None:
    kept.grant("node")
    kept.grant("other")
    assert kept.withdraw("NODE")
    assert not kept.withdraw("node")
    assert kept.hosts() == ("other",)


def test_that_an_unencrypted_connection_is_allowed_apart(kept: Consents) -> None:
    kept.grant("node")
    assert not kept.given("node", unencrypted=True)
    kept.grant("node", unencrypted=True)
    assert kept.given("node", unencrypted=True)
    kept.grant("node")
    assert kept.given("node", unencrypted=True)
    assert kept.hosts() == ("node",)


@pytest.mark.parametrize("text", ["", "{", '[{"host": 7}]', '["node"]'])
def test_that_a_spoilt_file_allows_nothing_and_is_written_anew(
    kept: Consents, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "data" / "clusters.json"
    file.parent.mkdir()
    file.write_text(text)
    assert kept.hosts() == ()
    kept.grant("node")
    assert kept.given("node")


@pytest.mark.parametrize(
    "address", ["local", "standalone", "tcp://localhost:8786", "tcp://[::1]:8786"]
)
def test_that_this_computer_needs_no_consent(kept: Consents, address: str) -> None:
    assert kept.question(ClusterSpec(address=address)) is None


def test_that_another_computer_is_asked_about_once(kept: Consents) -> None:
    cluster = ClusterSpec(address="tls://node:8786")
    question = kept.question(cluster)
    assert question is not None
    assert "will run code sent from here" in str(question.text)
    assert "node" in str(question.problem.message)
    kept.grant(question.host, unencrypted=question.unencrypted)
    assert kept.question(cluster) is None
    assert kept.question(ClusterSpec(address="tls://node:9999")) is None
    assert kept.question(ClusterSpec(address="tls://node2:8786")) is not None


def test_that_a_spec_alone_cannot_allow_an_unencrypted_connection(
    kept: Consents,
) -> None:
    kept.grant("node")
    sent = ClusterSpec(address="tcp://node:8786", unencrypted=True)
    question = kept.question(sent)
    assert question is not None
    assert question.unencrypted
    assert "not encrypted" in str(question.text)
    assert "--allow-unencrypted" in str(question.problem.message)
