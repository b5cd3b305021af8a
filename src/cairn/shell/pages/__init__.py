"""Saved pages: what a folder or a zip holds, and the worker that reads them within limits."""
