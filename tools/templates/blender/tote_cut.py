"""Measures of the tote bag, in metres."""

W, H = 0.19, 0.42  # half the width, and the height
HALF_MOUTH = 0.016
SQUEEZE = 0.97
STRAP, STRAP_X, STRAP_TOP = 0.026, 0.106, 0.235  # width, distance from the middle, height of the peg above the mouth
HEM = 0.028
# Radius of the peg; in radians, how far a strap turns to lie on it and how far from upright it leaves it.
PEG, LIE, LEAVE = 0.023, 1.22, 0.32
TO_WALL = 0.045  # from its back
# print area: width, height, height of its upper edge on the panel
PRINT = (0.27, 0.27, 0.345)
LIFT = 0.78  # how high it hangs: where the lights are made for
