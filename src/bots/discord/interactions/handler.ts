import { type Interaction, MessageFlags } from 'discord.js';
import { readCustomId } from '#bots/discord/custom-id.ts';
import { DiscordError } from '#bots/discord/discord-error.ts';
import { message } from '#core/messages/message.ts';
import { isAdmitted } from './admission.ts';
import { onPromptWindow } from './edit-prompt.ts';
import { acknowledge, tell } from './first-answer.ts';
import { onMakeMenu, onMakeWindow } from './make-menu.ts';
import { onPress } from './presses.ts';
import type { Scene } from './scene.ts';
import { onSlash } from './slash.ts';
import { suggestionsFor } from './suggestions.ts';
import { canAnswer } from './whereabouts.ts';

/** So many interactions are remembered, so that one that comes twice is answered once. */
const remembered = 2000;

/** Answers what people do on Discord. */
export class InteractionHandler {
  readonly #scene: Scene;
  readonly #seen = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Does not throw. */
  async handle(interaction: Interaction): Promise<void> {
    if (this.#seen.has(interaction.id)) return;
    this.#remember(interaction.id);
    const { log } = this.#scene;
    try {
      await this.#answer(interaction);
    } catch (error) {
      log.error({ err: error }, 'interaction broken by our fault');
      if (interaction.isRepliable()) await tell(interaction, [message('chat.unavailable', interaction.locale)], log);
    }
  }

  async #answer(interaction: Interaction): Promise<void> {
    const scene = this.#scene;
    const { log, desk, presses } = scene;
    if (interaction.isAutocomplete()) {
      try {
        await interaction.respond(suggestionsFor(interaction, desk));
      } catch (error) {
        log.debug({ err: DiscordError.from(error, 'suggestion') }, 'suggestion came too late');
      }
      return;
    }
    const refusal = this.#refusal(interaction);
    if (refusal !== undefined) {
      const answer = (): Promise<unknown> => interaction.reply({ content: refusal, flags: MessageFlags.Ephemeral });
      await acknowledge(interaction, answer, log, scene.onMiss);
    } else if (interaction.isChatInputCommand()) await onSlash(interaction, scene);
    else if (interaction.isMessageContextMenuCommand()) await onMakeMenu(interaction, scene);
    else if (interaction.isModalSubmit()) {
      const press = readCustomId(interaction.customId);
      if (press?.action === 'make') await onMakeWindow(interaction, press.id, scene);
      else if (press?.action === 'edit') await onPromptWindow(interaction, press.id, scene);
      else await tell(interaction, [message('chat.oldButton', interaction.locale)], log, scene.onMiss);
    } else if (interaction.isButton() || interaction.isStringSelectMenu()) {
      const button = `${interaction.message.id} ${interaction.customId}`;
      let isFirst = false;
      const first = presses.press(interaction.user.id, button, () => {
        isFirst = true;
        return onPress(interaction, scene);
      });
      if (isFirst) await first;
      // A second press at once is the first one; Discord wants it answered all the same.
      else await acknowledge(interaction, () => interaction.deferUpdate(), log, scene.onMiss);
    }
  }

  /** Why somebody cannot be served here at all. Known without waiting for anything. */
  #refusal(interaction: Exclude<Interaction, { isAutocomplete(): true }>): string | undefined {
    const { allowed, roles } = this.#scene;
    const own = { guildId: interaction.guildId, roles: roles.of(interaction.id) };
    if (!isAdmitted(own, allowed)) return message('chat.notAllowed', interaction.locale);
    if (!canAnswer(interaction)) return message('chat.cannotPost', interaction.locale);
    return undefined;
  }

  #remember(id: string): void {
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (oldest !== undefined && this.#seen.size > remembered) this.#seen.delete(oldest);
  }
}
