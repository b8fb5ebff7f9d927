import { productTitle } from '#core/catalog/catalog.ts';
import { altOf, type GalleryPart, type GalleryShot, stemOf } from './plan.ts';

const style = `
  :root { color-scheme: light dark; --line: light-dark(#d8dbe0, #3a3f46); }
  body { margin: 0 auto; max-width: 2400px; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: light-dark(#1f2328, #e6e8eb); background: light-dark(#fff, #15181c); }
  nav ul { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; padding: 0; list-style: none; }
  a { color: light-dark(#0a5bd0, #78b0ff); }
  section { border-top: 1px solid var(--line); margin-top: 2rem; }
  .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 45%), 1fr)); gap: 1rem; }
  figure { margin: 0; }
  img { display: block; width: 100%; height: auto; border-radius: 4px; }
  .transparent img { background: repeating-conic-gradient(#bbb 0 25%, #eee 0 50%) 0 0 / 24px 24px; }
  figcaption { font-size: .875rem; padding-top: .3rem; }
`;

/** A page with all shots, which needs nothing from anywhere but the files beside it. `side` is theirs, in pixels. */
export function galleryPage(parts: readonly GalleryPart[], side: number): string {
  const count = parts.flatMap(({ rows }) => rows.flatMap(({ shots }) => shots)).length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mockup Bot gallery</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Gallery</h1>
<p>${count} template renders of ${side} × ${side} pixels. Each opens in its full size.</p>
<nav aria-label="Products"><ul>${parts.map((part) => `<li><a href="#${idOf(part)}">${escapeHtml(titleOf(part))}</a></li>`).join('')}</ul></nav>
</header>
<main>
${parts.map((part) => sectionOf(part, side)).join('\n')}
</main>
</body>
</html>
`;
}

function sectionOf(part: GalleryPart, side: number): string {
  const rows = part.rows.map(
    ({ title, shots }) => `<h3>${escapeHtml(title)}</h3>
<div class="row">
${shots.map((shot) => figureOf(shot, side)).join('\n')}
</div>`,
  );
  return `<section id="${idOf(part)}" aria-labelledby="${idOf(part)}-title">
<h2 id="${idOf(part)}-title">${escapeHtml(titleOf(part))}</h2>
${rows.join('\n')}
</section>`;
}

function figureOf(shot: GalleryShot, side: number): string {
  const file = `shots/${encodeURIComponent(stemOf(shot))}.png`;
  const place = shot.background === undefined ? shot.scene : shot.background;
  const caption = place === 'studio' ? shot.color.name : `${shot.color.name}, ${place}`;
  return `<figure class="${shot.scene}"><a href="${file}"><img src="${file}" width="${side}" height="${side}" loading="lazy" alt="${escapeHtml(altOf(shot))}"></a><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

function titleOf({ product, view }: GalleryPart): string {
  return `${productTitle(product, 'en')}, ${view}`;
}

function idOf({ product, view }: GalleryPart): string {
  return `${product}-${view}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
