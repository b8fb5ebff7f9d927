import { z } from 'zod';

/**
 * A setting that names ids, separated by commas. Each part that cannot be an id is a problem of its own.
 * @param problemOf what is wrong with a part, going on from `names …, `; undefined when it is an id
 * @param form how an id looks, and where it is found, in brackets
 */
export function idList(problemOf: (part: string) => string | undefined, form: string) {
  return z.string().transform((text, context) => {
    const parts = text.split(',').flatMap((part) => part.trim() || []);
    // A list of nothing must not open the door to everyone.
    if (parts.length === 0) context.addIssue(`names nobody: leave it empty, or name ids ${form}`);
    for (const part of parts) {
      const problem = problemOf(part);
      if (problem !== undefined) context.addIssue(`names ${quoted(part)}, ${problem}`);
    }
    return [...new Set(parts)];
  });
}

/** What was written, unless it could be a secret that landed in the wrong place. */
function quoted(part: string): string {
  return part.length <= 24 && /^[\w #@&<>-]+$/.test(part) ? `"${part}"` : `something of ${part.length} characters`;
}
