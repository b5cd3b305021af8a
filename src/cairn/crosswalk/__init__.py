"""Our record beside another recorder's: which incidents each lacks, and why figures of the same one differ.

    ours + theirs        -> pairs, scored, each reason a sentence        (pairs)
    pairs + people's words -> who is whom: suggested, set, or open       (settle)
    who is whom + scope  -> both, only ours, only theirs, open, outside  (walk)
    one pair             -> why its figures differ                       (differ)

A machine suggests and a person sets; what may be two things is offered and never decided. Every entry of theirs stands
in one class, so the classes add up to the whole register.
"""
