import { UserError } from '#core/errors.ts';
import { renderSvg, type SvgLimits } from './render-svg.ts';

/*
 * Entry of the process that draws one SVG. `process.exit` would wait for the drawing thread, so it ends itself by a signal.
 */

/** The most memory this process may take, in bytes. */
const maxMemory = 1024 * 1024 * 1024;
const memoryCheckMs = 20;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

process.once('disconnect', die);
setInterval(() => {
  if (process.memoryUsage.rss() > maxMemory) die();
}, memoryCheckMs);

process.once('message', (request: { readonly bytes: Uint8Array; readonly limits: SvgLimits }) => {
  renderSvg(request.bytes, request.limits).then(
    (picture) => process.send?.({ picture }),
    (error: unknown) => {
      if (error instanceof UserError) process.send?.({ refusal: { key: error.key, params: error.params } });
      else die();
    },
  );
});
