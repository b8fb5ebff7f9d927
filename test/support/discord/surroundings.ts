import type { Cdn } from './cdn.ts';
import type { DiscordClock } from './discord-clock.ts';
import type { Json } from './form-errors.ts';

export interface UserJson extends Json {
  readonly id: string;
  readonly username: string;
}

/** Who gets an event: sessions with any of these intents (none needed: all), on the guild's shard. */
export interface EventScope {
  readonly intents?: number;
  readonly guildId?: string | undefined;
}

/** An event's data, or how it looks to a session with these intents. */
export type EventData = Json | ((intents: number) => Json);

/** What channels, messages and people need of the world they are in. */
export interface Surroundings {
  readonly clock: DiscordClock;
  readonly cdn: Cdn;
  readonly application: Json & { readonly id: string };
  readonly bot: UserJson;
  emit(event: string, data: EventData, scope?: EventScope): void;
}

export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** An account as the API shows it. */
export function userJson(id: string, username: string, isBot = false): UserJson {
  return {
    id,
    username,
    global_name: isBot ? null : username,
    discriminator: isBot ? '0001' : '0',
    avatar: null,
    bot: isBot,
    system: false,
    public_flags: 0,
    flags: 0,
  };
}
