"""A six-panel baseball cap with a stitched brim, made of formulas. Lengths in decimetres.

blender -b -P cap.py -- [res=512] [spp=32] [out=work/cap] [which=A,B,bg,guide,uv] [rot=-23] [lens=128]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *
from scipy.spatial import cKDTree

A = args()
reset()
WIDE, FRONT, BACK, HEIGHT = 0.92, 1.10, 1.06, 0.97
ARCH = 0.36  # how much the brim and the rim of the crown bend down to the sides
PANEL = 170  # columns of a panel, denser at its seams
ROWS = 280
HALF = math.radians(30)
SEAM_STITCH = 0.036  # distance of the stitching from its seam

# ---- crown: columns go round from seam to seam, rows from the rim to the button ----
t = np.linspace(-1, 1, PANEL, endpoint=False)
local = HALF * (0.55 * np.sin(t * np.pi / 2) + 0.45 * t)
from_middle = np.tile(local, 6)
theta = np.concatenate([local + math.radians(30 + 60 * k) for k in range(6)])


def rim(angle):
    """Where the crown ends: an oval, lower at the sides and at the back."""
    x = WIDE * np.sin(angle)
    y = -np.where(np.cos(angle) > 0, FRONT, BACK) * np.cos(angle)
    return x, y, -ARCH * np.where(np.cos(angle) > 0, np.abs(x), WIDE) ** 2


def crown():
    """Points[row, column, xyz] and their arc length from the rim. Each meridian is a superellipse, steepest at the front."""
    c = np.cos(theta)
    power = 2.30 + 0.42 * np.clip(c, 0, 1) ** 1.5 - 0.05 * np.clip(-c, 0, 1)
    phi = np.linspace(0, np.pi / 2, 900)[:, None]
    out, up = np.cos(phi) ** (2 / power), np.sin(phi) ** (2 / power)
    facet = np.clip(up * 1.6 - 0.25 * np.clip(c, 0, 1), 0, 1)
    out = out * (1 - 0.008 * (1 - np.cos(6 * theta)) * facet)
    x, y, z = rim(theta)
    fine = np.stack([x * out, y * out + 0.15 * up**2, z + (HEIGHT - z) * up], -1)
    length = np.cumsum(np.linalg.norm(np.diff(fine, axis=0, prepend=fine[:1]), axis=2), axis=0)
    share = np.linspace(0, 1, ROWS) ** 0.97 * 0.997
    arc = share[:, None] * length[-1]
    points = np.empty((ROWS, len(theta), 3))
    for i in range(len(theta)):
        for k in range(3):
            points[:, i, k] = np.interp(arc[:, i], length[:, i], fine[:, i, k])
    return points, arc


def outward(points):
    n = normals(points)
    return n if (n[20, :, :2] * points[20, :, :2]).sum() > 0 else -n


def bump(x, middle, width):
    return np.exp(-(((x - middle) / width) ** 2))


plain, arc = crown()
from_axis = np.hypot(plain[..., 0], plain[..., 1] - 0.1)
to_seam = (HALF - np.abs(from_middle)) * from_axis
relief = (
    -0.011 * bump(to_seam, 0, 0.010) + 0.010 * bump(to_seam, 0.042, 0.026) - 0.004 * bump(to_seam, SEAM_STITCH, 0.008)
)
# Buckram behind the two front panels keeps them smooth.
stiff = np.clip(-0.25 - plain[..., 1], 0, 0.5) / 0.5
relief += (1 - 0.6 * stiff) * (0.0075 * noise(plain, 1.1, 1) + 0.0036 * noise(plain, 2.9, 2))
# Cloth puckers along its seams, and is slack where no buckram stiffens it.
relief += 0.0026 * noise(plain, 8, 5) * bump(to_seam, 0, 0.09) * np.clip(from_axis / 0.4, 0, 1)
slack = np.clip(0.5 + 0.9 * (plain[..., 1] + 0.25), 0, 1)
relief += 0.012 * slack * noise(plain * [1, 1, 1.9], 1.0, 7)
relief += 0.008 * bump(arc, 0.02, 0.03) - 0.006 * bump(arc, 0.10, 0.010)
cloth = plain + outward(plain) * relief[..., None]
cloth_normal = outward(cloth)

# The rim is folded in; the sweatband behind it looks out below by a millimetre and a half.
up = cloth[3] - cloth[0]
up /= np.linalg.norm(up, axis=1, keepdims=True)
fold = [
    cloth[0] - 0.014 * cloth_normal[0] * (1 - math.cos(a)) - 0.014 * up * math.sin(a)
    for a in np.linspace(math.pi, 0, 8, endpoint=False)
]
inset = lambda row, depth: cloth[row] - depth * cloth_normal[row]
crown_ob = grid_obj('crown', np.concatenate([[inset(25, 0.028)], fold, cloth]), closed=True)
pad = lambda rows, value=-9.0: np.concatenate([np.full((len(fold) + 1, len(theta)), value), rows])
set_uv(crown_ob, 'fab', pad(from_middle * from_axis + 1.7 * np.floor(np.degrees(theta) / 60), 0.0), pad(arc, 0.0))
# Print coordinates as on a flat hoop pressed to the front: directions and distances from the middle of the logo are kept, so that a
# circle stays one. Distances are chords, which are nearly arcs here.
at = int(np.argmin(np.abs(arc[:, 0] - 0.49)))
from_logo, facing = plain - plain[at, 0], outward(plain)[at, 0]
sideways, upwards = from_logo[..., 0], from_logo @ np.cross(facing, [1, 0, 0])
stretch = np.linalg.norm(from_logo, axis=2) / np.maximum(np.hypot(sideways, upwards), 1e-6)
around, rise = sideways * stretch, arc[at, 0] + upwards * stretch
set_uv(crown_ob, 'print', pad(around), pad(rise))
set_uv(crown_ob, 'front', pad((plain[..., 1] < 0) * 1.0, 0.0), pad(arc))
lip = up * 0.026
band_rows = [
    inset(60, 0.034),
    inset(20, 0.032),
    inset(0, 0.030),
    inset(0, 0.030) - lip,
    inset(0, 0.042) - lip,
    inset(60, 0.05),
]
sweatband = grid_obj('sweatband', np.array(band_rows), closed=True)

# ---- brim ----
COLUMNS, DEEP = 420, 110
s = np.linspace(-1, 1, COLUMNS)
psi = s * np.pi / 2
# Its ends run in under the crown, so that no corner sticks out.
tuck = bump(np.abs(psi), np.pi / 2, 0.30)
inner_x, inner_y, _ = ((0.985 - 0.16 * tuck) * part for part in rim(s * math.radians(77)))
outer_x = 0.925 * np.sin(psi) * (1 + 0.0125 * np.cos(psi) ** 2 * 4) * (1 - 0.11 * tuck)
outer_y = -(0.20 + 1.66 * np.cos(psi) ** 0.80)
share = np.linspace(0, 1, DEEP)
brim_x = inner_x[:, None] * (1 - share) + outer_x[:, None] * share
brim_y = inner_y[:, None] * (1 - share) + outer_y[:, None] * share
forward = np.hypot(brim_x - inner_x[:, None], brim_y - inner_y[:, None])
brim_z = -ARCH * brim_x**2 - 0.13 * forward - 0.06 * forward**2 + 0.012
flat = np.stack([brim_x, brim_y, brim_z], -1)
across = np.gradient(flat, axis=1)
brim_normal = np.cross(np.gradient(flat, axis=0), across)
brim_normal /= np.linalg.norm(brim_normal, axis=2, keepdims=True) + 1e-12
brim_normal *= np.sign(brim_normal[COLUMNS // 2, DEEP // 2, 2])
dense = np.linspace(0, COLUMNS - 1, 6000)
outer = np.stack([np.interp(dense, np.arange(COLUMNS), edge) for edge in (outer_x, outer_y)], 1)
to_edge = cKDTree(outer).query(flat[..., :2].reshape(-1, 2))[0].reshape(COLUMNS, DEEP)
seams = [0.055 + 0.082 * k for k in range(8)]
brim_relief = 0.0022 * noise(flat, 2.0, 9) - 0.0055 * sum(bump(to_edge, at, 0.011) for at in seams)
top = flat + brim_normal * brim_relief[..., None]
THICK = 0.034
out = across[:, -1] / np.linalg.norm(across[:, -1], axis=1, keepdims=True)
round_edge = [
    flat[:, -1]
    - brim_normal[:, -1] * (THICK / 2 - (THICK / 2 + 0.004) * math.cos(a))
    + out * (THICK / 2 + 0.004) * math.sin(a)
    for a in np.linspace(0, math.pi, 11)[1:-1]
]
brim_points = np.concatenate([top, np.stack(round_edge, 1), (flat - brim_normal * THICK)[:, ::-1]], 1)
brim = grid_obj('brim', brim_points)
set_uv(brim, 'fab', brim_points[..., 0], brim_points[..., 1])


# ---- thread ----
class Thread:
    """Stitches as small capsules, many in one mesh."""

    def __init__(self):
        a, g = np.meshgrid(
            np.linspace(-np.pi / 2, np.pi / 2, 9), np.linspace(0, 2 * np.pi, 6, endpoint=False), indexing='ij'
        )
        along = np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.8
        thick = np.maximum(np.cos(a), 1e-6) ** 0.6
        self.shape = np.stack([along, np.cos(g) * thick, np.sin(g) * thick + 0.2 * (1 - along**2)], -1).reshape(-1, 3)
        self.stitches = []

    def add(self, place, direction, normal, length=0.0145, width=0.0042, height=0.0034):
        direction = direction / np.linalg.norm(direction)
        normal = normal - direction * (normal @ direction)
        normal /= np.linalg.norm(normal)
        axes = np.stack([direction * length, np.cross(normal, direction) * width, normal * height])
        self.stitches.append(place + self.shape @ axes)

    def run(self, points, point_normals, pitch=0.036):
        points, point_normals = np.array(points), np.array(point_normals)
        length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        at = lambda values, q: np.stack([np.interp(q, length, values[:, k]) for k in range(3)], 1)
        q = np.arange(pitch / 2, length[-1] - pitch / 2, pitch)
        for stitch in zip(at(points, q), at(points, q + 0.004) - at(points, q - 0.004), at(point_normals, q)):
            self.add(*stitch)

    def mesh(self, name):
        faces = grid_faces(9, 6, closed=True)
        offsets = len(self.shape) * np.arange(len(self.stitches))
        return mesh_obj(
            name, np.concatenate(self.stitches).tolist(), (faces + offsets[:, None, None]).reshape(-1, 4).tolist()
        )


thread = Thread()
for panel in range(6):
    for side in (-1, 1):
        columns = np.where(np.sign(local) == side)[0] + panel * PANEL
        points, point_normals = [], []
        for j in range(2, ROWS - 14):
            distance = to_seam[j, columns]
            if distance.max() < SEAM_STITCH:
                break
            order = columns[np.argsort(distance)]
            points.append([np.interp(SEAM_STITCH, to_seam[j, order], cloth[j, order, k]) for k in range(3)])
            point_normals.append(
                cloth_normal[j, order[min(np.searchsorted(to_seam[j, order], SEAM_STITCH), len(order) - 1)]]
            )
        thread.run(points, point_normals)
hem = int(np.argmin(np.abs(arc[:, 0] - 0.10)))
loop = np.arange(0, len(theta) + 1, 2) % len(theta)
thread.run(cloth[hem, loop], cloth_normal[hem, loop])
for at in seams:
    # Where the brim is deep enough for this row, as far as the crown leaves it free.
    columns = [i for i in range(4, COLUMNS - 4) if to_edge[i, 0] > at + 0.02]
    rows = [np.interp(-at, -to_edge[i], np.arange(DEEP)) for i in columns]
    pick = lambda i, row: top[i, int(row)] + (top[i, min(int(row) + 1, DEEP - 1)] - top[i, int(row)]) * (row % 1)
    if len(columns) > 8:
        thread.run(
            [pick(i, row) for i, row in zip(columns, rows)], [brim_normal[i, int(row)] for i, row in zip(columns, rows)]
        )
stitches = thread.mesh('stitches')

# ---- button and eyelets ----
apex = cloth[-1].mean(0)
dome = [
    (0.085 * math.sin(a) ** 0.8, 0.055 * math.cos(a) ** 0.7 - 0.012) for a in np.linspace(math.pi / 2 - 1e-3, 0, 20)
]
button = turned('button', np.array(dome), 48)
button.location = apex
set_uv(button, 'fab', *np.array([vertex.co[:2] for vertex in button.data.vertices]).T)
ring = Thread()
holes = []
for panel in range(6):
    i = panel * PANEL + PANEL // 2
    j = int(np.argmin(np.abs(arc[:, i] - arc[-1, i] * 0.745)))
    n, d = cloth_normal[j, i], cloth[j + 1, i] - cloth[j - 1, i]
    d /= np.linalg.norm(d)
    spokes = [math.cos(g) * d + math.sin(g) * np.cross(n, d) for g in np.linspace(0, 2 * math.pi, 30, endpoint=False)]
    for spoke in spokes:
        ring.add(cloth[j, i] + spoke * 0.034 - n * 0.001, spoke, n, length=0.014, width=0.0045, height=0.007)
    disc = [cloth[j, i] + n * 0.003 + spoke * 0.021 for spoke in spokes]
    holes.append(mesh_obj(f'hole{panel}', [tuple(p) for p in disc], [tuple(range(30))], smooth=False))
eyelets = ring.mesh('eyelets')


# ---- materials, stage, passes ----
def twill(name):
    """Cotton twill: slanting lines a millimetre apart, not quite even, on yarn that is not quite one color."""
    material = surface(name, roughness=0.82, specular=0.22, sheen=0.55)
    nt = NT(material)
    shader = nt.n['Principled BSDF']
    uv = nt.add('ShaderNodeUVMap', uv_map='fab').outputs[0]
    place = nt.add('ShaderNodeSeparateXYZ', ins={0: uv})
    wobble = nt.add('ShaderNodeTexNoise', ins={'Vector': uv, 'Scale': 9.0, 'Detail': 2.0}).outputs[0]
    yarn = nt.add('ShaderNodeTexNoise', ins={'Vector': uv, 'Scale': 160.0, 'Detail': 3.0}).outputs[0]
    slant = nt.math('ADD', nt.math('MULTIPLY', place.outputs[0], 0.62), nt.math('MULTIPLY', place.outputs[1], 0.78))
    line = nt.math('SINE', nt.math('MULTIPLY_ADD', slant, 6.283 / 0.0115, nt.math('MULTIPLY', wobble, 6.0)))
    height = nt.math('MULTIPLY_ADD', line, 0.26, nt.math('MULTIPLY', yarn, 0.95))
    weave = nt.add('ShaderNodeBump', ins={'Strength': 0.5, 'Distance': 0.0060, 'Height': height})
    nt.l.new(weave.outputs[0], shader.inputs['Normal'])
    tone = nt.math('MULTIPLY_ADD', yarn, 0.20, 0.90)
    color = nt.add('ShaderNodeVectorMath', operation='MULTIPLY')
    nt.l.new(shader.inputs['Base Color'].links[0].from_socket, color.inputs[0])
    nt.l.new(nt.add('ShaderNodeCombineXYZ', ins={0: tone, 1: tone, 2: tone}).outputs[0], color.inputs[1])
    nt.l.new(color.outputs[0], shader.inputs['Base Color'])
    return material


cotton = twill('cotton')
floss = surface('thread', roughness=0.5, specular=0.35, sheen=0.55, factor=1.12)
tape = surface('tape', roughness=0.8, specular=0.2, sheen=0.4, factor=0.9)
dark = surface('hole', grey=0.004, specular=0)
root = dress(
    *((ob, cotton) for ob in (crown_ob, brim, button)),
    *((ob, floss) for ob in (stitches, eyelets)),
    (sweatband, tape),
    *((hole, dark) for hole in holes),
)
root.rotation_euler = (math.radians(0.6), 0, math.radians(float(A.get('rot', -23))))
bpy.context.view_layer.update()
lowest = min((ob.matrix_world @ vertex.co).z for ob in (brim, crown_ob, sweatband) for vertex in ob.data.vertices)
stage(HAT_LIGHTS, floor=lowest - 0.002, haze=0.20)
camera((0, -11.7, 2.55), (-0.12, -0.22, 0.30), lens=float(A.get('lens', 128)))
WIDTH, BOTTOM, TALL = 1.24, 0.11, 0.76
deliver(
    'cap',
    [crown_ob, brim, stitches, button, eyelets, sweatband, *holes],
    crown_ob,
    print_area('print', -WIDTH / 2, WIDTH / 2, BOTTOM, BOTTOM + TALL, valid='front'),
    passes='A,B,bg,guide,uv',
    width_mm=WIDTH * 100,
    height_mm=TALL * 100,
    fill=0.94,
    max_coverage=0.5,
    anchor=0.5,
    technique='embroidery',
    dark_sheen=0.4,
    ink_sheen=0.55,
)
