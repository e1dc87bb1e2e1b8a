"""Caches that keep nothing alive: what was made of a shared object is forgotten together with that object.

A directory is replaced while the server runs. A plain ``lru_cache`` with the old one in its keys would keep it, and
each of a dozen caches another one.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast
from weakref import ref

Owner = TypeVar("Owner")
Choices = ParamSpec("Choices")
Made = TypeVar("Made")


class Same(Generic[Made]):
    """Anything as a cache key by what it is, not by what it holds: the same object, the same key.

    A key keeps the object alive, so it is for small ones; a directory or its table is the owner of a cache instead.
    """

    def __init__(self, it: Made) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it


def kept_with(
    maxsize: int,
) -> Callable[[Callable[Concatenate[Owner, Choices], Made]], Callable[Concatenate[Owner, Choices], Made]]:
    """Return a decorator that keeps a function's results for as long as its first argument lives.

    That argument is told from others by what it is, not by what it holds; the others must be hashable. No result may
    refer to the first argument, or neither would ever be freed.

    Args:
        maxsize: how many results are kept for each first argument; the least recently used goes first.
    """

    def decorate(
        make: Callable[Concatenate[Owner, Choices], Made],
    ) -> Callable[Concatenate[Owner, Choices], Made]:
        caches: dict[int, tuple[ref[Owner], Callable[Choices, Made]]] = {}

        def cache_of(owner: Owner) -> Callable[Choices, Made]:
            number = id(owner)
            found = caches.get(number)
            if found is not None and found[0]() is owner:
                return found[1]

            def uncached(*choices: Choices.args, **named: Choices.kwargs) -> Made:
                it = weak()
                assert it is not None  # whoever calls holds it
                return make(it, *choices, **named)

            weak = ref(owner, lambda _: caches.pop(number, None))
            cached = cast("Callable[Choices, Made]", lru_cache(maxsize)(uncached))
            caches[number] = weak, cached
            return cached

        @wraps(make)
        def kept(owner: Owner, /, *choices: Choices.args, **named: Choices.kwargs) -> Made:
            return cache_of(owner)(*choices, **named)

        return kept

    return decorate
