"""A row of the benchmark: what was measured, against its budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row. ``budget`` None: reported only. ``figure`` None: it could not be measured, which breaks the run."""

    what: str
    figure: float | None
    unit: str
    budget: float | None = None

    @property
    def kept(self) -> bool:
        return self.figure is not None and (self.budget is None or self.figure <= self.budget)

    def __str__(self) -> str:
        figure = "missing" if self.figure is None else f"{self.figure:,.1f} {self.unit}".replace(".0 ", " ")
        budget = "" if self.budget is None else f"≤ {self.budget:,.0f} {self.unit}"
        return f"{'  ' if self.kept else '✗ '}{self.what:<66} {figure:>16} · {budget}"
