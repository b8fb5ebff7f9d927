"""Makes a tote bag of the simulated one: canvas, hem, straps over an unseen peg; renders. Lengths in metres.

blender -b -P tote_render.py -- [sim=work/tote] [res=512] [spp=32] [out=work/tote/front] [which=A,B,bg,guide,uv]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from fabric import Canvas
from garment_stage import print_on, stage
from tote_cut import *

A = args()
SIM = A.get('sim', 'work/tote')
OUT = A.get('out', f'{SIM}/front')
reset()

sewn = Sewn(f'{SIM}/sim.npz')
sewn.points[:, 2] += LIFT
sewn.relax(8)
for seam in ('side.r', 'side.l', 'bottom'):
    sewn.even_seam(f'front {seam}', width=0.025)
sewn.even_border(sewn.edge(' top'), width=0.006)
flat = sewn.flat
front = (np.array(sewn.names)[sewn.piece] == 'front').astype(float)
side = np.minimum(W - np.abs(flat[:, 0]), flat[:, 1])
layers = {'pat': (flat[:, 0] + 2 * (1 - front), flat[:, 1]), 'd1': (H - flat[:, 1], side), 'd3': (front, front)}
material = Canvas().material('canvas')
bag = sewn.mesh('cloth', layers)
bag.data.materials.append(material)
thicken(bag, 0.0024, smooth=0)  # its sides are sharp folds: smoothing would draw them in by triangles
objs = [bag]


def on_panel(x, z, is_front):
    """Where a point of the flat panel hangs, and what way it faces."""
    mine = np.where(front == is_front)[0]
    distance, nearest = cKDTree(flat[mine]).query((x, z), k=3)
    weight = 1 / (distance + 1e-5)
    at = sewn.welded[mine[nearest]]
    return (sewn.points[at] * weight[:, None]).sum(0) / weight.sum(), sewn.normals()[at].mean(0)


def add_strap(is_front):
    """Sewn on over the hem, then up and over the peg; on its way the band turns from facing us to lying on the peg."""
    way = -1 if is_front else 1
    peg = np.array([0.0, way * 0.010, LIFT + H + STRAP_TOP + (0.004 if is_front else 0)])
    legs, turns = [], []
    for hand in (-1, 1):
        sewn_on = []
        for depth in np.linspace(0.040, 0.0, 9):
            at, out = on_panel(hand * STRAP_X, H - depth, is_front)
            sewn_on.append(at + out * 0.0030)
        sewn_on = np.array(sewn_on)
        end = sewn_on[-1]
        up = bezier(
            end, end + [0, 0, 0.07], (hand * 0.022, peg[1], peg[2] - 0.055), (hand * 0.014, peg[1], peg[2] - 0.016), 60
        )[1:]
        legs.append(np.concatenate([sewn_on, up]))
        turns.append(np.concatenate([np.zeros(9), smoothstep(0.25, 0.97, np.linspace(0, 1, 59))]))
    arch = np.linspace(math.pi, 0, 21)[1:-1]
    over = np.stack([0.014 * np.cos(arch), np.full(19, peg[1]), peg[2] - 0.016 + 0.016 * np.sin(arch)], 1)
    line = gaussian_filter1d(np.concatenate([legs[0], over, legs[1][::-1]]), 1.5, axis=0, mode='nearest')
    turn = gaussian_filter1d(np.concatenate([turns[0], np.ones(19), turns[1][::-1]]), 1.5) * math.pi / 2
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.cross(along, [0, 1, 0]) * np.cos(turn)[:, None] + np.array([0, 1.0, 0]) * np.sin(turn)[:, None]
    across -= along * (across * along).sum(1)[:, None]
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    lanes = np.linspace(-1, 1, 9)
    verts = (line[:, None] + across[:, None] * (lanes * STRAP / 2)[:, None]).reshape(-1, 3)
    faces = [
        (i * 9 + j, i * 9 + j + 1, (i + 1) * 9 + j + 1, (i + 1) * 9 + j) for i in range(len(line) - 1) for j in range(8)
    ]
    strap = mesh_obj('strap', [tuple(v) for v in verts], faces)
    run = np.repeat(length_along(line), 9)
    to_end = np.minimum(run, run[-1] - run)
    lane = np.tile(lanes * STRAP / 2, len(line))
    at = np.empty(len(strap.data.loops), np.int32)
    strap.data.loops.foreach_get('vertex_index', at)
    for layer, u, v in (('pat', lane + 6, run), ('d1', to_end, STRAP / 2 - np.abs(lane)), ('d3', lane * 0, lane * 0)):
        strap.data.uv_layers.new(name=layer).data.foreach_set(
            'uv', np.stack([u[at], v[at]], 1).astype(np.float32).reshape(-1)
        )
    strap.data.materials.append(Canvas().material('strap', strap=True))
    thicken(strap, 0.0032)
    objs.append(strap)
    return verts


everything = np.concatenate([sewn.points, add_strap(True), add_strap(False)])
stage(objs, everything, 'front')
write_product(
    OUT,
    width_mm=PRINT[0] * 1000,
    height_mm=PRINT[1] * 1000,
    fill=0.94,
    max_coverage=0.5,
    anchor=0.5,
    technique='print',
    dark_sheen=0.8,
    ink_sheen=0.55,
)
render_passes(
    OUT,
    objs,
    {bag},
    res=int(A.get('res', 512)),
    spp=int(A.get('spp', 32)),
    which=A.get('which', 'A,B,bg,guide,uv').split(','),
    flat_spp=24,
    uv_mat=uv_emission(print_on(PRINT, 'd3')),
)
