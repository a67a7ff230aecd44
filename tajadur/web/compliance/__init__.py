"""Serves the dashboards: who met, who is silent, who needs help, and the lists behind each figure."""
