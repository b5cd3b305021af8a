"""Releases: the public record of one day, frozen; what a withdrawal takes out of them; how two of them differ."""
