"""A second reading by a language model, as far as it is core: the question put, the answer parsed, each claim checked.

Nothing here knows an endpoint: a text and a raw answer enter, checked claims leave. A model's word counts for nothing
by itself. What it quotes must stand in the text, and its number must be what our own grammar reads in those words.
"""

from .answer import Answer, Said, parse_answer
from .check import Checked, Finding, checked
from .prompt import SCHEMA, Question, question
from .second import Second, Weight, accounts_of, readable, second_reading

__all__ = [
    "SCHEMA",
    "Answer",
    "Checked",
    "Finding",
    "Question",
    "Said",
    "Second",
    "Weight",
    "accounts_of",
    "checked",
    "parse_answer",
    "question",
    "readable",
    "second_reading",
]
