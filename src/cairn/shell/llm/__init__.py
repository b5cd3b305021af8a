"""A language model at an endpoint that speaks the OpenAI chat form: settings, the one request there is, and its faults.

Off until `cairn.toml` has a table `[llm]`. What is asked and how answers are checked is core (extract/llm).
"""
