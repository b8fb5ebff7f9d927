"""Turns rendered passes into planes, which encode.ts then makes a template of.

    blender -b -P pack.py -- <folder of passes> <folder of planes> [smooth=5] [shadow=1.0] [denoise=0] [soft=0.8] [glaze=0]
    [exposure=1.08]

smooth: low-pass of the print coordinates in pixels, for cloth; shadow: strength of the shadow on the backdrop; denoise: strength
of the edge-preserving filter, for smooth glazes; soft: blur of the shadow in its pixels, more where it falls on a wall far behind;
glaze=1: what the surface mirrors is not in the guide, so only the shade is fitted to that; exposure: what the 92nd percentile of the
shade becomes, the same for all products but those that turn one even side to the light.
Planes are raw bytes from the top row, print coordinates 16 bits little-endian.
"""

import bpy, json, os, sys
import numpy as np
from scipy import ndimage

ALBEDO_A, ALBEDO_B = 0.03, 0.70  # as in studio.py
FADE_PX = 90  # of the shadow plane: where the shadow fades to nothing at the frame
HAZE = 0.015  # what a product keeps from the whole wall is no shadow that anyone sees, but its end at the frame would be


def load(folder, name):
    image = bpy.data.images.load(f'{folder}/{name}.exr')
    image.colorspace_settings.name = 'Non-Color'
    width, height = image.size
    values = np.empty(width * height * 4, np.float32)
    image.pixels.foreach_get(values)
    return values.reshape(height, width, 4)[::-1].astype(np.float64)


def grey(picture):
    return picture[..., :3].mean(2)


def extend(values, valid):
    """Every invalid pixel becomes the nearest valid one, so that no resize mixes in black."""
    nearest = ndimage.distance_transform_edt(~valid, return_distances=False, return_indices=True)
    return values[tuple(nearest)]


def self_guided(picture, radius, epsilon):
    """Smooths all that is weaker than epsilon and keeps the edges."""
    size = 2 * radius + 1
    mean = ndimage.uniform_filter(picture, size)
    variance = np.maximum(ndimage.uniform_filter(picture * picture, size) - mean * mean, 0)
    slope = variance / (variance + epsilon)
    offset = mean * (1 - slope)
    return ndimage.uniform_filter(slope, size) * picture + ndimage.uniform_filter(offset, size)


def guided(picture, guide, weight, radius):
    """What a straight line through the guide's channels says of the picture, fitted round every pixel (He's guided filter). The guide
    holds all fine detail and no noise, so that only what light does more slowly is averaged."""
    size = 2 * radius + 1
    mean = lambda plane: ndimage.uniform_filter(plane * weight, size) / share
    share = np.maximum(ndimage.uniform_filter(weight, size), 1e-6)
    count = guide.shape[2]
    middle = np.stack([mean(guide[..., i]) for i in range(count)], 2)
    level = mean(picture)
    spread = np.empty((*picture.shape, count, count))
    along = np.empty((*picture.shape, count))
    for i in range(count):
        along[..., i] = mean(guide[..., i] * picture) - middle[..., i] * level
        for j in range(i, count):
            spread[..., i, j] = spread[..., j, i] = (
                mean(guide[..., i] * guide[..., j]) - middle[..., i] * middle[..., j]
            )
    spread += 2e-5 * np.eye(count)
    slope = np.linalg.solve(spread, along[..., None])[..., 0]
    offset = level - (slope * middle).sum(2)
    return sum(mean(slope[..., i]) * guide[..., i] for i in range(count)) + mean(offset)


def guide_of(passes, alpha):
    """Facing right, up and to the camera, and the tone."""
    whole = alpha > 0.35
    right, up, tone = (extend(np.where(whole, passes[..., i] / np.maximum(alpha, 1e-4), 0), whole) for i in range(3))
    right, up = 2 * right - 1, 2 * up - 1
    return np.stack([right, up, np.sqrt(np.clip(1 - right**2 - up**2, 0, 1)), tone], 2)


def fit_response(beauty_a, beauty_b, alpha, denoise, bright, guide=None, is_glaze=False):
    """The line through two albedos, per pixel: cloth color * shade + sheen is right for every color."""
    solid = alpha > 0.35
    uncovered = lambda light: extend(np.where(solid, light / np.maximum(alpha, 1e-4), 0), solid)
    light_a, light_b = uncovered(grey(beauty_a)), uncovered(grey(beauty_b))
    shade = np.clip((light_b - light_a) / (ALBEDO_B - ALBEDO_A), 0, None)
    sheen = np.clip(light_a - ALBEDO_A * shade, 0, None)
    if denoise > 0:
        for _ in range(2):
            if guide is None:
                shade = self_guided(shade, 4, denoise)
            sheen = self_guided(sheen, 2, denoise * 0.5)
    if guide is not None:
        shade = np.clip(guided(shade, guide, solid * alpha, 4), 0, None)
        if not is_glaze:
            sheen = np.clip(guided(sheen, guide, solid * alpha, 4), 0, None)
    # One exposure for all products, whatever their lights.
    exposure = bright / np.percentile(shade[alpha > 0.99], 92.0)
    return shade * exposure, ndimage.gaussian_filter(sheen * exposure, 0.6)


def shadow_of(background, empty, strength, soft):
    """What the product's shadow leaves of the light, as a ratio: the stage's own falloff and noise cancel."""
    shadow = background / np.maximum(empty, 1e-6)
    shadow = self_guided(shadow, 3, 0.0004)
    shadow = self_guided(shadow, 7, 0.0003)
    shadow = np.clip(ndimage.gaussian_filter(shadow, soft), 0, 1)
    height, width = shadow.shape
    to_side = np.minimum(np.arange(width), np.arange(width)[::-1])
    to_top = np.minimum(np.arange(height), np.arange(height)[::-1])
    inward = np.minimum(np.minimum(*np.meshgrid(to_side, to_top)), FADE_PX) / FADE_PX
    depth = (1 - shadow) * strength * inward * inward * (3 - 2 * inward)
    return 1 - depth * depth / (depth + HAZE)


def print_coordinates(uv, sigma):
    coverage = np.clip(uv[..., 2], 0, 1)
    seen = coverage > 0.25
    rows, columns = np.mgrid[0 : coverage.shape[0], 0 : coverage.shape[1]]
    weight = ndimage.gaussian_filter(np.where(seen, coverage, 0.0), sigma) + 1e-9 if sigma > 0 else None
    planes = []
    for channel in (0, 1):
        plane = extend(np.where(seen, uv[..., channel] / np.maximum(coverage, 1e-4), 0), seen)
        if sigma > 0:
            # Cloth jitters by its triangles. Only what is left of an even slant is smoothed: else the borders would shrink.
            points = np.stack([columns[seen], rows[seen], np.ones(seen.sum())], 1)
            slant = np.linalg.lstsq(points, plane[seen], rcond=None)[0]
            even = slant[0] * columns + slant[1] * rows + slant[2]
            rest = ndimage.gaussian_filter(np.where(seen, (plane - even) * coverage, 0.0), sigma)
            plane = extend(np.where(seen, rest / weight + even, 0), seen)
        planes.append(plane)
    return planes[0], 1 - planes[1], coverage


def to_bytes(values):
    return np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)


def to_shorts(values):
    return np.clip(values * 65535 + 0.5, 0, 65535).astype('<u2')


def main(source, target, smooth=5.0, shadow=1.0, denoise=0.0, soft=0.8, glaze=0.0, exposure=1.08):
    beauty_a, beauty_b = load(source, 'beautyA'), load(source, 'beautyB')
    alpha = np.clip((beauty_a[..., 3] + beauty_b[..., 3]) / 2, 0, 1)
    guide = guide_of(load(source, 'guide'), alpha) if os.path.exists(f'{source}/guide.exr') else None
    shade, sheen = fit_response(beauty_a, beauty_b, alpha, denoise, exposure, guide, glaze > 0)
    inside = alpha > 0.99
    shade_max = min(1.35, float(np.percentile(shade[inside], 99.95)))
    sheen_max = float(np.percentile(sheen[inside], 99.9))
    shadow_plane = shadow_of(grey(load(source, 'bg')), grey(load(source, 'bg0')), shadow, soft)
    u, v, coverage = print_coordinates(load(source, 'uv'), smooth)

    rows, columns = np.where(coverage > 1 / 512)
    left, right = int(columns.min()) - 1, int(columns.max()) + 2
    top, bottom = int(rows.min()) - 1, int(rows.max()) + 2
    crop = lambda plane: plane[top:bottom, left:right]
    planes = {
        'shade': to_bytes(np.sqrt(np.clip(shade / shade_max, 0, 1))),
        'sheen': to_bytes(np.sqrt(np.clip(sheen / sheen_max, 0, 1))),
        'mask': to_bytes(alpha),
        'shadow': to_bytes(shadow_plane),
        'u': to_shorts(crop(u)),
        'v': to_shorts(crop(v)),
        'coverage': to_bytes(crop(coverage)),
    }
    os.makedirs(target, exist_ok=True)
    for name, plane in planes.items():
        plane.tofile(f'{target}/{name}.raw')
    with open(f'{source}/product.json') as product:
        info = json.load(product)
    info.update(
        size=alpha.shape[1],
        shadowSize=shadow_plane.shape[1],
        shadeMax=shade_max,
        sheenMax=sheen_max,
        uvBox=[left, top, right - left, bottom - top],
    )
    with open(f'{target}/planes.json', 'w') as file:
        json.dump(info, file)


words = sys.argv[sys.argv.index('--') + 1 :]
main(words[0], words[1], **{name: float(value) for name, _, value in (word.partition('=') for word in words[2:])})
