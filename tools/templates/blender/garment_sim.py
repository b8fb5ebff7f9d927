"""Sews a T-shirt, sweatshirt or hoodie (but for its hood: garment_hood.py) round an invisible body with the cloth solver, and keeps it as
sim.npz. Lengths in metres.

blender -b -P garment_sim.py -- kind=tshirt|sweatshirt|hoodie [step=0.0115] [out=work/<kind>]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from garment_cut import CUTS

A = args()
KIND = A.get('kind', 'tshirt')
STEP = float(A.get('step', 0.0115))
OUT = A.get('out', f'work/{KIND}')
CUT = CUTS[KIND]
SHOULDER = np.array([0.160, 1.345])  # where the arm turns, x and z
ELBOW = 0.30  # down the arm from there
# The arm: distance from the shoulder, radius. It ends below the elbow: from there on sleeves hang by themselves, and no cuff sticks to it.
ARM = (
    (-0.02, 0.058),
    (0.03, 0.064),
    (0.08, 0.060),
    (0.16, 0.054),
    (0.26, 0.050),
    (0.34, 0.046),
    (0.38, 0.040),
    (0.41, 0.026),
    (0.42, 0.010),
)
reset()


def tube(name, centers, rx, ry, axes=None, n=40, boxy=0.85):
    verts, faces = [], []
    for k, center in enumerate(centers):
        ex, ey = axes[k] if axes else (Vector((1, 0, 0)), Vector((0, 1, 0)))
        for j in range(n):
            c, s = math.cos(2 * math.pi * j / n), math.sin(2 * math.pi * j / n)
            # A little boxier than an ellipse, as bodies are.
            p = (
                Vector(center)
                + ex * math.copysign(abs(c) ** boxy, c) * rx[k]
                + ey * math.copysign(abs(s) ** boxy, s) * ry[k]
            )
            verts.append(tuple(p))
    for k in range(len(centers) - 1):
        faces += [(k * n + j, k * n + (j + 1) % n, (k + 1) * n + (j + 1) % n, (k + 1) * n + j) for j in range(n)]
    faces += [tuple(range(n))[::-1], tuple((len(centers) - 1) * n + j for j in range(n))]
    return mesh_obj(name, verts, faces)


def make_body():
    # height, half width, half depth, how far back
    profile = [
        (0.60, 0.146, 0.112, 0.0),
        (0.72, 0.162, 0.118, 0.0),
        (0.80, 0.168, 0.122, 0.0),
        (0.90, 0.160, 0.114, 0.0),
        (1.0, 0.152, 0.108, -0.002),
        (1.10, 0.150, 0.112, -0.008),
        (1.20, 0.156, 0.122, -0.012),
        (1.28, 0.172, 0.120, -0.008),
        (1.34, 0.180, 0.104, 0.0),
        (1.38, 0.158, 0.086, 0.008),
        (1.415, 0.110, 0.070, 0.012),
        (1.44, 0.076, 0.062, 0.010),
        (1.47, 0.060, 0.060, 0.006),
        (1.56, 0.056, 0.060, -0.004),
        (1.62, 0.05, 0.05, -0.004),
    ]
    torso = tube('torso', [(0, p[3], p[0]) for p in profile], [p[1] for p in profile], [p[2] for p in profile], boxy=0.72)
    parts = [torso]
    # Thinner than arms are: sleeves need room, or they are squeezed off.
    slim = lambda t: max(0.58, 1 - 1.3 * max(0, t - 0.02)) if CUT.long_sleeves else 0.80
    radii = [r * slim(t) for t, r in ARM]
    for side in (-1, 1):
        along = Vector((side * math.cos(CUT.arm), 0.05, -math.sin(CUT.arm))).normalized()
        back = Vector((0, 1, 0))
        origin = Vector((side * SHOULDER[0], 0.004, SHOULDER[1]))
        axes = [(along.cross(back).normalized(), back)] * len(ARM)
        parts.append(tube('arm', [tuple(origin + along * t) for t, _ in ARM], radii, radii, axes, n=28))
    bpy.ops.object.select_all(action='DESELECT')
    for part in parts:
        part.select_set(True)
    bpy.context.view_layer.objects.active = torso
    bpy.ops.object.join()
    remesh = torso.modifiers.new('remesh', 'REMESH')
    remesh.mode, remesh.voxel_size = 'VOXEL', 0.015
    soft = torso.modifiers.new('soft', 'SMOOTH')
    soft.factor, soft.iterations = 0.5, 8
    for modifier in ('remesh', 'soft'):
        bpy.ops.object.modifier_apply(modifier=modifier)
    return torso


def pose(body):
    """Once the seams have closed the arms are lowered and the hips turned: that makes the folds of armpit and waist."""
    body.shape_key_add(name='Basis')
    key = body.shape_key_add(name='pose')
    at = np.array([tuple(v.co) for v in body.data.vertices])
    turn = CUT.twist * smoothstep(1.24, 0.80, at[:, 2])
    x, y = at[:, 0].copy(), at[:, 1].copy()
    at[:, 0] = x * np.cos(turn) - y * np.sin(turn) + 0.012 * smoothstep(1.2, 0.8, at[:, 2])
    at[:, 1] = x * np.sin(turn) + y * np.cos(turn)
    for side, lower in zip((1, -1), CUT.lower):  # nobody stands quite evenly
        along = np.array([math.cos(CUT.arm), -math.sin(CUT.arm)])
        across = np.array([-along[1], along[0]])
        off = np.stack([at[:, 0] * side, at[:, 2]], 1) - SHOULDER
        down, beside = off @ along, off @ across
        weight = smoothstep(0.0, 0.09, down) * ((np.abs(beside) < 0.105) & (off[:, 0] > -0.03))
        depth = at[:, 1] - 0.004
        fuller = 1 + (CUT.fuller - 1) * smoothstep(0.10, 0.22, down)
        beside, depth = beside * fuller, depth * fuller
        # The lower arm comes forward, round the elbow.
        bend = CUT.elbow * smoothstep(ELBOW - 0.06, ELBOW + 0.06, down)
        beyond = down - ELBOW
        down = np.where(bend > 0, ELBOW + beyond * np.cos(bend) - depth * np.sin(bend), down)
        depth = np.where(bend > 0, depth * np.cos(bend) - beyond * np.sin(bend), depth)
        off = down[:, None] * along + beside[:, None] * across
        angle = -lower * weight
        moved = weight > 0
        at[moved, 0] = (side * (off[:, 0] * np.cos(angle) - off[:, 1] * np.sin(angle) + SHOULDER[0]))[moved]
        at[moved, 1] = (depth + 0.004)[moved]
        at[moved, 2] = (off[:, 0] * np.sin(angle) + off[:, 1] * np.cos(angle) + SHOULDER[1])[moved]
    key.data.foreach_set('co', at.astype(np.float32).reshape(-1))
    for frame, value in zip(CUT.pose_frames, (0.0, 1.0)):
        key.value = value
        key.keyframe_insert('value', frame=frame)


body = make_body()
pose(body)
collider(body)
pieces, seams = CUT.pattern(STEP)
ob, pattern = sew(KIND, pieces, seams, STEP)
for k, name in enumerate(pattern['names']):
    if name.startswith('sleeve'):
        mine = np.where(pattern['piece'] == k)[0]
        rest = ob.data.shape_keys.key_blocks['rest'].data
        for i, at in zip(mine.tolist(), CUT.rest_sleeve(pattern['flat'][mine])):
            rest[i].co = at
cloth(
    ob,
    CUT.frames,
    CUT.mass,
    CUT.bending,
    CUT.sewing,
    CUT.self_distance,
    quality=7,
    stiff=CUT.stiffness(pattern),
    stiffer=CUT.stiffer,
)
gravity(CUT.gravity)
simulate(ob, pattern, CUT.frames, OUT)
