/**
 * Every sentence a person reads, in English. ICU MessageFormat: `{name}` is filled in, plurals are
 * `{count, plural, one {# shot} other {# shots}}`. Another language is another file with the same keys.
 */
export const en = {
  // A logo that cannot be used: one sentence, ending in what to send instead.
  'logo.empty': 'This file is empty. Please send the logo again as a PNG, JPEG, WebP or SVG.',
  'logo.tooLarge': 'This file is larger than {limitMb} MB. Please send the logo as a smaller PNG, JPEG or WebP.',
  'logo.tooManyPixels':
    'This picture has {megapixels} megapixels; up to {limitMegapixels} are fine. Please send it smaller, for example 2048 pixels wide.',
  'logo.truncated': 'This picture is cut off or damaged. Please save the logo again as a PNG and send that.',
  'logo.blank': 'This picture is completely transparent, so there is no logo to see. Please send one with visible ink.',
  'logo.heic': 'This is a HEIC photo, which cannot be read here. Please send the logo as a PNG or JPEG.',
  'logo.pdf': 'This is a PDF. Please export the logo as an SVG, or as a PNG at least 1000 pixels wide.',
  'logo.postscript': 'This is an EPS or Illustrator file. Please export the logo as an SVG, or as a PNG at least 1000 pixels wide.',
  'logo.psd': 'This is a Photoshop file. Please export the logo as a PNG with a transparent background.',
  'logo.text': 'This is a text file, not a picture. Please send the logo as a PNG, JPEG, WebP or SVG.',
  'logo.svgUnsafe': 'This SVG refers to things outside itself. Please export it with everything embedded, or send a PNG.',
  'logo.unknown': 'This file is not a picture that can be read here. Please send the logo as a PNG, JPEG, WebP, AVIF, GIF, TIFF or SVG.',
} as const;
