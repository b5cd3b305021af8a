"""Joining accounts to incidents: origins, candidates, features, judgement, joining.

Accounts and what persons decided enter; assignments with a probability and a reason leave. `match` is
the door; everything else here is a step of it. Stands after `extract` and before `assess`.
"""

from .join import match
from .model import AccountFacts, Assignment, Decided, Feature, Matched, Standing
from .origins import origins

__all__ = ["AccountFacts", "Assignment", "Decided", "Feature", "Matched", "Standing", "match", "origins"]
