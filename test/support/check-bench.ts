import { PassThrough, Readable } from 'node:stream';
import { parseArguments } from '#bots/terminal/arguments.ts';
import { checkLogos } from '#bots/terminal/check-logos.ts';

/** What a check printed and how it ended, of the words typed before `--check`. */
export async function check(
  words: readonly string[],
  options: { readonly cwd?: string; readonly stdin?: Uint8Array; readonly locale?: string } = {},
) {
  const { cwd = '.', stdin = Buffer.alloc(0), locale = 'en' } = options;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await checkLogos(parseArguments([...words, '--check'], locale), {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    cwd,
    locale,
    signal: AbortSignal.timeout(30_000),
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
