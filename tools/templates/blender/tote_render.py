"""Makes a tote bag of the simulated one: canvas, hem, straps over an unseen peg; renders. Lengths in metres.

blender -b -P tote_render.py -- [sim=work/tote] [res=512] [spp=32] [out=work/tote/front] [which=A,B,bg,guide,uv]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from fabric import Canvas, gauss
from garment_stage import print_on, stage
from tote_cut import *

A = args()
SIM = A.get('sim', 'work/tote')
OUT = A.get('out', f'{SIM}/front')
reset()

sewn = Sewn(f'{SIM}/sim.npz')
sewn.points[:, 2] += LIFT
sewn.relax(16)
for seam in ('side.r', 'side.l', 'bottom'):
    sewn.even_seam(f'front {seam}', width=0.09, reach=0.03)
sewn.even_border(sewn.edge(' top'), width=0.006)
flat = sewn.flat
# Beside its sides the cloth lies straight in from the seam: triangles that stand out beyond it would draw a wavy outline.
for hand, seam in ((1, 'side.r'), (-1, 'side.l')):
    seam_at = sewn.points[np.unique(sewn.welded[sewn.edge(seam)])]
    seam_at = seam_at[np.argsort(seam_at[:, 2])]
    inward = W - hand * flat[:, 0]
    at, first = np.unique(sewn.welded[inward < 0.03], return_index=True)
    inward = inward[inward < 0.03][first]
    straight = np.interp(sewn.points[at, 2], seam_at[:, 2], gaussian_filter1d(seam_at[:, 0], 3)) - hand * 0.97 * inward
    sewn.points[at, 0] += np.exp(-((inward / 0.014) ** 2)) * (straight - sewn.points[at, 0])
front = (np.array(sewn.names)[sewn.piece] == 'front').astype(float)
side = np.minimum(W - np.abs(flat[:, 0]), flat[:, 1])
layers = {'pat': (flat[:, 0] + 2 * (1 - front), flat[:, 1]), 'd1': (H - flat[:, 1], side), 'd3': (front, front)}


class Sides(Canvas):
    """Canvas that puckers a little along its side seams, which are turned inside."""

    def finish(self, strap=False):
        super().finish(strap)
        M = self.M
        _, to_side = self._layer('d1')
        inner = gauss(M, to_side, 0.011, 0.0045)
        self._raise(M('MULTIPLY', gauss(M, to_side, 0.0055, 0.0028), 0.0012))
        self.height = M('SUBTRACT', self.height, M('MULTIPLY', inner, 0.0009))
        self.tone = M('SUBTRACT', self.tone, M('MULTIPLY', gauss(M, to_side, 0.0105, 0.0009), 0.07))


material = Sides().material('canvas')
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
    """Sewn on over the hem, then up and over a slim round peg; on its way the band turns from facing us to lying on the peg, as far as
    its stiffness lets it."""
    way = -1 if is_front else 1
    # The strap behind lies over the other on the peg.
    peg = np.array([0.0, way * 0.012, LIFT + H + STRAP_TOP + (0 if is_front else 0.0035)])
    bend = PEG + (0 if is_front else 0.0035)
    legs, turns = [], []
    for hand in (-1, 1):
        sewn_on = []
        for depth in np.linspace(0.040, 0.0, 9):
            at, out = on_panel(hand * STRAP_X, H - depth, is_front)
            sewn_on.append(at + out * 0.0030)
        sewn_on = np.array(sewn_on)
        end = sewn_on[-1]
        off = np.array([hand * math.sin(LEAVE), 0, -math.cos(LEAVE)])
        touch = np.array([hand * bend * math.cos(LEAVE), peg[1], peg[2] - bend + bend * math.sin(LEAVE)])
        up = bezier(end, end + [-hand * 0.008, 0, 0.06], touch + off * 0.075, touch, 60)[1:]
        legs.append(np.concatenate([sewn_on, up]))
        turns.append(np.concatenate([np.zeros(9), smoothstep(0.25, 0.97, np.linspace(0, 1, 59))]))
    arch = np.linspace(math.pi - LEAVE, LEAVE, 25)[1:-1]
    over = np.stack([bend * np.cos(arch), np.full(23, peg[1]), peg[2] - bend + bend * np.sin(arch)], 1)
    line = gaussian_filter1d(np.concatenate([legs[0], over, legs[1][::-1]]), 1.5, axis=0, mode='nearest')
    turn = gaussian_filter1d(np.concatenate([turns[0], np.ones(23), turns[1][::-1]]), 1.5) * LIE
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
# It hangs on the wall, not far before it: the wall comes closer, and with it the lights that graze the wall.
wall = bpy.data.objects['Backdrop']
closer = wall.data.vertices[0].co.y - everything[:, 1].max() - TO_WALL
wall.location.y = -closer
for light in bpy.data.objects:
    if light.name.startswith('rim'):
        light.location.y = min(light.location.y, everything[:, 1].max() + TO_WALL - 0.02)
write_product(
    OUT,
    width_mm=PRINT[0] * 1000,
    height_mm=PRINT[1] * 1000,
    fill=0.94,
    max_coverage=0.5,
    anchor=0.5,
    technique='print',
    dark_sheen=1,
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
