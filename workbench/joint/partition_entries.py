"""The ways of dealing rows to clients, as data: words, parameters, sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter
from workbench.core.registry import Registry
from workbench.joint import partition_methods as methods

Kind = Literal["classification", "regression"]

CLIENTS = Parameter(
    name="clients",
    kind="int",
    default=10,
    minimum=1,
    maximum=100_000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Clients")),
    help=Message(
        QT_TRANSLATE_NOOP("Message", "How many parties hold a part of the rows each.")
    ),
)
ALPHA = Parameter(
    name="alpha",
    kind="float",
    default=0.5,
    minimum=1e-3,
    maximum=1e6,
    title=Message(QT_TRANSLATE_NOOP("Message", "Concentration α")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The smaller, the less alike the clients: 100 makes them nearly the same, "
            "0.1 very different.",
        )
    ),
)
SHARDS = Parameter(
    name="shards",
    kind="int",
    default=2,
    minimum=1,
    maximum=1000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Shards per client")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Pieces of the rows sorted by class: with 2, most clients know two classes "
            "or three.",
        )
    ),
)
LEAST = Parameter(
    name="least",
    kind="int",
    default=0,
    minimum=0,
    maximum=1_000_000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Rows of every client at least")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Draws again until every client has so many; with 0 a client may stay "
            "without rows.",
        )
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionEntry:
    """One way of dealing rows: its words, its source, and its function."""

    name: str
    title: Message
    help: Message
    source: str
    deal: Callable[[methods.Deal], methods.Parts]
    parameters: tuple[Parameter, ...] = ()
    kinds: tuple[Kind, ...] = ("classification", "regression")
    """Which data it suits: skewing classes needs classes."""
    owned: bool = False
    """Whether a column of the data names the clients, so that their number is given."""


PARTITIONERS: Registry[PartitionEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "partition"))
)

PARAMETERS = (CLIENTS, ALPHA, SHARDS, LEAST)
"""All that a way of dealing rows can ask for, and the number of clients."""


def _register(entry: PartitionEntry) -> None:
    PARTITIONERS.add(entry.name, entry)


_register(
    PartitionEntry(
        name="iid",
        title=Message(QT_TRANSLATE_NOOP("Message", "IID")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Rows are shuffled and cut into equal parts: all clients have the same "
                "kind of data.",
            )
        ),
        source="McMahan et al. 2017, section 3: “IID”",
        deal=methods.iid,
    )
)
_register(
    PartitionEntry(
        name="contiguous",
        title=Message(QT_TRANSLATE_NOOP("Message", "Contiguous blocks")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Rows stay in their order and are cut into equal parts. A table that "
                "is sorted gives clients that differ.",
            )
        ),
        source="Boyd et al. 2011, section 8.2: splitting across examples",
        deal=methods.contiguous,
    )
)
_register(
    PartitionEntry(
        name="shards",
        title=Message(QT_TRANSLATE_NOOP("Message", "Shards (pathological)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Rows are sorted by class (or value) and cut into shards, of which "
                "each client gets a few: hardly any client knows all classes.",
            )
        ),
        source="McMahan et al. 2017, section 3: “pathological non-IID”",
        deal=methods.shards,
        parameters=(SHARDS,),
    )
)
_register(
    PartitionEntry(
        name="dirichlet_class",
        title=Message(QT_TRANSLATE_NOOP("Message", "Dirichlet by class")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "For each class, its shares over the clients are drawn from Dir(α). "
                "Clients differ in their classes and in size; some may stay empty.",
            )
        ),
        source="Yurochkin et al. 2019, section 4; Li et al. 2022 (NIID-Bench): "
        "distribution-based label imbalance",
        deal=methods.dirichlet_class,
        parameters=(ALPHA, LEAST),
        kinds=("classification",),
    )
)
_register(
    PartitionEntry(
        name="dirichlet_client",
        title=Message(QT_TRANSLATE_NOOP("Message", "Dirichlet by client")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "For each client, its mixture of classes is drawn from Dir(α · the "
                "shares of the classes), and rows by it without putting back. Clients "
                "are equally large; the last ones take what is left.",
            )
        ),
        source="Hsu, Qi and Brown 2019, arXiv:1909.06335",
        deal=methods.dirichlet_client,
        parameters=(ALPHA,),
        kinds=("classification",),
    )
)
_register(
    PartitionEntry(
        name="quantity",
        title=Message(QT_TRANSLATE_NOOP("Message", "Quantity skew")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The sizes of the clients are drawn from Dir(α) and rows by chance: "
                "clients have the same kind of data, but more or less of it.",
            )
        ),
        source="Li et al. 2022 (NIID-Bench): quantity skew",
        deal=methods.quantity,
        parameters=(ALPHA, LEAST),
    )
)
_register(
    PartitionEntry(
        name="owner",
        title=Message(QT_TRANSLATE_NOOP("Message", "Owner column")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A column of your table says whose row it is: every owner is a client.",
            )
        ),
        source="",
        deal=methods.owner,
        owned=True,
    )
)
