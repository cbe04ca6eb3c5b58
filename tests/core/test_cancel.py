from __future__ import annotations

import threading

from workbench.core.cancel import CancelToken


def test_that_a_token_is_cancelled_once_and_for_all() -> None:
    token = CancelToken()
    assert not token.cancelled
    token.cancel()
    token.cancel()
    assert token.cancelled


def test_that_waiting_ends_without_a_cancel() -> None:
    assert CancelToken().wait(0.0) is False


def test_that_a_cancel_wakes_who_waits_in_another_thread() -> None:
    token = CancelToken()
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(token.wait()))
    thread.start()
    token.cancel()
    thread.join()
    assert answers == [True]
