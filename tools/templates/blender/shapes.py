"""What the hard products and the hats share: turned, swept and extruded bodies, materials, print coordinates and two sets of lights."""

import bpy, math
import numpy as np

from studio import NT, albedo_rgb, area, args, backdrop, link, render_passes, uv_emission, world, write_product

# Softboxes round a product on the floor: (name, place, aim, width, power, height).
MUG_LIGHTS = (
    ('key', (-3.8, -3.2, 3.6), (0, 0, 0.5), 1.6, 330, 3.2),
    ('fill', (4.5, -3.0, 2.0), (0, 0, 0.5), 1.4, 70, 3.0),
    ('rim', (2.5, 4.0, 3.0), (0, 0, 0.5), 2.0, 130, 2.0),
    ('top', (0, 0.3, 4.5), (0, 0, 0), 3.0, 110, 3.0),
)
HAT_LIGHTS = (
    ('key', (-5.5, -5.0, 6.5), (0, 0, 0.3), 4.0, 1000, 4.0),
    ('fill', (6.5, -4.5, 2.5), (0, 0, 0.3), 4.0, 90, 4.0),
    ('rim', (3.0, 5.5, 5.5), (0, 0, 0.5), 3.0, 450, 3.0),
    ('top', (0, 0.5, 7.5), (0, 0, 0), 5.0, 260, 5.0),
)


def stage(lights, scale=1.0, floor=-0.001, haze=0.22):
    """Floor and softboxes; with `scale` they grow with the product, so that large and small look like one shoot."""
    backdrop(z=floor, scale=9 * scale, back=1.6)
    world(haze)
    for name, place, aim, width, power, height in lights:
        grow = lambda point: tuple(scale * x for x in point)
        area(name, grow(place), grow(aim), scale * width, scale**2 * power, size_y=scale * height)


def noise(points, scale, seed, waves=26):
    """Smooth noise about 0 for points[..., xyz], as a sum of waves of about `scale` per unit of length."""
    random = np.random.default_rng(seed)
    total = np.zeros(points.shape[:-1])
    for _ in range(waves):
        direction = random.normal(size=3)
        direction /= np.linalg.norm(direction)
        frequency = scale * (0.6 + 0.8 * random.random())
        total += np.sin((points @ direction) * frequency * 2 * np.pi + random.random() * 6.28)
    return total / np.sqrt(waves / 2)


def rounded(points, steps=10):
    """A polyline through (x, y, radius) with every corner rounded off by its radius; radius 0 keeps the corner."""
    line = []
    for i, (x, y, radius) in enumerate(points):
        corner = np.array([x, y], float)
        if radius == 0:
            line.append(corner)
            continue
        to = [np.array(points[j][:2], float) - corner for j in (i - 1, i + 1)]
        to = [v / np.linalg.norm(v) for v in to]
        half = math.acos(np.clip(to[0] @ to[1], -1, 1)) / 2
        bisector = (to[0] + to[1]) / np.linalg.norm(to[0] + to[1])
        center = corner + bisector * radius / math.sin(half)
        start, end = (corner + v * radius / math.tan(half) - center for v in to)
        sweep = math.pi - 2 * half
        for t in np.linspace(0, 1, steps + 1):
            line.append(center + (start * math.sin((1 - t) * sweep) + end * math.sin(t * sweep)) / math.sin(sweep))
    return np.array(line)


def subdivided(line, step):
    """The same line with points at most `step` apart."""
    parts = []
    for a, b in zip(line[:-1], line[1:]):
        n = max(1, math.ceil(np.linalg.norm(b - a) / step))
        parts.append(a + (b - a) * np.arange(n)[:, None] / n)
    return np.concatenate([*parts, line[-1:]])


def grid_faces(rows, columns, closed):
    """Quads of a grid of points, row by row; a closed one joins its last column to its first."""
    r, c = np.mgrid[0 : rows - 1, 0 : columns - (0 if closed else 1)]
    n = (c + 1) % columns
    return np.stack([r * columns + c, r * columns + n, (r + 1) * columns + n, (r + 1) * columns + c], -1).reshape(-1, 4)


def grid_obj(name, points, closed=False):
    """A smooth surface through points[row, column, xyz]; made in bulk, as knits have a million of them."""
    rows, columns, _ = points.shape
    faces = grid_faces(rows, columns, closed)
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(rows * columns)
    mesh.vertices.foreach_set('co', points.astype(np.float32).ravel())
    mesh.loops.add(faces.size)
    mesh.loops.foreach_set('vertex_index', faces.astype(np.int32).ravel())
    mesh.polygons.add(len(faces))
    mesh.polygons.foreach_set('loop_start', np.arange(0, faces.size, 4, dtype=np.int32))
    mesh.polygons.foreach_set('loop_total', np.full(len(faces), 4, np.int32))
    mesh.polygons.foreach_set('use_smooth', np.ones(len(faces), bool))
    mesh.update(calc_edges=True)
    return link(bpy.data.objects.new(name, mesh))


def normals(points):
    """Unit normals of points[row, column, xyz] whose columns go round."""
    across = np.roll(points, -1, 1) - np.roll(points, 1, 1)
    normal = np.cross(across, np.gradient(points, axis=0))
    return normal / (np.linalg.norm(normal, axis=2, keepdims=True) + 1e-12)


def set_uv(ob, name, u, v):
    """One pair of values per vertex, for shaders."""
    mesh = ob.data
    index = np.empty(len(mesh.loops), np.int32)
    mesh.loops.foreach_get('vertex_index', index)
    pairs = np.stack([np.ravel(u)[index], np.ravel(v)[index]], 1).astype(np.float32)
    mesh.uv_layers.new(name=name).data.foreach_set('uv', pairs.ravel())


def turned(name, profile, segments=256, radius=lambda angle, r, z: r):
    """Turns the profile of (r, z) round z. `turn` holds the angle, 0 towards the camera, and z."""
    angle = np.linspace(-math.pi, math.pi, segments + 1)[None, :]
    r, z = profile[:, :1], profile[:, 1:] + 0 * angle
    r = radius(angle, r, z) + 0 * angle
    ob = grid_obj(name, np.stack([r * np.sin(angle), -r * np.cos(angle), z], -1))
    set_uv(ob, 'turn', angle + 0 * z, z)
    return ob


def outline(width, height, radius, steps=24):
    """Points of a rounded rectangle round the origin and the outward directions there."""
    points, directions = [], []
    for k, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for t in np.linspace(0, math.pi / 2, steps + 1) + k * math.pi / 2:
            d = np.array([math.cos(t), math.sin(t)])
            points.append(np.array([sx * (width / 2 - radius), sy * (height / 2 - radius)]) + radius * d)
            directions.append(d)
    return np.array(points), np.array(directions)


def extruded(name, width, height, radius, profile, steps=24):
    """A rounded rectangle in x and z whose rim follows the profile of (inset, y); `flat` holds x and z. The last row is closed."""
    points, directions = outline(width, height, radius, steps)
    rows = [np.insert(points - inset * directions, 1, y, axis=1) for inset, y in profile]
    last = rows[-1] * [0, 1, 0]
    rows += [last + (rows[-1] - last) * s for s in (0.8, 0.5, 0.2, 0.0)]
    grid = np.array(rows)
    ob = grid_obj(name, grid, closed=True)
    set_uv(ob, 'flat', grid[..., 0], grid[..., 2])
    return ob


def swept(name, path, side, half_width, half_height, power=0.6, around=32):
    """A strap along the path: `side` is the direction of its width, `power` 1 makes it round and less makes it square."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1)[:, None]
    side = np.broadcast_to(side, path.shape)
    normal = np.cross(tangent, side)
    g = np.linspace(0, 2 * math.pi, around, endpoint=False)
    soft = lambda x: np.sign(x) * np.abs(x) ** power
    a, b = half_width * soft(np.cos(g)), half_height * soft(np.sin(g))
    return grid_obj(
        name, path[:, None] + side[:, None] * a[None, :, None] + normal[:, None] * b[None, :, None], closed=True
    )


def surface(name, grey=None, roughness=0.4, specular=0.5, metallic=0.0, sheen=0.0, factor=1.0, bumps=(), flag=0.0):
    """A material: of the product's color, or of a fixed grey. `bumps`: (cells per unit of length, depth) of grain. `flag`: how much
    darker it is where it turns away, as beside a photographer's black flag: else white has no edge before white."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    nt = NT(material)
    shader = nt.n['Principled BSDF']
    if grey is None:
        color = albedo_rgb(nt, factor)
        if flag:
            turned_away = nt.add('ShaderNodeLayerWeight', ins={'Blend': 0.5}).outputs['Facing']
            ramp = nt.add(
                'ShaderNodeMapRange',
                interpolation_type='SMOOTHSTEP',
                ins={0: turned_away, 1: 0.15, 2: 0.95, 3: 1.0, 4: 1 - flag},
            )
            shaded = nt.add('ShaderNodeVectorMath', operation='MULTIPLY', ins={0: color})
            nt.l.new(
                nt.add('ShaderNodeCombineXYZ', ins={i: ramp.outputs[0] for i in range(3)}).outputs[0], shaded.inputs[1]
            )
            color = shaded.outputs[0]
        nt.l.new(color, shader.inputs['Base Color'])
    else:
        shader.inputs['Base Color'].default_value = (grey, grey, grey, 1)
    shader.inputs['Roughness'].default_value = roughness
    shader.inputs['Specular'].default_value = specular
    shader.inputs['Metallic'].default_value = metallic
    shader.inputs['Sheen'].default_value = sheen
    shader.inputs['Sheen Tint'].default_value = 0.0
    place = nt.add('ShaderNodeTexCoord').outputs['Object']
    for cells, depth in bumps:
        grain = nt.add('ShaderNodeTexNoise', ins={'Vector': place, 'Scale': cells, 'Detail': 2.0}).outputs[0]
        bump = nt.add('ShaderNodeBump', ins={'Strength': 1.0, 'Distance': depth, 'Height': grain})
        before = shader.inputs['Normal'].links
        if before:
            nt.l.new(before[0].from_socket, bump.inputs['Normal'])
        nt.l.new(bump.outputs[0], shader.inputs['Normal'])
    return material


def dress(*pairs):
    """Gives each object its material, all hung on one empty that can turn them together."""
    root = link(bpy.data.objects.new('root', None))
    for ob, material in pairs:
        ob.data.materials.append(material)
        ob.parent = root
    return root


def placed(ob, x, y, z, turn=(0, 0, 0)):
    """The object at a place, turned about x, y and z."""
    ob.location, ob.rotation_euler = (x, y, z), turn
    return ob


def print_area(layer, left, right, bottom, top, valid=None):
    """Material of the uv pass: the box in the values of a layer is the print area, where the layer `valid` is above a half."""

    def coordinates(nt):
        place = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map=layer).outputs[0]})
        u = nt.math('MULTIPLY_ADD', place.outputs[0], 1 / (right - left), -left / (right - left))
        v = nt.math('MULTIPLY_ADD', place.outputs[1], 1 / (top - bottom), -bottom / (top - bottom))
        tests = [nt.math(op, x, edge) for x in (u, v) for op, edge in (('GREATER_THAN', 0.0), ('LESS_THAN', 1.0))]
        if valid:
            flag = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map=valid).outputs[0]})
            tests.append(nt.math('GREATER_THAN', flag.outputs[0], 0.5))
        k = tests[0]
        for test in tests[1:]:
            k = nt.math('MULTIPLY', k, test)
        return u, v, k

    return uv_emission(coordinates)


def deliver(name, parts, printed, uv_mat, passes='A,B,bg,uv', **product):
    """Writes what the product says about itself and renders its passes, as the command line asks."""
    a = args()
    out = a.get('out', f'work/{name}')
    write_product(out, **product)
    which = a.get('which', passes).split(',')
    render_passes(
        out, parts, {printed}, res=int(a.get('res', 512)), spp=int(a.get('spp', 32)), which=which, uv_mat=uv_mat
    )
