"""Django wants a URL table; pages are static files, so it is empty."""

urlpatterns: list[object] = []
