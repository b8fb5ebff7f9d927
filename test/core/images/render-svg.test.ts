import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import type { CleanPicture } from '#core/images/clean-bitmap.ts';
import { renderSvg } from '#core/images/render-svg.ts';
import {
  colorDistance,
  drawDisc,
  drawQuarters,
  probe,
  quarterColors,
  randomNumbers,
  svgOf,
} from '../../support/pictures.ts';

const bar = '<rect width="100" height="100" fill="#d02030"/>';

function draw(bytes: Uint8Array): Promise<CleanPicture> {
  return renderSvg(bytes, { maxBytes: 1024 * 1024, maxPixels: 1_000_000 });
}

async function expectBar(svg: string | Uint8Array, share = 0.5): Promise<void> {
  const { png } = await draw(Buffer.from(svg));
  expect(colorDistance(await probe(png, share - 0.05, 0.5), '#d02030')).toBe(0);
  expect((await probe(png, share + 0.05, 0.5))[3]).toBe(0);
}

test('an SVG is drawn with its long side at 2048 pixels, transparent where nothing is', async () => {
  const logo = await draw(Buffer.from(svgOf(bar)));
  expect(logo).toMatchObject({ width: 2048, height: 1024, hasAlpha: true });
  expect(await sharp(logo.png).metadata()).toMatchObject({ format: 'png', width: 2048, height: 1024 });
});

test('its edges are drawn at that size, not enlarged', async () => {
  const { png } = await draw(Buffer.from(svgOf('<rect width="1" height="1"/>', 'width="2" height="2"')));
  expect((await probe(png, 0.4995, 0.25))[3]).toBe(255);
  expect((await probe(png, 0.5005, 0.25))[3]).toBe(0);
});

test.each<[string, string, number, number]>([
  ['a million pixels', 'width="1000000" height="500000" viewBox="0 0 200 100"', 2048, 1024],
  ['a hundred million, without a viewBox', 'width="100000000" height="100000000"', 2048, 2048],
  ['a fraction of a pixel', 'width="0.15" height="0.1"', 2048, 1365],
  ['a viewBox alone', 'viewBox="0 0 200 100"', 2048, 1024],
  ['a viewBox of fractions', 'viewBox="0, 0, 1.5, 1"', 2048, 1365],
  ['shares of a page', 'width="100%" height="100%" viewBox="0 0 100 200"', 1024, 2048],
  ['one side and a viewBox', 'width="30" viewBox="0 0 200 100"', 2048, 1024],
  ['millimetres', 'width="50.8mm" height="25.4mm" viewBox="0 0 200 100"', 2048, 1024],
  ['sides of different units', 'width="2in" height="96"', 2048, 1024],
  ['sides in its style', 'style="width:20px;height:40px" viewBox="0 0 200 400"', 1024, 2048],
  ['sides that are no numbers', 'width="wide" height="-3" viewBox="0 0 200 100"', 2048, 1024],
  ['a very long strip', 'width="20480" height="10"', 2048, 1],
])('an SVG whose size is %s has its own proportions', async (_, attributes, width, height) => {
  const logo = await draw(Buffer.from(svgOf('<rect width="100%" height="100%" fill="#d02030"/>', attributes)));
  expect(logo).toMatchObject({ width, height });
  expect(colorDistance(await probe(logo.png, 0.5, 0.5), '#d02030')).toBe(0);
});

test('an SVG that says no size is as large as what it draws', async () => {
  const logo = await draw(Buffer.from(svgOf('<rect x="5" y="5" width="80" height="40" fill="#d02030"/>', '')));
  expect([logo.width, logo.height]).toEqual([2048, 1024]);
});

test('points and millimetres inside are as long as CSS says', async () => {
  await expectBar(svgOf('<rect width="75pt" height="100" fill="#d02030"/>'));
  await expectBar(svgOf('<rect width="26.4583mm" height="100" fill="#d02030"/>'));
});

const prefixed =
  '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="200" height="100"><s:rect width="100" height="100" fill="#d02030"/></s:svg>';
const plain = svgOf(bar);
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>';
const dtd = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';

test.each<[string, string | Uint8Array]>([
  ['compressed', gzipSync(plain)],
  ['after a byte order mark', `\ufeff${plain}`],
  ['in UTF-16', Buffer.from(`\ufeff${declared.replace('UTF-8', 'UTF-16')}${plain}`, 'utf16le')],
  ['in UTF-16, big end first', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()],
  [
    'in Latin 1',
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${svgOf(`<title>Café</title>${bar}`)}`, 'latin1'),
  ],
  ['after a long comment', `${declared}<!-- Generator: ${'-x'.repeat(3000)} -->${plain}`],
  ['with the usual document type', `${declared}\n${dtd}\n${plain}`],
  ['with a prefix', prefixed],
  [
    'without the namespace of its references',
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs><rect id="a" width="100" height="100" fill="#d02030"/></defs><use xlink:href="#a"/></svg>',
  ],
  [
    'with a link to click and a script that never runs',
    svgOf(`<script>alert(1)</script><a href="https://example.com/">${bar}</a>`),
  ],
  ['with an event', svgOf(bar, 'width="200" height="100" onload="fetch(\'http://example.com\')"')],
  [
    'with addresses that only name things',
    svgOf(
      `<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></rdf:RDF></metadata>${bar}`,
    ),
  ],
  [
    'with a gradient of its own',
    svgOf(
      `<linearGradient id="g"><stop stop-color="#d02030"/></linearGradient><rect width="100" height="100" style="fill:url(#g)"/>`,
    ),
  ],
  [
    'with a style sheet of its own',
    svgOf(`<style><![CDATA[ .a { fill: #d02030 } ]]></style><rect class="a" width="100" height="100"/>`),
  ],
])('an SVG %s is drawn', async (_, svg) => {
  await expectBar(svg);
});

test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('a %s inside an SVG is drawn', async (format) => {
  const uri = `data:image/${format};base64,${(await drawQuarters(20, 20, format)).toString('base64')}`;
  const { png } = await draw(Buffer.from(svgOf(`<image width="100" height="100" xlink:href="${uri}"/>`)));
  expect(colorDistance(await probe(png, 0.1, 0.2), quarterColors[0])).toBeLessThanOrEqual(20);
  expect(colorDistance(await probe(png, 0.4, 0.8), quarterColors[3])).toBeLessThanOrEqual(20);
  expect((await probe(png, 0.7, 0.5))[3]).toBe(0);
});

const laughs = `<!DOCTYPE svg [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]>`;
const nestedSvg = Buffer.from(svgOf('<image href="http://example.com/a.png"/>')).toString('base64');

test.each<[string, string]>([
  ['laughs a billion times', `${laughs}${svgOf('<text>&j;</text>')}`],
  [
    'declares a file as an entity',
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svgOf(`<text>&x;</text>${bar}`)}`,
  ],
  ['shows a picture from the net', svgOf(`<image width="9" height="9" href="http://127.0.0.1/a.png"/>${bar}`)],
  [
    'shows a picture by the older attribute',
    svgOf(`<image width="9" height="9" xlink:href="https://example.com/a.png"/>${bar}`),
  ],
  ['shows a file', svgOf(`<image width="9" height="9" href="file:///etc/passwd"/>${bar}`)],
  ['shows a file beside it', svgOf(`<image width="9" height="9" href="logo.png"/>${bar}`)],
  ['hides the address in character references', svgOf(`<image href="&#x68;ttp://example.com/a.png"/>${bar}`)],
  [
    'filters with a picture from the net',
    svgOf(`<filter id="f"><feImage href="http://example.com/a.png"/></filter>${bar}`),
  ],
  ['uses a part of another file', svgOf(`<use href="other.svg#a"/>${bar}`)],
  [
    'includes another file',
    svgOf(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>${bar}`),
  ],
  ['loads a script', svgOf(`<script href="https://example.com/a.js"/>${bar}`)],
  ['imports a style sheet', svgOf(`<style>@import url(http://example.com/a.css);</style>${bar}`)],
  ['imports a style sheet by its name', svgOf(`<style><![CDATA[@import "a.css";]]></style>${bar}`)],
  ['loads a font', svgOf(`<style>@font-face { font-family: a; src: url('https://example.com/a.woff') }</style>${bar}`)],
  [
    'fills with a server of another',
    svgOf(`<rect width="9" height="9" style="fill:url(http://example.com/a.svg#g)"/>`),
  ],
  ['fills by attribute', svgOf(`<rect width="9" height="9" fill="url( 'file:///a.svg#g' )"/>`)],
  ['hides that in escapes', svgOf(`<style>rect { fill: \\75 rl(http://example.com/a.svg#g) }</style>${bar}`)],
  [
    'hides that in a comment',
    svgOf(`<style>@im/**/port "x"; rect { fill: url(/**/http://example.com/a#g) }</style>${bar}`),
  ],
  ['takes its style sheet from elsewhere', `<?xml-stylesheet href="http://example.com/a.css"?>${svgOf(bar)}`],
  ['holds an SVG that could hold anything', svgOf(`<image href="data:image/svg+xml;base64,${nestedSvg}"/>${bar}`)],
  ['holds an SVG as text', svgOf(`<image href="data:image/svg+xml,%3Csvg/%3E"/>${bar}`)],
  ['shows a web page', svgOf(`<foreignObject><iframe src="http://example.com/"/></foreignObject>${bar}`)],
])('an SVG that %s is refused', async (_, svg) => {
  await expect(draw(Buffer.from(svg))).rejects.toMatchObject({ name: 'UserError', key: 'logo.svgUnsafe' });
});

test('an SVG that was cut off is told so', async () => {
  const whole = Buffer.from(svgOf(`<g><!-- a comment -->${bar}<path d="M0 0L9 9"/></g>`));
  for (const share of [0.4, 0.6, 0.7, 0.8, 0.99]) {
    await expect(draw(whole.subarray(0, whole.length * share))).rejects.toMatchObject({ key: 'logo.truncated' });
  }
  await expect(draw(gzipSync(whole).subarray(0, 60))).rejects.toMatchObject({ key: 'logo.truncated' });
});

test('a damaged or oversized picture inside an SVG is told so', async () => {
  const inside = (bytes: Buffer): Buffer =>
    Buffer.from(svgOf(`<image href="data:image/png;base64,${bytes.toString('base64')}"/>`));
  const png = await drawDisc(200);
  await expect(draw(inside(png.subarray(0, png.length / 2)))).rejects.toMatchObject({ key: 'logo.truncated' });
  const vast = await sharp({ create: { width: 1001, height: 1000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await expect(draw(inside(vast))).rejects.toMatchObject({ key: 'logo.tooManyPixels' });
});

test('a compressed file that is no SVG, or grows without bound, is told so', async () => {
  await expect(draw(gzipSync('just a text'))).rejects.toMatchObject({ key: 'logo.archive' });
  await expect(draw(gzipSync(Buffer.alloc(20_000_000, ' ')))).rejects.toMatchObject({ key: 'logo.tooLarge' });
});

test('an SVG that draws nothing is told so', async () => {
  await expect(draw(Buffer.from(svgOf('')))).rejects.toMatchObject({ key: 'logo.blank' });
  await expect(
    draw(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
  ).rejects.toMatchObject({ key: 'logo.blank' });
});

test('words that leave nothing to see are said to need a font', async () => {
  const words = Buffer.from(svgOf('<text x="10" y="50"> </text>'));
  await expect(draw(words)).rejects.toMatchObject({ key: 'logo.svgText' });
});

test('whatever becomes of an SVG on its way, the answer is a picture or a sentence', async () => {
  const random = randomNumbers(11);
  const seeds = [
    svgOf(`<g opacity=".5"><style>.a{fill:#f00}</style><path class="a" d="M0 0L9 9H3z"/></g>`),
    `${declared}${dtd}${prefixed}`,
  ];
  const answers: unknown[] = [];
  for (let turn = 0; turn < 120; turn += 1) {
    const bytes = Buffer.from(seeds[turn % seeds.length] ?? '');
    for (let times = 1 + random() * 4; times > 0; times -= 1)
      bytes[Math.floor(random() * bytes.length)] = 32 + random() * 95;
    answers.push(
      await draw(random() < 0.2 ? bytes.subarray(0, random() * bytes.length) : bytes).catch((error: unknown) => error),
    );
  }
  const isFine = (answer: unknown): boolean => answer instanceof UserError || (answer as CleanPicture).width > 0;
  expect(answers.filter((answer) => !isFine(answer))).toEqual([]);
  expect(new Set(answers.map((answer) => (answer instanceof UserError ? answer.key : 'picture'))).size).toBeGreaterThan(
    2,
  );
});
