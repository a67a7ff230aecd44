"""An office in words: the post and its place in the language of the page."""

from tajadur.organisation.people.vocabulary import title_of
from tajadur.permissions.actors import Actor


def title_of_actor(actor: Actor) -> str:
    """The first office of the actor, empty without one. No query."""
    return title_of(actor.grants[0]) if actor.grants else ""
