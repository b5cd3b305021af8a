"""Words of harm in English and whom they take: lists of names, tolls, nouns and verbs. Every sentence is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Basis, Event, Group, Kind


def wholes(text: str, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is Group.ALL]


def parts(text: str, group: Group, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is group]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Among those killed were Karim Badri, his wife Salma Badri and their son Rami Badri.", 3),
        ("The victims of the raid were named as Karim Badri, Nader Salloum and Omar Haddad.", 3),
        (
            "A neighbour shared the names of the victims: Karim Badri (40), Nader Salloum (16), Omar Haddad.",
            3,
        ),
        ("Those killed include Karim Badri and Nader Salloum.", 2),
        ("Karim Badri and Nader Salloum were among the dead.", 2),
    ],
)
def test_people_on_a_list_of_the_dead_are_counted(text: str, people: int) -> None:
    assert wholes(text) == [(people, people)]


def test_parts_named_among_the_dead_make_no_whole() -> None:
    text = "Among those killed were two children and a woman."
    assert wholes(text) == []
    assert parts(text, Group.CHILDREN) == [(2, 2)]
    assert parts(text, Group.WOMEN) == [(1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "The sexton compared them with the parish list of fatalities.",
        "The wounded were taken to Salma Martyrs Hospital.",
        "A clerk read the names of those killed.",
    ],
)
def test_nouns_that_only_speak_of_the_dead_claim_nothing(text: str) -> None:
    assert wholes(text) == []


def test_a_toll_told_at_length_is_an_update() -> None:
    text = "The number of shepherds who had been killed along the ridge has climbed to 26."
    (claim,) = [c for c in claims_en(text) if c.kind is Kind.KILLED]
    assert (claim.min, claim.max, claim.event) == (26, 26, Event.UPDATE)


def test_the_33rd_to_be_killed_is_a_count_of_a_period() -> None:
    (claim,) = [c for c in claims_en("He was the 33rd reporter to be killed in the valley.") if c.max == 33]
    assert (claim.min, claim.event, claim.basis) == (33, Event.CUMULATIVE, Basis.STATED)


def test_each_part_belongs_to_the_people_told_before_it() -> None:
    text = "Fourteen villagers were killed, including three women, and one boy was wounded."
    assert parts(text, Group.WOMEN, Kind.KILLED) == [(3, 3)]
    assert parts(text, Group.WOMEN, Kind.INJURED) == []
    assert parts(text, Group.CHILDREN, Kind.KILLED) == []
    assert parts(text, Group.CHILDREN, Kind.INJURED) == [(1, 1)]


def test_at_least_is_said_of_all_it_stands_before() -> None:
    text = "Nineteen villagers perished, including at least six women and nine boys."
    assert parts(text, Group.CHILDREN) == [(9, None)]


def test_parts_of_one_group_are_added_up() -> None:
    assert parts("A woman, a boy and a girl were killed.", Group.CHILDREN) == [(2, 2)]


def test_the_death_of_one_and_of_four_more_is_five() -> None:
    assert wholes("A sexton confirmed the death of an aunt and four nephews.") == [(5, 5)]


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Four others sustained various injuries in the blast.", [(4, 4)]),
        ("A guard suffered a broken leg.", [(1, 1)]),
        ("Karim Badri died of wounds he sustained in the blast.", []),
        ("A child died after sustaining wounds in the blast.", []),
        ("At least nine badly injured shepherds lay there.", [(9, None)]),
    ],
)
def test_injuries_are_told_in_many_ways(text: str, injured: list[tuple[int | None, int | None]]) -> None:
    assert wholes(text, Kind.INJURED) == injured


def test_people_between_two_verbs_belong_to_the_later_from_the_last_and_on() -> None:
    text = "The raid resulted in the deaths of three farmers, and four others were wounded."
    assert wholes(text) == [(3, 3)]
    assert wholes(text, Kind.INJURED) == [(4, 4)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("NAHRIN (Valley 9) – At least 17 shepherds were killed.", [(17, None)]),
        ("Tell Ansur, NNA- Three civilians were killed.", [(3, 3)]),
        ("Nahrin, NNA-Two citizens were killed.", [(2, 2)]),
        ("Nahrin countryside:\n-17 shepherds were killed.", [(17, 17)]),
        ("Karim Badri – a farmer – was killed.", [(1, 1)]),
    ],
)
def test_the_head_of_a_line_names_no_victim(text: str, killed: list[tuple[int, int | None]]) -> None:
    assert wholes(text) == killed


@pytest.mark.parametrize(
    "text",
    [
        "The post does not say if their children were killed.",
        "Given the possibility that the tailor was killed, no figure is set.",
        "Pavlo Orvin, a nephew, wrote that they were killed.",
        "A sexton provided a roll of villagers killed at the mill.",
        "This may raise the number of deaths.",
        "My son is a martyr.",
    ],
)
def test_what_is_doubted_or_only_spoken_of_is_no_death(text: str) -> None:
    assert wholes(text) == []


def test_who_takes_up_the_people_counted_before_it() -> None:
    text = "A sexton listed the names of the ten members of the Orvin family who were killed."
    assert wholes(text) == [(10, 10)]


def test_those_who_say_it_are_not_among_the_dead() -> None:
    assert wholes("Rockets killed at least 16 villagers, medics and neighbours said.") == [(16, None)]


def test_those_killed_along_with_somebody_may_stand_behind_the_place() -> None:
    assert wholes("Pavlo Orvin was killed in the shelling together with five of his nephews.") == [(6, 6)]


def test_three_martyrs_and_injuries_is_no_lump_and_dozens_dead_and_wounded_no_figure() -> None:
    assert wholes("There were three martyrs and injuries.") == [(3, 3)]
    assert wholes("Dozens of martyrs and wounded arrived.") == [(None, None)]


def test_the_items_of_a_list_of_the_dead_need_no_verb() -> None:
    text = "The fatalities are distributed as follows:\n• 17 members of the army, two of them officers.\n• A shepherd."
    armed = [c for c in claims_en(text) if c.group is Group.BELLIGERENTS and c.min == 17]
    assert [(c.kind, c.max) for c in armed] == [(Kind.KILLED, 17)]
    assert wholes(text) == [(1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Do not call those who were killed forgotten.",
        "The roof fell in, killing all except an old tailor.",
    ],
)
def test_those_who_were_killed_and_the_one_who_was_not_are_no_count(text: str) -> None:
    assert wholes(text) == []


def test_the_first_one_killing_two_is_two() -> None:
    assert wholes("Of the two shells, the first one killing two sisters hit the mill.") == [(2, 2)]


def test_the_further_six_were_told_before() -> None:
    text = "Six people were wounded. The further six civilians wounded were in a car."
    assert wholes(text, Kind.INJURED) == [(6, 6), (6, 6)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Drone attack on Nahrin, two die", [(2, 2)]),
        ("Drone strike wounds two, kills three", [(3, 3)]),
        ("5 martyrs, incl 2 kids, 12 wounded in Nahrin", [(5, 5)]),
        ("Father and his 6 year old son martyred in raid", [(2, 2)]),
        ("Death toll from Nahrin market strike rises to 9", [(9, 9)]),
        ("Some sources put the toll at 37.", [(37, 37)]),
        ("An injured man died of his wounds, bringing the toll to four.", [(4, 4)]),
        (
            "Pavlo Orvin, a father of six, was killed together with two of his nephews and a fourth person.",
            [(4, 4)],
        ),
        ("The strike killed a father, Karim Badri, and his two sons.", [(3, 3)]),
        ("The army denied that it killed five civilians.", []),
        ("No one was killed in the strike.", []),
    ],
)
def test_headlines_posts_and_denials(text: str, killed: list[tuple[int, int]]) -> None:
    assert wholes(text) == killed


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A woman and her three children, aged 4, 7 and 12, died when their home was hit.", [(4, 4)]),
        ("An elderly couple and their grandson were killed.", [(3, 3)]),
        ("Mother of three killed by sniper", [(1, 1)]),
        ("He lost his wife and two children in the strike.", [(3, 3)]),
        ("He lost contact with five people.", []),
        ("Eight people were wounded, three of whom later died.", [(3, 3)]),
        ("Four members of the Internal Security Forces were killed.", [(4, 4)]),
        ("14 YPG/PKK terrorists were neutralized.", []),
    ],
)
def test_ages_kin_and_the_armed_in_plain_sentences(text: str, killed: list[tuple[int, int]]) -> None:
    assert wholes(text) == killed


def test_parts_behind_a_colon_are_parts_of_the_total() -> None:
    text = "Ten people were killed: six women, three children and a man."
    assert wholes(text) == [(10, 10)]
    assert parts(text, Group.WOMEN) == [(6, 6)]
    assert parts(text, Group.MEN) == [(1, 1)]


def test_losing_somebody_is_a_death_and_losing_a_house_is_none() -> None:
    assert wholes("He broke down after losing his colleague Karim Badri.") == [(1, 1)]
    assert wholes("He broke down after losing his house.") == []
