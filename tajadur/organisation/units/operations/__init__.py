"""Acts on units: laying down the territory, opening, editing, closing, moving."""
