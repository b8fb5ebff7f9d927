import type { AutocompleteInteraction } from 'discord.js';
import type { Desk } from '#bots/bot.ts';
import { findColor, knownColors } from '#core/catalog/colors.ts';

/** Discord shows so many. */
const most = 25;

/** What is suggested while an option is typed. From memory: Discord gives 3 s, and a person types on. */
export function suggestionsFor(
  interaction: AutocompleteInteraction,
  desk: Pick<Desk, 'deployments'>,
): { name: string; value: string }[] {
  const { name, value } = interaction.options.getFocused(true);
  const typed = value.trim().toLowerCase();
  const all =
    name === 'color'
      ? [...knownColors().values()].map((color) => color.name)
      : name === 'deployment'
        ? desk.deployments
        : [];
  const starting = all.filter((each) => each.toLowerCase().startsWith(typed));
  const holding = all.filter((each) => !starting.includes(each) && each.toLowerCase().includes(typed));
  const exact = name === 'color' && typed.startsWith('#') ? findColor(typed) : undefined;
  const shade = exact ? [{ name: `${exact.name} (${exact.hex})`, value: exact.hex }] : [];
  return [...shade, ...[...starting, ...holding].map((each) => ({ name: each, value: each }))].slice(0, most);
}
