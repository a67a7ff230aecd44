"""The acts on directives and their exceptions."""

from django.utils.translation import gettext_lazy as _

from tajadur.permissions.matrix import Permission

from .kinds import ActFamily, acts

_DIRECTIVES = {
    "directive.issued": _("The directive was put in force"),
    "directive.amended": _("The directive was amended"),
    "directive.withdrawn": _("The directive was withdrawn"),
}
_EXCEPTIONS = {
    "exception.issued": _("An exception was put in force"),
    "exception.withdrawn": _("An exception was ended"),
}
_DRAFTS = {
    "directive.drafted": _("The directive was drafted"),
    "directive.edited": _("The draft of the directive was changed"),
    "directive.discarded": _("The draft of the directive was dropped"),
    "directive.amendment_drafted": _("An amendment was drafted"),
    "directive.amendment_discarded": _("The draft of an amendment was dropped"),
    "exception.drafted": _("An exception was drafted"),
    "exception.edited": _("The draft of an exception was changed"),
}

DIRECTIVES = {
    **acts(ActFamily.DIRECTIVE, _DIRECTIVES),
    **acts(ActFamily.DIRECTIVE, _EXCEPTIONS, reads=Permission.READ_FIGURES),
    **acts(ActFamily.DIRECTIVE, _DRAFTS, is_draft=True),
}
