"""The words and badges of cases, for templates: `{% load cases %}`."""

from django import template

from tajadur.web.components import cases

register = template.Library()

register.simple_tag(cases.case_badge)
register.simple_tag(cases.severity_badge)
register.simple_tag(cases.since_words)
register.filter(cases.filing_words)
register.filter(cases.kind_words)
register.filter(cases.found_words)
register.filter(cases.recurrence_words)
