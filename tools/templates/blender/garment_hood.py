"""Sews a hood to a simulated hoodie, as it lies when nobody wears it: a soft roll round the neck that falls open to the sides and folds over
at the nape. It is cut and steamed in that shape, and settles on the shoulders under its weight. Lengths in metres, angles in radians.

blender -b -P garment_hood.py -- sim=<folder of the body's sim.npz> out=<folder> [step=0.012]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from garment_cut import CUTS
from garment_finish import collar

A = args()
STEP = float(A.get('step', 0.012))
OUT = A['out']
CUT = CUTS['hoodie']
FRAMES = 46
# From the middle of the front round to the nape, in shares of the neck's half: where the hood's free edge is, right of the middle, and the
# bulge between it and the neck.
SHARE = (0.0, 0.04, 0.10, 0.20, 0.35, 0.50, 0.65, 0.80, 1.0)
RIM = (
    (0.003, -0.098, 1.372),
    (0.026, -0.108, 1.424),
    (0.054, -0.098, 1.470),
    (0.090, -0.064, 1.514),
    (0.116, -0.010, 1.548),
    (0.122, 0.040, 1.568),
    (0.106, 0.080, 1.578),
    (0.068, 0.106, 1.580),
    (0.000, 0.116, 1.580),
)
BULGE = (
    (0.003, -0.098, 1.371),
    (0.038, -0.114, 1.398),
    (0.076, -0.110, 1.424),
    (0.120, -0.086, 1.452),
    (0.162, -0.034, 1.474),
    (0.176, 0.024, 1.476),
    (0.166, 0.092, 1.460),
    (0.118, 0.164, 1.440),
    (0.000, 0.200, 1.425),
)
reset()

body = Sewn(f'{A["sim"]}/sim.npz')
body.relax(3)
collar(body, 0.02).even(waves=4, beside=0.05, waves_beside=7, both_sides=True)
front, back = (body.edges[f'{name} neck.r'] for name in ('front', 'back'))
long = [length_along(body.flat[edge])[-1] for edge in (front, back)]
whole = sum(long)
# The neck's right half in space, from the front to the nape, and where along it each point lies.
neck = body.points[body.welded[np.concatenate([front, back[-2::-1]])]]
along = np.concatenate([np.linspace(0, long[0], len(front)), long[0] + np.linspace(0, long[1], len(back))[1:]])
even = gaussian_filter1d(np.concatenate([neck[:0:-1] * [-1, 1, 1], neck, neck[-2::-1] * [-1, 1, 1]]), 1.5, axis=0)
neck = even[len(neck) - 1 : 2 * len(neck) - 1]


def smooth(share, values):
    """A smooth line through the values at SHARE."""
    values = np.array(values)
    fine = np.linspace(0, 1, 201)
    line = np.stack([gaussian_filter1d(np.interp(fine, SHARE, v), 7, mode='nearest') for v in values.T], 1)
    return np.stack([np.interp(share, fine, line[:, k]) for k in range(line.shape[1])], -1)


def profile(share, sign=1):
    """Across the hood, from the neck to its free edge."""
    start = np.array([np.interp(share * whole, along, neck[:, k]) for k in range(3)])
    rim, bulge = smooth(share, RIM), smooth(share, BULGE)
    # It starts at the neck, however the smoothed lines begin; and it never lies quite evenly.
    begun = smoothstep(0.0, 0.06, share)
    rim, bulge = (start + (at - start) * begun for at in (rim, bulge))
    bulge = bulge + (bulge - start) * 0.07 * math.sin(9 * share + 1.4 * sign)
    return bezier(start, bulge, bulge, rim, 60)


def place(sign):
    def at(s, t):
        line = profile(s / whole, sign)
        far = length_along(line)
        share = t / max(1e-6, np.interp(s / whole, FINE, WIDTH))
        return tuple(np.array([np.interp(share * far[-1], far, line[:, k]) for k in range(3)]) * [sign, 1, 1])

    return at


FINE = np.linspace(0, 1, 120)
WIDTH = np.array([length_along(profile(share))[-1] for share in FINE])


def cut():
    face = np.stack([FINE * whole, WIDTH], 1)
    edges = [
        ('bottom front', np.array([(0, 0), (long[0], 0)]), len(front) - 1),
        ('bottom back', np.array([(long[0], 0), (whole, 0)]), len(back) - 1),
        ('crown', np.array([(whole, 0), face[-1]]), None),
        ('face', face[::-1], None),
    ]
    return [Piece(f'hood.{side}', edges, place(sign), sign < 0) for side, sign in (('r', 1), ('l', -1))]


pieces = cut()
ob, pattern = sew('hood', pieces, [(('hood.r', 'crown'), ('hood.l', 'crown'))], STEP)
rest = ob.data.shape_keys.key_blocks['rest'].data
for vertex, kept in zip(ob.data.vertices, rest):
    kept.co = vertex.co
bottoms = [pattern[f'edge hood.{side} bottom {end}'] for side in 'rl' for end in ('front', 'back')]
rims = np.concatenate([pattern['flat'][pattern[f'edge hood.{side} face']] for side in 'rl'])
hem = smoothstep(0.032, 0.022, cKDTree(rims).query(pattern['flat'])[0])
shirt = body.mesh('shirt', {})
collider(shirt, friction=8.0, thickness=0.004)
cloth(
    ob,
    FRAMES,
    mass=0.25,
    bending=float(A.get('bending', 5.0)),
    self_distance=0.006,
    quality=7,
    stiff=hem,
    stiffer=6.0,
    pinned=np.unique(np.concatenate(bottoms)),
)
gravity(((1, (0, 0, 0)), (4, (0, 0, float(A.get('pull', -5.0))))))
simulate(ob, pattern, FRAMES, OUT)

# The body with its hood.
hood = np.load(f'{OUT}/sim.npz')
known = np.load(f'{A["sim"]}/sim.npz')
shift, count = len(known['flat']), len(known['names'])
threads = [known['threads'], hood['threads'] + shift]
for side, turn in (('r', 1), ('l', -1)):
    for name, end in (('front', 'front'), ('back', 'back')):
        seam = known[f'edge {name} neck.{side}'][::turn]
        sewn_on = hood[f'edge hood.{side} bottom {end}'][:: 1 if name == 'front' else -1]
        threads.append(np.stack([seam, sewn_on + shift], 1))
joined = {
    'co': np.concatenate([body.points[body.welded], hood['co']]),
    'flat': np.concatenate([known['flat'], hood['flat']]),
    'piece': np.concatenate([known['piece'], hood['piece'] + count]),
    'faces': np.concatenate([known['faces'], hood['faces'] + shift]),
    'threads': np.concatenate(threads),
    'names': np.concatenate([known['names'], hood['names']]),
}
edges = {key: known[key] for key in known.files if key.startswith('edge ')}
edges |= {key: hood[key] + shift for key in hood.files if key.startswith('edge ')}
np.savez(f'{OUT}/sim.npz', **joined, **edges)
