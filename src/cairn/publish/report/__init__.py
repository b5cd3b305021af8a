"""A month's or a year's assessment: its sums, what moved since the last, and what they rest on."""
