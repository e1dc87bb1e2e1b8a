"""The gaps page as markup: the question, the answer, the board of countries, and the lists below it."""
