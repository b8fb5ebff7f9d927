import { expect, test } from 'vitest';
import { type PictureKind, sniffPicture } from '#core/images/sniff-picture.ts';
import { type DrawnFormat, drawDisc, svgOf } from '../../support/pictures.ts';

/** The first box of an ISO media file, with its brands. */
function ftyp(major: string, ...compatible: string[]): Buffer {
  const box = Buffer.concat([Buffer.alloc(4), Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`)]);
  box.writeUInt32BE(box.length, 0);
  return Buffer.concat([box, Buffer.from('\0\0\0\x08mdat')]);
}

test.each<DrawnFormat>(['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'])('knows %s by its content', async (format) => {
  expect(sniffPicture(await drawDisc(16, { format }))).toBe(format);
});

test.each<[string, PictureKind, Buffer]>([
  ['nothing', 'empty', Buffer.alloc(0)],
  ['big-endian TIFF', 'tiff', Buffer.from('MM\0*\0\0\0\x08', 'latin1')],
  ['BigTIFF', 'tiff', Buffer.from('II+\0\x08\0\0\0', 'latin1')],
  ['photo of a phone', 'heic', ftyp('heic', 'mif1', 'heic')],
  ['HEIF that says HEVC only among its compatible brands', 'heic', ftyp('mif1', 'heic')],
  ['AVIF that calls itself a HEIF image first', 'avif', ftyp('mif1', 'avif', 'miaf')],
  ['film', 'unknown', ftyp('isom', 'mp42')],
  ['PDF', 'pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')],
  ['PDF after a line of a mail gateway', 'pdf', Buffer.from('checked\n%PDF-1.4\n')],
  ['Illustrator file based on PDF', 'postscript', Buffer.from('%PDF-1.5\n1 0 obj<</AIPrivateData1 2 0 R>>')],
  ['Illustrator file based on PostScript', 'postscript', Buffer.from('%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator')],
  ['EPS with a preview', 'postscript', Buffer.from('\xc5\xd0\xd3\xc6\x1e\0\0\0', 'latin1')],
  ['Photoshop', 'psd', Buffer.from('8BPS\0\x01\0\0', 'latin1')],
  ['zip', 'archive', Buffer.from('PK\x03\x04\x14\0', 'latin1')],
  ['gzip', 'gzip', Buffer.from('\x1f\x8b\x08\0', 'latin1')],
  ['text', 'text', Buffer.from('Here is our logo, it is blue.\n')],
  ['text of Windows', 'text', Buffer.from('\ufeffLogo', 'utf16le')],
  ['page that shows an SVG', 'text', Buffer.from(`<!doctype html><p>${svgOf('')}`)],
  ['BMP', 'unknown', Buffer.from('BM\x3a\0\0\0\0\0\0\0', 'latin1')],
])('tells %s as %s', (_, kind, bytes) => {
  expect(sniffPicture(bytes)).toBe(kind);
});

const svg = svgOf('<rect width="9" height="9"/>');

test.each<[string, Buffer]>([
  ['plain', Buffer.from(svg)],
  ['after a byte order mark', Buffer.from(`\ufeff${svg}`)],
  [
    'after a declaration, comments and a document type',
    Buffer.from(`<?xml version="1.0"?>\n<!-- <html> -->
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${svg}`),
  ],
  ['after a comment of 100 kB', Buffer.from(`<!--${'x'.repeat(100_000)}-->${svg}`)],
  ['with a document type that declares something', Buffer.from(`<!DOCTYPE svg [ <!ENTITY a "b"> ]>${svg}`)],
  ['in UTF-16, little end first', Buffer.from(`\ufeff${svg}`, 'utf16le')],
  ['in UTF-16, big end first', Buffer.from(`\ufeff${svg}`, 'utf16le').swap16()],
  ['in UTF-16 without a mark', Buffer.from(svg, 'utf16le')],
  ['in Latin 1', Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?><!-- \xe9 -->${svg}`, 'latin1')],
  ['with a prefix', Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>')],
])('knows an SVG %s', (_, bytes) => {
  expect(sniffPicture(bytes)).toBe('svg');
});
