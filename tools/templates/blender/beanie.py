"""A rib-knit beanie with a folded cuff, every stitch of it a formula. Lengths in decimetres.

blender -b -P beanie.py -- [res=512] [spp=32] [out=work/beanie] [which=A,B,bg,guide,uv] [rot=-14] [lens=128]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *
from scipy.interpolate import CubicSpline

A = args()
reset()
RIBS, PER_RIB = 118, 13
ROW = 0.036  # height of a stitch
WIDE, DEEP = 0.93, 1.03  # half axes of the head
angle = np.linspace(-math.pi, math.pi, RIBS * PER_RIB, endpoint=False)


def stitches(across, along):
    """Height of 1x1 rib, 0 to 1: `across` counts ribs, `along` counts stitches. Two legs of yarn make the V of a stitch."""
    side = np.abs(across - np.round(across)) * 2
    leg = np.clip(side / 0.66, 0, 1)
    lean = (along - 0.95 * leg) % 1.0
    strand = np.sqrt(np.clip(np.sin(math.pi * lean), 0, 1)) * (
        0.30 + 0.70 * np.sin(math.pi * np.clip(leg * 0.92 + 0.04, 0, 1)) ** 0.7
    )
    column = np.clip(1 - (side / 0.78) ** 3.2, 0, 1)
    purl = 0.5 + 0.5 * np.cos(2 * math.pi * (along + 0.25))
    return column * (0.62 + 0.38 * strand) + (1 - column) * 0.16 * purl


fuzz_points, fuzz_faces = [], []


def add_fuzz(points, outward, count, seed):
    """Loose fibres that stand off the yarn: thin bent ribbons, of which one sees little but at the outline."""
    random = np.random.default_rng(seed)
    # As many on every piece of cloth, and none on the floor.
    girth = np.hypot(points[..., 0], points[..., 1]).mean(1) * (points[:, 0, 2] > 0.06)
    at = random.choice(len(points), count, p=girth / girth.sum()), random.integers(0, points.shape[1], count)
    start, way = points[at], outward[at] + 0.9 * random.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    bend = 0.7 * random.normal(size=(count, 3))
    width = 0.0008 * np.cross(way, random.normal(size=(count, 3)))
    length = 0.013 * (0.4 + random.random((count, 1)) ** 2)
    share = np.linspace(0, 1, 5)[:, None, None]
    middle = start + length * (share * way + share**2 * bend) - 0.003 * outward[at]
    side = width * (1 - 0.8 * share)
    base = sum(len(part) for part in fuzz_points)
    fuzz_points.append(np.stack([middle - side, middle + side], 1).transpose(2, 0, 1, 3).reshape(-1, 3))
    quads = grid_faces(5, 2, closed=False)
    fuzz_faces.append((base + 10 * np.arange(count)[:, None, None] + quads).reshape(-1, 4))


def knitted(name, profile, slack, seed, depth, fibres):
    """Turns the profile of (r, z) round the head and knits it; `slack` moves the plain surface before that."""
    line = subdivided(profile, ROW / 9)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    r, z = line[:, :1], line[:, 1:]
    plain = np.stack([r * WIDE * np.sin(angle), -r * DEEP * np.cos(angle), z + 0 * angle], -1)
    plain = slack(plain)
    drift = 0.18 * noise(plain, 0.9, seed) + 0.07 * noise(plain, 3.0, seed + 1)
    rows = length[:, None] / ROW + 0.22 * noise(plain, 1.2, seed + 2) + 0.08 * noise(plain, 6.0, seed + 3)
    height = stitches(RIBS * angle / (2 * math.pi) + drift, rows) * (1 + 0.10 * noise(plain, 5.0, seed + 4))
    # Towards the crown the ribs run together and flatten; on the floor they are pressed flat.
    narrow = np.clip(r / 0.9, 0, 1) ** 0.8 * (0.35 + 0.65 * np.clip(z / 0.10, 0, 1))
    outward = normals(plain)
    outward *= np.sign((outward[:, :, :2] * plain[:, :, :2]).sum())
    points = plain + outward * (depth * height * narrow)[..., None]
    ob = grid_obj(name, points, closed=True)
    add_fuzz(points, outward, fibres, seed + 7)
    set_uv(ob, 'knit', angle[None, :] + 0 * z, z + 0 * angle)
    return ob


# Soft creases of the body: angle and height of the middle, rise per radian, half length, half width, depth.
CREASES = (
    (-0.75, 1.00, 0.22, 0.7, 0.06, 0.028),
    (0.85, 1.16, -0.32, 0.7, 0.07, 0.034),
    (-0.1, 1.72, 0.16, 0.9, 0.12, 0.020),
)


def soft(points):
    """The body: leans back, with the dents and creases of slack wool."""
    up = np.clip((points[..., 2] - 0.7) / 1.4, 0, 1)
    moved = points.copy()
    swell = 0.014 * noise(points, 0.55, 11) * (0.3 + up) + 0.02 * up**3 * noise(points, 0.6, 13)
    for at, height, rise, length, width, depth in CREASES:
        along = (angle[None, :] - at) / length
        off = (points[..., 2] - height - rise * (angle[None, :] - at)) / width
        swell += depth * np.exp(-(along**2)) * (0.7 * np.exp(-((off - 1.3) ** 2)) - np.exp(-(off**2)))
    moved[..., :2] *= 1 + swell[..., None]
    moved[..., 1] += 0.13 * up**2
    moved[..., 0] += 0.07 * up**2
    moved[..., 2] += 0.035 * up * noise(points, 0.5, 12)
    return moved


def worn(points):
    """The cuff: not quite round, not quite level."""
    moved = points.copy()
    moved[..., :2] *= 1 + (0.008 * noise(points, 0.5, 21))[..., None]
    moved[..., 2] += 0.012 * noise(points * [1, 1, 0], 0.5, 22) * np.clip(points[..., 2] / 0.8, 0, 1)
    return moved


outline_of_body = np.array(
    [
        (0.87, 0.5),
        (0.885, 0.76),
        (0.945, 0.92),
        (0.962, 1.12),
        (0.94, 1.38),
        (0.87, 1.62),
        (0.745, 1.86),
        (0.56, 2.05),
        (0.32, 2.18),
        (0, 2.23),
    ]
)
steps = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(outline_of_body, axis=0), axis=1))])
body = knitted(
    'body', CubicSpline(steps, outline_of_body)(np.linspace(0, steps[-1], 200)), soft, seed=1, depth=0.034, fibres=42000
)
band = [
    (0.86, 0.35, 0),
    (0.875, 0, 0.025),
    (0.965, 0, 0.045),
    (0.985, 0.38, 0.6),
    (0.975, 0.74, 0.04),
    (0.885, 0.74, 0.04),
    (0.87, 0.55, 0),
]
# Shallower than the body, so that small lettering is not lost in its ribs.
cuff = knitted('cuff', rounded(band), worn, seed=5, depth=0.025, fibres=22000)
# Named as stitches are: thread presses it down, so it must not break up a logo.
fuzz = mesh_obj('stitches fuzz', np.concatenate(fuzz_points).tolist(), np.concatenate(fuzz_faces).tolist())

wool = surface('wool', roughness=0.95, specular=0.2, sheen=1.0, bumps=((130, 0.0035),))
root = dress((body, wool), (cuff, wool), (fuzz, surface('fibre', roughness=0.9, specular=0.1, sheen=0.6)))
turn = math.radians(float(A.get('rot', -14)))
root.rotation_euler = (0, 0, turn)

stage(HAT_LIGHTS, floor=-0.002, haze=0.20)
camera((0, -11.7, 3.0), (0.07, 0, 0.93), lens=float(A.get('lens', 128)))
WRAP, Z0, Z1 = 1.05, 0.09, 0.69  # radians, dm
middle = math.radians(11)
deliver(
    'beanie',
    [body, cuff, fuzz],
    cuff,
    print_area('knit', middle - WRAP / 2, middle + WRAP / 2, Z0, Z1),
    passes='A,B,bg,guide,uv',
    width_mm=WRAP * (0.985 * WIDE + 0.02) * 100,
    height_mm=(Z1 - Z0) * 100,
    fill=0.94,
    max_coverage=0.6,
    anchor=0.5,
    technique='embroidery',
    dark_sheen=0.8,
    ink_sheen=0.55,
)
