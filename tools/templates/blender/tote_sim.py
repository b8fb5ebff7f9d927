"""Sews a tote bag of two panels and hangs it by the places of its straps, and keeps it as sim.npz. Lengths in metres.

blender -b -P tote_sim.py -- [step=0.011] [out=work/tote]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cloth import *
from tote_cut import *

A = args()
STEP = float(A.get('step', 0.011))
OUT = A.get('out', 'work/tote')
FRAMES = 56
reset()

corners = {
    'bottom': [(-W, 0), (W, 0)],
    'side.r': [(W, 0), (W, H)],
    'top': [(W, H), (-W, H)],
    'side.l': [(-W, H), (-W, 0)],
}
edges = [(name, line, None) for name, line in corners.items()]
# Hung a little narrower than it is cut: the mouth sags between the straps.
pieces = [
    Piece(name, edges, lambda x, z, y=y: (x * SQUEEZE, y, z), flip=y > 0)
    for name, y in (('front', -HALF_MOUTH), ('back', HALF_MOUTH))
]
seams = [(('front', edge), ('back', edge)) for edge in ('bottom', 'side.r', 'side.l')]
ob, pattern = sew('tote', pieces, seams, STEP)
flat = pattern['flat']
held = np.where((np.abs(np.abs(flat[:, 0]) - STRAP_X) < STRAP / 2) & (flat[:, 1] > H - 0.03))[0]
# Something in the bag, that grows: an empty one is a board.
bpy.ops.mesh.primitive_uv_sphere_add(segments=40, ring_count=24, location=(0.012, 0, 0.155))
inside_it = bpy.context.object
for frame, depth in ((1, 0.006), (14, 0.006), (36, 0.030)):
    inside_it.scale = (0.145, depth, 0.140)
    inside_it.keyframe_insert('scale', frame=frame)
collider(inside_it, friction=2.0, thickness=0.004)
doubled = np.maximum(
    smoothstep(0.045, 0.03, H - flat[:, 1]), smoothstep(0.016, 0.008, np.minimum(W - np.abs(flat[:, 0]), flat[:, 1]))
)
cloth(ob, FRAMES, mass=0.38, bending=9.0, sewing=16.0, self_distance=0.004, stiff=doubled, stiffer=5.0, pinned=held)
# A push while it falls: nothing hangs quite evenly.
gravity(((1, (0, 0, 0)), (12, (0, 0, 0)), (18, (0, 0.3, -9.81)), (36, (0, 0, -9.81))))
simulate(ob, pattern, FRAMES, OUT)
