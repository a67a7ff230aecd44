"""What is done to directives and their exceptions. None of it touches what is owed: the obligations app follows."""
