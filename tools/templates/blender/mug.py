"""A glazed mug: a turned body and a swept handle. Lengths in decimetres.

blender -b -P mug.py -- [res=512] [spp=32] [out=work/mug] [which=A,B,bg,uv] [rot=-30] [lens=165]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *

A = args()
RES = int(A.get('res', 512))
SPP = int(A.get('spp', 32))
OUT = A.get('out', 'work/mug')
WHICH = A.get('which', 'A,B,bg,uv').split(',')
reset()
R, H, TH = 0.415, 0.96, 0.040  # dm
# lathe profile: outside bottom -> outside wall -> rounded lip -> inside wall -> inside bottom
pr = [(0.0, 0.012), (0.30, 0.012), (0.325, 0.0), (0.345, 0.0)]
for i in range(1, 13):
    a = math.pi / 2 * i / 12
    pr.append((0.345 + 0.07 * math.sin(a), 0.07 * (1 - math.cos(a))))
nw = 60
for i in range(1, nw + 1):
    pr.append((R, 0.07 + (H - 0.02 - 0.07) * i / nw))
for i in range(1, 13):
    a = math.pi * i / 12
    pr.append((R - TH / 2 + TH / 2 * math.cos(a), H - 0.02 + TH / 2 * math.sin(a)))
for i in range(1, 41):
    pr.append((R - TH, H - 0.02 - (H - 0.02 - 0.13) * i / 40))
for i in range(1, 11):
    a = math.pi / 2 * i / 10
    pr.append((R - TH - 0.08 * (1 - math.cos(a)), 0.13 - 0.08 * math.sin(a)))
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
# handle: swept ellipse along a D curve in the x-z plane
ts = np.linspace(0, 1, 90)
P0, P1, P2, P3 = map(np.array, ((R - 0.02, 0.80), (R + 0.46, 0.92), (R + 0.40, 0.10), (R - 0.02, 0.20)))
c = (
    ((1 - ts) ** 3)[:, None] * P0
    + (3 * (1 - ts) ** 2 * ts)[:, None] * P1
    + (3 * (1 - ts) * ts**2)[:, None] * P2
    + (ts**3)[:, None] * P3
)
tg = np.gradient(c, axis=0)
tg /= np.linalg.norm(tg, axis=1)[:, None]
nr = np.stack([tg[:, 1], -tg[:, 0]], 1)
hv = []
hf = []
m = 32
for i in range(90):
    fl = 1 + 0.55 * np.exp(-((min(ts[i], 1 - ts[i]) / 0.07) ** 2))  # flare where it joins the wall
    for j in range(m):
        g = 2 * math.pi * j / m
        a = math.copysign(abs(math.cos(g)) ** 0.85, math.cos(g)) * 0.048 * fl
        b = math.copysign(abs(math.sin(g)) ** 0.85, math.sin(g)) * 0.082 * fl
        hv.append((c[i, 0] + nr[i, 0] * a, b, c[i, 1] + nr[i, 1] * a))
for i in range(89):
    for j in range(m):
        hf.append((i * m + j, (i + 1) * m + j, (i + 1) * m + (j + 1) % m, i * m + (j + 1) % m))
hd = mesh_obj('handle', hv, hf)
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
