"""A phone in a slim case, seen from behind, with the lip round its camera. Lengths in decimetres.

blender -b -P phonecase.py -- [res=512] [spp=32] [out=work/phonecase] [which=A,B,bg,guide,uv] [rot=-24] [lens=165]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *

A = args()
reset()
W, H, D, CORNER = 0.762, 1.56, 0.112, 0.135

# The case: from its lip at the front of the phone round the edge to the back, which lies in the plane y = 0.
edge = [(0.020, D - 0.004, 0), (0.010, D, 0.006), (0, D - 0.012, 0.008), (0, 0, 0.042), (0.1, 0, 0)]
case = extruded('case', W, H, CORNER, subdivided(rounded(edge, steps=14), 0.012), steps=32)
glass = extruded('glass', W - 0.03, H - 0.03, CORNER - 0.015, [(0, D - 0.02), (0, D - 0.006), (0.004, D - 0.002)])


def button(name, x, z, length):
    profile = rounded([(0, 0.02, 0), (0, -0.013, 0.008), (0.013, -0.013, 0)], steps=6)
    ob = extruded(name, 0.030, length, 0.014, profile, steps=8)
    return placed(ob, x, D / 2 + 0.004, z, turn=(0, 0, math.copysign(math.pi / 2, x)))


buttons = [button('power', -W / 2, 0.26, 0.16), button('up', W / 2, 0.33, 0.11), button('down', W / 2, 0.18, 0.11)]

# The camera: a lip of the case round a dark plate with three lenses, a lamp and a microphone.
CX, CZ, SIDE, ROUND = -W / 2 + 0.268, H / 2 - 0.272, 0.405, 0.115
lip_profile = [
    (-0.030, 0.004, 0),
    (-0.020, -0.004, 0.01),
    (0, -0.020, 0.012),
    (0.013, -0.020, 0.006),
    (0.015, 0.004, 0),
]
plate_profile = [(0.013, 0.01), (0.013, -0.004), (0.016, -0.006)]
lip = placed(extruded('lip', SIDE, SIDE, ROUND, rounded(lip_profile)), CX, 0, CZ)
plate = placed(extruded('plate', SIDE, SIDE, ROUND, plate_profile), CX, 0, CZ)


def upright(name, profile, x, z, segments=128):
    """A turned part on the plate whose axis looks out of the back of the phone; x and z from the plate's middle."""
    return placed(turned(name, profile, segments), CX + x, -0.004, CZ + z, turn=(math.pi / 2, 0, 0))


rings, lenses = [], []
for i, (x, z) in enumerate(((-0.082, 0.084), (-0.082, -0.088), (0.088, -0.002))):
    ring = [(0.086, 0, 0), (0.086, 0.026, 0.005), (0.072, 0.026, 0.003), (0.070, 0.016, 0)]
    rings.append(upright(f'ring{i}', rounded(ring, steps=6), x, z))
    cone = [(0.0705, 0.016), (0.0705, 0.020), (0.064, 0.020), (0.046, 0.008), (0.040, 0.008)]
    dome = [(0.038 * math.cos(a), 0.008 + 0.010 * math.sin(a)) for a in np.linspace(0, math.pi / 2, 16)]
    lenses.append(upright(f'lens{i}', np.array(cone + dome), x, z))
lamp = upright('lamp', rounded([(0.030, 0, 0), (0.030, 0.004, 0.002), (0, 0.004, 0)], steps=4), 0.090, 0.142)
hole = upright('hole', np.array([(0.008, 0), (0.008, 0.003), (0, 0.003)]), 0.090, -0.145, segments=32)

shell = surface('shell', roughness=0.27, specular=0.5, flag=0.62)
black = surface('black glass', grey=0.010, roughness=0.08)
metal = surface('ring', grey=0.35, roughness=0.22, metallic=1.0)
lens = surface('lens', grey=0.004, roughness=0.03, specular=0.9)
light = surface('lamp', grey=0.75, roughness=0.5)
root = dress(
    (case, shell),
    (lip, shell),
    *((b, shell) for b in buttons),
    (glass, black),
    (plate, black),
    *((r, metal) for r in rings),
    *((l, lens) for l in lenses),
    (lamp, light),
    (hole, surface('hole', grey=0.003)),
)
root.rotation_euler = (math.radians(-5), 0, math.radians(float(A.get('rot', -24))))
bpy.context.view_layer.update()
root.location.z = -0.006 - min((case.matrix_world @ v.co).z for v in case.data.vertices)  # it weighs on the floor

stage(MUG_LIGHTS, 1.2)
# Mirrored by the back as a soft upright band, without which it is a flat piece of color.
area('rim left', (-5.6, -3.9, 1.9), (0, 0, 0.8), 0.6, 50, size_y=3.6)
# Narrow ones draw a thin bright line along its bevels, or a black case has no edge before its own shadow.
area('rim edge left', (-5.0, 0.2, 1.0), (0, 0, 0.8), 0.45, 220, size_y=4.0)
area('rim edge right', (3.6, -4.2, 1.2), (0, 0, 0.8), 0.40, 160, size_y=4.0)
area('rim side', (3.9, 2.2, 1.2), (0, 0, 0.8), 0.35, 6, size_y=3.4)
camera((0, -10.3, 2.85), (0.10, 0, 0.74), lens=float(A.get('lens', 165)))
LEFT, RIGHT, BOTTOM, TOP = -0.33, 0.33, -0.72, 0.26
parts = [case, lip, *buttons, glass, plate, *rings, *lenses, lamp, hole]
deliver(
    'phonecase',
    parts,
    case,
    print_area('flat', LEFT, RIGHT, BOTTOM, TOP),
    passes='A,B,bg,guide,uv',
    width_mm=(RIGHT - LEFT) * 100,
    height_mm=(TOP - BOTTOM) * 100,
    fill=0.84,
    max_coverage=0.42,
    anchor=0.42,
    technique='print',
    dark_sheen=0,
    ink_sheen=0.9,
)
