"""The tables of who is who: actors, and what is said of them, each word with its author."""

from __future__ import annotations

from collections.abc import Mapping

from .fields import Field, fields

ACTORS: Mapping[str, tuple[Field, ...]] = {
    "actors": fields(
        "id | text | stable id",
        "kind | text | state, coalition, composite, group, party, unit or organisation",
        "names | object | name per language",
        "aliases | list | other spellings; in no public form",
        "read_as | text or null | the larger body that texts name it for",
        "source | text or null | by what it and its names are known; null in a team's own list that does not say",
    ),
    "relations": fields(
        "id | text | for ever: of the row, or made of who says what of whom from when",
        "subject | text | the actor of whom it is said",
        "relation | text | part_of, member_of, armed_wing_of, dominated_by, partner_of, supplies, controls, "
        "successor_of, same_as; or denies, and `denied` names which of these is denied",
        "object | text | the actor to whom the subject is said to stand so",
        "from | day or null | first day; null where it is not known",
        "to | day or null | last day; null where it is not known or it goes on",
        "asserted_by | text | who says so: an actor's id, or a name; empty in public where it may be a person's",
        "source | text or null | by what it is known",
        "countries | list | ISO 3166 codes of where it holds; empty is anywhere",
        "denied | text or null | of a denial, the relation that its author denies",
        "said | day or null | the day its author said it",
        "one_side | yes or no | whether a partner speaks and strikes for the other wherever both are named",
    ),
    "designations": fields(
        "id | text | for ever: of the row, or made of who lists whom from when",
        "actor | text | the actor listed as terrorist",
        "authority | text | who lists it: an actor's id, or a name; empty in public as above",
        "list | text or null | the name of the list",
        "from | day or null | first day of effect; null where it is not known",
        "to | day or null | last day; null where it is not known or it is in force",
        "source | text or null | by what it is known",
        "act | text or null | the legal act with its number",
    ),
}  # fmt: skip
"""Table -> its columns, in order."""
