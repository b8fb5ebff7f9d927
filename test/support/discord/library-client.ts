import {
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  type Interaction,
  REST,
  type RESTOptions,
} from 'discord.js';
import type { FakeDiscord } from './fake-discord.ts';

/** The library's REST client with the bot's token, which gives up at once where the library would try again. */
export function restOf(discord: FakeDiscord, options: Partial<RESTOptions> = {}): REST {
  return new REST({ api: discord.apiUrl, retries: 0, ...options }).setToken(discord.token);
}

export interface LoggedIn extends AsyncDisposable {
  readonly client: Client<true>;
}

/** The library's client, logged in and ready. Interactions go to `onInteraction`; what that throws is thrown when the client is closed. */
export async function logIn(
  discord: FakeDiscord,
  onInteraction: (interaction: Interaction) => Promise<unknown> | undefined = () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<LoggedIn> {
  const client = new Client({ intents: [], ...options, rest: { api: discord.apiUrl, retries: 0, ...options.rest } });
  const failures: unknown[] = [];
  client.on(Events.Error, (error) => failures.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    onInteraction(interaction)?.catch((error: unknown) => failures.push(error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return {
    client: await ready,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      if (failures.length > 0)
        throw new AggregateError(failures, `A handler of the test failed: ${failures.map(String).join('; ')}`);
    },
  };
}

/** How a request was refused. */
export interface SeenRefusal {
  readonly status: number;
  readonly code: number | string;
  /** Paths into the body with the code of what is wrong there, `components.0.type: BASE_TYPE_CHOICES`. */
  readonly fields: readonly string[];
}

/** What the library says of a request that was refused. */
export async function refusalOf(request: Promise<unknown>): Promise<SeenRefusal> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('The request was not refused.');
  if (!(error instanceof DiscordAPIError)) throw new Error('The request failed otherwise.', { cause: error });
  const { errors } = error.rawError as { errors?: unknown };
  return { status: error.status, code: error.code, fields: leaves(errors) };
}

function leaves(tree: unknown, path: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as { code: string }[]).map(({ code }) => `${path.join('.')}: ${code}`)
      : leaves(value, [...path, key]),
  );
}
