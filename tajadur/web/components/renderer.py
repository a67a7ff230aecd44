"""How forms become HTML: one template draws every field."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER."""

    field_template_name = "components/field.html"
