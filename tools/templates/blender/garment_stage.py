"""Lights, wall, camera and print coordinates of everything made of cloth. The product turns, lights and camera do not: so
all views have the same light."""

from studio import *
import numpy as np

# how far the product is turned, degrees: towards the key light, as the cap is
TURN = {'front': 0, 'three-quarter': -32}


def stage(objs, points, view, fill=0.80):
    """points: all of the product before it is turned, for framing; `fill`: its share of the frame"""
    turn = math.radians(TURN[view])
    root = link(bpy.data.objects.new('root', None))
    for ob in objs:
        ob.parent = root
    root.rotation_euler = (0, 0, turn)
    c, s = math.cos(turn), math.sin(turn)
    points = np.stack([points[:, 0] * c - points[:, 1] * s, points[:, 0] * s + points[:, 1] * c, points[:, 2]], 1)
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2
    wall_y = max(0.42, high[1] + 0.22)
    wall = mesh_obj('Backdrop', [(-9, wall_y, -9), (9, wall_y, -9), (9, wall_y, 9), (-9, wall_y, 9)], [(0, 1, 2, 3)])
    material = bpy.data.materials.new('wall')
    material.use_nodes = True
    shader = material.node_tree.nodes['Principled BSDF']
    shader.inputs['Base Color'].default_value = (0.8, 0.8, 0.8, 1)
    shader.inputs['Specular'].default_value = 0.05
    wall.data.materials.append(material)
    extent = max(high[0] - low[0], high[2] - low[2])
    camera((middle[0], -4.2, middle[2] + 0.10), (middle[0], 0, middle[2]), lens=36 * 4.2 / (extent / fill))
    world(0.16)
    area('key', (-2.2, -1.6, 2.6), (0, 0, 1.1), 1.1, 62)
    area('fill', (2.4, -2.4, 1.3), (0, 0, 1.1), 1.6, 11)
    area('rim', (1.9, 0.35, 2.1), (0, 0, 1.1), 0.9, 16)
    area('rimL', (-1.9, 0.38, 1.2), (0, 0, 1.0), 0.9, 8)
    area('top', (0, -0.4, 3.1), (0, 0, 1.1), 1.2, 14)


def print_on(area, layer):
    """Print coordinates of a rectangle of the flat pattern (width, height, height of its upper edge), where the second value of a UV
    layer is 1: the front."""
    width, height, top = area

    def coordinates(nt):
        at = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map='pat').outputs[0]})
        on_front = nt.add('ShaderNodeSeparateXYZ', ins={0: nt.add('ShaderNodeUVMap', uv_map=layer).outputs[0]}).outputs[
            1
        ]
        u = nt.math('MULTIPLY_ADD', at.outputs[0], 1 / width, 0.5)
        v = nt.math('MULTIPLY_ADD', at.outputs[1], 1 / height, -(top - height) / height)
        k = nt.math('GREATER_THAN', on_front, 0.5)
        for axis in (u, v):
            k = nt.math(
                'MULTIPLY', k, nt.math('MULTIPLY', nt.math('GREATER_THAN', axis, 0.0), nt.math('LESS_THAN', axis, 1.0))
            )
        return u, v, k

    return coordinates
