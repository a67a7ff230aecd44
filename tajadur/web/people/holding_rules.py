"""The rules about holding posts as settings, and what stands against them today."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.queries.against_rules import shown_against, standing_against
from tajadur.organisation.profile.operations.holding import (
    SOURCE_LIMIT,
    RuleFields,
    add_holding_rule,
    end_holding_rule,
)
from tajadur.organisation.profile.queries import (
    body_types_by_kind,
    holding_rule,
    holding_rules,
    holding_rules_from,
    post_types_by_body,
)
from tajadur.organisation.profile.vocabulary import (
    HOLDING_EFFECT_CHOICES,
    HOLDING_KIND_CHOICES,
    HOLDING_SCOPE_CHOICES,
    PROBLEMS,
)
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.rules.holding import MOST_COUNTED, HoldingEffect, HoldingKind, HoldingScope, PostsMeant
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, add_problems
from tajadur.web.paging import number_in, page_of

from .exported import AGAINST

_POST, _BODY = "post", "body"
_UNKNOWN = dict.fromkeys(("required", "invalid_choice"), PROBLEMS["posts_unknown"])


class HoldingRuleForm(PlainForm):
    """What a rule says, where it is written, and from when to when it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("What it says"), choices=HOLDING_KIND_CHOICES)
    subject = forms.ChoiceField(
        label=gettext_lazy("Posts it is about"), help_text=gettext_lazy("One kind of post, or a whole kind of body."),
        error_messages=_UNKNOWN,
    )  # fmt: skip
    other = forms.ChoiceField(
        label=gettext_lazy("Posts that it excludes"),
        help_text=gettext_lazy("For posts that exclude each other only."),
        required=False,
        error_messages=_UNKNOWN,
    )
    most = CountField(
        label=gettext_lazy("At most how many"),
        help_text=gettext_lazy("For mandates or terms only."),
        least=1,
        most=MOST_COUNTED,
        required=False,
    )
    scope = forms.ChoiceField(label=gettext_lazy("Where"), choices=HOLDING_SCOPE_CHOICES)
    effect = forms.ChoiceField(label=gettext_lazy("What it does"), choices=HOLDING_EFFECT_CHOICES)
    source = LineField(
        label=gettext_lazy("Where it is written"),
        help_text=gettext_lazy("The article of the statutes, or the decision and its day."),
        limit=SOURCE_LIMIT,
        about_persons=False,
    )
    from_on = DayField(label=gettext_lazy("Holds from"))
    to_on = DayField(label=gettext_lazy("Until"), help_text=gettext_lazy("Empty: until it is ended."), required=False)

    def __init__(self, *args: Any, posts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", "—"), *posts]  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "—"), *posts]  # type: ignore[attr-defined]

    @property
    def rule(self) -> RuleFields:
        """The rule; valid forms only."""
        typed = self.cleaned_data
        return RuleFields(
            kind=HoldingKind(typed["kind"]),
            subject=_meant(typed["subject"]),
            other=_meant(typed["other"]) if typed["other"] else None,
            most=typed["most"],
            scope=HoldingScope(typed["scope"]),
            effect=HoldingEffect(typed["effect"]),
            source=typed["source"],
            from_on=typed["from_on"],
            to_on=typed["to_on"],
        )


class RuleEndForm(PlainForm):
    """The last day of a rule."""

    to_on = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("Today or later."))


@enter(get=Permission.MANAGE_UNITS)
def rules(request: ActorRequest) -> HttpResponse:
    """Every rule: those in force, those to come, those that ended."""
    on, rows = request.actor.on, list(holding_rules())
    groups = [
        (pgettext("rules", "In force"), [row for row in rows if row.terms.is_in_force(on)]),
        (pgettext("rules", "To come"), [row for row in rows if row.from_on > on]),
        (pgettext("rules", "Ended"), [row for row in rows if row.to_on and row.to_on < on]),
    ]
    shown = [group for group in groups if group[1]]
    return render(request, "people/rules.html", {"groups": shown, "on": on})


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def add(request: ActorRequest) -> HttpResponse:
    """Say one more rule."""
    initial = {"from_on": request.actor.on, "effect": HoldingEffect.ASKS.value}
    form = HoldingRuleForm(request.POST if request.method == "POST" else None, posts=_choices(), initial=initial)
    if form.is_valid():
        try:
            add_holding_rule(fields=form.rule, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The rule is noted. What stands against it shows in the list."))
            return redirect("people:rules")
    return render(request, "people/rule.html", {"form": form}, status=422 if form.errors else 200)


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def end(request: ActorRequest, rule_id: int) -> HttpResponse:
    """A rule holds until a day."""
    rule = holding_rule(rule_id)
    form = RuleEndForm(request.POST if request.method == "POST" else None, initial={"to_on": request.actor.on})
    if form.is_valid():
        try:
            end_holding_rule(rule_id=rule.pk, to_on=form.cleaned_data["to_on"], by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The rule holds until the day given."))
            return redirect("people:rules")
    return render(request, "people/rule_end.html", {"form": form, "rule": rule}, status=422 if form.errors else 200)


@enter(get=Permission.READ_PEOPLE)
@exported(AGAINST)
def against(request: ActorRequest) -> HttpResponse:
    """What stands against the rules today, as far as one may know who holds these posts; by rule and region."""
    actor, rule_id, region_id = request.actor, number_in(request, "rule"), number_in(request, "region")
    in_force = [rule for rule in holding_rules_from(actor.on) if rule.terms.is_in_force(actor.on)]
    taken = AGAINST.with_lines(lambda rows: shown_against(rows, in_force))
    page = page_of(request, standing_against(actor, actor.on, rule_id=rule_id, region_id=region_id), taken=taken)
    log_reading(page="against_rules", shown=len(page.rows), by=actor, at=clock.now())
    context = {
        "page": page,
        "rows": shown_against(page.rows, in_force),
        "rule": rule_id,
        "rules": [(rule.pk, f"{rule.sentence} ({rule.source})") for rule in in_force],
        "region": region_id,
        "regions": regions_for(actor),
        "may_rule": may_anywhere(actor, Permission.MANAGE_UNITS),
    }
    template = "people/against.html#list" if getattr(request, "htmx", False) else "people/against.html"
    return render(request, template, context)


def _choices() -> list[tuple[str, Any]]:
    """Kinds of post under their body, the body itself first, as the trees go."""
    posts: dict[int, list[Any]] = {}
    for post_type in post_types_by_body(followers=True):
        posts.setdefault(post_type.body_type_id, []).append(post_type)
    return [
        (f"{body.name} · {body.unit_kind.name}", list(_of_body(body, posts.get(body.pk, ()))))
        for body in body_types_by_kind()
    ]


def _of_body(body: Any, posts: Iterable[Any]) -> Iterable[tuple[str, str]]:
    yield f"{_BODY}-{body.pk}", _("Whole body: %(body)s (%(kind)s)") % {"body": body.name, "kind": body.unit_kind.name}
    for post in posts:
        yield f"{_POST}-{post.pk}", post.name


def _meant(value: str) -> PostsMeant:
    kind, _dash, number = value.partition("-")
    return PostsMeant(post_type_id=int(number)) if kind == _POST else PostsMeant(body_type_id=int(number))
