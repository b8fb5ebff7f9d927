"""A 50 x 70 cm print behind glass in a thin black frame with a pale inner lip, on the wall, seen a little from the side. Lengths in
decimetres.

blender -b -P poster.py -- [res=512] [spp=32] [out=work/poster] [which=A,B,bg,guide,uv] [rot=-16] [lens=165]
"""

import sys, os

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from shapes import *

A = args()
reset()
W, H, FACE, DEPTH, SINK = 5.0, 7.0, 0.13, 0.26, 0.10

# The frame: four mitred sides, each a prism whose section runs from its inner to its outer edge. The paper lies in y = 0. A pale lip
# lies inside it, which parts a black frame from a black print.
section = rounded(
    [(0, 0.03, 0), (0, -SINK, 0.012), (FACE, -SINK, 0.016), (FACE, DEPTH - SINK, 0.01), (FACE - 0.03, DEPTH - SINK, 0)],
    steps=5,
)
lip_section = rounded([(-0.028, 0.03, 0), (-0.028, -0.012, 0.006), (0.004, -0.034, 0)], steps=4)


def side(name, section, half_length, half_width, turns):
    """A side along x, turned about y by quarter turns; its ends are cut at 45 degrees."""
    t = np.linspace(-1, 1, 60)[None, :]
    out = section[:, :1]
    x, y, z = t * (half_length + out), section[:, 1:] + 0 * t, half_width + out + 0 * t
    a = turns * math.pi / 2
    return grid_obj(name, np.stack([x * math.cos(a) + z * math.sin(a), y, z * math.cos(a) - x * math.sin(a)], -1))


four = lambda name, section: [
    side(f'{name}{i}', section, *((W / 2, H / 2) if i % 2 == 0 else (H / 2, W / 2)), i) for i in range(4)
]
frame, lip = four('side', section), four('lip', lip_section)

# The paper: not quite flat, as paper behind glass never is.
x, z = np.meshgrid(np.linspace(-W / 2, W / 2, 120) * 1.004, np.linspace(-H / 2, H / 2, 160) * 1.004)
wave = np.sin(1.1 * x + 0.55 * z + 0.4) + 0.6 * np.sin(0.7 * z - 0.9 * x + 2.0) + 0.4 * np.sin(2.3 * x + 0.2 * z)
edge = np.minimum(np.minimum(x + W / 2, W / 2 - x), np.minimum(z + H / 2, H / 2 - z))
paper = grid_obj('paper', np.stack([x, 0.005 * wave * np.clip(edge / 0.8, 0, 1), z], -1))
set_uv(paper, 'flat', x, z)

stock = surface('paper', roughness=0.5, specular=0.25)
# Glass is a coat of the paper, but flat: what it mirrors falls on the print as it does in front of it.
coat = NT(stock)
shader = coat.n['Principled BSDF']
shader.inputs['Clearcoat'].default_value, shader.inputs['Clearcoat Roughness'].default_value = 1.0, 0.06
level = coat.add('ShaderNodeVectorTransform', vector_type='NORMAL', convert_from='OBJECT', convert_to='WORLD')
level.inputs[0].default_value = (0, -1, 0)
coat.l.new(level.outputs[0], shader.inputs['Clearcoat Normal'])
wood = surface('wood', grey=0.022, roughness=0.30, specular=0.5)
pale = surface('lip', grey=0.72, roughness=0.5, specular=0.3)
root = dress((paper, stock), *((part, wood) for part in frame), *((part, pale) for part in lip))

# The wall touches the frame and turns with it. Lights are those of the garments, ten times as far in decimetres.
wall = mesh_obj('Backdrop', [(-90, 0, -90), (90, 0, -90), (90, 0, 90), (-90, 0, 90)], [(0, 1, 2, 3)])
wall.data.materials.append(surface('wall', grey=0.8, roughness=0.9, specular=0.05))
wall.location.y = DEPTH - SINK + 0.015
wall.parent = root
root.rotation_euler.z = math.radians(float(A.get('rot', -16)))
camera((0, -42, 1.0), (0.35, 0, -0.1), lens=float(A.get('lens', 165)))
world(0.16)
area('key', (-22, -16, 15), (0, 0, 0), 11, 6200)
area('fill', (24, -24, 2), (0, 0, 0), 16, 1100)
area('top', (0, -4, 20), (0, 0, 0), 12, 1400)
# A slanting window far behind the camera, mirrored faintly across the upper right of the glass.
glare = area('rim glare', (-15.7, -30.3, 2.6), (0, 0, 0), 3.0, 600, size_y=34)
glare.rotation_euler.rotate_axis('Z', math.radians(34))
deliver(
    'poster',
    [paper, *frame, *lip],
    paper,
    print_area('flat', -W / 2, W / 2, -H / 2, H / 2),
    passes='A,B,bg,guide,uv',
    width_mm=W * 100,
    height_mm=H * 100,
    fill=0.74,
    max_coverage=0.34,
    anchor=0.45,
    technique='print',
    dark_sheen=0,
    ink_sheen=0.9,
)
