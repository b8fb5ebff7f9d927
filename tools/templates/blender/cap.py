"""A six-panel baseball cap with a stitched brim, made of formulas. Lengths in decimetres.

blender -b -P cap.py -- [res=512] [spp=32] [out=work/cap] [which=A,B,bg,uv] [rot=-23] [lens=128]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
import numpy as np

A = args()
RES = int(A.get('res', 512))
SPP = int(A.get('spp', 32))
OUT = A.get('out', 'work/cap')
WHICH = A.get('which', 'A,B,bg,uv').split(',')
reset()
# crown
K = 0.44
AX = 0.92
BF = 1.10
BB = 1.06
H = 1.05
NP_ = 170
NTt = 280
s = np.linspace(-1, 1, NP_, endpoint=False)
half = math.radians(30)
loc = half * (0.55 * np.sin(s * np.pi / 2) + 0.45 * s)
th = np.concatenate([loc + math.radians(30 + 60 * k) for k in range(6)])  # seams at 0,60,...
dth = np.concatenate([loc for k in range(6)])  # angle from panel middle
NTh = len(th)


def base(th):
    x = AX * np.sin(th)
    b = np.where(np.cos(th) > 0, BF, BB)
    y = -b * np.cos(th)
    xx = np.where(np.cos(th) > 0, np.abs(x), AX - 0.06 * np.cos(th) * 0)
    z = -K * xx**2
    return x, y, z


def crown(th):
    c = np.cos(th)
    n = 2.22 + 0.50 * np.clip(c, 0, 1) ** 1.5 - 0.05 * np.clip(-c, 0, 1)
    ph = np.linspace(0, np.pi / 2, 900)
    cs = np.cos(ph)[None, :] ** (2 / n[:, None])
    sn = np.sin(ph)[None, :] ** (2 / n[:, None])
    x0, y0, z0 = base(th)
    facet = 1 - 0.016 * (1 - np.cos(6 * th))[:, None] * 0.5 * np.clip(sn * 1.6 - 0.25 * np.clip(c, 0, 1)[:, None], 0, 1)
    cs2 = cs * facet
    X = x0[:, None] * cs2
    Y = y0[:, None] * cs2 + 0.15 * sn**2
    Z = z0[:, None] + (H - z0[:, None]) * sn
    seg = np.sqrt(np.diff(X) ** 2 + np.diff(Y) ** 2 + np.diff(Z) ** 2)
    L = np.concatenate([np.zeros((len(th), 1)), np.cumsum(seg, 1)], 1)
    t = np.linspace(0, 1, NTt) ** 0.97
    P = np.zeros((len(th), NTt, 3))
    S = np.zeros((len(th), NTt))
    for i in range(len(th)):
        q = t * L[i, -1] * 0.997
        for k, Q in enumerate((X, Y, Z)):
            P[i, :, k] = np.interp(q, L[i], Q[i])
        S[i] = q
    return P, S


P, S = crown(th)


def normals(P):
    du = np.roll(P, -1, 0) - np.roll(P, 1, 0)
    dv = np.gradient(P, axis=1)
    n = np.cross(du, dv)
    n /= np.linalg.norm(n, axis=2, keepdims=True) + 1e-12
    return n


N = normals(P)
if (N[:, 20, :2] * P[:, 20, :2]).sum() < 0:
    N = -N
rh = np.hypot(P[:, :, 0], P[:, :, 1] - 0.1)
dseam = (half - np.abs(dth))[:, None] * rh  # distance to nearest seam (dm)


# smooth 3-D noise via sum of random sines
def noise(P, scale, k=26, seed=0):
    r = np.random.default_rng(seed)
    out = np.zeros(P.shape[:-1])
    for _ in range(k):
        d = r.normal(size=3)
        d /= np.linalg.norm(d)
        f = scale * (0.6 + 0.8 * r.random())
        out += np.sin((P @ d) * f * 2 * np.pi + r.random() * 6.28)
    return out / np.sqrt(k / 2)


disp = -0.011 * np.exp(-((dseam / 0.010) ** 2)) + 0.010 * np.exp(-(((dseam - 0.042) / 0.026) ** 2))
disp -= 0.004 * np.exp(-(((dseam - 0.036) / 0.008) ** 2))
disp += 0.0055 * noise(P, 1.1, seed=1) + 0.0022 * noise(P, 3.2, seed=2)
puck = noise(P, 9, seed=5)
disp += 0.0020 * puck * np.exp(-((dseam / 0.08) ** 2)) * np.clip(rh / 0.4, 0, 1)
# hem stitching lines near base (sweatband seam)
disp -= 0.006 * np.exp(-(((S - 0.10) / 0.010) ** 2))
disp += 0.008 * np.exp(-(((S - 0.02) / 0.03) ** 2))
Pd = P + N * disp[:, :, None]
verts = [tuple(v) for v in Pd.reshape(-1, 3)]
idx = lambda i, j: (i % NTh) * NTt + j
faces = [(idx(i, j), idx(i + 1, j), idx(i + 1, j + 1), idx(i, j + 1)) for i in range(NTh) for j in range(NTt - 1)]
crown_ob = mesh_obj('crown', verts, faces)
me = crown_ob.data
# uv layers: fabric (dm, panel local), print
R0 = 0.98
x = np.clip(P[:, :, 0] / R0, -0.999, 0.999)
pu = (R0 * np.arcsin(x)) / 1.24 + 0.5
pv = (
    np.interp(P[:, :, 2], P[0, :, 2], S[0]) - 0.11
) / 0.80  # arc length of the centre-front profile, read by height: straight lines stay level
fu = dth[:, None] * rh + (np.floor(np.degrees(th) / 60)[:, None] * 1.7)
fv = S
pm = (P[:, :, 1] < 0.0).astype(float)


def set_uv(me, name, U, V):
    l = me.uv_layers.new(name=name)
    vi = np.empty(len(me.loops), np.int32)
    me.loops.foreach_get('vertex_index', vi)
    a = np.stack([U.reshape(-1)[vi], V.reshape(-1)[vi]], 1).astype(np.float32).reshape(-1)
    l.data.foreach_set('uv', a)


set_uv(me, 'fab', fu, fv)
set_uv(me, 'print', pu, pv)
set_uv(me, 'pm', pm, S)


# stitches
class Stitches:
    def __init__(s):
        s.v = []
        s.f = []
        s.n = 0

    def add(s, p, d, n, L=0.0145, w=0.0042, h=0.0034, tilt=0.0):
        d = d / np.linalg.norm(d)
        n = n - d * (n @ d)
        n /= np.linalg.norm(n)
        b = np.cross(n, d)
        if tilt:
            d = d + b * tilt
            d /= np.linalg.norm(d)
            b = np.cross(n, d)
        NU, NV = 8, 6
        for i in range(NU + 1):
            a = -math.pi / 2 + math.pi * i / NU
            for j in range(NV):
                g = 2 * math.pi * j / NV
                lx = np.sign(math.sin(a)) * abs(math.sin(a)) ** 0.8
                r = math.cos(a) ** 0.6 if math.cos(a) > 1e-6 else 0.02
                arch = 0.2 * (1 - lx * lx)
                q = p + d * lx * L + b * (math.cos(g) * w * r) + n * (math.sin(g) * h * r + h * arch)
                s.v.append(tuple(q))
        for i in range(NU):
            for j in range(NV):
                a0 = s.n + i * NV + j
                a1 = s.n + i * NV + (j + 1) % NV
                s.f.append((a0, a1, a1 + NV, a0 + NV))
        s.n += (NU + 1) * NV

    def run(s, pts, nrm, pitch=0.036, **kw):
        pts = np.array(pts)
        nrm = np.array(nrm)
        L = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(pts, axis=0), axis=1))])
        q = np.arange(pitch / 2, L[-1] - pitch / 2, pitch)
        g = lambda a, q: np.stack([np.interp(q, L, a[:, k]) for k in range(3)], 1)
        p = g(pts, q)
        p2 = g(pts, q + 0.004)
        p1 = g(pts, q - 0.004)
        nn = g(nrm, q)
        for i in range(len(q)):
            s.add(p[i], p2[i] - p1[i], nn[i], **kw)


st = Stitches()
N2 = normals(Pd)
if (N2[:, 20, :2] * Pd[:, 20, :2]).sum() < 0:
    N2 = -N2
for k in range(6):
    for sd in (-1, 1):
        pts = []
        nr = []
        i_range = np.arange(k * NP_, (k + 1) * NP_)
        for j in range(2, NTt - 14):
            d = half - np.abs(dth[i_range])
            target = 0.036
            cand = i_range[np.sign(dth[i_range]) == sd]
            dd = (half - np.abs(dth[cand])) * rh[cand, j]
            o = np.argsort(dd)
            if target > dd.max():
                continue
            pts.append([np.interp(target, dd[o], Pd[cand[o], j, c]) for c in range(3)])
            nr.append(N2[cand[o][np.searchsorted(dd[o], target).clip(0, len(o) - 1)], j])
        st.run(pts, nr)
# base hem stitch
j = int(np.argmin(np.abs(S[0] - 0.10)))
st.run([Pd[i % NTh, j] for i in range(0, NTh + 1, 2)], [N2[i % NTh, j] for i in range(0, NTh + 1, 2)])
# brim
NS, NR = 420, 110
sm = math.radians(77)
ss = np.linspace(-1, 1, NS)
xi, yi, zi = base(ss * sm)
xi = xi * 0.985
yi = yi * 0.985
psi = ss * np.pi / 2
xo = 0.915 * np.sin(psi) * (1 + 0.05 * np.cos(psi) ** 2 * 4 * 0.25)
yo = -(0.23 + (1.10 + 0.76 - 0.23) * np.cos(psi) ** 0.74)
rr = np.linspace(0, 1, NR)
Bx = xi[:, None] * (1 - rr) + xo[:, None] * rr
By = yi[:, None] * (1 - rr) + yo[:, None] * rr
fwd = np.hypot(Bx - xi[:, None], By - yi[:, None])
Bz = -K * Bx**2 - 0.13 * fwd - 0.06 * fwd**2 + 0.004
B = np.stack([Bx, By, Bz], 2)
dv = np.gradient(B, axis=1)
du = np.gradient(B, axis=0)
BN = np.cross(du, dv)
BN /= np.linalg.norm(BN, axis=2, keepdims=True) + 1e-12
if BN[NS // 2, NR // 2, 2] < 0:
    BN = -BN
# true distance to outer curve
from scipy.spatial import cKDTree

tr = cKDTree(
    np.stack(
        [
            np.interp(np.linspace(0, NS - 1, 6000), np.arange(NS), xo),
            np.interp(np.linspace(0, NS - 1, 6000), np.arange(NS), yo),
        ],
        1,
    )
)
dtrue = tr.query(np.stack([Bx, By], 2).reshape(-1, 2))[0].reshape(NS, NR)
rows = [0.055 + 0.082 * k for k in range(8)]
bd = 0.0016 * noise(B, 2.0, seed=9)
for r_ in rows:
    bd -= 0.0055 * np.exp(-(((dtrue - r_) / 0.011) ** 2))
Bt = B + BN * bd[:, :, None]
TH = 0.034
top = Bt
bot = B - BN * TH
edge = []
for i in range(1, 10):
    a = math.pi * i / 10
    c = B[:, -1] - BN[:, -1] * TH / 2
    out = dv[:, -1] / np.linalg.norm(dv[:, -1], axis=1, keepdims=True)
    edge.append(c + BN[:, -1] * (TH / 2 + 0.004) * math.cos(a) + out * (TH / 2 + 0.004) * math.sin(a))
ring = np.concatenate([top, np.stack(edge, 1), bot[:, ::-1]], 1)
nr_ = ring.shape[1]
bv = [tuple(v) for v in ring.reshape(-1, 3)]
bf = [
    (i * nr_ + j, i * nr_ + j + 1, (i + 1) * nr_ + j + 1, (i + 1) * nr_ + j)
    for i in range(NS - 1)
    for j in range(nr_ - 1)
]
brim = mesh_obj('brim', bv, bf)
fu = ring[:, :, 0]
fv = ring[:, :, 1]
set_uv(brim.data, 'fab', fu, fv)
set_uv(brim.data, 'print', fu * 0 - 5, fv)
set_uv(brim.data, 'pm', fu * 0, fv)
for r_ in rows:
    pts = []
    nn = []

    def flush():
        global pts, nn
        if len(pts) > 8:
            st.run(pts, nn, pitch=0.036)
        pts = []
        nn = []

    for i in range(4, NS - 4):
        col = dtrue[i]
        if col[0] < r_ + 0.02:
            flush()
            continue
        q = np.interp(-r_, -col, np.arange(NR))
        q0 = int(q)
        f = q - q0
        q1 = min(q0 + 1, NR - 1)
        pts.append(Bt[i, q0] * (1 - f) + Bt[i, q1] * f)
        nn.append(BN[i, q0])
    flush()
stitch = mesh_obj('stitches', st.v, st.f)
# button, eyelets
apex = Pd[:, -1].mean(0)
bv = []
bf = []
nu, nv = 48, 20
for i in range(nv + 1):
    a = math.pi / 2 * i / nv
    for j_ in range(nu):
        g = 2 * math.pi * j_ / nu
        bv.append(
            (
                apex[0] + 0.085 * math.sin(a) ** 0.8 * math.cos(g),
                apex[1] + 0.085 * math.sin(a) ** 0.8 * math.sin(g),
                apex[2] - 0.012 + 0.055 * math.cos(a) ** 0.7 if a < math.pi / 2 else apex[2] - 0.02,
            )
        )
for i in range(nv):
    for j_ in range(nu):
        bf.append((i * nu + j_, i * nu + (j_ + 1) % nu, (i + 1) * nu + (j_ + 1) % nu, (i + 1) * nu + j_))
button = mesh_obj('button', bv, bf)
set_uv(button.data, 'fab', np.array([v[0] for v in bv]), np.array([v[1] for v in bv]))
ey = Stitches()
holes_v = []
holes_f = []
for k in range(6):
    i = k * NP_ + NP_ // 2
    j = int(np.argmin(np.abs(S[i] - S[i, -1] * 0.745)))
    p = Pd[i, j]
    n = N2[i, j]
    d = Pd[i, j + 1] - Pd[i, j - 1]
    d /= np.linalg.norm(d)
    b = np.cross(n, d)
    for q in range(30):
        g = 2 * math.pi * q / 30
        rd = math.cos(g) * d + math.sin(g) * b
        ey.add(p + rd * 0.036 - n * 0.001, rd, n, L=0.016, w=0.0045, h=0.008)
    base_i = len(holes_v)
    holes_v.append(tuple(p + n * 0.004))
    for q in range(24):
        g = 2 * math.pi * q / 24
        holes_v.append(tuple(p + n * 0.004 + (math.cos(g) * d + math.sin(g) * b) * 0.023))
    holes_f += [(base_i, base_i + 1 + q, base_i + 1 + (q + 1) % 24) for q in range(24)]
eyelets = mesh_obj('eyelets', ey.v, ey.f)
holes = mesh_obj('holes', holes_v, holes_f)


# materials
def fabric(name, factor=1.0, weave=True, bump=1.0):
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    nt = NT(m)
    b = nt.n['Principled BSDF']
    col = albedo_rgb(nt, factor)
    b.inputs['Roughness'].default_value = 0.82
    b.inputs['Specular'].default_value = 0.22
    b.inputs['Sheen'].default_value = 0.55
    b.inputs['Sheen Tint'].default_value = 0.0
    if weave:
        uv = nt.add('ShaderNodeUVMap', uv_map='fab').outputs[0]
        sep = nt.add('ShaderNodeSeparateXYZ', ins={0: uv})
        wob = nt.add('ShaderNodeTexNoise', ins={'Vector': uv, 'Scale': 9.0, 'Detail': 2.0}).outputs[0]
        fine = nt.add('ShaderNodeTexNoise', ins={'Vector': uv, 'Scale': 160.0, 'Detail': 3.0}).outputs[0]
        P_ = 0.0165
        a = nt.math(
            'ADD',
            nt.math('MULTIPLY', sep.outputs[0], 0.62 / P_ * 6.283),
            nt.math('MULTIPLY', sep.outputs[1], 0.78 / P_ * 6.283),
        )
        a = nt.math('ADD', a, nt.math('MULTIPLY', wob, 5.0))
        tw = nt.math('SINE', a)
        c2 = nt.math(
            'SINE',
            nt.math(
                'ADD',
                nt.math('MULTIPLY', sep.outputs[0], -0.78 / P_ * 6.283 * 1.35),
                nt.math('MULTIPLY', sep.outputs[1], 0.62 / P_ * 6.283 * 1.35),
            ),
        )
        hgt = nt.math(
            'ADD',
            nt.math('MULTIPLY', tw, 0.30),
            nt.math('ADD', nt.math('MULTIPLY', c2, 0.12), nt.math('MULTIPLY', fine, 0.9)),
        )
        bp = nt.add('ShaderNodeBump', ins={'Strength': 0.55 * bump, 'Distance': 0.0062, 'Height': hgt})
        nt.l.new(bp.outputs[0], b.inputs['Normal'])
        # slight albedo mottling (yarn)
        mot = nt.math('ADD', 0.90, nt.math('MULTIPLY', fine, 0.20))
        mx = nt.add('ShaderNodeVectorMath', operation='MULTIPLY')
        nt.l.new(col, mx.inputs[0])
        cx = nt.add('ShaderNodeCombineXYZ', ins={0: mot, 1: mot, 2: mot})
        nt.l.new(cx.outputs[0], mx.inputs[1])
        col = mx.outputs[0]
    nt.l.new(col, b.inputs['Base Color'])
    return m


fab = fabric('cotton')
thr = fabric('thread', 1.12, weave=False)
thr.node_tree.nodes['Principled BSDF'].inputs['Roughness'].default_value = 0.5
thr.node_tree.nodes['Principled BSDF'].inputs['Specular'].default_value = 0.35
hole = bpy.data.materials.new('hole')
hole.use_nodes = True
hb = hole.node_tree.nodes['Principled BSDF']
hb.inputs['Base Color'].default_value = (0.004,) * 3 + (1,)
hb.inputs['Specular'].default_value = 0
crown_ob.data.materials.append(fab)
brim.data.materials.append(fab)
button.data.materials.append(fab)
stitch.data.materials.append(thr)
eyelets.data.materials.append(thr)
holes.data.materials.append(hole)
objs = [crown_ob, brim, stitch, button, eyelets, holes]
root = link(bpy.data.objects.new('root', None))
for o in objs:
    o.parent = root
root.rotation_euler = (math.radians(0.6), 0, math.radians(float(A.get('rot', -23))))
bpy.context.view_layer.update()
zmin = min((root.matrix_world @ v.co).z for o in (brim, crown_ob) for v in o.data.vertices)
backdrop(z=zmin - 0.002, scale=9, back=1.6)
cz = 0.42
camera((0, -11.7, cz + 2.1), (-0.12, -0.22, cz - 0.10), lens=float(A.get('lens', 128)))
world(0.20)
area('key', (-5.5, -5.0, 6.5), (0, 0, 0.3), 4.0, 1000)
area('fill', (6.5, -4.5, 2.5), (0, 0, 0.3), 4.0, 90)
area('rim', (3.0, 5.5, 5.5), (0, 0, 0.5), 3.0, 450)
area('top', (0, 0.5, 7.5), (0, 0, 0), 5, 260)


def pn(nt):
    pr = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='print').outputs[0]})
    k = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='pm').outputs[0]}).outputs[0]
    u, v = pr.outputs[0], pr.outputs[1]
    m = nt.math('GREATER_THAN', k, 0.5)
    for a_ in (u, v):
        m = nt.math('MULTIPLY', m, nt.math('MULTIPLY', nt.math('GREATER_THAN', a_, 0.0), nt.math('LESS_THAN', a_, 1.0)))
    return u, v, m


write_product(
    OUT,
    width_mm=124,
    height_mm=80,
    fill=0.94,
    max_coverage=0.5,
    anchor=0.5,
    technique='embroidery',
    dark_sheen=0.4,
    ink_sheen=0.55,
)
render_passes(OUT, objs, {crown_ob}, res=RES, spp=SPP, which=WHICH, uv_mat=uv_emission(pn))
