"""Flat pattern pieces, sewn with the cloth solver, and the sewn cloth made ready to render. Lengths in metres.

A piece is cut from a closed outline of named edges; a seam pairs the vertices of two edges one by one, so both need as many. What
the solver leaves is kept as sim.npz: a render needs no new simulation.
"""

import os, time
import numpy as np
from mathutils import Vector
from mathutils.geometry import delaunay_2d_cdt
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree
from studio import *


def bezier(p0, p1, p2, p3, count=24):
    t = np.linspace(0, 1, count)[:, None]
    p0, p1, p2, p3 = map(np.array, (p0, p1, p2, p3))
    return (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3


def length_along(points):
    return np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def resample(points, count):
    points = np.asarray(points, float)
    at = length_along(points)
    wanted = np.linspace(0, at[-1], count + 1)
    return np.stack([np.interp(wanted, at, points[:, k]) for k in range(points.shape[1])], 1)


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def inside(points, outline):
    x, y = points[:, 0], points[:, 1]
    found = np.zeros(len(points), bool)
    for (xi, yi), (xj, yj) in zip(outline, np.roll(outline, 1, axis=0)):
        found ^= ((yi > y) != (yj > y)) & (x < (xj - xi) * (y - yi) / (yj - yi + 1e-12) + xi)
    return found


class Piece:
    """A flat piece. `edges`: (name, points, number of steps or None) in order round the outline. `place` puts flat points into
    space, `flip` turns its right side round. `lines`: creases and sewn-on shapes the mesh must have edges along. `rest` maps flat
    points to the shape the cloth wants to have: ribs are narrower than what they are sewn to."""

    def __init__(self, name, edges, place, flip=False, lines=(), rest=None):
        self.name, self.place, self.flip, self.rest = name, place, flip, rest
        self._edges, self._lines = edges, lines

    def cut(self, step, rng):
        outline, self.edges = [], {}
        for name, points, count in self._edges:
            steps = count or max(2, round(length_along(np.asarray(points, float))[-1] / step))
            points = resample(points, steps)
            self.edges[name] = np.arange(len(outline), len(outline) + steps + 1)
            outline += list(points[:-1])
        size = len(outline)
        self.edges = {name: at % size for name, at in self.edges.items()}
        outline = np.array(outline)
        fixed, ties = list(outline), [(i, (i + 1) % size) for i in range(size)]
        for line in self._lines:
            line = resample(line, max(2, round(length_along(np.asarray(line, float))[-1] / step)))
            near, which = cKDTree(np.array(fixed)).query(line)
            at = []
            for point, distance, known in zip(line, near, which):
                if distance > step * 0.4:
                    fixed.append(point)
                    known = len(fixed) - 1
                at.append(int(known))
            ties += [(a, b) for a, b in zip(at, at[1:]) if a != b]
        low, high = outline.min(0), outline.max(0)
        rows = np.arange(low[1], high[1], step * 0.866)
        columns = np.arange(low[0], high[0], step)
        grid = np.concatenate(
            [np.stack([columns + step / 2 * (k % 2), np.full(len(columns), y)], 1) for k, y in enumerate(rows)]
        )
        grid += rng.uniform(-0.12, 0.12, grid.shape) * step
        grid = grid[inside(grid, outline)]
        grid = grid[cKDTree(np.array(fixed)).query(grid)[0] > step * 0.62]
        made = delaunay_2d_cdt([Vector(p) for p in np.concatenate([fixed, grid])], ties, [], 0, 1e-6)
        self.flat = np.array([tuple(p) for p in made[0]])
        middles = np.array([self.flat[list(face)].mean(0) for face in made[2]])
        faces = np.array(made[2])[inside(middles, outline)]
        # A vertex without a face would fall out of the garment.
        used, faces = np.unique(faces, return_inverse=True)
        self.flat, self.faces = self.flat[used], [tuple(face) for face in faces.reshape(-1, 3).tolist()]
        became = {old: np.searchsorted(used, new) for new, olds in enumerate(made[3]) for old in olds}
        self.edges = {name: np.array([became[i] for i in at]) for name, at in self.edges.items()}
        if self.flip:
            self.faces = [face[::-1] for face in self.faces]


def sew(name, pieces, seams, step, seed=4):
    """Cuts the pieces and joins them by sewing threads. A seam is ((piece, edge), (piece, edge)); '-' before an edge's name turns
    its direction. Returns the object and what sim.npz needs to know of the pattern."""
    rng = np.random.default_rng(seed)
    start, verts, faces, wants = {}, [], [], []
    for piece in pieces:
        piece.cut(step, rng)
        start[piece.name] = len(verts)
        faces += [tuple(i + len(verts) for i in face) for face in piece.faces]
        verts += [piece.place(*p) for p in piece.flat]
        wants += list(piece.rest(piece.flat) if piece.rest else piece.flat)
    edges = {(p.name, name): at + start[p.name] for p in pieces for name, at in p.edges.items()}

    def along(piece, edge):
        return edges[piece, edge[1:]][::-1] if edge[0] == '-' else edges[piece, edge]

    threads = []
    for one, other in seams:
        a, b = along(*one), along(*other)
        assert len(a) == len(b), (one, len(a), other, len(b))
        threads += zip(a.tolist(), b.tolist())
    me = bpy.data.meshes.new(name)
    me.from_pydata(verts, threads, faces)
    me.update()
    ob = link(bpy.data.objects.new(name, me))
    ob.shape_key_add(name='Basis')
    rest = ob.shape_key_add(name='rest')
    rest.data.foreach_set('co', np.array([(x, 0, z) for x, z in wants], np.float32).reshape(-1))
    pattern = {
        'flat': np.concatenate([p.flat for p in pieces]),
        'piece': np.concatenate([np.full(len(p.flat), k) for k, p in enumerate(pieces)]),
        'faces': np.array(faces),
        'threads': np.array(threads),
        'names': np.array([p.name for p in pieces]),
        **{f'edge {piece} {edge}': at for (piece, edge), at in edges.items()},
    }
    return ob, pattern


def collider(ob, friction=6.0, thickness=0.006):
    ob.modifiers.new('collision', 'COLLISION')
    ob.collision.thickness_outer = thickness
    ob.collision.cloth_friction = friction
    ob.collision.damping = 0.3


def cloth(ob, frames, mass, bending, sewing=14.0, self_distance=0.003, quality=5, stiff=None, stiffer=4.0, pinned=None):
    """Gives an object the solver. `stiff`: weights of vertices that bend less, up to `stiffer` times, as doubled hems do;
    `pinned`: vertices that stay where their object has them."""
    modifier = ob.modifiers.new('cloth', 'CLOTH')
    s = modifier.settings
    s.quality = quality
    s.mass = mass
    s.air_damping = 1.2
    s.tension_stiffness = s.compression_stiffness = 18
    s.shear_stiffness = 9
    s.bending_stiffness = bending
    s.tension_damping = s.compression_damping = s.shear_damping = 6
    s.bending_damping = 0.6
    s.rest_shape_key = ob.data.shape_keys.key_blocks['rest']
    if stiff is not None:
        group = ob.vertex_groups.new(name='stiff')
        for i, weight in enumerate(stiff):
            if weight > 0.01:
                group.add([i], float(weight), 'REPLACE')
        s.vertex_group_bending = 'stiff'
        s.bending_stiffness_max = bending * stiffer
    if pinned is not None:
        ob.vertex_groups.new(name='pinned').add([int(i) for i in pinned], 1.0, 'REPLACE')
        s.vertex_group_mass = 'pinned'
    s.use_sewing_springs = True
    s.sewing_force_max = sewing
    modifier.collision_settings.distance_min = 0.004
    modifier.collision_settings.collision_quality = 2
    modifier.collision_settings.use_self_collision = True
    modifier.collision_settings.self_distance_min = self_distance
    modifier.collision_settings.self_friction = 4
    modifier.point_cache.frame_start = 1
    modifier.point_cache.frame_end = frames
    return s


def gravity(keys):
    """(frame, (x, y, z)) in m/s². Touching a cloth setting from frame to frame resets the solver's cache; this does not."""
    for frame, pull in keys:
        bpy.context.scene.gravity = pull
        bpy.context.scene.keyframe_insert('gravity', frame=frame)


def simulate(ob, pattern, frames, out):
    """Runs the solver and writes sim.npz. Read the printed boxes and seam gaps before rendering anything."""
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, frames
    begun = time.time()
    for frame in range(1, frames + 1):
        scene.frame_set(frame)
        if frame % 10 == 0 or frame == frames:
            solved = ob.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
            co = np.empty(len(solved.vertices) * 3, np.float32)
            solved.vertices.foreach_get('co', co)
            co = co.reshape(-1, 3)
            a, b = pattern['threads'].T
            gap = np.linalg.norm(co[a] - co[b], axis=1) * 1000
            print(
                f'frame {frame} {time.time() - begun:.0f} s',
                co.min(0).round(3),
                co.max(0).round(3),
                'gap mm',
                gap.mean().round(1),
                gap.max().round(1),
                flush=True,
            )
    os.makedirs(out, exist_ok=True)
    np.savez(f'{out}/sim.npz', co=co, **pattern)


class Sewn:
    """A simulated garment with its seams welded. `points` are in space, one per vertex; `corner` gives for each corner of `faces`
    the pattern vertex it comes from, since the two sides of a seam differ in what they know of the pattern."""

    def __init__(self, path):
        sim = np.load(path)
        self.flat, self.piece, self.names = sim['flat'], sim['piece'], list(sim['names'])
        self.edges = {key[5:]: sim[key] for key in sim.files if key.startswith('edge ')}
        parent = np.arange(len(self.flat))

        def find(i):
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for a, b in sim['threads']:
            parent[find(a)] = find(b)
        _, self.welded = np.unique([find(i) for i in range(len(parent))], return_inverse=True)
        count = np.bincount(self.welded)
        self.points = np.stack([np.bincount(self.welded, weights=sim['co'][:, k]) / count for k in range(3)], 1)
        faces = self.welded[sim['faces']]
        whole = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])
        self.faces, self.corner = faces[whole], sim['faces'][whole]
        pairs = np.sort(np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]]), 1)
        self._pairs, used = np.unique(pairs, axis=0, return_counts=True)
        self._border = self._pairs[used == 1]

    def edge(self, *suffixes):
        """Pattern vertices of all edges whose name ends so: 'hem.r', or 'front neck.l'."""
        return np.concatenate([at for name, at in self.edges.items() if name.endswith(suffixes)])

    def away_from(self, *suffixes):
        """Distance of every pattern vertex from these edges of its own piece, in the flat."""
        away = np.full(len(self.flat), 9.0)
        for k, piece in enumerate(self.names):
            runs = [at for name, at in self.edges.items() if name.startswith(piece + ' ') and name.endswith(suffixes)]
            if runs:
                tree = cKDTree(np.concatenate([resample(self.flat[at], 12 * len(at)) for at in runs]))
                mine = self.piece == k
                away[mine] = tree.query(self.flat[mine])[0]
        return away

    def relax(self, times=3):
        """Takes the solver's grain off and keeps folds (Taubin: nothing shrinks)."""
        border = np.zeros(len(self.points), bool)
        border[self._border.ravel()] = True
        for _ in range(times):
            for factor in (0.5, -0.52):
                pull = self._mean(self._pairs) - self.points
                pull[border] = (self._mean(self._border) - self.points)[border]
                self.points = self.points + factor * pull

    def _mean(self, pairs):
        total = np.zeros_like(self.points)
        np.add.at(total, pairs[:, 0], self.points[pairs[:, 1]])
        np.add.at(total, pairs[:, 1], self.points[pairs[:, 0]])
        return total / np.maximum(np.bincount(pairs.ravel(), minlength=len(total)), 1)[:, None]

    def even_border(self, vertices, width=0.010, reach=0.03):
        """Low-pass along the free borders that run through these pattern vertices: the solver scallops a hem by its triangles. What
        lies behind the border follows, less and less."""
        wanted = set(self.welded[vertices].tolist())
        links = {}
        for a, b in self._border.tolist():
            if a in wanted and b in wanted:
                links.setdefault(a, []).append(b)
                links.setdefault(b, []).append(a)
        left = set(links)
        while left:
            ends = [i for i in left if len(links[i]) == 1]
            run = [ends[0] if ends else next(iter(left))]
            left.discard(run[0])
            while True:
                onward = [i for i in links[run[-1]] if i in left]
                if not onward:
                    break
                run.append(onward[0])
                left.discard(onward[0])
            self._even_run(np.array(run), closed=not ends, width=width, reach=reach)

    def even_seam(self, edge, width=0.012, reach=0.02):
        """The same along a sewn edge: where a seam is the outline of the product it would show its triangles."""
        run = self.welded[self.edges[edge]]
        self._even_run(run[np.sort(np.unique(run, return_index=True)[1])], closed=False, width=width, reach=reach)

    def even_line(self, piece, line, closed=False, width=0.015, reach=0.02):
        """The same along a line that the piece was cut with."""
        line = resample(line, 4000)
        mine = np.where(self.piece == self.names.index(piece))[0]
        away, where = cKDTree(line).query(self.flat[mine])
        on = np.where(away < 0.0008)[0]
        run = self.welded[mine[on[np.argsort(where[on])]]]
        self._even_run(run[np.sort(np.unique(run, return_index=True)[1])], closed, width, reach)

    def _even_run(self, run, closed, width, reach):
        if len(run) < 6:
            return
        here = self.points[run]
        loop = np.concatenate([here, here[:1]]) if closed else here
        at = length_along(loop)
        fine = max(200, int(at[-1] / 0.001))
        line = resample(loop, fine)
        line = line[:-1] if closed else line
        even = gaussian_filter1d(line, width / (at[-1] / fine), axis=0, mode='wrap' if closed else 'nearest')
        if not closed:
            even += (line - even) * np.maximum(
                1 - np.minimum(np.arange(len(line)), np.arange(len(line))[::-1]) / (3 * width * fine / at[-1]), 0
            )[:, None]
        index = np.clip((at[: len(run)] / at[-1] * fine).round().astype(int), 0, len(line) - 1)
        self.drag(run, even[index] - here, reach)

    def drag(self, vertices, by, reach):
        """Moves vertices, and what is nearer to them than about `reach` along with them."""
        distance, nearest = cKDTree(self.points[vertices]).query(self.points, k=4)
        weight = 1 / (distance**2 + 1e-6)
        shift = (by[nearest] * weight[..., None]).sum(1) / weight.sum(1)[:, None]
        self.points = self.points + shift * np.exp(-((distance[:, 0] / reach) ** 2))[:, None]

    def normals(self):
        a, b, c = (self.points[self.faces[:, k]] for k in range(3))
        across = np.cross(b - a, c - a)
        total = np.zeros_like(self.points)
        for k in range(3):
            np.add.at(total, self.faces[:, k], across)
        return total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-12)

    def mesh(self, name, layers, keep=None, points=None):
        """An object of the faces `keep`, with UV layers {name: (u, v)} of values per pattern vertex."""
        keep = np.ones(len(self.faces), bool) if keep is None else keep
        used, faces = np.unique(self.faces[keep], return_inverse=True)
        points = self.points if points is None else points
        ob = mesh_obj(name, [tuple(p) for p in points[used]], [tuple(f) for f in faces.reshape(-1, 3)])
        corner = self.corner[keep].reshape(-1)
        for layer, (u, v) in layers.items():
            made = ob.data.uv_layers.new(name=layer)
            made.data.foreach_set('uv', np.stack([u[corner], v[corner]], 1).astype(np.float32).reshape(-1))
        return ob


def thicken(ob, thickness, fine=1, round_rims=True, smooth=3):
    """Gives cloth its thickness. Thick cloth is subdivided once more afterwards: that rounds its rims."""

    def subdivide(name, levels):
        made = ob.modifiers.new(name, 'SUBSURF')
        made.levels = made.render_levels = levels
        made.uv_smooth = 'NONE'
        # The limit surface of so many triangles takes gigabytes, and nobody sees a difference.
        made.use_limit_surface = False

    subdivide('fine', fine)
    # Not at the borders: smoothing would draw them in by triangles, and so scallop them.
    of_faces = np.array([edge for face in ob.data.polygons for edge in face.edge_keys])
    edges, used = np.unique(of_faces, axis=0, return_counts=True)
    inner = np.setdiff1d(np.arange(len(ob.data.vertices)), edges[used == 1])
    ob.vertex_groups.new(name='inner').add(inner.tolist(), 1.0, 'REPLACE')
    soft = ob.modifiers.new('soft', 'SMOOTH')
    soft.factor, soft.iterations, soft.vertex_group = 0.5, smooth * fine, 'inner'
    solid = ob.modifiers.new('solid', 'SOLIDIFY')
    solid.thickness, solid.offset, solid.use_rim = thickness, 0, True
    if round_rims:
        subdivide('round', 1)
