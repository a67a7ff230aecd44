"""How are seats shared out? A floor for everybody, then the largest remainder on the weights."""

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def seats(total: int, weights: Mapping[K, int], *, floor: int = 0) -> dict[K, int]:
    """``total`` seats over the keys of ``weights`` (whole numbers, 0 or more), in the order of the mapping.

    Each gets ``floor`` seats first; the rest goes by weight, the largest remainders rounded up; equal remainders go to
    the greater weight, then to whoever comes first. When nobody weighs anything, all weigh the same. Raises ValueError
    for a negative weight, total or floor, and for a total that does not pay the floors.
    """
    if total < 0 or floor < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("seats, floors and weights are never negative")
    rest = total - floor * len(weights)
    if rest < 0:
        raise ValueError(f"{total} seats do not give {floor} to each of {len(weights)}")
    if not weights:
        if total:
            raise ValueError("there is nobody to give seats to")
        return {}
    whole = sum(weights.values())
    weighed = dict(weights) if whole else dict.fromkeys(weights, 1)
    whole = whole or len(weights)
    shares = {key: floor + rest * weight // whole for key, weight in weighed.items()}
    left = total - sum(shares.values())
    order = sorted(
        enumerate(weighed), key=lambda place: (-(rest * weighed[place[1]] % whole), -weighed[place[1]], place[0])
    )
    for _, key in order[:left]:
        shares[key] += 1
    return shares
