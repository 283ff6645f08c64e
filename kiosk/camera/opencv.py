"""Imports OpenCV: quiet, single-threaded, with limits, and without side effects on Qt.

Other modules use `from kiosk.camera.opencv import cv2`. The import takes 0.2 to 0.6 s: import it
after the first window, on another thread.
"""

import os

MAX_PIXELS = (
    50_000_000  # the largest phone photo has about 50 megapixels; a hostile PNG claims 2^30
)
_SET_BY_CV2 = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_LIMITS = {
    "OPENCV_IO_MAX_IMAGE_PIXELS": str(MAX_PIXELS),
    # With these transforms Media Foundation takes 4 to 20 s to open a webcam (opencv 17687).
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
}

_before = {name: os.environ.get(name) for name in (*_SET_BY_CV2, *_LIMITS)}
for _name, _value in _LIMITS.items():
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402 - OpenCV reads its limits from the environment while it is imported

# The Linux wheel points Qt at its own Qt 5 plugins: our Qt 6 and its children must not see that.
for _name, _old in _before.items():
    if _old is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _old

cv2.setNumThreads(1)  # the decoders are fast enough; old laptops stay cool
cv2.utils.logging.setLogLevel(
    cv2.utils.logging.LOG_LEVEL_SILENT
)  # the program has its own sentences

__all__ = ["MAX_PIXELS", "cv2"]
