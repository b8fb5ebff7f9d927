"""Lays the passes of a folder over each other and writes preview.png beside them: a look before packing.

blender -b -P preview.py -- <folder of passes> [gain=1.0]
"""

import bpy, numpy as np, sys

a = sys.argv[sys.argv.index('--') + 1 :]
d = a[0]
gain = float(a[1].partition('=')[2]) if len(a) > 1 else 1.0


def ld(p):
    im = bpy.data.images.load(p)
    im.colorspace_settings.name = 'Non-Color'
    w, h = im.size
    x = np.empty(w * h * 4, np.float32)
    im.pixels.foreach_get(x)
    return x.reshape(h, w, 4)


bg = ld(d + '/bg.exr')[..., :3]
B = ld(d + '/beautyB.exr')
print('bg median', np.median(bg), 'max B', np.percentile(B[..., :3], 99.5))
b0 = ld(d + '/bg0.exr')[..., :3]
if bg.shape[0] < B.shape[0]:
    bg = bg.repeat(2, 0).repeat(2, 1)
    b0 = b0.repeat(2, 0).repeat(2, 1)
g = gain / np.median(b0)
bg = 0.80 / g * np.clip(bg / b0, 0, 1.05)
o = (B[..., :3] + (1 - B[..., 3:]) * bg) * g
o = np.clip(o, 0, 1)
o = np.where(o < 0.0031308, o * 12.92, 1.055 * o ** (1 / 2.4) - 0.055)
h, w, _ = o.shape
im = bpy.data.images.new('o', w, h)
im.colorspace_settings.name = 'Non-Color'
im.pixels.foreach_set(np.dstack([o, np.ones((h, w, 1))]).astype(np.float32).reshape(-1))
im.filepath_raw = d + '/preview.png'
im.file_format = 'PNG'
im.save()
