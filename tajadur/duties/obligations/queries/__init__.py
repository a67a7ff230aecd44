"""Reading what is owed: rows within the actor's reach, states and tallies computed by the database."""
