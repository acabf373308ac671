"""How colours look to readers: their contrast, and what is left of them in grey and to colour-blind eyes."""

import math

from matplotlib.colors import to_rgb

RGB = tuple[float, float, float]
TEXT = 4.5
"""Least contrast of text with what lies under it: WCAG 2.2, success criterion 1.4.3."""
MARK = 3.0
"""Least contrast of a mark or line that carries meaning: WCAG 2.2, success criterion 1.4.11."""

MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
Transactions on Visualization and Computer Graphics 15(6), 1291-1298: the matrices of severity 1.0, for linear RGB."""
DEFICIENCIES = tuple(MACHADO)

_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


def luminance(colour: str | RGB) -> float:
    """Relative luminance, from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str | RGB, background: str | RGB) -> float:
    """Contrast ratio, from 1 (the same) to 21 (black on white), as WCAG 2.2 defines it.

    Parameters
    ----------
    colour, background : str or tuple of 3 floats
        Opaque colours, in any form that matplotlib knows; which comes first makes no difference.
    """
    darker, lighter = sorted((luminance(colour), luminance(background)))
    return (lighter + 0.05) / (darker + 0.05)


def simulate(colour: str | RGB, deficiency: str) -> RGB:
    """What a colour looks like to somebody who lacks one kind of cone.

    Parameters
    ----------
    colour : str or tuple of 3 floats
    deficiency : str
        `protanopia`, `deuteranopia` or `tritanopia`.

    Returns
    -------
    tuple of 3 floats
        Red, green and blue, each from 0 to 1, ready to be shown.

    Raises
    ------
    ValueError
        If the deficiency is none of the three.
    """
    if deficiency not in MACHADO:
        raise ValueError(f"deficiency must be one of {', '.join(MACHADO)}; got {deficiency!r}")
    light = _linear(colour)
    return tuple(
        _encoded(sum(part * value for part, value in zip(row, light, strict=True))) for row in MACHADO[deficiency]
    )


def grey(colour: str | RGB) -> RGB:
    """The grey of the same luminance: what a black-and-white printer or copier leaves of a colour."""
    return (_encoded(luminance(colour)),) * 3


def distance(first: str | RGB, second: str | RGB) -> float:
    """How far apart two colours look: CIE 1976 ΔE*ab, about 2 where a difference can just be seen, 100 from black to white."""
    return math.dist(_lab(first), _lab(second))


def _linear(colour: str | RGB) -> RGB:
    # 0.04045 is the threshold of IEC 61966-2-1, which WCAG 2.2 has taken over.
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _lab(colour: str | RGB) -> RGB:
    light = _linear(colour)
    x, y, z = (
        _root(sum(part * value for part, value in zip(row, light, strict=True)) / white)
        for row, white in zip(_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > (6 / 29) ** 3 else ratio / (3 * (6 / 29) ** 2) + 4 / 29
