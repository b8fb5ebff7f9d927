import type { AutocompleteInteraction } from 'discord.js';
import type { Desk } from '#bots/bot.ts';
import { type Color, colorTitle, findColor } from '#core/catalog/catalog.ts';
import { knownColors } from '#core/catalog/colors.ts';
import { wordKey } from '#core/catalog/word-key.ts';

/** Discord shows so many. */
const most = 25;

/** What is suggested while an option is typed. From memory: Discord gives 3 s, and a person types on. */
export function suggestionsFor(
  interaction: AutocompleteInteraction,
  desk: Pick<Desk, 'deployments'>,
): { name: string; value: string }[] {
  const { name, value } = interaction.options.getFocused(true);
  const typed = value.trim().toLowerCase();
  if (name === 'color') return colorSuggestions(typed, interaction.locale);
  if (name !== 'deployment') return [];
  const starting = desk.deployments.filter((each) => each.toLowerCase().startsWith(typed));
  const holding = desk.deployments.filter((each) => !starting.includes(each) && each.toLowerCase().includes(typed));
  return [...starting, ...holding].map((each) => ({ name: each, value: each })).slice(0, most);
}

/** Colors by what they are called in the person's language or in English; what is typed in any form of theirs comes first. */
function colorSuggestions(typed: string, locale: string): { name: string; value: string }[] {
  const exact = findColor(typed, locale);
  const shade = exact && typed.startsWith('#') ? [shadeOf(exact, colorTitle(exact, locale))] : [];
  const key = wordKey(typed);
  const all = [...knownColors().values()].map((color) => ({
    color,
    keys: [colorTitle(color, locale), color.name].map(wordKey),
  }));
  const starting = all.filter(({ keys }) => keys.some((each) => each.startsWith(key)));
  const holding = all.filter((each) => !starting.includes(each) && each.keys.some((part) => part.includes(key)));
  const named = [...starting, ...holding].map(({ color }) => color);
  const first = exact && shade.length === 0 ? [exact] : [];
  const colors = [...first, ...named.filter(({ name }) => name !== first[0]?.name)].slice(0, most - shade.length);
  return [...shade, ...colors.map((color) => suggestionOf(color, locale))];
}

/** The value is read as if the person had typed it: an English name that means another color in their language is given by its digits. */
function suggestionOf(color: Color, locale: string): { name: string; value: string } {
  const isClear = findColor(color.name, locale)?.hex === color.hex;
  const title = colorTitle(color, locale);
  return isClear ? { name: title, value: color.name } : shadeOf(color, title);
}

function shadeOf({ hex }: Color, title: string): { name: string; value: string } {
  return { name: `${title} (${hex})`, value: hex };
}
