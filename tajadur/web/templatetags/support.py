"""Posts in words, for the pages of help: `{% load support %}`."""

from django import template

from tajadur.web.support.labels import post_title

register = template.Library()
register.filter(post_title)
