"""Made-up texts whose number, length and difficulty are parameters.

A topic model (Blei, Ng and Jordan, "Latent Dirichlet allocation", 2003, with topics
given): a text is a run of words, each drawn either from what everybody says or from a
topic, mostly the text's own. Within a list the word of rank r is drawn with probability
proportional to 1/r, as in Zipf's law. There is no grammar: what is measured is how well
counts of words tell topics apart, and nobody should take it for language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real, whole
from workbench.core.text import Terms
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry, Shape
from workbench.datasets.synthetic import too_few_rows
from workbench.datasets.texts import column_of, settings_of, text_parameters
from workbench.datasets.topic_words import CHINESE, ENGLISH, Language

_OWN_SHARE = 0.7
"""Of the topical words, those of the text's own topic; the others are of any."""
_SENTENCE = 9
"""Words up to a full stop."""


@dataclass(frozen=True, slots=True)
class _Topics:
    """A corpus in one language."""

    name: str
    title: Message
    language: Language

    def load(self, params: Mapping[str, ParamValue], seed: int) -> Dataset:
        """From filled parameters and the experiment's seed."""
        rows, _, classes = self.shape(params)
        draw = np.random.default_rng(seed)
        topics = draw.permutation(np.arange(rows) % classes)
        length = whole(params, "words")
        topical = draw.random((rows, length)) < real(params, "topical")
        own = draw.random((rows, length)) < _OWN_SHARE
        other = draw.integers(0, classes, (rows, length))
        lists = np.where(own, topics[:, None], other)
        lists[~topical] = -1
        words = self._words(lists, draw)
        texts = [self._joined(row) for row in words]
        wrong = draw.random(rows) < real(params, "flip_y")
        y = np.where(wrong, draw.integers(0, classes, rows), topics)
        return Dataset(
            name=self.name,
            title=self.title,
            kind="classification",
            X=column_of(texts, self.cell_bytes(params)),
            y=y.astype(np.int64),
            features=("text",),
            target="topic",
            classes=tuple(self.language.topics)[:classes],
            categories={},
            text=settings_of(params),
        )

    def shape(self, params: Mapping[str, ParamValue]) -> Shape:
        """Of the texts that filled parameters ask for; refuses too few of them."""
        rows, classes = whole(params, "rows"), whole(params, "classes")
        if rows < 10 * classes:
            raise BadInput([too_few_rows(rows, classes)])
        return Shape(rows=rows, features=1, classes=classes)

    def cell_bytes(self, params: Mapping[str, ParamValue]) -> int:
        """As many words as there are, each the longest, and what stands between."""
        lists = [self.language.common, *self.language.topics.values()]
        longest = max(len(word.encode()) for words in lists for word in words)
        between = max(len(self.language.space), len(self.language.stop.encode()))
        return whole(params, "words") * (longest + between)

    def _words(
        self, lists: NDArray[np.int64], draw: np.random.Generator
    ) -> NDArray[np.object_]:
        """A word from the list of each place; −1 is the common one."""
        made = np.empty(lists.shape, dtype=object)
        of = [self.language.common, *self.language.topics.values()]
        for number, words in enumerate(of, -1):
            places = lists == number
            share = 1 / np.arange(1, len(words) + 1)
            picked = draw.choice(len(words), int(places.sum()), p=share / share.sum())
            made[places] = np.array(words, dtype=object)[picked]
        return made

    def _joined(self, words: Sequence[str]) -> str:
        language = self.language
        sentences = [
            language.space.join(words[at : at + _SENTENCE])
            for at in range(0, len(words), _SENTENCE)
        ]
        return language.stop.join([*sentences, ""]).strip()


def _parameters(terms: Terms, longest: int, most: int) -> tuple[Parameter, ...]:
    return (
        Parameter(
            name="rows",
            kind="int",
            default=1000,
            minimum=20,
            maximum=100_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Texts")),
            help=Message(QT_TRANSLATE_NOOP("Message", "How many texts are made.")),
        ),
        Parameter(
            name="words",
            kind="int",
            default=40,
            minimum=2,
            maximum=500,
            title=Message(QT_TRANSLATE_NOOP("Message", "Words")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "How long each text is; short ones are harder to place."
                )
            ),
        ),
        Parameter(
            name="classes",
            kind="int",
            default=4,
            minimum=2,
            maximum=most,
            title=Message(QT_TRANSLATE_NOOP("Message", "Topics")),
            help=Message(
                QT_TRANSLATE_NOOP("Message", "How many topics, equally frequent.")
            ),
        ),
        Parameter(
            name="topical",
            kind="float",
            default=0.15,
            minimum=0.0,
            maximum=1.0,
            title=Message(QT_TRANSLATE_NOOP("Message", "Topical words")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The share of words that come from a topic, some of them from a "
                    "wrong one; all others could stand in any text. Smaller is harder.",
                )
            ),
        ),
        Parameter(
            name="flip_y",
            kind="float",
            default=0.02,
            minimum=0.0,
            maximum=1.0,
            title=Message(QT_TRANSLATE_NOOP("Message", "Wrong labels")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The share of rows whose class is drawn at random instead.",
                )
            ),
        ),
        *text_parameters(terms, longest),
    )


def _register(
    corpus: _Topics, description: Message, parameters: tuple[Parameter, ...]
) -> None:
    DATASETS.add(
        corpus.name,
        DatasetEntry(
            name=corpus.name,
            title=corpus.title,
            kind="classification",
            help=description,
            source="Generated by this program from lists of words and a seed",
            rows=None,
            n_features=None,
            n_classes=None,
            load=corpus.load,
            feature_names=lambda params: ("text",),
            shape=corpus.shape,
            text_bytes=corpus.cell_bytes,
            parameters=parameters,
        ),
    )


_register(
    _Topics(
        "topics",
        Message(QT_TRANSLATE_NOOP("Message", "Made-up texts, English")),
        ENGLISH,
    ),
    Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Strings of English words on up to six topics, drawn by chance from the "
            "seed: no sentences that anybody wrote. Their number, length and "
            "difficulty are yours to choose.",
        )
    ),
    _parameters("words", 1, len(ENGLISH.topics)),
)
_register(
    _Topics(
        "topics_zh",
        Message(QT_TRANSLATE_NOOP("Message", "Made-up texts, Chinese")),
        CHINESE,
    ),
    Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Strings of Chinese words on up to six topics, drawn by chance from the "
            "seed and written without spaces: characters and pairs of them are "
            "counted.",
        )
    ),
    _parameters("characters", 2, len(CHINESE.topics)),
)
