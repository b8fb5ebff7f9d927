"""Makes a garment of a simulated one: welds and smooths the cloth, adds seams, ribs, hood and cords, renders. Lengths in metres.

blender -b -P garment_render.py -- kind=tshirt|hoodie [res=512] [spp=32] [out=work/<kind>] [which=A,B,bg,uv]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
import numpy as np
from scipy.spatial import cKDTree

A = args()
KIND = A.get('kind', 'tshirt')
RES = int(A.get('res', 512))
SPP = int(A.get('spp', 32))
OUT = A.get('out', f'work/{KIND}')
WHICH = A.get('which', 'A,B,bg,uv').split(',')
reset()
z = np.load(OUT + '/sim.npz')
co = z['co'].astype(float)
pat = z['pat']
nf = int(z['nf'])
F = z['faces']
sew = z['sew']
bf, bb, tf, tb = z['bf'], z['bb'], z['tf'], z['tb']
# weld sewn pairs
par = np.arange(len(co))


def find(i):
    while par[i] != i:
        par[i] = par[par[i]]
        i = par[i]
    return i


for a, b in sew:
    par[find(a)] = find(b)
root = np.array([find(i) for i in range(len(co))])
uq, inv = np.unique(root, return_inverse=True)
V = np.zeros((len(uq), 3))
cnt = np.bincount(inv)
for k in range(3):
    V[:, k] = np.bincount(inv, weights=co[:, k]) / cnt
F2 = inv[F]
good = (F2[:, 0] != F2[:, 1]) & (F2[:, 1] != F2[:, 2]) & (F2[:, 0] != F2[:, 2])
F2 = F2[good]
Fo = F[good]
# light Laplacian to take the solver's grain off (keeps folds)
E = np.concatenate([F2[:, [0, 1]], F2[:, [1, 2]], F2[:, [2, 0]]])
E = np.unique(np.sort(E, 1), axis=0)
from collections import Counter

ec = Counter(map(tuple, np.sort(np.concatenate([F2[:, [0, 1]], F2[:, [1, 2]], F2[:, [2, 0]]]), 1)))
bdv = np.zeros(len(V), bool)
for (a, b), c in ec.items():
    if c == 1:
        bdv[a] = bdv[b] = True
BE = np.array([e for e, c in ec.items() if c == 1])
deg = np.bincount(E.ravel(), minlength=len(V))
bdeg = np.bincount(BE.ravel(), minlength=len(V))


def lap(V, E, deg):
    S = np.zeros_like(V)
    np.add.at(S, E[:, 0], V[E[:, 1]])
    np.add.at(S, E[:, 1], V[E[:, 0]])
    return S / np.maximum(deg, 1)[:, None]


for it in range(int(A.get('smooth', 3))):
    for lam in (0.5, -0.52):  # Taubin: no shrink
        L = lap(V, E, deg) - V
        Lb = lap(V, BE, bdeg) - V
        L[bdv] = Lb[bdv]
        V = V + lam * L
for it in range(int(A.get('bsm', 60))):  # hems: smooth along the boundary only
    for lam in (0.5, -0.51):
        Lb = lap(V, BE, bdeg) - V
        m_ = bdv & (bdeg == 2)
        V[m_] += lam * Lb[m_]
# neck ring: pull it to its own mirror image (the solver lets the collar slide sideways), fading out over ~12 cm
nk = np.unique(inv[np.concatenate([bf[np.array(tf) == 'neck'], bb[np.array(tb) == 'neck']])])
P_ = V[nk]
Q_ = P_ * [-1, 1, 1]
t_ = cKDTree(Q_)
dd, ii = t_.query(P_)
tgt = (P_ + Q_[ii]) / 2
dv_ = tgt - P_
w_ = np.exp(-((np.linalg.norm(V[:, None, :] - P_[None], axis=2) / 0.035) ** 2))
far = np.exp(-((np.linalg.norm(V[:, None, :] - P_[None], axis=2).min(1) / 0.10) ** 2))
kk_ = cKDTree(P_).query(V, k=8)
ww = 1 / (kk_[0] ** 2 + 1e-4)
V = V + (dv_[kk_[1]] * ww[..., None]).sum(1) / ww.sum(1)[:, None] * far[:, None]
ob = mesh_obj('shirt', [tuple(v) for v in V], [tuple(f) for f in F2])
me = ob.data


# pattern-space distance attributes
def dist(bi, tags, name, sl):
    P = pat[bi]
    n = len(P)
    seg = []
    for i in range(n):
        j = (i + 1) % n
        if tags[i] == name:
            seg.append(np.linspace(P[i], P[j], 12))
    return cKDTree(np.concatenate(seg)).query(pat[sl])[0]


D = {}
for nm in ('neck', 'hem', 'cuff'):
    D[nm] = np.concatenate([dist(bf, tf, nm, slice(0, nf)), dist(bb, tb, nm, slice(nf, None))])
# signed distance to the painted armhole seam (arc through shoulder & underarm)
p0 = np.array([0.222, 1.42])
p1 = np.array([0.262, 1.17])
mid = (p0 + p1) / 2
ch = p1 - p0
nrm = np.array([-ch[1], ch[0]]) / np.linalg.norm(ch)
if nrm[0] < 0:
    nrm = -nrm
sag = 0.016
R_ = (np.linalg.norm(ch) / 2) ** 2 / (2 * sag) + sag / 2
C = mid + nrm * (R_ - sag) * 1.0
ax = np.stack([np.abs(pat[:, 0]), pat[:, 1]], 1)
D['arm'] = np.where((ax[:, 0] > 0.31) | (ax[:, 1] < 1.12), 0.2, R_ - np.linalg.norm(ax - C, axis=1))


def set_uv(name, U, Vv):
    l = me.uv_layers.new(name=name)
    vi = Fo.reshape(-1)
    l.data.foreach_set('uv', np.stack([U[vi], Vv[vi]], 1).astype(np.float32).reshape(-1))


set_uv('pat', pat[:, 0], pat[:, 1])
set_uv('d1', D['neck'], D['hem'])
set_uv('d2', D['cuff'], D['arm'])
front = (np.arange(len(pat)) < nf).astype(float)
set_uv('fr', front, front)
for nm, lv in (('sub', int(A.get('sub', 2))),):
    m = ob.modifiers.new(nm, 'SUBSURF')
    m.levels = m.render_levels = lv
    m.uv_smooth = 'NONE'
    m.boundary_smooth = 'ALL'
m = ob.modifiers.new('sm', 'SMOOTH')
m.factor = 0.5
m.iterations = int(A.get('sm2', 6))
m = ob.modifiers.new('so', 'SOLIDIFY')
m.thickness = 0.0022 if KIND == 'tshirt' else 0.005
m.offset = 0
m.use_rim = True
# material
mat = bpy.data.materials.new('jersey')
mat.use_nodes = True
nt = NT(mat)
b = nt.n['Principled BSDF']
b.inputs['Roughness'].default_value = 0.9
b.inputs['Specular'].default_value = 0.12
b.inputs['Sheen'].default_value = 0.5
b.inputs['Sheen Tint'].default_value = 0
uvn = nt.add('ShaderNodeUVMap', uv_map='pat').outputs[0]
d1 = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='d1').outputs[0]})
d2 = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='d2').outputs[0]})
dn, dh, dc, da = d1.outputs[0], d1.outputs[1], d2.outputs[0], d2.outputs[1]
M = nt.math


def gauss(x, c, s):
    q = M('DIVIDE', M('SUBTRACT', x, c), s)
    return M('POWER', 2.718, M('MULTIPLY', M('MULTIPLY', q, q), -1.0))


def step(x, c, w):
    return M('MULTIPLY_ADD', M('SUBTRACT', c, x), 1.0 / w, 0.5, clamp=True)  # 1 below c


rib_w = 0.021 if KIND == 'tshirt' else 0.0
hem_w = 0.024 if KIND == 'tshirt' else 0.065
cuf_w = 0.022 if KIND == 'tshirt' else 0.065
fine = nt.add('ShaderNodeTexNoise', ins={'Vector': uvn, 'Scale': 420.0, 'Detail': 2.0}).outputs[0]
sep = nt.add('ShaderNodeSeparateXYZ', ins={0: uvn})
knit = M('SINE', M('MULTIPLY', sep.outputs[0], 6.283 / 0.0016))
mid_ = nt.add('ShaderNodeTexNoise', ins={'Vector': uvn, 'Scale': 26.0, 'Detail': 3.0, 'Roughness': 0.55}).outputs[0]
big = nt.add('ShaderNodeTexNoise', ins={'Vector': uvn, 'Scale': 9.0, 'Detail': 2.0}).outputs[0]
# heights in metres
h = M('MULTIPLY', fine, 0.00050)
h = M('ADD', h, M('MULTIPLY', knit, 0.00005))
h = M('ADD', h, M('MULTIPLY', mid_, 0.0022))
h = M('ADD', h, M('MULTIPLY', big, 0.003))
neckmask = step(dn, rib_w, 0.0012)
ang = M('ARCTAN2', sep.outputs[0], M('SUBTRACT', sep.outputs[1], 1.50))
ribs = M('MULTIPLY', M('SINE', M('MULTIPLY', ang, 300.0)), 0.00022)
if KIND == 'tshirt':
    h = M('ADD', h, M('MULTIPLY', neckmask, M('ADD', 0.0013, ribs)))
    h = M('SUBTRACT', h, M('MULTIPLY', gauss(dn, rib_w + 0.0008, 0.0010), 0.0012))
    h = M('SUBTRACT', h, M('MULTIPLY', gauss(dn, rib_w + 0.0045, 0.0007), 0.0006))
for d, w in ((dh, hem_w), (dc, cuf_w)):
    h = M('ADD', h, M('MULTIPLY', step(d, w, 0.002), 0.0006))
    for o in (0.0, -0.005):
        h = M('SUBTRACT', h, M('MULTIPLY', gauss(d, w + o, 0.0009), 0.0009))
h = M('SUBTRACT', h, M('MULTIPLY', gauss(da, 0.0, 0.0011), 0.0016))
h = M('ADD', h, M('MULTIPLY', gauss(da, -0.004, 0.003), 0.0007))
if KIND == 'hoodie':
    frn = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='fr').outputs[0]}).outputs[0]
    axx = M('ABSOLUTE', sep.outputs[0])
    zz = sep.outputs[1]
    PB, PT_ = 0.785, 1.005
    sl = M(
        'ADD', M('MULTIPLY', M('SUBTRACT', axx, 0.168), 0.9015), M('MULTIPLY', M('SUBTRACT', zz, PB + 0.085), 0.4327)
    )
    dp = M(
        'MAXIMUM',
        M('MAXIMUM', M('SUBTRACT', axx, 0.168), M('SUBTRACT', zz, PT_)),
        M('MAXIMUM', M('SUBTRACT', PB, zz), sl),
    )
    h = M('ADD', h, M('MULTIPLY', M('MULTIPLY', step(dp, 0.0, 0.0022), frn), 0.0042))
    for o in (-0.005, -0.011):
        h = M('SUBTRACT', h, M('MULTIPLY', M('MULTIPLY', gauss(dp, o, 0.0011), frn), 0.0013))
    slit = M('MULTIPLY', M('MULTIPLY', gauss(sl, 0.0015, 0.0022), step(dp, 0.006, 0.002)), frn)
    # rib knit on hem and cuffs
    rx = M('MULTIPLY', M('SINE', M('MULTIPLY', sep.outputs[0], 6.283 / 0.0042)), 0.00075)
    h = M('ADD', h, M('MULTIPLY', step(dh, hem_w, 0.002), rx))
    cy_ = M('ADD', M('MULTIPLY', axx, 0.89), M('MULTIPLY', zz, 0.45))
    cyr = M('MULTIPLY', M('SINE', M('MULTIPLY', cy_, 6.283 / 0.0042)), 0.00075)
    h = M('ADD', h, M('MULTIPLY', step(dc, cuf_w, 0.002), cyr))
bp = nt.add('ShaderNodeBump', ins={'Strength': 1.0, 'Distance': 1.0, 'Height': h})
nt.l.new(bp.outputs[0], b.inputs['Normal'])
mot = M('ADD', 0.93, M('MULTIPLY', fine, 0.14))
for d, w in ((dh, hem_w), (dc, cuf_w)):
    for o in (0.0, -0.005):
        mot = M('SUBTRACT', mot, M('MULTIPLY', gauss(d, w + o, 0.0007), 0.16))
mot = M('SUBTRACT', mot, M('MULTIPLY', gauss(da, 0.0, 0.0008), 0.22))
if KIND == 'tshirt':
    mot = M('SUBTRACT', mot, M('MULTIPLY', gauss(dn, rib_w, 0.0008), 0.2))
if KIND == 'hoodie':
    mot = M('SUBTRACT', mot, M('MULTIPLY', slit, 0.62))
    for o in (-0.005, -0.011):
        mot = M('SUBTRACT', mot, M('MULTIPLY', M('MULTIPLY', gauss(dp, o, 0.0008), frn), 0.14))
cx = nt.add('ShaderNodeCombineXYZ', ins={0: mot, 1: mot, 2: mot})
mx = nt.add('ShaderNodeVectorMath', operation='MULTIPLY')
nt.l.new(albedo_rgb(nt), mx.inputs[0])
nt.l.new(cx.outputs[0], mx.inputs[1])
nt.l.new(mx.outputs[0], b.inputs['Base Color'])
me.materials.append(mat)
objs = [ob]
if KIND == 'hoodie':
    # hood worn down: a thick roll swept round the neck ring (stand -> roll -> fall), low and open in front, deep behind
    ringv = V[nk]
    cen = ringv.mean(0)
    a_ = np.arctan2(ringv[:, 0], -(ringv[:, 1] - cen[1]))  # 0 = front
    o_ = np.argsort(a_)
    NPH = 300
    ph = np.linspace(-np.pi, np.pi, NPH, endpoint=False)
    rr_ = np.stack([np.interp(ph, a_[o_], ringv[o_, k], period=2 * np.pi) for k in range(3)], 1)
    from scipy.ndimage import gaussian_filter1d

    rr_ = gaussian_filter1d(rr_, 7, axis=0, mode='wrap')
    rr_ = (rr_ + np.roll(rr_[::-1], 1, axis=0) * [-1, 1, 1]) / 2
    out = np.stack([np.sin(ph), -np.cos(ph), 0 * ph], 1)
    b_ = (1 - np.cos(ph)) / 2  # 0 front, 1 back

    def sm(a, b, x):
        t = np.clip((x - a) / (b - a), 0, 1)
        return t * t * (3 - 2 * t)

    stand = 0.018 + 0.066 * sm(0.05, 0.75, b_)
    rad = 0.012 + 0.022 * sm(0.1, 0.8, b_)
    fall = 0.030 + 0.055 * sm(0.08, 0.5, b_) + 0.05 * sm(0.5, 1, b_)
    inw = 0.004 + 0.012 * sm(0.2, 0.8, b_)
    rg = np.random.default_rng(8)
    NSG = 64

    def n1(k, am):
        return am * sum(np.sin(ph * f + rg.uniform(0, 6.28)) * rg.uniform(0.4, 1) for f in k)

    st_ = stand * (1 + n1((3, 5, 7), 0.035))
    rd_ = rad * (1 + n1((4, 6, 9, 13), 0.06))
    fl_ = fall * (1 + n1((3, 4, 7, 11), 0.05))
    up = np.array([0, 0, 1.0])
    G = []
    for q in np.linspace(0, 1, NSG):
        if q < 0.3:
            t = q / 0.3
            p = rr_ - up * 0.012 * (1 - t) + up * (st_ * t)[:, None] + out * (-inw * np.sin(t * np.pi / 2))[:, None]
        elif q < 0.65:
            t = (q - 0.3) / 0.35
            a = np.pi * t
            p = rr_ + up * (st_ + rd_ * np.sin(a))[:, None] + out * (-inw + rd_ * (1 - np.cos(a)))[:, None]
        else:
            t = (q - 0.65) / 0.35
            p = (
                rr_
                + up * (st_ - fl_ * t)[:, None]
                + out * (-inw + 2 * rd_ + 0.020 * np.sin(t * np.pi * 0.6) + 0.028 * t)[:, None]
            )
        wob = sum(
            np.sin(ph * f + q * g + rg.uniform(0, 0.05)) * am
            for f, g, am in ((5, 4, 0.0016), (9, -6, 0.0013), (14, 9, 0.0009))
        ) * min(1, q * 4)
        G.append(p + out * wob[:, None] + up * wob[:, None] * 0.6)
    G = np.stack(G, 1)
    # open in front
    keep = np.where(np.abs(ph) > 0.10)[0]
    keep = np.concatenate([keep[ph[keep] > 0], keep[ph[keep] < 0]])
    Gk = G[keep].copy()
    nk_ = len(keep)
    hv = [tuple(v) for v in Gk.reshape(-1, 3)]
    hf = [
        (i * NSG + j, (i + 1) * NSG + j, (i + 1) * NSG + j + 1, i * NSG + j + 1)
        for i in range(nk_ - 1)
        for j in range(NSG - 1)
    ]
    hood = mesh_obj('hood', hv, hf)
    hm = hood.data
    vi = np.empty(len(hm.loops), np.int32)
    hm.loops.foreach_get('vertex_index', vi)
    L1 = np.repeat(np.arange(nk_) * 0.0021, NSG) + 5
    L2 = np.tile(np.linspace(0, 0.24, NSG), nk_)
    e1 = np.tile(np.linspace(0.24, 0.0, NSG), nk_)  # distance from the free edge of the fall
    ef = np.repeat(np.minimum(np.arange(nk_), nk_ - 1 - np.arange(nk_)) * 0.0019, NSG)
    far_ = np.full(len(L1), 9.0)
    for nm_, (a1, a2) in {
        'pat': (L1, L2),
        'd1': (far_, np.minimum(9, e1 + 9)),
        'd2': (np.minimum(ef + (0.065 - 0.004), 9), far_),
        'fr': (far_ * 0, far_ * 0),
    }.items():
        l = hm.uv_layers.new(name=nm_)
        l.data.foreach_set('uv', np.stack([a1[vi], a2[vi]], 1).astype(np.float32).reshape(-1))
    m = hood.modifiers.new('so', 'SOLIDIFY')
    m.thickness = 0.007
    m.offset = 0
    m.use_rim = True
    m = hood.modifiers.new('sb', 'SUBSURF')
    m.levels = m.render_levels = 1
    hm.materials.append(mat)
    objs.append(hood)
    # drawstrings: a tube with a woven bump and an aglet, hanging from both front edges
    for sgn in (-1, 1):
        i0 = np.argmin(np.abs(ph - sgn * 0.30))
        p0 = G[i0, int(NSG * 0.80)] + np.array([0, -0.010, 0])
        npt = 60
        tt = np.linspace(0, 1, npt)
        Ld = 0.118 if sgn > 0 else 0.106
        # follow the front of the shirt downwards
        fr_ = V[(V[:, 1] < 0)]
        tree = cKDTree(fr_[:, [0, 2]])
        px = p0[0] + sgn * 0.012 * np.sin(tt * 2.2) + sgn * 0.004 * np.sin(tt * 9)
        pz = p0[2] - Ld * tt
        dd_, ii_ = tree.query(np.stack([px, pz], 1), k=6)
        py = fr_[ii_, 1].min(1) - 0.0065
        py = gaussian_filter1d(py, 5)
        py[:10] = np.interp(np.arange(10), [0, 9], [p0[1], py[9]])
        c_ = np.stack([px, py, pz], 1)
        tv = []
        tf_ = []
        for i in range(npt):
            r_ = 0.0036 if i < npt - 6 else 0.0043
            for j in range(14):
                g = 2 * math.pi * j / 14
                tv.append((c_[i, 0] + r_ * math.cos(g), c_[i, 1] - r_ * math.sin(g), c_[i, 2]))
        for i in range(npt - 1):
            for j in range(14):
                tf_.append((i * 14 + j, i * 14 + (j + 1) % 14, (i + 1) * 14 + (j + 1) % 14, (i + 1) * 14 + j))
        tf_.append(tuple((npt - 1) * 14 + j for j in range(14)))
        sobj = mesh_obj('string', tv, tf_)
        cm = bpy.data.materials.new('cord')
        cm.use_nodes = True
        cn = NT(cm)
        cb = cn.n['Principled BSDF']
        cn.l.new(albedo_rgb(cn, 1.25), cb.inputs['Base Color'])
        cb.inputs['Roughness'].default_value = 0.7
        cb.inputs['Sheen'].default_value = 0.4
        wv = cn.add('ShaderNodeTexWave', ins={'Scale': 260.0}, bands_direction='DIAGONAL')
        bb_ = cn.add('ShaderNodeBump', ins={'Distance': 0.0008, 'Height': wv.outputs[1]})
        cn.l.new(bb_.outputs[0], cb.inputs['Normal'])
        sobj.data.materials.append(cm)
        objs.append(sobj)
# stage: wall just behind, soft shadow on it
bd = mesh_obj('Backdrop', [(-9, 0.42, -9), (9, 0.42, -9), (9, 0.42, 9), (-9, 0.42, 9)], [(0, 1, 2, 3)])
bm = bpy.data.materials.new('wall')
bm.use_nodes = True
q = bm.node_tree.nodes['Principled BSDF']
q.inputs['Base Color'].default_value = (0.8, 0.8, 0.8, 1)
q.inputs['Specular'].default_value = 0.05
bd.data.materials.append(bm)
allv = V if KIND == 'tshirt' else np.concatenate([V, G.reshape(-1, 3)])
cx0 = (allv[:, 0].max() + allv[:, 0].min()) / 2
cz = (allv[:, 2].max() + allv[:, 2].min()) / 2
ext = max(np.ptp(allv[:, 0]), np.ptp(allv[:, 2]))
camera(
    (cx0 + float(A.get('camx', 0.0)), -4.2, cz + 0.10), (cx0, 0, cz), lens=36 * 4.2 / (ext / float(A.get('fill', 0.80)))
)
world(0.16)
area('key', (-2.2, -1.6, 2.6), (0, 0, 1.1), 1.1, 62)
area('fill', (2.4, -2.4, 1.3), (0, 0, 1.1), 1.6, 11)
area('rim', (1.9, 0.35, 2.1), (0, 0, 1.1), 0.9, 16)
area('rimL', (-1.9, 0.38, 1.2), (0, 0, 1.0), 0.9, 8)
area('top', (0, -0.4, 3.1), (0, 0, 1.1), 1.2, 14)
(PW, PH), PT = (
    ((0.30, 0.31) if KIND == 'tshirt' else (0.28, 0.27)),
    float(A.get('ptop', 1.342 if KIND == 'tshirt' else 1.315)),
)


def pn(nt):
    p = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='pat').outputs[0]})
    k = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='fr').outputs[0]}).outputs[0]
    u = nt.math('MULTIPLY_ADD', p.outputs[0], 1 / PW, 0.5)
    v = nt.math('MULTIPLY_ADD', p.outputs[1], 1 / PH, -(PT - PH) / PH)
    m = nt.math('GREATER_THAN', k, 0.5)
    for a_ in (u, v):
        m = nt.math('MULTIPLY', m, nt.math('MULTIPLY', nt.math('GREATER_THAN', a_, 0.0), nt.math('LESS_THAN', a_, 1.0)))
    return u, v, m


write_product(
    OUT,
    width_mm=PW * 1000,
    height_mm=PH * 1000,
    fill=0.94,
    max_coverage=0.42,
    anchor=0.35 if KIND == 'tshirt' else 0.55,
    technique='print',
    dark_sheen=0.8,
    ink_sheen=0.55,
)
render_passes(OUT, objs, {ob}, res=RES, spp=SPP, which=WHICH, uv_mat=uv_emission(pn))
