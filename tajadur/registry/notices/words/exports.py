"""What is told of a long file to whoever asked for it: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "ready": _("The file you asked for is ready. Rows: %(rows)s. It is kept for seven days."),
    "failed": _("The file you asked for could not be written. Its page says why."),
}
