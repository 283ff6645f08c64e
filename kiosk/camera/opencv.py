"""The one place that imports OpenCV: quiet, on one thread, with limits, and no trace for Qt.

Other modules say `from kiosk.camera.opencv import cv2`. It takes 0.2 to 0.6 s: import it after the
first window, on a thread of its own.
"""

import os

MAX_PIXELS = 50_000_000  # the largest phone photo is about 50 megapixels; a hostile PNG says 2^30
_LEFT_BY_CV2 = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_ASKED_OF_CV2 = {
    "OPENCV_IO_MAX_IMAGE_PIXELS": str(MAX_PIXELS),
    # With these transforms Media Foundation takes 4 to 20 s to open a webcam (opencv 17687).
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
}

_before = {name: os.environ.get(name) for name in (*_LEFT_BY_CV2, *_ASKED_OF_CV2)}
for _name, _value in _ASKED_OF_CV2.items():
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402 - OpenCV reads its limits from the environment while it is imported

# The Linux wheel points Qt at its own Qt 5 plugins: our Qt 6 and its children must not see that.
for _name, _old in _before.items():
    if _old is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _old

cv2.setNumThreads(1)  # the decoders are fast enough; old laptops stay cool
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # we say it in words ourselves

__all__ = ["MAX_PIXELS", "cv2"]
