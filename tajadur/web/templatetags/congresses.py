"""A congress is named for the tree of its unit: `{% load congresses %}`."""

from django import template

from tajadur.web.trees import congress_word, congresses_word

register = template.Library()
register.filter(congress_word)
register.filter(congresses_word)
