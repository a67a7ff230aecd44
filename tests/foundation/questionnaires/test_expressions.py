"""What expressions give: a table by XPath 1.0, and a library's own answers over a filled form as the oracle."""

import math
from datetime import date
from xml.etree import ElementTree

import pytest
from elementpath import XPath1Parser, XPathContext
from elementpath.exceptions import ElementPathError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tajadur.foundation.questionnaires.computing import ExpressionContext, computed, days
from tajadur.foundation.questionnaires.expressions import ExpressionError, parsed

TODAY = date(2026, 11, 30)
VALUES = {"n": 7.0, "none": "", "t": "abc", "several": "a b c", "code": "10", "odd": "1e5", "day": days(TODAY)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${n} > 3 and ${n} <= 7", True),
        ("${none} > 3", False),
        ("${none} = ''", True),
        ("${n} != ''", True),
        ("${odd} > 3", False),
        ("${code} > 9", True),
        ("${code} = 10", True),
        ("'10' < '9'", False),
        ("selected(${several}, 'b') and not(selected(${several}, 'd'))", True),
        ("count-selected(${several})", 3.0),
        ("${day} = today() and ${day} < date('2026-12-01')", True),
        ("if(${n} = 7, 'x', 'y')", "x"),
        ("coalesce(${none}, ${t})", "abc"),
        ("round(2.5) + round(-2.5) + int(-1.9) + floor(-1.1)", -2.0),
        ("-7 mod 3", -1.0),
        ("1 div 0 > 1000", True),
        ("string(0 div 0)", "NaN"),
        ("string(${none} div 0)", "NaN"),
        ("concat(${n}, '-', ${t}, 1.5)", "7-abc1.5"),
        ("string-length(${t}) = 3 and contains(${t}, 'b') and starts-with(${t}, 'ab')", True),
        ("${t} = true()", True),
        ("2 + 3 * 4 - -1", 15.0),
        ("(2 + 3) * 4", 20.0),
        ("1 = 2 or (3 > 2 and 1)", True),
    ],
)
def test_an_expression_gives_what_xpath_says(text: str, value: object) -> None:
    assert computed(parsed(text).tree, ExpressionContext(TODAY, VALUES)) == value


@pytest.mark.parametrize("text", ["", "   ", "1 2", "${a", "$a", "* *", "'open", "concat('a')", "if(1)", "a/b", "x[1]"])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parsed(text)


NUMBERS = st.sampled_from(["0", "1", "2", "7", "10", "2.5"])
ASKED = st.sampled_from(["${a}", "${b}", "${c}"])
_VALUES = st.recursive(
    NUMBERS | ASKED | st.sampled_from(["'x'", "''", "'7'"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda text: f"string-length({text})"),
        inner.map(lambda text: f"number({text})"),
        st.tuples(inner, inner).map(lambda pair: f"concat({pair[0]}, {pair[1]})"),
    ),
    max_leaves=5,
)
_TRUTHS = st.recursive(
    st.tuples(_VALUES, st.sampled_from(["<", "<=", ">", ">="]), _VALUES).map(" ".join)
    # The library holds a number for unequal to a text that writes it, which XPath does not: both are made numbers.
    | st.tuples(_VALUES, st.sampled_from(["=", "!="]), _VALUES).map(lambda p: f"number({p[0]}) {p[1]} number({p[2]})")
    | st.tuples(ASKED, st.sampled_from(["= 'x'", "!= '7'"])).map(" ".join)
    | st.tuples(_VALUES, _VALUES).map(lambda pair: f"contains({pair[0]}, {pair[1]})"),
    lambda inner: st.one_of(
        inner.map(lambda text: f"not({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
    ),
    max_leaves=4,
)
_FILLED = st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from(["3", "7", "2.5", "0", "x", "xx", "-4"])))


@settings(max_examples=400, deadline=None)
@given(text=_TRUTHS, filled=_FILLED)
def test_the_library_over_a_filled_form_says_the_same(text: str, filled: dict[str, str]) -> None:
    form = ElementTree.Element("form")
    for name, value in filled.items():
        ElementTree.SubElement(form, name).text = value
    source = text.replace("${", "string(/form/").replace("}", ")")
    try:
        theirs = XPath1Parser().parse(f"boolean({source})").evaluate(XPathContext(form))
    except ElementPathError:
        assume(False)  # it stops where a text is no number; XPath says NaN
    tree = parsed(f"boolean({text})").tree
    assert computed(tree, ExpressionContext(TODAY, dict(filled))) is theirs


def test_numbers_that_are_not_answered_make_no_number() -> None:
    value = computed(parsed("${none} + 1").tree, ExpressionContext(TODAY, VALUES))
    assert isinstance(value, float) and math.isnan(value)


def test_a_long_expression_is_refused_before_it_is_read() -> None:
    with pytest.raises(ExpressionError) as refused:
        parsed("1 + " * 50_000 + "1")
    assert refused.value.code == "expression_too_long"
