import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { DiscordMessages } from '#bots/discord/discord-messages.ts';
import { DiscordMessenger } from '#bots/discord/discord-messenger.ts';
import { type DiscordThread, threadOf } from '#bots/discord/discord-thread.ts';
import { EditBudget, type EditPace } from '#bots/edit-budget.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { Backend } from '#core/mockups/backend.ts';
import type { Batch } from '#core/mockups/batch.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { openStore } from '#core/store/store.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { connect } from './comfydeploy-client.ts';
import { type FakeDiscord, startFakeDiscord } from './discord/fake-discord.ts';
import type { FakeChannel } from './discord/places.ts';
import { drawDisc } from './pictures.ts';
import { temporaryFolder } from './temporary-folder.ts';

const mostAtOnce = 40;

/** What speaks to Discord, without anybody who listens there: its answers are posted by the bot itself. */
export interface MessengerBench extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly channel: FakeChannel;
  readonly messenger: DiscordMessenger;
  readonly messages: DiscordMessages;
  /** A thread in that channel, without a token. */
  readonly thread: DiscordThread;
}

export async function openMessengerBench(pace?: EditPace): Promise<MessengerBench> {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const discord = stack.use(await startFakeDiscord());
  const channel = discord.guild('Coffee shop').text('general');
  const calls = stack.use(new DiscordCalls({ token: discord.token, apiUrl: discord.apiUrl, retry: { attempts: 1 } }));
  const messages = new DiscordMessages(calls);
  const budget = pace ? new EditBudget(pace) : undefined;
  const messenger = stack.use(new DiscordMessenger(messages, createLogger('silent'), budget));
  const thread: DiscordThread = {
    applicationId: discord.application.id,
    channelId: channel.id,
    userId: discord.person('ann').id,
    canPost: true,
    isEphemeral: false,
    fileLimit: 10 * 1024 * 1024,
    proofs: {},
  };
  const opened = stack.move();
  return { discord, channel, messenger, messages, thread, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** The same with mockups behind it. */
export interface PacedBench extends MessengerBench {
  readonly machine: BenchMachine;
  readonly service: MockupService;
  readonly ask: () => Promise<Batch>;
}

export async function openPacedBench(pace: EditPace): Promise<PacedBench> {
  await using stack = new AsyncDisposableStack();
  const bench = stack.use(await openMessengerBench(pace));
  const folder = stack.use(temporaryFolder());
  const log = createLogger('silent');
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { slots: mostAtOnce }));
  const store = stack.use(openStore(folder.path));
  const api = stack.use(connect(studio.url));
  const service = stack.use(
    new MockupService({
      backend: new Backend({ id: 'bench', api, deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }] }),
      store,
      messengers: [bench.messenger],
      log,
      limits: { maxActive: mostAtOnce, maxActivePerPerson: mostAtOnce },
      pace: { firstMs: 20, growth: 1, ceilingMs: 20 },
    }),
  );
  const logoBytes = await drawDisc(48);
  const ask = (): Promise<Batch> =>
    service.submit({
      person: { platform: 'discord', id: bench.thread.userId, locale: 'en-US' },
      thread: threadOf(bench.thread),
      place: { id: bench.channel.id, isShared: true },
      mockups: [
        {
          logo: { fileName: 'logo.png', data: {} },
          logoBytes,
          request: { prompt: 'something nice', size: 512, deployment: 'studio' },
        },
      ],
    });
  const opened = stack.move();
  return { ...bench, machine, service, ask, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
