"""How an office is said: the post and its place in the language of the page."""

from typing import Protocol

from django.utils.translation import get_language

from tajadur.policy.actors import Actor

_LANGUAGES = ("ar", "fr", "en")


class Held(Protocol):
    """A power or a term of office."""

    @property
    def post_names(self) -> tuple[str, str, str]: ...

    @property
    def place_names(self) -> tuple[str, str]: ...


def title_of(held: Held) -> str:
    """«الكاتب الإقليمي، ورزازات», «Secrétaire provincial, Ouarzazate»; the post alone for the whole country."""
    language = (get_language() or "ar")[:2]
    post = held.post_names[_LANGUAGES.index(language) if language in _LANGUAGES else 0]
    place = held.place_names[0 if language == "ar" else 1]
    return f"{post}{'، ' if language == 'ar' else ', '}{place}" if place else post


def title_of_actor(actor: Actor) -> str:
    """The first office of the actor, empty without one. No query."""
    return title_of(actor.powers[0]) if actor.powers else ""
