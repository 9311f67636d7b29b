"""All addresses of the plugin, for one ``include()`` at any prefix."""

app_name = "shift"
urlpatterns: list = []
