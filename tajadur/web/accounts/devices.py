"""The devices one is notified on: this one added, any of one's own removed."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.devices import add_device, remove_device
from tajadur.registry.notices.vocabulary import PUSH_PROBLEMS
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.forms import PROBLEMS, add_problems

from .forms import DeviceForm
from .marks import new_mark, remember_mark
from .preferences import preferences_page

_SENTENCES = {**PROBLEMS, **PUSH_PROBLEMS}
# The order matters, the first match wins: a browser or system may also send names of those below it.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
             ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@enter(post=MEMBER)
def device_add(request: ActorRequest) -> HttpResponse:
    """Notify this browser from now on; the form holds what its push service needs."""
    form, mark = DeviceForm(request.POST), new_mark()
    if form.is_valid():
        browser = browser_of(request.headers.get("User-Agent", ""))
        try:
            add_device(**form.cleaned_data, browser=browser, mark=mark, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
        else:
            messages.success(
                request, _("This device is notified from now on. A first notification comes within a minute.")
            )
            response = redirect("accounts:preferences")
            remember_mark(response, mark)
            return response
    return preferences_page(request, device_form=form, status=422)


@enter(post=MEMBER)
def device_remove(request: ActorRequest, device_id: int) -> HttpResponse:
    """Stop notifying one of one's own devices."""
    remove_device(device_id=device_id, by=request.actor, at=clock.now())
    messages.success(request, _("Removed. Nothing more goes to that device."))
    return redirect("accounts:preferences")


def browser_of(agent: str) -> str:
    """«Firefox, Android»: the browser and system of a User-Agent header; "" when neither is known."""
    words = (next((name for mark, name in names if re.search(mark, agent)), "") for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, words))
