"""What happens between clients and server in every round, whatever the strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.core.parameters import ParamValue, real, real_or_none, whole
from workbench.joint.base import Clients
from workbench.joint.compression import Compression, compression
from workbench.joint.network import NETWORKS, Links
from workbench.joint.privacy.accountant import Accountant
from workbench.joint.privacy.masking import fewest_left
from workbench.joint.sampling import Sampler, chosen_count
from workbench.joint.stopping import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Differential privacy of whole clients: clip to ``clip``, noise ``noise`` · clip.

    ``rate`` is a client's chance to be in a round, drawn for each by itself, as the
    accountant assumes.
    """

    clip: float
    noise: float
    delta: float
    rate: float

    @property
    def accountant(self) -> Accountant:
        """What its rounds cost."""
        return Accountant(self.noise, self.delta, self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """The dials of a run's rounds; one for all strategies."""

    clients: Clients
    seed: int
    fraction: float
    dropout: float
    stragglers: float
    quorum: int
    attack: str
    strength: float
    compression: Compression
    links: Links | None
    protection: Protection | None
    clip: float | None
    secure: bool
    audit: bool
    limits: Limits

    @property
    def rounds(self) -> int:
        """The most that a strategy makes."""
        return self.limits.rounds

    def sampler(self, *, everyone: bool, private: bool) -> Sampler:
        """Who comes: ``everyone`` where there is no server that draws some.

        A round is drawn anew, too, where masks could not be taken off.
        """
        fraction = 1.0 if everyone else self.fraction
        quorum = self.quorum
        if self.secure:
            able = int(np.count_nonzero(self.clients.sizes))
            quorum = max(quorum, fewest_left(chosen_count(able, fraction)))
        return Sampler(
            self.clients,
            fraction=fraction,
            dropout=self.dropout,
            stragglers=self.stragglers,
            quorum=quorum,
            seed=self.seed,
            independent=private and not everyone,
        )


def round_plan(
    given: Mapping[str, ParamValue], clients: Clients, seed: int
) -> RoundPlan:
    """From the filled and checked parameters of a run."""
    params = dict(given)
    network = str(params["network"])
    links = None
    if network != "none":
        links = NETWORKS[network].network.links(len(clients), seed)
    able = int(np.count_nonzero(clients.sizes))
    fraction = real(params, "fraction")
    protection = None
    if params["noise"] is not None:
        protection = Protection(
            clip=real(params, "clip"),
            noise=real(params, "noise"),
            delta=real(params, "delta"),
            rate=fraction,
        )
    megabytes = real_or_none(params, "max_megabytes")
    return RoundPlan(
        clients=clients,
        seed=seed,
        fraction=fraction,
        dropout=real(params, "dropout"),
        stragglers=real(params, "stragglers"),
        quorum=min(whole(params, "quorum"), able),
        attack=str(params["attack"]),
        strength=real(params, "strength"),
        compression=compression(
            str(params["compression"]),
            keep=real(params, "keep"),
            levels=whole(params, "levels"),
        ),
        links=links,
        protection=protection,
        clip=real_or_none(params, "clip"),
        secure=params["secure"] is True,
        audit=params["audit"] is True,
        limits=Limits(
            rounds=whole(params, "rounds"),
            max_seconds=real_or_none(params, "max_seconds"),
            max_bytes=None if megabytes is None else 1e6 * megabytes,
            gradient_tol=real_or_none(params, "gradient_tol"),
            flat_tol=real_or_none(params, "flat_tol"),
            patience=None if params["patience"] is None else whole(params, "patience"),
            epsilon=real_or_none(params, "epsilon"),
        ),
    )
