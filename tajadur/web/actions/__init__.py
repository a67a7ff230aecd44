"""Serves the actions that meetings decided: one with its news, all within reach, and the decisions behind them."""
