"""Finds the loudspeakers of this laptop."""

_ALSA_NULL = "Discard all samples"
"""Begins the name of ALSA's device without sound (alsa-lib, pcm_null)."""


def loudspeakers() -> tuple[str, ...]:
    """Return the names of the loudspeakers, the usual one first; none if the system has none."""
    import miniaudio  # noqa: PLC0415 - loaded after the window

    try:
        found = miniaudio.Devices().get_playbacks()
    except miniaudio.MiniaudioError:
        return ()
    names = (str(one["name"]) for one in found)
    return tuple(name for name in names if not name.startswith(_ALSA_NULL))
