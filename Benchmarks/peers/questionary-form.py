"""Asks the five questions with questionary."""
import questionary

from five import ENDING, QUESTIONS

answers = {}
for name, text, options in QUESTIONS:
    question = questionary.select(text, choices=options) if options else questionary.text(
        text, validate=lambda entry: entry.isdecimal() or "A whole number, please.")
    answers[name] = question.unsafe_ask()
print(ENDING, answers)
