import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '#core/store/store.ts';
import { outputId, outputNodeId, studioDeploymentId, studioWorkflowId } from '#studio/deployment.ts';
import { BenchMachine, drawShot } from '../support/bench-machine.ts';
import { startBenchStudio } from '../support/bench-studio.ts';
import { faults } from '../support/faults.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from '../support/flaky-comfydeploy.ts';
import { exampleLogos, type RunningCommand, startProgram } from '../support/mockup-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const token = 'key-of-the-soak';
/** Every call takes so long that a kill can hit it. */
const callMs = 60;
const routes = ['queue', 'run', 'upload', 'deployment', 'runs', 'logs', 'file'] as const;

export interface KillSoakResult {
  readonly killed: number;
  readonly accepted: number;
  readonly runs: number;
  /** Mockups that were accepted and whose shot is not there. */
  readonly lost: readonly string[];
  /** Mockups with more than one run. */
  readonly doubledRuns: readonly string[];
  /** Files of shots beyond one for each mockup. */
  readonly extraFiles: number;
}

/** A place where the mockup command is killed again and again, with the API it talks to outside of it. */
export class KillSoak implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #folder: string;
  readonly #front: FlakyComfyDeploy;
  readonly #studioUrl: string;
  #killed = 0;

  constructor(stack: AsyncDisposableStack, folder: string, front: FlakyComfyDeploy, studioUrl: string) {
    this.#stack = stack;
    this.#folder = folder;
    this.#front = front;
    this.#studioUrl = studioUrl;
  }

  static async open(): Promise<KillSoak> {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(temporaryFolder()).path;
    const machine = new BenchMachine();
    let drawn = 0;
    machine.work = async (_run, { signal, onPicture }) => {
      await sleep(callMs, undefined, { signal });
      // Each run makes a picture of its own: the same bytes under the same name would count as saved already.
      const bytes = await drawShot(++drawn);
      await onPicture({ fileName: 'shot.png', bytes, nodeId: outputNodeId, outputId });
    };
    const studio = stack.use(await startBenchStudio(folder, machine, { token, slots: 4 }));
    const front = stack.use(await startFlakyComfyDeploy({ upstream: studio.url, rewriteUrls: true }));
    for (const route of routes) front.always(route, faults.delay(callMs));
    return new KillSoak(stack.move(), folder, front, studio.url);
  }

  /** Kills a command as soon as its log says that a mockup has entered a state, or was accepted at all. */
  async killAt(state: string): Promise<void> {
    const seen = state === 'received' ? '"msg":"batch accepted"' : `"to":"${state}"`;
    const before = this.#log().split(seen).length;
    await this.#kill(async (isOver) => {
      while (!isOver() && this.#log().split(seen).length <= before) await sleep(2);
    });
  }

  /** Kills a command after some time. */
  async killAfter(ms: number): Promise<void> {
    await this.#kill(() => sleep(ms));
  }

  /** Has another command finish what was left. */
  async finish(): Promise<void> {
    await this.#start(['missing.png']).finished;
  }

  /** How many commands were killed before they had ended by themselves. */
  get killed(): number {
    return this.#killed;
  }

  /** Counted from the API's own run table, the records and the files that are there. */
  async judge(): Promise<KillSoakResult> {
    const answer = await fetch(`${this.#studioUrl}/workflow/${studioWorkflowId}/runs?limit=100000`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const runs = (await answer.json()) as { workflow_inputs: Record<string, unknown> }[];
    const runsOf = Map.groupBy(runs, (run) => String(run.workflow_inputs['mockup_mark']));
    using store = openStore(path.join(this.#folder, 'data', 'terminal', '1'));
    const batches = await Array.fromAsync(store.batches.all());
    const asked = batches.flatMap((batch) =>
      batch.mockups
        .filter((each) => each.logo.fileName !== 'missing.png')
        .map((each) => ({ ...each, sent: batch.sent })),
    );
    const out = path.join(this.#folder, 'mockups');
    const isThere = (file: string | undefined) => file !== undefined && existsSync(file);
    const files = existsSync(out) ? readdirSync(out).filter((name) => name.endsWith('.png')) : [];
    return {
      killed: this.#killed,
      accepted: asked.length,
      runs: runs.length,
      lost: asked.filter((each) => !isThere(each.sent[`${each.id}/1`]?.[0])).map((each) => each.id),
      doubledRuns: [...runsOf].filter(([, same]) => same.length > 1).map(([mark]) => mark),
      extraFiles: files.length - asked.length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  async #kill(when: (isOver: () => boolean) => Promise<void>): Promise<void> {
    const command = this.#start([path.join(exampleLogos, 'volt.jpg'), '--quiet']);
    let isOver = false;
    void command.finished.then(() => {
      isOver = true;
      return isOver;
    });
    await when(() => isOver);
    if (!isOver) this.#killed++;
    command.process.kill('SIGKILL');
    await command.finished;
  }

  #log(): string {
    const file = path.join(this.#folder, 'data', 'terminal', '1', 'mockup.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** The command as it is, but for waiting only a second for a run that may have been made. */
  #start(args: readonly string[]): RunningCommand {
    return startProgram('test/support/impatient-mockup.ts', args, {
      cwd: this.#folder,
      env: {
        DATA_DIR: path.join(this.#folder, 'data'),
        COMFY_API_URL: this.#front.apiUrl,
        COMFY_API_TOKEN: token,
        COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
      },
    });
  }
}
