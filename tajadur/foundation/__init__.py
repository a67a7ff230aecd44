"""The ground floor: clock, errors, text folding; knows nothing of the party."""
