"""What notices say, by their kind: a code in the params of a notice, and its sentence."""
