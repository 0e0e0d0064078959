"""Which cut of a variable font? HarfBuzz makes the static one once; the renderer would make it anew for each letter."""

import ctypes
from functools import cache

_KEPT = (0, 1, 4, 5, 6, 7)  # hb_subset_sets_t: glyphs, characters, names and their languages, features, scripts
_FLAGS = 0x2 | 0x8 | 0x40  # hb_subset_flags_t: keep the numbers of glyphs, old names, and the sign for a missing one


def static(content: bytes, axes: dict[str, float]) -> bytes:
    """The font with these axes fixed. Where the machine's HarfBuzz cannot do that, the font as it is."""
    library = _library()
    if library is None:
        return content
    face = _face(library, content)
    wanted = library.hb_subset_input_create_or_fail()
    for kept in _KEPT:
        one = library.hb_subset_input_set(wanted, kept)
        library.hb_set_clear(one)
        library.hb_set_invert(one)
    library.hb_subset_input_set_flags(wanted, _FLAGS)
    for name, value in axes.items():
        tag = int.from_bytes(name.encode(), "big")
        library.hb_subset_input_pin_axis_location(wanted, face, tag, value)
    cut = library.hb_subset_or_fail(face, wanted)
    library.hb_subset_input_destroy(wanted)
    library.hb_face_destroy(face)
    return _content(library, cut) if cut else content


def _face(library: ctypes.CDLL, content: bytes) -> int:
    blob = library.hb_blob_create(content, len(content), 0, None, None)  # mode 0 copies
    face: int = library.hb_face_create(blob, 0)
    library.hb_blob_destroy(blob)
    return face


def _content(library: ctypes.CDLL, face: int) -> bytes:
    blob, length = library.hb_face_reference_blob(face), ctypes.c_uint()
    start = library.hb_blob_get_data(blob, ctypes.byref(length))
    content = ctypes.string_at(start, length.value)
    library.hb_blob_destroy(blob)
    library.hb_face_destroy(face)
    return content


@cache
def _library() -> ctypes.CDLL | None:
    """HarfBuzz with its subsetter, if it knows of axes (6.0 and later)."""
    library = ctypes.CDLL("libharfbuzz-subset.so.0")
    if not hasattr(library, "hb_subset_input_pin_axis_location"):
        return None
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    signatures: dict[str, tuple[object, list[object]]] = {
        "hb_blob_create": (pointer, [ctypes.c_char_p, number, ctypes.c_int, pointer, pointer]),
        "hb_blob_get_data": (pointer, [pointer, ctypes.POINTER(number)]), "hb_blob_destroy": (None, [pointer]),
        "hb_face_create": (pointer, [pointer, number]), "hb_face_destroy": (None, [pointer]),
        "hb_face_reference_blob": (pointer, [pointer]), "hb_subset_or_fail": (pointer, [pointer, pointer]),
        "hb_subset_input_create_or_fail": (pointer, []), "hb_subset_input_destroy": (None, [pointer]),
        "hb_subset_input_set": (pointer, [pointer, ctypes.c_int]), "hb_set_clear": (None, [pointer]),
        "hb_set_invert": (None, [pointer]), "hb_subset_input_set_flags": (None, [pointer, number]),
        "hb_subset_input_pin_axis_location": (ctypes.c_int, [pointer, pointer, ctypes.c_uint32, ctypes.c_float]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
