"""A steel bottle with a powder-coated body, a bare steel neck and a black screw cap with a loop. Lengths in decimetres.

blender -b -P bottle.py -- [res=512] [spp=32] [out=work/bottle] [which=A,B,bg,uv] [rot=-35] [lens=165]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *

A = args()
reset()
R, SHOULDER, NECK, CAP = 0.42, 1.82, 2.06, 2.50
NECK_R, CAP_R = 0.312, 0.345

# Body: a small steel foot, then paint up to the neck.
foot = turned(
    'foot',
    rounded(
        [(0, 0.012, 0), (R - 0.075, 0.012, 0.02), (R - 0.057, 0, 0.008), (R - 0.022, 0, 0.014), (R - 0.022, 0.06, 0)]
    ),
)
wall = rounded(
    [
        (R - 0.03, 0.035, 0),
        (R, 0.035, 0.026),
        (R, SHOULDER + 0.11, 0.17),
        (NECK_R + 0.012, NECK, 0.012),
        (0.24, NECK, 0),
    ],
    steps=24,
)
body = turned('body', subdivided(wall, 0.03))
neck = turned(
    'neck',
    rounded([(0.24, NECK - 0.02, 0), (NECK_R, NECK - 0.02, 0), (NECK_R, NECK + 0.05, 0.006), (0.2, NECK + 0.05, 0)]),
)

# Cap: ribs to grip, a smooth rim above and below.
RIBS = 52


def grip(angle, r, z):
    inside = np.clip((z - NECK - 0.075) / 0.02, 0, 1) * np.clip((CAP - 0.155 - z) / 0.02, 0, 1) * (r > CAP_R - 0.01)
    groove = np.clip(0.5 - 0.9 * np.cos(RIBS * angle), 0, 1)
    return r - 0.010 * inside * (1 - groove) ** 2


cap_profile = [
    (0.2, NECK + 0.034, 0),
    (CAP_R - 0.003, NECK + 0.034, 0.010),
    (CAP_R, CAP - 0.10, 0.004),
    (CAP_R - 0.008, CAP - 0.09, 0.004),
    (CAP_R - 0.008, CAP, 0.05),
    (0, CAP + 0.006, 0),
]
cap = turned('cap', subdivided(rounded(cap_profile), 0.012), 880, grip)

# Loop: a strap from one side of the cap over its top to the other.
SIDE = CAP_R + 0.012
arch = rounded(
    [(-SIDE, CAP - 0.22, 0), (-SIDE, CAP + 0.20, 0.15), (SIDE, CAP + 0.20, 0.15), (SIDE, CAP - 0.22, 0)], steps=24
)
arch = subdivided(arch, 0.02)
loop = swept('loop', np.insert(arch, 1, 0, axis=1), np.array([0, 1.0, 0]), 0.088, 0.020)
pin_profile = rounded([(0.052, 0, 0), (0.052, 0.022, 0.008), (0, 0.024, 0)])
end_profile = rounded([(0, -0.020, 0), (0.088, -0.020, 0.012), (0.088, 0.020, 0.012), (0, 0.020, 0)])
pins, ends = [], []
for x in (-1, 1):
    sideways = (0, x * math.pi / 2, 0)
    pins.append(placed(turned(f'pin{x}', pin_profile, 64), x * (SIDE + 0.016), 0, CAP - 0.20, sideways))
    ends.append(placed(turned(f'end{x}', end_profile, 96), x * SIDE, 0, CAP - 0.20, sideways))

paint = surface('powder coat', roughness=0.30, specular=0.5, bumps=((60, 0.0005),))
steel = surface('steel', grey=0.62, roughness=0.24, metallic=1.0)
plastic = surface('plastic', grey=0.022, roughness=0.38, bumps=((120, 0.0012),))
root = dress(
    (foot, steel),
    (body, paint),
    (neck, steel),
    (cap, plastic),
    (loop, plastic),
    *((p, steel) for p in pins),
    *((e, plastic) for e in ends),
)
turn = math.radians(float(A.get('rot', -35)))
root.rotation_euler = (0, 0, turn)

stage(MUG_LIGHTS, 1.65)
# Upright strips: nothing else of the light is mirrored by a straight wall seen from above.
area('rim left', (-4.6, -3.9, 2.6), (0, 0, 1.4), 0.7, 110, size_y=5.0)
area('rim right', (5.2, 1.6, 2.6), (0, 0, 1.4), 0.7, 130, size_y=5.0)
camera((0, -15.6, 4.4), (0.10, 0, 1.27), lens=float(A.get('lens', 165)))
WRAP, Z0, Z1 = 1.80, 0.32, 1.64  # radians, dm
middle = -turn + math.radians(-4)
parts = [foot, body, neck, cap, loop, *pins, *ends]
deliver(
    'bottle',
    parts,
    body,
    print_area('turn', middle - WRAP / 2, middle + WRAP / 2, Z0, Z1),
    width_mm=WRAP * R * 100,
    height_mm=(Z1 - Z0) * 100,
    fill=0.84,
    max_coverage=0.42,
    anchor=0.36,
    technique='print',
    dark_sheen=0,
    ink_sheen=0.9,
)
