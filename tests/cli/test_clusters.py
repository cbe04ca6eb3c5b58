from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import msgspec
import pytest

from tests.clusters.elsewhere import Elsewhere, registered
from workbench.cli import main
from workbench.core.spec import ClusterSpec, to_json
from workbench.external import Consents
from workbench.planner import PRESETS

RUN = ("run", "iris-vote", "--engine", "elsewhere", "--workers", "1", "--repeats", "1")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> type[Elsewhere]:
    return registered(monkeypatch)


@pytest.fixture
def history(tmp_path: Path) -> list[str]:
    return ["--quiet", "--history", str(tmp_path / "history.sqlite")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Somebody at the terminal, who answers."""

    def answers(text: str) -> Terminal:
        shown = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    return answers


def test_that_without_a_terminal_the_options_are_named(
    history: list[str], elsewhere: type[Elsewhere], capsys: pytest.CaptureFixture[str]
) -> None:
    far = ("--cluster", "tcp://node:8786")
    assert main([*RUN, *far, *history]) == 2
    assert "--allow-unencrypted" in capsys.readouterr().err
    assert main([*RUN, *far, "--allow-unencrypted", *history]) == 2
    assert "--allow-host" in capsys.readouterr().err
    assert elsewhere.opened == []
    assert Consents().hosts() == ()


def test_that_options_allow_a_host_once_and_for_all(
    history: list[str], elsewhere: type[Elsewhere], capsys: pytest.CaptureFixture[str]
) -> None:
    far = ("--cluster", "tcp://node:8786", "--allow-unencrypted")
    assert main([*RUN, *far, "--allow-host", *history]) == 0
    assert main([*RUN, *far, *history]) == 0
    expected = ClusterSpec(address="tcp://node:8786", unencrypted=True)
    assert elsewhere.opened == [expected, expected]


def test_that_a_file_that_asks_for_no_encryption_is_not_covered_by_allow_host(
    history: list[str],
    elsewhere: type[Elsewhere],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sent = ClusterSpec(address="tcp://node:8786", unencrypted=True)
    spec = msgspec.structs.replace(
        PRESETS["iris-vote"].spec, engine="elsewhere", cluster=sent
    )
    file = tmp_path / "theirs.wbexp"
    file.write_text(to_json(spec))
    assert main(["run", str(file), "--allow-host", *history]) == 2
    assert "without encryption" in capsys.readouterr().err
    assert elsewhere.opened == []


def test_that_a_person_is_asked_once_and_may_refuse(
    history: list[str],
    elsewhere: type[Elsewhere],
    person,  # type: ignore[no-untyped-def]
    capsys: pytest.CaptureFixture[str],
) -> None:
    far = ("--cluster", "tcp://node:8786", "--allow-unencrypted")
    shown = person("n\n")
    assert main([*RUN, *far, *history]) == 2
    assert "will run code sent from here" in shown.getvalue()
    assert elsewhere.opened == []
    person("y\n")
    assert main([*RUN, *far, *history]) == 0
    shown = person("")
    assert main([*RUN, *far, *history]) == 0
    assert "will run code" not in shown.getvalue()
    assert len(elsewhere.opened) == 2


def test_that_another_engine_leaves_a_cluster_behind_that_it_cannot_use(
    history: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = msgspec.structs.replace(
        PRESETS["iris-vote"].spec,
        engine="elsewhere",
        cluster=ClusterSpec(address="tcp://node:8786", unencrypted=True),
    )
    file = tmp_path / "spec.wbexp"
    file.write_text(to_json(spec))
    run = ["run", str(file), "--engine", "threads", "--repeats", "1", "--json"]
    assert main([*run, *history]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["spec"]["cluster"]["address"] == "local"


def test_that_allowed_hosts_are_listed_added_and_forgotten(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["clusters"]) == 0
    assert "no other computer" in capsys.readouterr().out
    assert main(["clusters", "allow", "Node.lab"]) == 0
    assert "will run code sent from here" in capsys.readouterr().err
    assert main(["clusters", "allow", "--unencrypted", "ray://far:10001"]) == 0
    capsys.readouterr()
    assert main(["clusters", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["host"], row["unencrypted"]) for row in told] == [
        ("far", True),
        ("node.lab", False),
    ]
    assert main(["clusters"]) == 0
    assert "node.lab" in capsys.readouterr().out
    assert main(["clusters", "forget", "far"]) == 0
    assert Consents().hosts() == ("node.lab",)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["allow", "not a host"], "not the name of a computer"),
        (["allow", "localhost"], "needs no consent"),
        (["forget", "nobody"], "There is no allowed computer “nobody”"),
    ],
)
def test_that_a_host_that_makes_no_sense_is_explained(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clusters", *words]) == 2
    assert reason in capsys.readouterr().err
