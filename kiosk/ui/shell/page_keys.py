"""The key and the icon of each page."""

from collections.abc import Mapping

from kiosk.ui.style.icons import Icon

PAGE_KEYS: Mapping[str, tuple[str, Icon]] = {
    "desk": ("F2", Icon.SEARCH),
    "headcount": ("F3", Icon.PEOPLE),
    "doubles": ("Shift+F3", Icon.DOUBLE),
    "files": ("F4", Icon.FILES),
    "event": ("Shift+F4", Icon.EVENT),
    "laptops": ("F5", Icon.LAPTOPS),
}
"""By the name that `Window.show_page` takes."""
