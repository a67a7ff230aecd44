"""The passes over cases: look at reports and congresses, apply the rules to all units, follow units and remedies."""
