"""The passes over what is owed: open what is asked, follow what changed, plan what is to be told."""
