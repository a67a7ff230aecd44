"""Who enters by which door: every view declares it, a check refuses to start with one that does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, register
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, get_resolver

from tajadur.foundation import clock
from tajadur.organisation.people.actors import actor_of
from tajadur.policy.actors import Actor, nobody
from tajadur.policy.gate import require_anywhere
from tajadur.policy.matrix import Act

PUBLIC = "public"
MEMBER = "member"
Rule = Act | str
V = TypeVar("V", bound=Callable[..., HttpResponse])


class ActorRequest(HttpRequest):
    """A request whose actor is known; what every view of ours receives."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """The rule of each method. An Act: somebody whose mandates allow it somewhere; the operation checks the unit."""

    get: Rule | None = None
    post: Rule | None = None

    def rule(self, method: str) -> Rule | None:
        """The rule of an HTTP method; None when the method is not served."""
        return self.post if method == "POST" else self.get if method in {"GET", "HEAD"} else None

    @property
    def methods(self) -> list[str]:
        """The methods served."""
        return [name for name, rule in (("GET", self.get), ("POST", self.post)) if rule]


# Routes of other packages: they cannot carry our decorator. Everything they offer beyond these stays shut.
FOREIGN_ROUTES: dict[str, Entry] = {
    "account_login": Entry(get=PUBLIC, post=PUBLIC),
    "account_logout": Entry(get=MEMBER, post=MEMBER),
    "account_change_password": Entry(get=MEMBER, post=MEMBER),
    "account_reset_password": Entry(get=PUBLIC, post=PUBLIC),
    "account_reset_password_done": Entry(get=PUBLIC),
    "account_reset_password_from_key": Entry(get=PUBLIC, post=PUBLIC),
    "account_reset_password_from_key_done": Entry(get=PUBLIC),
}


def enter(*, get: Rule | None = None, post: Rule | None = None) -> Callable[[V], V]:
    """Declare who enters a view, by method: PUBLIC, MEMBER (anyone logged in) or an Act of the matrix."""

    def declare(view: V) -> V:
        view.entry = Entry(get=get, post=post)  # type: ignore[attr-defined]
        return login_not_required(view) if PUBLIC in (get, post) else view

    return declare


def entry_of(view: Callable[..., Any], name: str | None) -> Entry | None:
    """The declared entry of a route, or None when nobody declared one (it is then shut)."""
    return getattr(view, "entry", None) or FOREIGN_ROUTES.get(name or "")


class AccessMiddleware:
    """Builds the one actor of the request and applies the declared entry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Stop at the door: 405 for a method not served, Unseen or Refused for whoever may not enter."""
        on = clock.today()
        request.actor = actor_of(request.user, on) if request.user.is_authenticated else nobody(on)
        name = request.resolver_match.view_name if request.resolver_match else None
        entry = entry_of(view, name)
        rule = entry.rule(request.method) if entry else None
        if entry and rule is None:
            return HttpResponseNotAllowed(entry.methods)
        if rule is None:
            require_anywhere(nobody(on), Act.SEE_UNIT)
        elif isinstance(rule, Act):
            require_anywhere(request.actor, rule)
        return None


def routes(patterns: Any = None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every route of the site: (path pattern, name, view)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), namespace + (pattern.name or ""), pattern.callback


@register("security")
def every_route_declares_its_entry(**_: Any) -> list[CheckMessage]:
    """A route of ours without a declaration is an error; foreign routes not listed stay shut by the middleware."""
    return [
        Error(f"The view of {path!r} does not declare who enters", id="tajadur.E001")
        for path, name, view in routes()
        if entry_of(view, name) is None and str(getattr(view, "__module__", "")).startswith("tajadur.")
    ]
