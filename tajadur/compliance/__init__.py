"""Read-only views over everything beneath: dashboards, figures, rates, the pages of units and congresses."""
