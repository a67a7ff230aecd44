"""The regional congresses, stage by stage: only the region marks its own, a province files its delegates."""
