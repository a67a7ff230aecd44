"""Moroccan formats."""

from django import template

register = template.Library()
