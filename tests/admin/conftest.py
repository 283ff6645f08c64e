"""What tests of event files share with those of the exchange."""

from tests.sync.conftest import quick_seal

__all__ = ["quick_seal"]
