"""Sews two flat pattern panels round an invisible body with the cloth solver, and keeps the result as sim.npz. Lengths in metres.

blender -b -P garment_sim.py -- kind=tshirt|hoodie [step=0.011] [frames=70] [out=work/<kind>] ...
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
import numpy as np, time
from mathutils.geometry import delaunay_2d_cdt

A = args()
KIND = A.get('kind', 'tshirt')
STEP = float(A.get('step', 0.011))
FR = int(A.get('frames', 70))
OUT = A.get('out', f'work/{KIND}')
reset()
sc = bpy.context.scene


# body (metres, feet irrelevant): lofted torso + arms, joined by voxel remesh
def tube(name, centers, rx, ry, axes=None, n=40):
    vs = []
    fs = []
    for k, c in enumerate(centers):
        if axes is None:
            ex, ey = Vector((1, 0, 0)), Vector((0, 1, 0))
        else:
            ex, ey = axes[k]
        for j in range(n):
            a = 2 * math.pi * j / n
            p = (
                Vector(c)
                + ex * math.copysign(abs(math.cos(a)) ** 0.85, math.cos(a)) * rx[k]
                + ey * math.copysign(abs(math.sin(a)) ** 0.85, math.sin(a)) * ry[k]
            )
            vs.append(tuple(p))
    for k in range(len(centers) - 1):
        for j in range(n):
            fs.append((k * n + j, k * n + (j + 1) % n, (k + 1) * n + (j + 1) % n, (k + 1) * n + j))
    fs.append(tuple(range(n))[::-1])
    fs.append(tuple((len(centers) - 1) * n + j for j in range(n)))
    return mesh_obj(name, vs, fs)


prof = [
    (0.60, 0.150, 0.112, 0.0),
    (0.72, 0.168, 0.118, 0.0),
    (0.80, 0.175, 0.122, 0.0),
    (0.90, 0.165, 0.114, 0.0),
    (1.0, 0.155, 0.106, -0.002),
    (1.10, 0.163, 0.112, -0.008),
    (1.20, 0.176, 0.120, -0.012),
    (1.28, 0.182, 0.118, -0.008),
    (1.34, 0.176, 0.104, 0.0),
    (1.38, 0.150, 0.085, 0.008),
    (1.415, 0.110, 0.070, 0.012),
    (1.44, 0.076, 0.062, 0.010),
    (1.47, 0.060, 0.060, 0.006),
    (1.56, 0.056, 0.060, -0.004),
    (1.62, 0.05, 0.05, -0.004),
]
torso = tube('torso', [(0, p[3], p[0]) for p in prof], [p[1] for p in prof], [p[2] for p in prof])
ARM = math.radians(float(A.get('arm', 57)))  # below horizontal
arms = []
for sg in (-1, 1):
    d = Vector((sg * math.cos(ARM), 0.05, -math.sin(ARM))).normalized()
    o = Vector((sg * 0.150, 0.004, 1.345))
    cs = []
    r = []
    ax = []
    for t, rad in (
        (-0.02, 0.058),
        (0.03, 0.064),
        (0.08, 0.060),
        (0.16, 0.054),
        (0.26, 0.050),
        (0.36, 0.044),
        (0.46, 0.041),
        (0.55, 0.036),
        (0.66, 0.034),
    ):
        cs.append(tuple(o + d * t))
        r.append(rad * (1 if KIND == 'tshirt' else max(0.58, 1 - 1.3 * max(0, t - 0.02))))
        e = Vector((0, 1, 0))
        ax.append((d.cross(e).normalized(), e))
    arms.append(tube('arm', cs, r, r, ax, n=28))
bpy.ops.object.select_all(action='DESELECT')
for o in [torso] + arms:
    o.select_set(True)
bpy.context.view_layer.objects.active = torso
bpy.ops.object.join()
body = torso
m = body.modifiers.new('r', 'REMESH')
m.mode = 'VOXEL'
m.voxel_size = 0.02
m = body.modifiers.new('s', 'SMOOTH')
m.factor = 0.5
m.iterations = 6
bpy.ops.object.modifier_apply(modifier='r')
bpy.ops.object.modifier_apply(modifier='s')
# arms are lowered after the seams have closed: shape key on the collider (pattern panels stay clear of the torso)
DROP = math.radians(float(A.get('drop', 0)))
if DROP:
    body.shape_key_add(name='Basis')
    k_ = body.shape_key_add(name='down')
    bc = np.array([tuple(v.co) for v in body.data.vertices])
    for sg in (-1, 1):
        x = bc[:, 0] * sg
        d_ = np.array([math.cos(ARM), -math.sin(ARM)])
        n_ = np.array([math.sin(ARM), math.cos(ARM)])
        q = np.stack([x - 0.150, bc[:, 2] - 1.345], 1)
        t_ = q @ d_
        r_ = np.abs(q @ n_)
        w = np.clip((t_ - 0.0) / 0.09, 0, 1)
        w = w * w * (3 - 2 * w) * (r_ < 0.105) * (x > 0.12)
        a = -DROP * w
        X = q[:, 0] * np.cos(a) - q[:, 1] * np.sin(a)
        Z = q[:, 0] * np.sin(a) + q[:, 1] * np.cos(a)
        m_ = w > 0
        bc[m_, 0] = sg * (X[m_] + 0.150)
        bc[m_, 2] = Z[m_] + 1.345
    for i_, v_ in enumerate(bc):
        k_.data[i_].co = v_
    for f_, val in ((int(A.get('d0', 36)), 0.0), (int(A.get('d1', 66)), 1.0)):
        k_.value = val
        k_.keyframe_insert('value', frame=f_)
# pattern
HW = float(A.get('hw', 0.272))
HEM = float(A.get('hem', 0.735))
PA = float(A.get('pa', 0.34))
ca, sa = math.cos(ARM - PA), math.sin(ARM - PA)
SL = 0.205 if KIND == 'tshirt' else 0.60


def bez(p0, p1, p2, p3, n):
    t = np.linspace(0, 1, n)[:, None]
    p0, p1, p2, p3 = map(np.array, (p0, p1, p2, p3))
    return (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3


def resample(P, step):
    L = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(P, axis=0), axis=1))])
    n = max(2, int(round(L[-1] / step)))
    q = np.linspace(0, L[-1], n + 1)
    return np.stack([np.interp(q, L, P[:, k]) for k in (0, 1)], 1)


NK = (0.086, 1.475)
SH = (0.232, 1.418)
CW = 0.088 if KIND == 'tshirt' else 0.055  # half width of the sleeve end
SO = (SH[0] + ca * SL * 1.0, SH[1] - sa * SL * 1.0)  # outer sleeve end
SI = (SO[0] - sa * CW * 2.05, SO[1] - ca * CW * 2.05)  # inner sleeve end
if KIND == 'hoodie':  # long sleeve laid along the arm axis
    o_ = np.array([0.150, 1.345])
    d_ = np.array([math.cos(ARM), -math.sin(ARM)])
    n_ = np.array([math.sin(ARM), math.cos(ARM)])
    SO = tuple(o_ + d_ * 0.60 + n_ * 0.086)
    SI = tuple(o_ + d_ * 0.60 - n_ * 0.078)
    SH = (0.225, 1.425)
UA = (HW - 0.002, 1.185 if KIND == 'tshirt' else 1.15)


def half(front):
    nk = bez(
        (0, 1.475 - (0.098 if front else 0.022)),
        (0.045, 1.475 - (0.098 if front else 0.022)),
        (0.075, 1.475 - (0.06 if front else 0.012)),
        NK,
        24,
    )
    sh = bez(NK, (0.13, 1.463), (0.19, 1.445), SH, 12)
    so = np.array([SH, SO])
    se = np.array([SO, SI])
    si = bez(
        SI,
        (SI[0] * 0.62 + UA[0] * 0.38, SI[1] * 0.62 + UA[1] * 0.38 + (0.03 if KIND == 'hoodie' else 0)),
        (UA[0] + 0.02, UA[1] + (0.012 if KIND == 'tshirt' else 0.045)),
        UA,
        14,
    )
    sd = bez(UA, (HW - 0.008, 1.1), (HW - 0.004, 0.9), (HW, HEM), 14)
    he = bez((HW, HEM), (HW * 0.6, HEM - 0.006), (HW * 0.3, HEM - 0.008), (0, HEM - 0.008), 10)
    return [('neck', nk), ('sew', sh), ('sew', so), ('cuff', se), ('sew', si), ('sew', sd), ('hem', he)]


def build(front):
    pts = []
    tag = []
    for name, c in half(front):
        r = resample(c, STEP)
        pts += [tuple(p) for p in r[:-1]]
        tag += [name] * (len(r) - 1)
    pts.append((0.0, HEM - 0.008))
    tag.append('hem')
    R = np.array(pts)
    Lf = R[1:-1][::-1] * [-1, 1]
    tl = tag[1:-1][::-1]
    B = np.concatenate([R, Lf])
    tags = tag + tl
    # sewing membership: a vertex is sewn if on a sew curve (incl. its end points)
    sewv = np.zeros(len(B), bool)
    idx = 0
    for name, c in half(front):
        n = len(resample(c, STEP)) - 1
        if name == 'sew':
            sewv[idx : idx + n + 1] = True
        idx += n
    nR = len(R)
    for k in range(len(Lf)):
        sewv[nR + k] = sewv[nR - 2 - k]
    return B, tags, sewv


def inside(P, B):
    x, y = P[:, 0], P[:, 1]
    c = np.zeros(len(P), bool)
    j = len(B) - 1
    for i in range(len(B)):
        yi, yj = B[i, 1], B[j, 1]
        xi, xj = B[i, 0], B[j, 0]
        k = ((yi > y) != (yj > y)) & (x < (xj - xi) * (y - yi) / (yj - yi + 1e-12) + xi)
        c ^= k
        j = i
    return c


from scipy.spatial import cKDTree

rng = np.random.default_rng(4)


def panel(front):
    B, tags, sewv = build(front)
    xs = np.arange(-0.75, 0.75, STEP)
    ys = np.arange(0.6, 1.6, STEP * 0.866)
    G = []
    for k, y in enumerate(ys):
        G.append(np.stack([xs + (STEP / 2 if k % 2 else 0), np.full(len(xs), y)], 1))
    G = np.concatenate(G)
    G = G + rng.uniform(-0.12, 0.12, G.shape) * STEP
    G = G[inside(G, B)]
    G = G[cKDTree(B).query(G)[0] > STEP * 0.62]
    V = np.concatenate([B, G])
    n = len(B)
    edges = [(i, (i + 1) % n) for i in range(n)]
    out = delaunay_2d_cdt([Vector(p) for p in V], edges, [], 0, 1e-6)
    v2 = np.array([tuple(p) for p in out[0]])
    F = [tuple(f) for f in out[2]]
    # delaunay output may reorder? map originals
    orig = out[3]
    mp = {}
    for i, o in enumerate(orig):
        for q in o:
            mp[q] = i
    cen = np.array([v2[list(f)].mean(0) for f in F])
    ok = inside(cen, B)
    F = [f for f, k in zip(F, ok) if k]
    bi = [mp[i] for i in range(n)]
    return v2, F, bi, tags, sewv


vf, Ff, bf, tf, sf = panel(True)
vb, Fb, bb, tb, sb = panel(False)
print('panel verts', len(vf), len(vb))


# sew list: match sewn boundary runs by order (same curves, same sampling)
def sewlist(bi, sew, v):  # dict key rounded coords of 2-D
    return {(round(v[i][0], 4), round(v[i][1], 4)): i for i, s in zip(bi, sew) if s}


SFm = sewlist(bf, sf, vf)
SBm = sewlist(bb, sb, vb)
D0 = 0.20
nf = len(vf)


verts = [(p[0], -D0, p[1]) for p in vf] + [(p[0], D0, p[1]) for p in vb]
faces = Ff + [tuple(i + nf for i in f[::-1]) for f in Fb]
sew = [(i, SBm[k] + nf) for k, i in SFm.items() if k in SBm]
print('sewn', len(sew), 'of', len(SFm), len(SBm))
me = bpy.data.meshes.new('shirt')
me.from_pydata(verts, sew, faces)
me.update()
ob = link(bpy.data.objects.new('shirt', me))
uv = me.uv_layers.new(name='pat')
pat = np.concatenate([vf, vb])
for l in me.loops:
    uv.data[l.index].uv = pat[l.vertex_index]
c = body.modifiers.new('col', 'COLLISION')
body.collision.thickness_outer = 0.006
body.collision.cloth_friction = float(A.get('fric', 6))
body.collision.damping = 0.3
cl = ob.modifiers.new('cloth', 'CLOTH')
s = cl.settings
s.quality = int(A.get('q', 5))
s.mass = float(A.get('mass', 0.22 if KIND == 'tshirt' else 0.4))
s.air_damping = 1.2
s.tension_stiffness = 18
s.compression_stiffness = 18
s.shear_stiffness = float(A.get('shear', 9))
s.bending_stiffness = float(A.get('bend', 0.08 if KIND == 'tshirt' else 0.9))
s.tension_damping = 6
s.compression_damping = 6
s.shear_damping = 6
s.bending_damping = 0.6
if KIND == 'hoodie':  # rib knit: hem and cuffs shrink, the body blouses over them
    vg = ob.vertex_groups.new(name='shr')
    bfp = np.array([p for p, t in zip(pat[bf], tf) if t == 'cuff'])
    ck = cKDTree(bfp)
    for i_, p_ in enumerate(pat):
        w_ = 0.0
        if p_[1] < HEM + 0.06:
            w_ = 0.75
        if ck.query(p_)[0] < 0.06:
            w_ = 1.0
        if w_:
            vg.add([i_], w_, 'REPLACE')
    s.vertex_group_shrink = 'shr'
    s.shrink_min = 0.0
    s.shrink_max = float(A.get('shr', 0.30))
s.use_sewing_springs = True
s.sewing_force_max = float(A.get('sewf', 14))
cl.collision_settings.distance_min = 0.004
cl.collision_settings.collision_quality = 2
cl.collision_settings.use_self_collision = True
cl.collision_settings.self_distance_min = 0.003
cl.collision_settings.self_friction = 4
s.effector_weights.gravity = 1.0
cl.point_cache.frame_start = 1
cl.point_cache.frame_end = FR
sc.frame_start = 1
sc.frame_end = FR
g0 = int(A.get('g0', 18))  # no gravity while the seams close (keyframed: touching settings resets the cache)
for f, g in ((1, 0), (g0, 0), (g0 + 6, -9.81)):
    sc.gravity = (0, 0, g)
    sc.keyframe_insert('gravity', frame=f)
t = time.time()
for f in range(1, FR + 1):
    sc.frame_set(f)
    if f % 10 == 0 or f == 33:
        e_ = ob.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
        c_ = np.empty(len(e_.vertices) * 3, np.float32)
        e_.vertices.foreach_get('co', c_)
        c_ = c_.reshape(-1, 3)
        cf = np.array([i for i, tg in zip(list(bf) + [b_ + nf for b_ in bb], list(tf) + list(tb)) if tg == 'cuff'])
        print(
            'frame',
            f,
            round(time.time() - t, 1),
            'x',
            c_[:, 0].min().round(3),
            c_[:, 0].max().round(3),
            'cuff z',
            c_[cf, 2].mean().round(3),
            'y',
            c_[cf, 1].min().round(3),
            c_[cf, 1].max().round(3),
            flush=True,
        )
dg = bpy.context.evaluated_depsgraph_get()
ev = ob.evaluated_get(dg)
m2 = ev.to_mesh()
co = np.empty(len(m2.vertices) * 3, np.float32)
m2.vertices.foreach_get('co', co)
co = co.reshape(-1, 3)
print('bbox', co.min(0), co.max(0))
gap = np.linalg.norm(co[[a for a, b in sew]] - co[[b for a, b in sew]], axis=1)
print('seam gap mm', gap.mean() * 1000, gap.max() * 1000)
os.makedirs(OUT, exist_ok=True)
np.savez(
    OUT + '/sim.npz',
    co=co,
    pat=pat,
    nf=nf,
    faces=np.array([f for f in faces if len(f) == 3]),
    sew=np.array(sew),
    bf=bf,
    bb=np.array(bb) + nf,
    tf=np.array(tf),
    tb=np.array(tb),
)
