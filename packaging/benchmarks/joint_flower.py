"""Flower's side of ``joint.py``; runs in Flower's own environment, without ours.

FedAvg by Flower's simulation engine as its documentation has it: a ``ServerApp`` with
its ``FedAvg``, and a ``ClientApp`` with a ``NumPyClient`` per client, run by
``run_simulation`` on Ray, one core per client. The model is the same NumPy softmax
regression as on our side. A round is timed from choosing its clients to the next model,
so that evaluation, which is done once at the end, is no part of it. Clients read their
rows once per process. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
from functools import lru_cache
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@lru_cache(maxsize=1)
def stored(path: str) -> dict[str, NDArray[Any]]:
    """All arrays of the file, read once per process."""
    with np.load(path) as arrays:
        return dict(arrays)


def gradient(W: Floats, X: Floats, y: NDArray[Any], l2: float) -> Floats:
    """Of the mean cross-entropy plus l2/2 ‖W‖², W being (features, classes)."""
    scores = X @ W
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(y)), y] -= 1
    found: Floats = X.T @ shares / len(y) + l2 * W
    return found


def objective(W: Floats, X: Floats, y: NDArray[Any], l2: float) -> float:
    """What is minimised."""
    scores = X @ W
    top = scores.max(axis=1)
    logs = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    mean = float((logs - scores[np.arange(len(y)), y]).mean())
    return mean + l2 / 2 * float((W**2).sum())


def client_app() -> Any:
    """Clients that descend on their own rows."""
    from flwr.client import ClientApp, NumPyClient

    class Client(NumPyClient):  # type: ignore[misc]
        def __init__(self, number: int) -> None:
            self._number = number

        def fit(self, parameters: list[Floats], config: dict[str, Any]) -> Any:
            from joint_flower import gradient, stored  # by name, so that rows stay

            arrays = stored(config["data"])
            begin, end = arrays["bounds"][self._number : self._number + 2]
            rows = arrays["order"][begin:end]
            X, y, W = arrays["X"][rows], arrays["y"][rows], parameters[0].copy()
            for _ in range(config["steps"]):
                W -= config["eta"] * gradient(W, X, y, config["l2"])
            return [W], len(rows), {}

    def made(context: Any) -> Any:
        return Client(int(context.node_config["partition-id"])).to_client()

    return ClientApp(client_fn=made)


def server_app(options: argparse.Namespace, seconds: list[float], end: Any) -> Any:
    """FedAvg that notes how long each round took, and its last model in ``end``."""
    from flwr.common import ndarrays_to_parameters, parameters_to_ndarrays
    from flwr.server import ServerApp, ServerAppComponents, ServerConfig
    from flwr.server.strategy import FedAvg

    arrays = stored(options.data)
    start = np.zeros((arrays["X"].shape[1], int(arrays["y"].max()) + 1))
    config = {
        "data": options.data,
        "steps": options.steps,
        "eta": options.eta,
        "l2": options.l2,
    }

    class Timed(FedAvg):  # type: ignore[misc]
        def configure_fit(self, *args: Any, **kwargs: Any) -> Any:
            self._begin = perf_counter()
            return super().configure_fit(*args, **kwargs)

        def aggregate_fit(self, *args: Any, **kwargs: Any) -> Any:
            found = super().aggregate_fit(*args, **kwargs)
            seconds.append(perf_counter() - self._begin)
            end[:] = parameters_to_ndarrays(found[0])
            return found

    def made(context: Any) -> Any:
        strategy = Timed(
            fraction_fit=1.0,
            fraction_evaluate=0.0,
            min_fit_clients=options.clients,
            min_available_clients=options.clients,
            initial_parameters=ndarrays_to_parameters([start]),
            on_fit_config_fn=lambda number: config,
        )
        return ServerAppComponents(
            strategy=strategy, config=ServerConfig(num_rounds=options.rounds)
        )

    return ServerApp(server_fn=made)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", help="an .npz file of X, y, X_test, y_test and bounds")
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--eta", type=float, required=True)
    parser.add_argument("--l2", type=float, required=True)
    options = parser.parse_args()

    import flwr
    from flwr.simulation import run_simulation

    seconds: list[float] = []
    end: list[Floats] = []
    begin = perf_counter()
    run_simulation(
        server_app=server_app(options, seconds, end),
        client_app=client_app(),
        num_supernodes=options.clients,
        backend_config={
            "client_resources": {"num_cpus": 1, "num_gpus": 0.0},
            "init_args": {"num_cpus": os.cpu_count() or 1, "include_dashboard": False},
        },
    )
    lasted = perf_counter() - begin
    arrays = stored(options.data)
    [W] = end
    right = (arrays["X_test"] @ W).argmax(axis=1) == arrays["y_test"]
    found = {
        "flwr": flwr.__version__,
        "round_s": seconds,
        "run_s": lasted,
        "objective": objective(W, arrays["X"], arrays["y"], options.l2),
        "test_accuracy": float(right.mean()),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
