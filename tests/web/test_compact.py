"""What is taken out of a template before it is sent, and what never is."""

from django.template import engines

from tajadur.web.compact import compact


def test_indentation_and_lines_that_only_decide_are_not_sent():
    source = (
        "{# x: a name. #}\n{% load i18n %}\n<ul>\n  {% for x in xs %}\n    <li>{{ x }}</li>\n  {% endfor %}\n</ul>\n"
    )
    assert (
        compact(source)
        == "{# x: a name. #}\n{% load i18n %}<ul>\n{% for x in xs %}<li>{{ x }}</li>\n{% endfor %}</ul>\n"
    )


def test_words_that_stood_apart_still_do_whichever_branch_is_taken():
    template = engines["django"].from_string(
        compact("<p>\n  a\n  {% if shown %}\n    b\n  {% endif %}\n  {% firstof c as named %}\n  c\n</p>\n")
    )
    assert template.render({"shown": True, "c": ""}).split() == ["<p>", "a", "b", "c", "</p>"]
    assert template.render({"shown": False, "c": ""}).split() == ["<p>", "a", "c", "</p>"]


def test_words_that_stood_together_still_do():
    assert compact("<b>a</b>{% if x %}b{% endif %},\n") == "<b>a</b>{% if x %}b{% endif %},\n"


def test_a_line_that_shows_something_keeps_its_break():
    for shows in (
        "{% translate 'a' %}",
        "{% include 'a.html' %}",
        "{{ a }}",
        "{% url 'a' %}",
        "{% if a %}b{% endif %}",
    ):
        assert compact(f"<p>\n{shows}\n</p>\n") == f"<p>\n{shows}\n</p>\n"
