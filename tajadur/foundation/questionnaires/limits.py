"""How large a questionnaire and an answer may be. Every limit is tried before the work it bounds begins."""

MOST_QUESTIONS = 400
MOST_DEPTH = 6
MOST_CHOICES = 300  # of one list
MOST_LISTS = 100
LONGEST_NAME = 60
LONGEST_LABEL = 1900  # below the longest cell that is read, so that nothing cut passes for whole
LONGEST_EXPRESSION = 800
MOST_NESTED = 20
MOST_WORDS = 200  # words and signs of one expression

LONGEST_TEXT = 4000
MOST_REPEATS = 50
LARGEST_NUMBER = 10**12
MOST_DECIMALS = 6
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
