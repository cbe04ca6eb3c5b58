"""What the clients of a masked sum agree on: keys, and masks that come from them.

X25519 gives every two clients a common secret from the other's public key, HKDF makes
it a key, and ChaCha20's key stream under that key is the mask, uniform over integers.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from workbench.joint.privacy.quantisation import Grid, Integers

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (
        X25519PrivateKey,
        X25519PublicKey,
    )

KEY_BYTES = 32
_NONCE = bytes(16)
"""Always the same, since no key is used twice."""


def derived(seed: int, *names: object) -> bytes:
    """32 bytes that stand for a client's randomness.

    A simulation's: who knows the seed knows every key. A real client draws them from
    its system.
    """
    text = "/".join(map(str, ("workbench", seed, *names)))
    return hashlib.sha256(text.encode()).digest()


def private_key(raw: bytes) -> X25519PrivateKey:
    """The private key of 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(raw)


def agreed(own: X25519PrivateKey, other: X25519PublicKey) -> bytes:
    """The key that two clients have in common, the same from either side."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    agreement = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"workbench pairwise mask")
    return agreement.derive(own.exchange(other))


def mask(key: bytes, size: int, grid: Grid) -> Integers:
    """``size`` integers from the key stream of ``key``."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

    encryptor = Cipher(ChaCha20(key, _NONCE), mode=None).encryptor()
    stream = encryptor.update(bytes(size * grid.dtype.itemsize))
    # Little-endian everywhere, so that all systems make the same of a seed.
    return np.frombuffer(stream, grid.dtype.newbyteorder("<")).astype(grid.dtype)
