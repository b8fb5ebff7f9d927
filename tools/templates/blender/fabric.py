"""Materials of cloth. Heights of the bump are metres; seams, hems and ribs are functions of distances measured on the flat pattern,
which the mesh carries in UV layers: pat (x, z), d1 (neck, hem), d2 (cuff, armhole), d3 (face of the hood, 1 on the front), on a
pocket d4 (its openings, its seams)."""

from studio import *


def gauss(M, x, center, width):
    q = M('DIVIDE', M('SUBTRACT', x, center), width)
    return M('POWER', 2.718, M('MULTIPLY', M('MULTIPLY', q, q), -1.0))


def below(M, x, limit, soft):
    """1 below the limit, 0 above."""
    return M('MULTIPLY_ADD', M('SUBTRACT', limit, x), 1.0 / soft, 0.5, clamp=True)


class Cloth:
    """A material whose height and tone are put together by what `weave` and the `finish` of a part add."""

    def material(self, name, **part):
        material = bpy.data.materials.new(name)
        material.use_nodes = True
        self.nt = nt = NT(material)
        self.M = nt.math
        shader = nt.n['Principled BSDF']
        shader.inputs['Roughness'].default_value = 0.9
        shader.inputs['Specular'].default_value = 0.12
        shader.inputs['Sheen'].default_value = 0.5
        shader.inputs['Sheen Tint'].default_value = 0
        self.at = nt.add('ShaderNodeUVMap', uv_map='pat').outputs[0]
        self.x, self.z = self._layer('pat')
        self.height, self.tone = self.weave()
        self.finish(**part)
        bump = nt.add('ShaderNodeBump', ins={'Strength': 1.0, 'Distance': 1.0, 'Height': self.height})
        nt.l.new(bump.outputs[0], shader.inputs['Normal'])
        tone = nt.add('ShaderNodeCombineXYZ', ins={0: self.tone, 1: self.tone, 2: self.tone})
        color = nt.add('ShaderNodeVectorMath', operation='MULTIPLY')
        nt.l.new(albedo_rgb(nt), color.inputs[0])
        nt.l.new(tone.outputs[0], color.inputs[1])
        nt.l.new(color.outputs[0], shader.inputs['Base Color'])
        return material

    def _layer(self, name):
        return self.nt.add(
            'ShaderNodeSeparateXYZ', ins={0: self.nt.add('ShaderNodeUVMap', uv_map=name).outputs[0]}
        ).outputs[:2]

    def _noise(self, scale, detail):
        return self.nt.add('ShaderNodeTexNoise', ins={'Vector': self.at, 'Scale': scale, 'Detail': detail}).outputs[0]

    def _raise(self, by):
        self.height = self.M('ADD', self.height, by)

    def _stitch(self, distance, at, depth=0.0009, dark=0.14):
        """A line of stitches: a narrow groove, a little darker."""
        M = self.M
        self.height = M('SUBTRACT', self.height, M('MULTIPLY', gauss(M, distance, at, 0.0010), depth))
        self.tone = M('SUBTRACT', self.tone, M('MULTIPLY', gauss(M, distance, at, 0.0008), dark))


class Jersey(Cloth):
    """Knit, with what a garment's cut sews on."""

    def __init__(self, cut):
        self.cut = cut

    def weave(self):
        M = self.M
        fine = self._noise(420.0, 2.0)
        height = M('MULTIPLY', fine, 0.00038)
        height = M('ADD', height, M('MULTIPLY', M('SINE', M('MULTIPLY', self.x, 6.283 / 0.0016)), 0.00005))
        height = M('ADD', height, M('MULTIPLY', self._noise(26.0, 3.0), 0.0018))
        height = M('ADD', height, M('MULTIPLY', self._noise(9.0, 2.0), 0.003))
        return height, M('ADD', 0.95, M('MULTIPLY', fine, 0.10))

    def _rib(self, mask, along, pitch=0.0046):
        """Rib knit: ridges across `along`, and the valleys between them a little darker."""
        M = self.M
        wave = M('SINE', M('MULTIPLY', along, 6.283 / pitch))
        self._raise(M('MULTIPLY', mask, M('MULTIPLY', wave, pitch * 0.12)))
        self.tone = M('ADD', self.tone, M('MULTIPLY', mask, M('MULTIPLY_ADD', wave, 0.035, -0.02)))

    def finish(self, pocket=False):
        if pocket:
            self._pocket()
        else:
            self._seams()

    def _seams(self):
        M, cut = self.M, self.cut
        neck, hem = self._layer('d1')
        cuff, arm = self._layer('d2')
        face, _ = self._layer('d3')
        around = M('MULTIPLY', M('ARCTAN2', self.x, M('SUBTRACT', self.z, 1.50)), 0.1)
        if cut.collar:
            mask = below(M, neck, cut.collar, 0.0014)
            self._raise(M('MULTIPLY', mask, 0.0006 + cut.thickness * 0.3))
            self._rib(mask, around, cut.rib_pitch)
            self._stitch(neck, cut.collar + 0.0008, 0.0012, 0.18)
            self._stitch(neck, cut.collar + 0.0050, 0.0006, 0.08)
        for distance, side in ((hem, 'hem'), (cuff, 'cuff')):
            if cut.rib:
                mask = below(M, distance, cut.rib, 0.002)
                across = (
                    self.x
                    if side == 'hem'
                    else M(
                        'ADD',
                        M('MULTIPLY', M('ABSOLUTE', self.x), math.sin(cut.arm)),
                        M('MULTIPLY', self.z, math.cos(cut.arm)),
                    )
                )
                self._rib(mask, across, cut.rib_pitch)
                self._stitch(distance, cut.rib, 0.0016, 0.20)
                self._stitch(distance, cut.rib + 0.006, 0.0006, 0.08)
            else:
                self._raise(M('MULTIPLY', below(M, distance, cut.hem_fold, 0.002), 0.0005))
                for line in (0.0, -0.005):
                    self._stitch(distance, cut.hem_fold + line)
        self.height = M('SUBTRACT', self.height, M('MULTIPLY', gauss(M, arm, 0.0, 0.0011), 0.0016))
        self._raise(M('MULTIPLY', gauss(M, arm, -0.004, 0.003), 0.0007))
        self.tone = M('SUBTRACT', self.tone, M('MULTIPLY', gauss(M, arm, 0.0, 0.0008), 0.16))
        if cut.hood:
            self._raise(M('MULTIPLY', below(M, face, 0.026, 0.003), 0.0010))
            for line in (0.026, 0.0205):
                self._stitch(face, line)
            self._stitch(neck, 0.003, 0.0014, 0.16)

    def _pocket(self):
        opening, seam = self._layer('d4')
        for distance in (opening, seam):
            for line in (0.004, 0.010):
                self._stitch(distance, line, 0.0010, 0.12)


class Canvas(Cloth):
    """Plain weave of uneven threads; of a tote bag d1 is (below the mouth, from the side seams), of a strap (from its end, from its
    edge)."""

    def weave(self):
        M, nt = self.M, self.nt
        threads = []
        for stretch in ((900, 110, 1), (110, 900, 1)):
            run = nt.add('ShaderNodeVectorMath', operation='MULTIPLY', ins={0: self.at, 1: stretch})
            threads.append(
                nt.add('ShaderNodeTexNoise', ins={'Vector': run.outputs[0], 'Scale': 1.0, 'Detail': 1.0}).outputs[0]
            )
        fine = M('ADD', *threads)
        height = M('MULTIPLY', fine, 0.00042)
        height = M('ADD', height, M('MULTIPLY', self._noise(22.0, 3.0), 0.0016))
        height = M('ADD', height, M('MULTIPLY', self._noise(7.0, 2.0), 0.0030))
        return height, M('MULTIPLY_ADD', fine, 0.12, 0.88)

    def finish(self, strap=False):
        M = self.M
        one, other = self._layer('d1')
        if strap:
            self._stitch(other, 0.0030, 0.0007, 0.10)
            mask = below(M, one, 0.040, 0.001)
            for line in (0.004, 0.034):
                self._stitch(one, line, 0.0008, 0.12)
            slant = M(
                'SUBTRACT',
                M('MULTIPLY', M('ABSOLUTE', M('SUBTRACT', self.x, 6.0)), 1.5),
                M('ABSOLUTE', M('SUBTRACT', one, 0.019)),
            )
            self.tone = M('SUBTRACT', self.tone, M('MULTIPLY', mask, M('MULTIPLY', gauss(M, slant, 0.0, 0.0011), 0.10)))
        else:
            self._raise(M('MULTIPLY', below(M, one, 0.028, 0.002), 0.0010))
            for line in (0.0275, 0.0035):
                self._stitch(one, line)
            self._raise(M('MULTIPLY', gauss(M, other, 0.004, 0.004), 0.0010))


def _plain(name, factor, roughness, sheen, metallic=0.0):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    nt = NT(material)
    shader = nt.n['Principled BSDF']
    shader.inputs['Roughness'].default_value = roughness
    shader.inputs['Sheen'].default_value = sheen
    shader.inputs['Metallic'].default_value = metallic
    if factor is None:
        shader.inputs['Base Color'].default_value = (0.45, 0.45, 0.45, 1)
    else:
        nt.l.new(albedo_rgb(nt, factor), shader.inputs['Base Color'])
    return material, nt, shader


def cord_material():
    material, nt, shader = _plain('cord', 1.15, 0.7, 0.4)
    weave = nt.add('ShaderNodeTexWave', ins={'Scale': 260.0}, bands_direction='DIAGONAL')
    bump = nt.add('ShaderNodeBump', ins={'Distance': 0.0008, 'Height': weave.outputs[1]})
    nt.l.new(bump.outputs[0], shader.inputs['Normal'])
    return material


def metal_material():
    """Eyelets keep their color whatever the cloth's."""
    material, _, _ = _plain('eyelet', None, 0.35, 0.0, metallic=1.0)
    return material
