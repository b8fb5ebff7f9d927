"""What all products share: lights, backdrop, camera, node helper, the passes, and what a product says about itself.

Passes, all linear 32-bit EXR:
  beautyA, beautyB  the product alone before a transparent film, with a grey albedo of CA and of CB; the backdrop is hidden from
                    the camera but still throws light back
  bg, bg0           the backdrop with the product's shadow on it, and without; half size
  uv                light of the color (u k, v k, k): k is 1 on the print area and 0 elsewhere
  guide             free of noise: where the surface looks (x and z) and its tone; pack.py takes the noise off the others by it
"""

import bpy, json, math, os, sys, time
from mathutils import Vector

CA, CB = 0.03, 0.70


def reset():
    bpy.ops.wm.read_factory_settings(use_empty=True)


def link(ob):
    bpy.context.scene.collection.objects.link(ob)
    return ob


def mesh_obj(name, verts, faces, smooth=True, uvs=None):
    me = bpy.data.meshes.new(name)
    me.from_pydata(verts, [], faces)
    me.update()
    if smooth:
        me.polygons.foreach_set('use_smooth', [True] * len(me.polygons))
    if uvs is not None:
        uvl = me.uv_layers.new(name='UVMap')
        for l in me.loops:
            uvl.data[l.index].uv = uvs[l.vertex_index]
    return link(bpy.data.objects.new(name, me))


def area(name, loc, target, size, power, color=(1, 1, 1), size_y=None):
    l = bpy.data.lights.new(name, 'AREA')
    l.energy = power
    l.color = color
    l.shape = 'RECTANGLE' if size_y else 'SQUARE'
    l.size = size
    if size_y:
        l.size_y = size_y
    ob = link(bpy.data.objects.new(name, l))
    ob.location = loc
    d = Vector(target) - Vector(loc)
    ob.rotation_euler = d.to_track_quat('-Z', 'Y').to_euler()
    return ob


def backdrop(z=0.0, scale=1.0, back=0.9, albedo=0.82, mat=None):
    # floor with a smooth sweep up at +y
    R = 0.5 * scale
    prof = [(-6 * scale, 0.0)]
    y0 = back * scale
    prof.append((y0, 0.0))
    for i in range(1, 25):
        a = i / 24 * math.pi / 2
        prof.append((y0 + R * math.sin(a), R * (1 - math.cos(a))))
    prof.append((y0 + R, 6 * scale))
    verts, faces = [], []
    for y, zz in prof:
        verts.append((-8 * scale, y, z + zz))
        verts.append((8 * scale, y, z + zz))
    for i in range(len(prof) - 1):
        faces.append((2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2))
    ob = mesh_obj('Backdrop', verts, faces)
    m = mat or bpy.data.materials.new('backdrop')
    m.use_nodes = True
    b = m.node_tree.nodes['Principled BSDF']
    b.inputs['Base Color'].default_value = (albedo, albedo, albedo, 1)
    b.inputs['Roughness'].default_value = 0.9
    b.inputs['Specular'].default_value = 0.1
    ob.data.materials.append(m)
    return ob


def camera(loc, target, lens=85, ortho=None):
    c = bpy.data.cameras.new('cam')
    c.lens = lens
    c.sensor_width = 36
    c.sensor_height = 36
    if ortho:
        c.type = 'ORTHO'
        c.ortho_scale = ortho
    ob = link(bpy.data.objects.new('cam', c))
    ob.location = loc
    ob.rotation_euler = (Vector(target) - Vector(loc)).to_track_quat('-Z', 'Y').to_euler()
    bpy.context.scene.camera = ob
    return ob


def world(strength=0.35, col=(1, 1, 1)):
    w = bpy.data.worlds.new('w')
    bpy.context.scene.world = w
    w.use_nodes = True
    bg = w.node_tree.nodes['Background']
    bg.inputs[0].default_value = (*col, 1)
    bg.inputs[1].default_value = strength
    return bg


class NT:
    """tiny node-tree helper"""

    def __init__(s, mat):
        s.t = mat.node_tree
        s.n = s.t.nodes
        s.l = s.t.links

    def add(s, typ, **kw):
        nd = s.n.new(typ)
        for k, v in kw.items():
            if k == 'ins':
                for a, b in v.items():
                    if hasattr(b, 'is_output'):
                        s.l.new(b, nd.inputs[a])
                    else:
                        nd.inputs[a].default_value = b
            else:
                setattr(nd, k, v)
        return nd

    def math(s, op, a, b=0.0, c=0.0, clamp=False):
        nd = s.n.new('ShaderNodeMath')
        nd.operation = op
        nd.use_clamp = clamp
        for i, x in enumerate((a, b, c)):
            if hasattr(x, 'is_output'):
                s.l.new(x, nd.inputs[i])
            else:
                nd.inputs[i].default_value = x
        return nd.outputs[0]


ALBEDO_NODES = []  # (rgb node, factor) switched between CA and CB


def albedo_rgb(nt, factor=1.0):
    r = nt.add('ShaderNodeRGB')
    ALBEDO_NODES.append((r, factor))
    return r.outputs[0]


def set_albedo(c):
    for r, f in ALBEDO_NODES:
        v = min(1, c * f)
        r.outputs[0].default_value = (v, v, v, 1)


def setup_cycles(res, spp):
    sc = bpy.context.scene
    sc.render.engine = 'CYCLES'
    sc.cycles.device = 'CPU'
    sc.cycles.samples = spp
    sc.cycles.use_adaptive_sampling = True
    sc.cycles.adaptive_threshold = 0.006
    sc.cycles.adaptive_min_samples = min(spp, 32)
    sc.cycles.use_denoising = False
    sc.cycles.max_bounces = 6
    sc.cycles.diffuse_bounces = 4
    sc.cycles.glossy_bounces = 2
    sc.cycles.transmission_bounces = 0
    sc.cycles.caustics_reflective = False
    sc.cycles.caustics_refractive = False
    sc.cycles.sample_clamp_indirect = 4
    sc.cycles.pixel_filter_type = 'BLACKMAN_HARRIS'
    sc.cycles.filter_width = 1.5
    sc.render.resolution_x = sc.render.resolution_y = res
    sc.render.resolution_percentage = 100
    sc.view_settings.view_transform = 'Raw'
    sc.render.image_settings.file_format = 'OPEN_EXR'
    sc.render.image_settings.color_depth = '32'
    sc.render.image_settings.color_mode = 'RGBA'
    sc.render.image_settings.exr_codec = 'ZIP'
    sc.render.use_persistent_data = True


def render(path):
    t = time.time()
    bpy.context.scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
    print('RENDERED', path, round(time.time() - t, 1), 's', flush=True)


def render_passes(out, garment, print_objs, res=1024, spp=96, which=('A', 'B', 'bg', 'uv'), uv_mat=None, flat_spp=48):
    """garment: all objects of the product; print_objs: those of them that can carry a print, which get uv_mat; flat_spp: samples of
    the passes without light, which need them for their edges only"""
    os.makedirs(out, exist_ok=True)
    sc = bpy.context.scene
    bd = bpy.data.objects['Backdrop']
    setup_cycles(res, spp)
    if 'A' in which or 'B' in which:
        sc.render.film_transparent = True
        bd.visible_camera = False
        for tag, c in (('A', CA), ('B', CB)):
            if tag in which:
                set_albedo(c)
                render(f'{out}/beauty{tag}.exr')
    if 'bg' in which:
        sc.render.film_transparent = False
        bd.visible_camera = True
        for o in garment:
            o.visible_camera = False
        hid = [l for l in bpy.data.objects if l.type == 'LIGHT' and l.name.startswith('rim')]
        for l in hid:
            l.hide_render = True  # rim light models the product only, it must not burn the floor
        set_albedo(0.25)
        sc.cycles.samples = spp * 2
        sc.render.resolution_x = sc.render.resolution_y = res // 2  # soft shadow: half size is enough
        render(f'{out}/bg.exr')
        for o in garment:
            o.hide_render = True
        render(f'{out}/bg0.exr')  # empty stage: shadow multiplier = bg / bg0
        for o in garment:
            o.hide_render = False
            o.visible_camera = True
        for l in hid:
            l.hide_render = False
        sc.render.resolution_x = sc.render.resolution_y = res
        sc.cycles.samples = spp
    if 'guide' in which or 'uv' in which:
        sc.render.film_transparent = True
        bd.hide_render = True
        for light in bpy.data.objects:
            if light.type == 'LIGHT':
                light.hide_render = True
        if sc.world:
            sc.world.node_tree.nodes['Background'].inputs[1].default_value = 0
        sc.render.resolution_x = sc.render.resolution_y = res
        sc.cycles.max_bounces = 0
        sc.cycles.samples = flat_spp
        sc.cycles.use_adaptive_sampling = False
    if 'guide' in which:
        set_albedo(0.5)
        for o in garment:
            show_guide(o)
        render(f'{out}/guide.exr')
    if 'uv' in which:
        black = bpy.data.materials.new('blk')
        black.use_nodes = True
        nt = NT(black)
        nt.n.clear()
        em = nt.add('ShaderNodeEmission', ins={'Color': (0, 0, 0, 1)})
        o_ = nt.add('ShaderNodeOutputMaterial', ins={'Surface': em.outputs[0]})
        for o in garment:
            if o.name.startswith('stitches'):
                o.hide_render = True  # prints/embroidery run over the seam thread
            m = uv_mat if o in print_objs else black
            if hasattr(o.data, 'materials'):
                for i in range(max(1, len(o.data.materials))):
                    if i < len(o.data.materials):
                        o.data.materials[i] = m
                    else:
                        o.data.materials.append(m)
        render(f'{out}/uv.exr')


def show_guide(ob):
    """Lets an object's materials give out the guide instead of throwing back light."""
    for material in ob.data.materials:
        nt = NT(material)
        shader = nt.n['Principled BSDF']
        source = lambda name: next((link.from_socket for link in shader.inputs[name].links), None)
        normal = source('Normal') or nt.add('ShaderNodeNewGeometry').outputs['Normal']
        at = nt.add('ShaderNodeSeparateXYZ', ins={0: normal})
        tone = nt.add('ShaderNodeSeparateXYZ')
        if color := source('Base Color'):
            nt.l.new(color, tone.inputs[0])
        color = nt.add(
            'ShaderNodeCombineXYZ',
            ins={
                0: nt.math('MULTIPLY_ADD', at.outputs[0], 0.5, 0.5),
                1: nt.math('MULTIPLY_ADD', at.outputs[2], 0.5, 0.5),
                2: tone.outputs[0],
            },
        )
        light = nt.add('ShaderNodeEmission', ins={'Color': color.outputs[0]})
        nt.l.new(light.outputs[0], nt.n['Material Output'].inputs['Surface'])


def uv_emission(node_fn):
    """material emitting (u,v,1) where mask else 0; node_fn(nt)->(u_socket,v_socket,mask_socket)"""
    m = bpy.data.materials.new('uvpass')
    m.use_nodes = True
    nt = NT(m)
    nt.n.clear()
    u, v, k = node_fn(nt)
    comb = nt.add('ShaderNodeCombineXYZ', ins={0: nt.math('MULTIPLY', u, k), 1: nt.math('MULTIPLY', v, k), 2: k})
    em = nt.add('ShaderNodeEmission', ins={'Color': comb.outputs[0]})
    nt.add('ShaderNodeOutputMaterial', ins={'Surface': em.outputs[0]})
    return m


def args():
    a = sys.argv[sys.argv.index('--') + 1 :] if '--' in sys.argv else []
    d = {}
    for x in a:
        k, _, v = x.partition('=')
        d[k] = v
    return d


def write_product(out, width_mm, height_mm, fill, max_coverage, anchor, technique, dark_sheen, ink_sheen):
    """What template.json says about the product itself; src/core/renderer/template-info.ts explains each."""
    os.makedirs(out, exist_ok=True)
    with open(f'{out}/product.json', 'w') as file:
        json.dump(
            {
                'printArea': {'widthMm': round(width_mm, 3), 'heightMm': round(height_mm, 3)},
                'fill': fill,
                'maxCoverage': max_coverage,
                'anchor': anchor,
                'technique': technique,
                'darkSheen': dark_sheen,
                'inkSheen': ink_sheen,
            },
            file,
        )
