"""The statement in a proof folder: who, when and what in both languages, and nothing a row could write into it."""

import re
from html.parser import HTMLParser

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.log import catch_up
from cairn.shell.proof.statement import _words
from cairn.shell.records.models import Act, Incident
from conftest import STRIKE_EN, jsonl
from shell import proofs
from shell.answers import told
from shell.proofs import judged

NOOR, SAM = "Noor Example", "Sam Example"
strike, released = proofs.strike, proofs.released


class Page(HTMLParser):
    """What a page of the statement is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def test_the_statement_says_who_when_what_and_what_it_does_not_show_in_both_languages(
    released, cli, tmp_path
):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    html = (tmp_path / "p" / "1-statement.html").read_text("utf-8")
    for words in ("the operator's command `cairn add`", "wire-1.jsonl", "7 to 9", "من 7 إلى 9", "That the source told the truth",
                  "أن المصدر قال الحقيقة", "Reports by private persons that are not in this folder: 1."):  # fmt: skip
        assert words in text
    page = Page(html)
    assert {("lang", "en"), ("lang", "ar"), ("dir", "rtl")} <= set(page.attributes)
    assert page.tags.count("table") == text.count("\nName of the log:") * 2 * 4


def test_a_hostile_row_cannot_write_into_the_page(ws, cli, tmp_path):
    row = {**STRIKE_EN, "author": "<script>alert(1)</script>", "url": 'https://x.example/"><img src=x>'}
    add_reports(ws, "<b>.jsonl", jsonl(row))
    catch_up()
    told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    page = Page((tmp_path / "p" / "1-statement.html").read_text("utf-8"))
    assert not {"script", "img", "b"} & set(page.tags)
    assert judged(tmp_path / "p")


def test_the_statement_tells_the_day_and_the_place_that_were_set_and_how_the_report_is_dated(
    released, cli, tmp_path
):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    day = Incident.objects.get().assessments.get().fields["date"][0]
    for words in (f"Day of the event, as it was set: {day}", "Place of the event, as it was set: ", "(as the file gives it)",
                  "an assessment set (`set-assessment`), ", "What is said above of reports and assessments"):  # fmt: skip
        assert words in text


def test_days_commands_and_hashes_run_from_left_to_right_in_arabic(released, cli, tmp_path):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    html = (tmp_path / "p" / "1-statement.html").read_text("utf-8")
    arabic = text[text.index("ما يُثبته السجلّ") :]
    assert re.findall(r"\d{4}-\d\d-\d\d", arabic) == re.findall(r"(?<=\u2066)\d{4}-\d\d-\d\d", arabic)
    assert "\u2066`--key KEY`\u2069" in arabic
    assert '<code dir="ltr">--key KEY</code>' in html
    assert "`" not in html


def test_both_languages_fill_the_same_gaps():
    words = _words()
    for section, entries in words["en"].items():
        for key, english in entries.items():
            gaps = [sorted(re.findall(r"{(\w+)}", text)) for text in (english, words["ar"][section][key])]
            assert gaps[0] == gaps[1], f"{section}.{key}"


def test_whoever_asks_for_a_proof_is_told_what_it_gives_away(released, cli, tmp_path):
    said = cli("proof", released, "--out", tmp_path / "a").stdout
    assert "the reasons written for the assessment and its release" in said
    assert "names and addresses included" in said
    said = cli("proof", str(Act.objects.order_by("id")[0].id), "--out", tmp_path / "b").stdout
    assert "It holds" not in said
