"""The first administrator of a fresh installation, made from the console of the server."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput
from tajadur.permissions.matrix import Role
from tajadur.registry.audit.operations import log_action

from ..actors import in_force
from ..models import Account, Mandate, Person, Post, derived_names
from .posts import open_posts


@transaction.atomic
def make_first_administrator(
    *, username: str, email: str, password: str, name: str, once_more: bool = False, on: date, at: datetime
) -> Account:
    """A person, an account and an administrator's mandate on the national unit from ``on``.

    ``once_more`` allows another one beside those in office. Raises BadInput: administrator_exists, account_taken,
    post_unknown (the territory is not loaded yet).
    """
    held = Mandate.objects.filter(in_force(on), post__post_type__office=Role.ADMINISTRATOR)
    if held.exists() and not once_more:
        raise BadInput("", "administrator_exists")
    open_posts(on=on)
    post = Post.objects.filter(post_type__office=Role.ADMINISTRATOR, unit__parent=None).order_by("pk").first()
    if post is None:
        raise BadInput("", "post_unknown")
    person = Person.objects.create(name_ar=name, name_latin=name, email=email, **derived_names(name, name))
    try:
        with transaction.atomic():
            account: Account = Account.objects.create_user(username, email, password, person=person, created_at=at)
    except IntegrityError:
        raise BadInput("username", "account_taken") from None
    mandate = Mandate.objects.create(person=person, post=post, from_on=on, exclusive=post.post_type.single_holder)
    log_action(act="first_admin", by=None, at=at, unit_id=post.unit_id, subject=("mandate", mandate.pk))
    return account
