"""A glazed mug: a turned body and a swept handle. Lengths in decimetres.

blender -b -P mug.py -- [res=512] [spp=32] [out=work/mug] [which=A,B,bg,guide,uv] [rot=-30] [lens=165]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *
from scipy.interpolate import CubicSpline

A = args()
RES = int(A.get('res', 512))
SPP = int(A.get('spp', 32))
OUT = A.get('out', 'work/mug')
WHICH = A.get('which', 'A,B,bg,guide,uv').split(',')
reset()
R, H = 0.415, 0.96  # dm
FOOT = 0.05  # how far up its foot is rounded
# From the middle below round the foot, up the wall, over the lip and down inside. The lip is thin and rolls out by half a millimetre.
pr = [(0.0, 0.012), (0.31, 0.012), (0.335, 0.0), (R - FOOT, 0.0)]
for i in range(1, 13):
    a = math.pi / 2 * i / 12
    pr.append((R - FOOT + FOOT * math.sin(a), FOOT * (1 - math.cos(a))))
nw = 60
for i in range(1, nw + 1):
    z = FOOT + (H - 0.016 - FOOT) * i / nw
    pr.append((R + 0.006 * np.clip(1 - (H - 0.016 - z) / 0.07, 0, 1) ** 2, z))
for i in range(1, 13):
    a = math.pi * i / 12
    pr.append((R + 0.006 - 0.015 + 0.015 * math.cos(a), H - 0.016 + 0.016 * math.sin(a)))
for i in range(1, 41):
    z = H - 0.016 - (H - 0.016 - 0.13) * i / 40
    pr.append((R - 0.024 - 0.014 * np.clip((H - 0.016 - z) / 0.12, 0, 1) ** 0.8, z))
for i in range(1, 11):
    a = math.pi / 2 * i / 10
    pr.append((R - 0.038 - 0.08 * (1 - math.cos(a)), 0.13 - 0.08 * math.sin(a)))
pr.append((0, 0.05))
n = 256
vs = []
fs = []
U = []
Vv = []
for r, z in pr:
    for j in range(n + 1):
        a = 2 * math.pi * j / n - math.pi
        vs.append((r * math.sin(a), -r * math.cos(a), z))
        U.append(a)
        Vv.append(z)
for k in range(len(pr) - 1):
    for j in range(n):
        fs.append((k * (n + 1) + j, k * (n + 1) + j + 1, (k + 1) * (n + 1) + j + 1, (k + 1) * (n + 1) + j))
mug = mesh_obj('mug', vs, fs)
me = mug.data
l = me.uv_layers.new(name='cyl')
vi = np.empty(len(me.loops), np.int32)
me.loops.foreach_get('vertex_index', vi)
l.data.foreach_set('uv', np.stack([np.array(U)[vi], np.array(Vv)[vi]], 1).astype(np.float32).reshape(-1))
l2 = me.uv_layers.new(name='out')
k = np.array([1.0 if i >= 16 and i < 16 + nw else 0.0 for i in range(len(pr)) for j in range(n + 1)])
l2.data.foreach_set('uv', np.stack([k[vi], k[vi]], 1).astype(np.float32).reshape(-1))
# The handle: a flat oval band that leaves the wall level, goes round like an ear and comes back to it, with a fillet at both ends.
FILLET = 0.05
way = np.array(
    [
        (R - 0.035, 0.770),
        (R + 0.10, 0.784),
        (R + 0.225, 0.755),
        (R + 0.298, 0.655),
        (R + 0.302, 0.53),
        (R + 0.262, 0.40),
        (R + 0.183, 0.292),
        (R + 0.085, 0.232),
        (R - 0.035, 0.212),
    ]
)
chords = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
spline = CubicSpline(chords, way, bc_type=((1, (1.0, 0.06)), (1, (-1.0, -0.10))))
near = 0.10 * np.linspace(0, 1, 70) ** 1.3
ts = np.concatenate([near, np.linspace(0.10, chords[-1] - 0.10, 120)[1:-1], chords[-1] - near[::-1]])
c, tg = spline(ts), spline(ts, 1)
tg /= np.linalg.norm(tg, axis=1)[:, None]
share = ts[:, None] / chords[-1]
g = np.linspace(0, 2 * math.pi, 64, endpoint=False)[None, :]
squarish = lambda x: np.sign(x) * np.abs(x) ** 0.86
thick, wide = 0.045 - 0.002 * share, 0.076 - 0.010 * share


def band(growth):
    """Points of the handle, its section larger all round by `growth`."""
    a, b = squarish(np.cos(g)) * (thick + growth), squarish(np.sin(g)) * (wide + growth)
    return np.stack([c[:, :1] - tg[:, 1:] * a, b, c[:, 1:] + tg[:, :1] * a], -1)


def flare(points):
    """How much larger the section is at this distance from the wall: a quarter circle, and on a little below the glaze."""
    clear = np.maximum((np.hypot(points[..., 0], points[..., 1]) - R) / FILLET, -0.1)
    curve = 1 - np.sqrt(1 - (1 - np.clip(clear, 0, 1)) ** 2)
    return FILLET * np.where(clear < 0, 1 - 4 * clear, curve)


# The wall curves away from a larger section, so growth and distance are found together, by halving.
low, high = np.zeros_like(thick * squarish(np.cos(g))), np.full_like(thick * g, 0.3)
for _ in range(40):
    middle = (low + high) / 2
    is_small = middle < flare(band(middle))
    low, high = np.where(is_small, middle, low), np.where(is_small, high, middle)
ear = band(low)
ear[..., :2] *= np.maximum(1, (R - 0.006) / np.hypot(ear[..., 0], ear[..., 1]))[..., None]  # never through the wall
hd = grid_obj('handle', ear, closed=True)
mat = bpy.data.materials.new('ceramic')
mat.use_nodes = True
nt = NT(mat)
b = nt.n['Principled BSDF']
nt.l.new(albedo_rgb(nt), b.inputs['Base Color'])
b.inputs['Roughness'].default_value = 0.16
b.inputs['Specular'].default_value = 0.5
b.inputs['Clearcoat'].default_value = 0.0
me.materials.append(mat)
hd.data.materials.append(mat)
root = link(bpy.data.objects.new('root', None))
rot = math.radians(float(A.get('rot', -30)))
for o in (mug, hd):
    o.parent = root
root.rotation_euler = (0, 0, rot)
camera((0, -9.5, 2.6), (0.06, 0, 0.44), lens=float(A.get('lens', 165)))
stage(MUG_LIGHTS)
# Upright strips: nothing else of the light is mirrored by a straight wall seen from above.
area('rim left', (-2.2, -0.5, 0.9), (0, 0, 0.5), 0.35, 9, size_y=2.6)
area('rim right', (2.6, 0.9, 0.9), (0, 0, 0.5), 0.35, 12, size_y=2.6)
PW = 1.9
Z0, Z1 = 0.13, 0.86  # radians of wrap, dm


def pn(nt):
    p = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='cyl').outputs[0]})
    k = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='out').outputs[0]}).outputs[0]
    u = nt.math('MULTIPLY_ADD', nt.math('ADD', p.outputs[0], rot * 0.80), 1 / PW, 0.5)
    v = nt.math('MULTIPLY_ADD', p.outputs[1], 1 / (Z1 - Z0), -Z0 / (Z1 - Z0))
    mm = nt.math('GREATER_THAN', k, 0.5)
    for a_ in (u, v):
        mm = nt.math(
            'MULTIPLY', mm, nt.math('MULTIPLY', nt.math('GREATER_THAN', a_, 0.0), nt.math('LESS_THAN', a_, 1.0))
        )
    return u, v, mm


write_product(
    OUT,
    width_mm=PW * R * 100,
    height_mm=(Z1 - Z0) * 100,
    fill=0.84,
    max_coverage=0.55,
    anchor=0.5,
    technique='print',
    dark_sheen=0,
    ink_sheen=0.6,
)
render_passes(OUT, [mug, hd], {mug}, res=RES, spp=SPP, which=WHICH, uv_mat=uv_emission(pn))
