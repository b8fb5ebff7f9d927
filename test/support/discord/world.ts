import { Cdn } from './cdn.ts';
import { DiscordClock } from './discord-clock.ts';
import type { FakeInteraction } from './fake-interaction.ts';
import type { FakeMessage } from './fake-message.ts';
import type { Json } from './form-errors.ts';
import { DiscordLimits } from './limits.ts';
import type { PermissionName } from './permissions.ts';
import type { FakeChannel, FakeGuild } from './places.ts';
import { type EventData, type EventScope, type Surroundings, type UserJson, userJson } from './surroundings.ts';

/** What the rules need to know of a person. */
export interface Inhabitant {
  readonly id: string;
  readonly user: UserJson;
  readonly dm: FakeChannel;
  readonly guilds: ReadonlySet<FakeGuild>;
  permissions: PermissionName[];
  hasInstalled: boolean;
  allowsDms: boolean;
}

/** Everything there is on this server, and how its parts find each other. */
export class World implements Surroundings {
  readonly clock = new DiscordClock();
  readonly cdn = new Cdn(this.clock);
  readonly token: string;
  readonly application: Json & { readonly id: string };
  readonly bot: UserJson;
  readonly guilds: FakeGuild[] = [];
  /** Direct and group messages. */
  readonly directs: FakeChannel[] = [];
  readonly people = new Map<string, Inhabitant>();
  readonly messages = new Map<string, FakeMessage>();
  readonly interactions: FakeInteraction[] = [];
  readonly #byToken = new Map<string, FakeInteraction>();
  /** When a direct message channel was opened, by person. */
  readonly openedDms = new Map<string, number>();
  /** Registered commands by scope: `global` or a guild's id. */
  readonly commands = new Map<string, Json[]>();
  /** When commands were made anew, by scope. */
  readonly commandCreates = new Map<string, readonly number[]>();
  /** Privileged intents that are switched on in the application's settings. */
  allowedPrivilegedIntents = 0;
  readonly limits = new DiscordLimits();
  #emit: Surroundings['emit'] = () => {};

  constructor(token: string) {
    this.token = token;
    const id = this.clock.snowflake();
    // The bot user of an application has its id.
    this.bot = userJson(id, 'Mockup Bot', true);
    this.application = {
      id,
      name: 'Mockup Bot',
      description: '',
      icon: null,
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags: 0,
      bot: this.bot,
      owner: userJson(this.clock.snowflake(), 'owner'),
      team: null,
      interactions_endpoint_url: null,
      event_webhooks_url: null,
      integration_types_config: {
        '0': { oauth2_install_params: { scopes: ['applications.commands', 'bot'], permissions: '274878024704' } },
        '1': { oauth2_install_params: { scopes: ['applications.commands'], permissions: '0' } },
      },
    };
  }

  /** Where events go. */
  listen(emit: Surroundings['emit']): void {
    this.#emit = emit;
  }

  emit(event: string, data: EventData, scope: EventScope = {}): void {
    this.#emit(event, data, scope);
  }

  channel(id: string): FakeChannel | undefined {
    return (
      this.directs.find((channel) => channel.id === id) ??
      this.guilds.flatMap(({ channels }) => channels).find((channel) => channel.id === id)
    );
  }

  addInteraction(interaction: FakeInteraction): void {
    this.interactions.push(interaction);
    this.#byToken.set(interaction.token, interaction);
  }

  /** By its token. */
  interaction(token: string): FakeInteraction | undefined {
    return this.#byToken.get(token);
  }
}
