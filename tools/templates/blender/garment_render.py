"""Makes a garment of a simulated one: welds and smooths the cloth, adds seams, ribs, pocket and cords, renders. Lengths in metres.

blender -b -P garment_render.py -- kind=tshirt|sweatshirt|hoodie [view=front] [sim=work/<kind>] [res=512] [spp=32] [out=work/<kind>/<view>]
                                   [which=A,B,bg,guide,uv]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from fabric import Jersey, cord_material, metal_material
from garment_cut import CUTS
from garment_finish import Garment, collar, cuff, waistband
from garment_stage import print_on, stage

A = args()
KIND = A.get('kind', 'tshirt')
VIEW = A.get('view', 'front')
SIM = A.get('sim', f'work/{KIND}')
OUT = A.get('out', f'{SIM}/{VIEW}')
CUT = CUTS[KIND]
reset()

sewn = Garment(f'{SIM}/sim.npz', times=2 if CUT.fine > 1 else 1)
flat = sewn.flat
part = np.array(sewn.names)[sewn.piece]
if CUT.long_sleeves:
    # Where the lowered arm pushes stiff cloth in beside the chest.
    sewn.iron('front', (0.170, 1.265), 0.105)
for name in sewn.edges:
    if name.startswith(('front side', 'front arm', 'back arm')) or name.endswith('under front'):
        sewn.even_seam(name)
if CUT.pocket:
    pocket_half = np.array(CUT.pocket_half)
    pocket_outline = np.concatenate([pocket_half, pocket_half[-2::-1] * [-1, 1]])
    for line in (pocket_outline[[1, 0, -2]], *(pocket_half[k : k + 2] * [side, 1] for k in (1, 2) for side in (1, -1))):
        sewn.even_line('front', line, width=0.014)
for side in 'rl':
    cuff(sewn, CUT, side).even(waves=2, beside=0.05, waves_beside=5, straight=True)
if CUT.rib:
    waistband(sewn, CUT).even(waves=4, beside=0.05, waves_beside=9)
else:
    sewn.even_border(sewn.edge('hem.r', 'hem.l'))
if CUT.hood:
    sewn.even_border(sewn.edge(' face'), width=0.008)
if CUT.collar:
    collar(sewn, CUT.collar).even(waves=4, beside=0.04, waves_beside=7, both_sides=True)
if not CUT.rib:
    # Coarse triangles that cross the collar's seam were turned over here and there.
    sewn.relax(4)


away = {
    'neck': sewn.away_from('neck.r', 'neck.l'),
    'hem': sewn.away_from('hem.r', 'hem.l'),
    'cuff': sewn.away_from(' cuff'),
    'face': sewn.away_from(' face'),
    'arm': np.where(np.char.startswith(part, 'sleeve'), 1, -1) * sewn.away_from('arm.r', 'arm.l', 'cap front', 'cap back'),
}
if CUT.hood:
    # A hood is cut of curves: how far its hem is, only the sewn one knows.
    rim = [resample(sewn.points[sewn.welded[sewn.edges[f'hood.{side} face']]], 400) for side in 'rl']
    hooded = np.char.startswith(part, 'hood')
    away['face'][hooded] = cKDTree(np.concatenate(rim)).query(sewn.points[sewn.welded[hooded]])[0]
front = (part == 'front').astype(float)
layers = {
    'pat': (flat[:, 0] + 2 * np.char.startswith(part, 'hood') * sewn.piece, flat[:, 1]),
    'd1': (away['neck'], away['hem']),
    'd2': (away['cuff'], away['arm']),
    'd3': (away['face'], front),
}
material = Jersey(CUT).material('cloth')
of_hood = np.char.startswith(part[sewn.corner[:, 0]], 'hood')


def made_of(name, faces, thickness):
    made = sewn.mesh(name, layers, faces)
    made.data.materials.append(material)
    finish(made, thickness)
    return made


def finish(made, thickness):
    """Gives cloth its thickness; the garment's triangles are fine enough already."""
    thicken(made, thickness, 0, CUT.round_rims)
    if CUT.round_rims:
        made.modifiers['round'].uv_smooth = 'PRESERVE_BOUNDARIES'


ob = made_of('cloth', ~of_hood, CUT.thickness)
objs = [ob]
if CUT.hood:
    # Two layers.
    objs.append(made_of('hood', of_hood, 0.009))


def add_pocket():
    """Sewn on along its top, bottom and short sides; the slanted openings stand off a little."""
    corner = flat[sewn.corner]
    inside_it = inside(corner.mean(1), pocket_outline[:-1]) & (part[sewn.corner[:, 0]] == 'front')
    opening = cKDTree(np.concatenate([resample(pocket_half[1:3] * [side, 1], 60) for side in (1, -1)])).query(flat)[0]
    sewn_on = cKDTree(
        np.concatenate(
            [resample(line * [side, 1], 200) for line in (pocket_half[:2], pocket_half[2:]) for side in (1, -1)]
        )
    ).query(flat)[0]
    off = 0.0035 + 0.007 * smoothstep(0.0, 0.05, sewn_on) * smoothstep(0.10, 0.0, opening)
    per_point = np.zeros(len(sewn.points))
    per_point[sewn.welded] = off
    pocket = sewn.mesh(
        'pocket', {**layers, 'd4': (opening, sewn_on)}, inside_it, sewn.points + sewn.normals() * per_point[:, None]
    )
    pocket.data.materials.append(Jersey(CUT).material('pocket', pocket=True))
    finish(pocket, CUT.thickness * 0.8)
    objs.append(pocket)


def tube(name, line, radii, sides=14):
    line = np.asarray(line)
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    right = np.cross(along, [0, 1, 0])
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    up = np.cross(right, along)
    turn = 2 * np.pi * np.arange(sides) / sides
    circle = right[:, None] * np.cos(turn)[:, None] + up[:, None] * np.sin(turn)[:, None]
    verts = (line[:, None] + circle * np.asarray(radii)[:, None, None]).reshape(-1, 3)
    faces = [
        (i * sides + j, i * sides + (j + 1) % sides, (i + 1) * sides + (j + 1) % sides, (i + 1) * sides + j)
        for i in range(len(line) - 1)
        for j in range(sides)
    ]
    faces.append(tuple((len(line) - 1) * sides + j for j in range(sides)))
    return mesh_obj(name, [tuple(v) for v in verts], faces)


def add_cords():
    """A cord out of an eyelet on each side of the hood, hanging down the chest."""
    normals = sewn.normals()
    ahead = sewn.points[sewn.points[:, 1] < 0.02]
    surface = cKDTree(ahead[:, [0, 2]])
    for side, length in ((1, 0.098), (-1, 0.112)):
        hood = f'hood.{"r" if side > 0 else "l"}'
        # In the channel of the hem, a little above where it begins.
        run = sewn.points[sewn.welded[sewn.edges[f'{hood} face'][::-1]]]
        begin = run[np.searchsorted(length_along(run), 0.052)]
        mine = np.where((part == hood) & (np.abs(away['face'] - 0.012) < 0.003))[0]
        at = mine[cKDTree(sewn.points[sewn.welded[mine]]).query(begin)[1]]
        eyelet, out = sewn.points[sewn.welded[at]], normals[sewn.welded[at]]
        if out[1] > 0:
            out = -out
        t = np.linspace(0, 1, 90)
        x = eyelet[0] + side * (0.010 * np.sin(t * 2.3) + 0.0035 * np.sin(t * 8.5))
        z = eyelet[2] - length * t
        y = ahead[surface.query(np.stack([x, z], 1), k=6)[1], 1].min(1) - 0.0085
        y = gaussian_filter1d(y, 4)
        start = eyelet + out * 0.008
        blend = smoothstep(0, 0.16, t)
        line = np.stack([x, start[1] * (1 - blend) + y * blend, z], 1)
        line[:, 1] = np.minimum(line[:, 1], y)
        line = np.concatenate([[eyelet - out * 0.004], line])
        tip = np.where(np.arange(len(line)) > len(line) - 11, 0.0039, 0.0034)
        cord = tube('cord', gaussian_filter1d(line, 1.2, axis=0, mode='nearest'), tip)
        cord.data.materials.append(cord_material())
        bpy.ops.mesh.primitive_torus_add(
            major_radius=0.0058,
            minor_radius=0.0015,
            major_segments=40,
            minor_segments=12,
            location=eyelet + out * 0.0058,
        )
        ring = bpy.context.object
        ring.rotation_euler = Vector(out).to_track_quat('Z', 'Y').to_euler()
        ring.data.materials.append(metal_material())
        objs.extend([cord, ring])


if CUT.pocket:
    add_pocket()
if CUT.hood:
    add_cords()
stage(objs, sewn.points[np.unique(sewn.faces)], VIEW)
width, height, _ = CUT.print_area
write_product(
    OUT,
    width_mm=width * 1000,
    height_mm=height * 1000,
    # Turned to the side, the far end of a wide logo would run round the chest and out of sight.
    fill=0.94 if VIEW == 'front' else 0.7,
    max_coverage=0.42,
    anchor=CUT.anchor,
    technique='print',
    dark_sheen=CUT.dark_sheen,
    ink_sheen=0.55,
)
render_passes(
    OUT,
    objs,
    {ob},
    res=int(A.get('res', 512)),
    spp=int(A.get('spp', 32)),
    which=A.get('which', 'A,B,bg,guide,uv').split(','),
    flat_spp=24,
    uv_mat=uv_emission(print_on(CUT.print_area, 'd3')),
)
