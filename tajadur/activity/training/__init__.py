"""Holds how people are trained: what units need, the sessions they organise, who came, as counts."""
