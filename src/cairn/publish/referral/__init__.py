"""The package by which a party is asked about an incident, so that it can be answered."""
