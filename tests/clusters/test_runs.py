from __future__ import annotations

import threading

import msgspec
import pytest

from tests.clusters.elsewhere import Elsewhere
from workbench.core import events as ev
from workbench.core.anatomy import WorkerFacts
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.spec import ClusterSpec, CvSpec, ExperimentSpec, RepeatSpec
from workbench.external import Consents
from workbench.planner import PRESETS, estimate, expand, validate
from workbench.runner import machine
from workbench.runner.tally import Tally
from workbench.session import Session

FAR = ClusterSpec(address="tcp://node:8786", unencrypted=True)
NEAR = ClusterSpec(address="tcp://localhost:8786")


def spec(cluster: ClusterSpec, engine: str = "elsewhere") -> ExperimentSpec:
    return msgspec.structs.replace(
        PRESETS["iris-vote"].spec,
        engine=engine,
        cluster=cluster,
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=1, maximum=1),
        workers=(1,),
    )


def errors(wanted: ExperimentSpec) -> list[tuple[str, str]]:
    found = [p for p in validate(wanted, cores=2) if p.severity == "error"]
    return [(p.field, str(p.message)) for p in found]


@pytest.mark.usefixtures("elsewhere")
def test_that_plain_tcp_to_another_computer_is_refused_then_asked_about(
    consents: Consents,
) -> None:
    ((field, text),) = errors(spec(ClusterSpec(address="tcp://node:8786")))
    assert field == "cluster.address"
    assert "not be encrypted" in text
    ((field, text),) = errors(spec(FAR))
    assert field == "cluster.address"
    assert "You have not allowed" in text
    consents.grant("node", unencrypted=True)
    assert errors(spec(FAR)) == []
    consents.withdraw("node")
    assert len(errors(spec(FAR))) == 1


@pytest.mark.usefixtures("elsewhere")
def test_that_an_address_for_an_engine_of_this_computer_is_an_error() -> None:
    ((field, text),) = errors(spec(NEAR, engine="threads"))
    assert field == "cluster.address"
    assert "this computer only" in text


def test_that_without_consent_no_engine_is_opened(
    session: Session, elsewhere: type[Elsewhere]
) -> None:
    (only,) = session.start(spec(FAR))
    assert isinstance(only, ev.RunFailed)
    assert "You have not allowed" in str(only.message)
    with pytest.raises(BadInput, match="You have not allowed"):
        session.engines.get("elsewhere", cluster=FAR)
    assert elsewhere.opened == []


def test_that_with_consent_the_engine_gets_the_cluster_and_the_run_notes_it(
    session: Session, elsewhere: type[Elsewhere], consents: Consents
) -> None:
    consents.grant("node", unencrypted=True)
    events = list(session.start(spec(FAR)))
    assert isinstance(events[-1], ev.RunFinished)
    assert elsewhere.opened == [FAR]
    (started,) = [e for e in events if isinstance(e, ev.RunStarted)]
    assert started.environment["cluster"] == "tcp://node:8786"


def test_that_another_cluster_closes_the_engine_and_the_same_keeps_it(
    session: Session, elsewhere: type[Elsewhere]
) -> None:
    first = session.engines.get("elsewhere", cluster=NEAR)
    assert session.engines.get("elsewhere", cluster=NEAR) is first
    assert session.engines.get("elsewhere") is not first
    assert elsewhere.opened == [NEAR, ClusterSpec()]
    assert elsewhere.closed == [NEAR]


def test_that_the_cluster_of_one_engine_leaves_others_warm(session: Session) -> None:
    first = session.engines.get("threads")
    assert session.engines.get("threads", cluster=NEAR) is first


def test_that_getting_warm_leaves_a_running_cluster_alone(
    session: Session, elsewhere: type[Elsewhere]
) -> None:
    session.warm(spec(NEAR))
    assert elsewhere.opened == []
    session.warm(spec(ClusterSpec()))
    assert elsewhere.opened == [ClusterSpec()]


@pytest.mark.parametrize("where", ["open", "ensure"])
def test_that_a_stop_while_connecting_ends_the_run_as_cancelled(
    session: Session,
    elsewhere: type[Elsewhere],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    monkeypatch.setattr(elsewhere, "silent", where)
    cancel = CancelToken()

    def stop() -> None:
        elsewhere.waiting.wait()
        cancel.cancel()

    person = threading.Thread(target=stop)
    person.start()
    events = list(session.start(spec(NEAR), cancel))
    person.join()
    assert isinstance(events[-1], ev.RunCancelled)
    assert session.store.state(1).status == "cancelled"
    monkeypatch.setattr(elsewhere, "silent", "")
    assert isinstance(list(session.start(spec(NEAR)))[-1], ev.RunFinished)


def warnings(wanted: ExperimentSpec, memory_bytes: int | None = None) -> list[str]:
    return [str(p.message) for p in validate(wanted, 2, memory_bytes)]


@pytest.mark.parametrize(("cluster", "told"), [(NEAR, True), (FAR, False)])
def test_that_cores_and_memory_of_another_computer_are_not_taken_for_ours(
    elsewhere: type[Elsewhere],
    consents: Consents,
    monkeypatch: pytest.MonkeyPatch,
    cluster: ClusterSpec,
    told: bool,
) -> None:
    monkeypatch.setattr(elsewhere, "max_workers", None)
    consents.grant("node", unencrypted=True)
    many = msgspec.structs.replace(spec(cluster), workers=(1, 8))
    assert any("share 2 cores" in text for text in warnings(many)) is told
    small = warnings(many, memory_bytes=2**20)
    assert any("this computer has" in text for text in small) is told
    assert estimate(many, 2).needs_cores is told


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("cluster", "told"), [(NEAR, True), (FAR, False)])
def test_that_threads_elsewhere_are_not_counted_against_our_cores(
    cluster: ClusterSpec, told: bool
) -> None:
    free = msgspec.structs.replace(spec(cluster), threads_per_worker=0)
    tally = Tally(expand(free, 2), machine())
    tally.inspected((WorkerFacts(worker=0, threads={"openmp": 10_000}),))
    assert tally.crowded is told
