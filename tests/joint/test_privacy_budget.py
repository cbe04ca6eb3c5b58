from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.core.errors import WorkbenchError
from workbench.joint.privacy.accountant import Accountant
from workbench.joint.privacy.budget import Budget, FileLedger, MemoryLedger

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 15), reason="dp-accounting is not to be had for it"
)
ROOT = Path(__file__).resolve().parents[2]
SPENDER = """
import sys
from pathlib import Path
from workbench.joint.privacy.accountant import Accountant
from workbench.joint.privacy.budget import Budget, FileLedger
budget = Budget(Accountant(1.0, 1e-4, 0.2), 4.0, FileLedger(Path(sys.argv[1]), "a"))
for _ in range(3):
    print(budget.spend(), flush=True)
sys.stdin.read()  # killed here: what was booked is not released
print("released", flush=True)
"""


def accountant() -> Accountant:
    return Accountant(1.0, 1e-4, 0.2)


def test_that_a_budget_is_never_exceeded_and_says_so_in_words() -> None:
    budget = Budget(accountant(), 4.0, MemoryLedger())
    shown = []
    while budget.allows():
        shown.append(budget.spend())
    assert shown == sorted(shown)
    assert 0 < budget.spent == shown[-1] <= 4.0
    assert budget.rounds == accountant().rounds_within(4.0)
    with pytest.raises(WorkbenchError, match="larger budget") as refused:
        budget.spend()
    assert f"after {budget.rounds} rounds" in str(refused.value)
    assert budget.rounds == accountant().rounds_within(4.0)


def test_that_without_a_limit_what_is_spent_is_told_all_the_same() -> None:
    budget = Budget(accountant(), None, MemoryLedger())
    for rounds in (1, 2, 3):
        assert budget.allows()
        assert budget.spend() == accountant().epsilon(rounds)


def test_that_a_round_is_in_the_file_before_it_is_released(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "privacy.jsonl"
    with subprocess.Popen(
        [sys.executable, "-c", SPENDER, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = [float(process.stdout.readline()) for _ in range(3)]
        process.kill()  # SIGKILL: nothing of it is tidied up
        assert "released" not in process.stdout.read()
    assert process.returncode != 0
    budget = Budget(accountant(), 4.0, FileLedger(file, "a"))
    assert budget.rounds == 3
    assert budget.spent == told[-1]
    assert budget.spend() == accountant().epsilon(4)


def test_that_accounts_in_one_file_do_not_mix(tmp_path: Path) -> None:
    first, second = (FileLedger(tmp_path / "l", name) for name in "ab")
    first.spend(1.0, 1e-5, "round 1")
    second.spend(2.0, 1e-5)
    first.spend(3.0, 1e-5)
    assert (first.rounds(), second.rounds()) == (2, 1)
    assert [line["epsilon"] for line in first.lines()] == [1.0, 2.0, 3.0]
    assert next(first.lines())["note"] == "round 1"


def test_that_a_file_broken_off_anywhere_keeps_all_whole_lines(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    ledger = FileLedger(whole, "é")
    ledger.spend(1.25, 1e-5)
    one = len(whole.read_bytes())
    ledger.spend(2.5, 1e-5)
    text = whole.read_bytes()
    for length in range(len(text) + 1):
        torn = tmp_path / "torn"
        torn.write_bytes(text[:length])
        ledger = FileLedger(torn, "é")
        booked = ledger.rounds()
        assert booked >= (length >= one) + (length == len(text))
        ledger.spend(9.0, 1e-5)
        assert ledger.rounds() == booked + 1
        assert torn.read_bytes().startswith(text[:length])


def test_that_nothing_is_booked_where_nothing_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    budget = Budget(accountant(), 4.0, FileLedger(blocked / "l", "a"))
    with pytest.raises(WorkbenchError, match="nothing was released"):
        budget.spend()
    assert budget.rounds == 0
