"""The sample festival, its visitors, and the film of them."""
