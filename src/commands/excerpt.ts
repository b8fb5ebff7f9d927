const longest = 60;

/** What a person wrote, as far as a sentence repeats it: in one line, because every platform limits what it shows. */
export function excerpt(value: unknown): string {
  // Twice as many units hold that many whole characters, however long the rest is.
  const letters = Array.from(
    String(value)
      .slice(0, 4 * longest)
      .replaceAll(/\s+/g, ' ')
      .slice(0, 2 * longest + 2),
  );
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : letters.join('');
}
