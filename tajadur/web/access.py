"""Who may open which page: every view declares it, a check refuses to start with one that does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.checks import CheckMessage, Error, register
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.cache import add_never_cache_headers

from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.installation import closed_rooms
from tajadur.organisation.people.actors import actor_of
from tajadur.permissions.actors import Actor, nobody
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart

from .consulting import note_consultation, opens_outside
from .errors import answer
from .forms import IDENTITY, YES
from .offline import mark_reader
from .once import done_once
from .typed import bring_back, drop_when_sent, forget_typist, keep_typed, page_made, remember_typist, way_back

PUBLIC = "public"
MEMBER = "member"
Rule = Permission | str
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class ActorRequest(HttpRequest):
    """A request whose actor is known; what every view of ours receives."""

    actor: Actor
    trees: Any


@dataclass(frozen=True, slots=True)
class MethodRules:
    """The rule of each method. A Permission lets in whoever holds it for some unit; the operation checks which unit.

    ``once``: a form sent twice is done once (see ``once.py``); False only for what by itself changes nothing again.
    ``shows``: which part of a unit's record the page shows, or why it shows none (see ``consulting.py``).
    """

    get: Rule | None = None
    post: Rule | None = None
    once: bool = True
    shows: RecordPart | str | None = None

    def rule(self, method: str) -> Rule | None:
        """The rule of an HTTP method; None when the method is not served."""
        return self.post if method == "POST" else self.get if method in {"GET", "HEAD"} else None

    @property
    def methods(self) -> list[str]:
        """The methods served."""
        return [name for name, rule in (("GET", self.get), ("POST", self.post)) if rule]


# Routes of other packages: they cannot carry our decorator. Everything they offer beyond these stays shut.
FOREIGN_ROUTES: dict[str, MethodRules] = {
    "account_login": MethodRules(get=PUBLIC, post=PUBLIC),
    "account_logout": MethodRules(get=MEMBER, post=MEMBER),
    "account_inactive": MethodRules(get=PUBLIC),
    "account_change_password": MethodRules(get=MEMBER, post=MEMBER),
    "account_reset_password": MethodRules(get=PUBLIC, post=PUBLIC),
    "account_reset_password_done": MethodRules(get=PUBLIC),
    "account_reset_password_from_key": MethodRules(get=PUBLIC, post=PUBLIC),
    "account_reset_password_from_key_done": MethodRules(get=PUBLIC),
}


def enter(
    *, get: Rule | None = None, post: Rule | None = None, once: bool = True, shows: RecordPart | str | None = None
) -> Callable[[V], V]:
    """Declare who enters a view, by method: PUBLIC, MEMBER (anyone logged in) or a Permission of the matrix.

    A page about one thing of a unit says which part of its record it ``shows``, and calls ``consulted``; or why none.
    """

    def declare(view: V) -> V:
        view.entry = MethodRules(get=get, post=post, once=once, shows=shows)  # type: ignore[attr-defined]
        return login_not_required(view) if PUBLIC in (get, post) else view

    return declare


def entry_of(view: Callable[..., Any], name: str | None) -> MethodRules | None:
    """The declared entry of a route, or None when nobody declared one (it is then shut)."""
    return getattr(view, "entry", None) or FOREIGN_ROUTES.get(name or "")


class LoginMiddleware(LoginRequiredMiddleware):
    """Sends visitors who are not logged in to the log-in page and back; scripts get a 401 instead of a redirect."""

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """None to go on. The user is read here, so a database that is gone is noticed here first: 503."""
        try:
            return super().process_view(request, view, args, kwargs)
        except Exception as error:
            if response := answer(request, error):
                return response
            raise

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Ask for the log-in; a script is answered without a redirect."""
        return ask_login(request)


def ask_login(request: HttpRequest) -> HttpResponse:
    """A redirect to the log-in page and back; 401 with the address for htmx (HX-Redirect) and for scripts (JSON)."""
    keep_typed(request)
    address = f"{reverse('account_login')}?{urlencode({'next': way_back(request)})}"
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"login": address}, status=401)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


class AccessMiddleware:
    """Builds the one actor of the request and applies the declared entry; nothing shown to a member is stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the view, which no cache keeps when it was made for somebody."""
        try:
            response = self.get_response(request)
        finally:
            page_made()
        actor: Actor | None = getattr(request, "actor", None)
        if actor and actor.is_known:
            add_never_cache_headers(response)
            remember_typist(request, response, actor)
            mark_reader(response, actor)
        route = request.resolver_match
        if actor and hasattr(request, "consulted") and (entry := _entry(request, route.func)):  # type: ignore[union-attr]
            note_consultation(request, response, entry.shows, entry.get)
        if route and route.view_name == "account_logout" and request.method == "POST":
            # On a shared phone the next person finds nothing of this one (docs/decisions/0008).
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            forget_typist(response)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Refuse before the view: log-in, 405 for a method not served, 404 or 403 for whoever may not enter.

        A form is answered here, so that the same form sent twice is done once.
        """
        try:
            stopped, entry = self._stopped(request, view), _entry(request, view)
            if stopped is not None or not request.actor.account_id:
                return stopped
            bring_back(request)
            if request.method == "POST" and entry and entry.once:
                answered = done_once(request, request.actor.account_id, lambda: view(request, *args, **kwargs))
                drop_when_sent(request, answered)
                return answered
            return None
        except Exception as error:
            if response := answer(request, error):
                return response
            raise

    def _stopped(self, request: Any, view: Any) -> HttpResponse | None:
        on = clock.today()
        request.actor = _vouching(request, actor_of(request.user, on)) if request.user.is_authenticated else nobody(on)
        entry = _entry(request, view)
        rule = entry.rule(request.method) if entry else None
        if room_of(request.resolver_match.view_name if request.resolver_match else "") in closed_rooms():
            raise NotVisible  # the party does not use this part of the site
        if entry and rule is None:
            return HttpResponseNotAllowed(entry.methods)
        if rule is None:  # an undeclared route answers as if it did not exist: nobody sees anything
            require_anywhere(nobody(on), Permission.SEE_UNIT)
        elif rule != PUBLIC and not request.actor.is_known:
            return ask_login(request)
        elif isinstance(rule, Permission):
            require_anywhere(request.actor, rule)
        return None


# Pages that belong to another room than their addresses say.
_ROOMS = {
    "units:census": "places",
    "directives:standard": "standard",
    "units:chapters": "chapters",
    "meetings:ramadan": "holidays",
    "meetings:holidays": "holidays",
}


def room_of(route: str) -> str:
    """The room of a route, as a party may close it: most often the app of its address."""
    return _ROOMS.get(route) or route.partition(":")[0]


def _entry(request: HttpRequest, view: Callable[..., Any]) -> MethodRules | None:
    return entry_of(view, request.resolver_match.view_name if request.resolver_match else None)


def _vouching(request: HttpRequest, actor: Actor) -> Actor:
    """The actor, marked when the form confirms that a text is no identity number: the audit log keeps this mark."""
    if request.method == "POST" and request.POST.get(f"confirm_{IDENTITY}") in YES:
        return replace(actor, vouched=frozenset({IDENTITY}))
    return actor


def routes(
    patterns: Any = None, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
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


@register("security")
def every_page_of_a_record_says_so(**_: Any) -> list[CheckMessage]:
    """A page about one thing, open to others than its unit, says which part of the record it shows, or why none."""
    return [
        Error(
            f"The page {path!r} says neither which part of a unit's record it shows nor why none (enter(shows=…))",
            id="tajadur.E002",
        )
        for path, name, view in routes()
        if "_id>" in path and (entry := entry_of(view, name)) and not entry.shows and opens_outside(entry.get)
    ]
