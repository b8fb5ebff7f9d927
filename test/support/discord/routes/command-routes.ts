import { checkCommand, commandTypes } from '../command-rules.ts';
import { asObject, FormErrors, type Json } from '../form-errors.ts';
import { refusals } from '../refusals.ts';
import type { World } from '../world.ts';
import { param, type Route, type RouteAnswer, type RouteName, type RouteRequest } from './route.ts';

const limits = { 1: 100, 2: 15, 3: 15 } as const;
const dayMs = 86_400_000;

/** The application's commands, those for everywhere and those of one guild. */
export const commandRoutes: readonly Route[] = [
  ...scopeRoutes('/applications/:app/commands', [
    'listCommands',
    'putCommands',
    'createCommand',
    'getCommand',
    'editCommand',
    'deleteCommand',
  ]),
  ...scopeRoutes('/applications/:app/guilds/:guild/commands', [
    'listGuildCommands',
    'putGuildCommands',
    'createGuildCommand',
    'getGuildCommand',
    'editGuildCommand',
    'deleteGuildCommand',
  ]),
];

function scopeRoutes(
  pattern: string,
  [list, put, create, get, patch, remove]: readonly [RouteName, RouteName, RouteName, RouteName, RouteName, RouteName],
): Route[] {
  const one = `${pattern}/:command`;
  return [
    { name: list, method: 'GET', pattern, needs: 'bot', handle: listAll },
    { name: put, method: 'PUT', pattern, needs: 'bot', handle: overwriteAll },
    { name: create, method: 'POST', pattern, needs: 'bot', handle: createOne },
    {
      name: get,
      method: 'GET',
      pattern: one,
      needs: 'bot',
      handle: (request) => ({ status: 200, body: found(request).command }),
    },
    { name: patch, method: 'PATCH', pattern: one, needs: 'bot', handle: editOne },
    {
      name: remove,
      method: 'DELETE',
      pattern: one,
      needs: 'bot',
      handle: (request) => {
        const { commands, command } = found(request);
        commands.splice(commands.indexOf(command), 1);
        return { status: 204 };
      },
    },
  ];
}

/** The commands of the request's scope. A guild has some only where the app is installed. */
function scopeOf(request: RouteRequest): { commands: Json[]; scope: string } {
  const { world, params } = request;
  if (param(request, 'app') !== world.application.id) throw refusals.missingAccess();
  const scope = params['guild'] ?? 'global';
  if (params['guild'] !== undefined) {
    const guild = world.guilds.find(({ id }) => id === params['guild']);
    if (!guild || guild.installation === 'none') throw refusals.missingAccess();
  }
  const commands = world.commands.get(scope) ?? [];
  world.commands.set(scope, commands);
  return { commands, scope };
}

function found(request: RouteRequest) {
  const { commands } = scopeOf(request);
  const command = commands.find(({ id }) => id === param(request, 'command'));
  if (!command) throw refusals.unknownCommand();
  return { commands, command };
}

/** Translations are told on request only. */
function listAll(request: RouteRequest): RouteAnswer {
  const { commands } = scopeOf(request);
  const isWhole = request.query.get('with_localizations') === 'true';
  return { status: 200, body: isWhole ? commands : commands.map(withoutTranslations) };
}

function withoutTranslations(thing: Json): Json {
  const entries = Object.entries(thing).filter(([name]) => !name.endsWith('_localizations'));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      name === 'options' || name === 'choices' ? (value as Json[]).map(withoutTranslations) : value,
    ]),
  );
}

/** All commands of the scope, of every type, are replaced; those of the same name and type keep their id and are no creations. */
function overwriteAll(request: RouteRequest): RouteAnswer {
  const { commands, scope } = scopeOf(request);
  const errors = new FormErrors();
  const wanted = errors.list([], request.json, 0, 130).map(asObject);
  for (const [at, command] of wanted.entries()) {
    checkCommand(errors, [at], command);
    if (wanted.findIndex((other) => isSame(other, command)) < at) {
      errors.add([at], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    }
  }
  errors.throwIfAny();
  assertCounts(wanted);
  const fresh = wanted.filter((command) => !commands.some((old) => isSame(old, command)));
  noteCreates(request.world, scope, fresh.length);
  const made = wanted.map((command) => {
    const old = commands.find((one) => isSame(one, command));
    return normalised(request, command, old?.['id'], old);
  });
  commands.splice(0, commands.length, ...made);
  return { status: 200, body: commands };
}

function createOne(request: RouteRequest): RouteAnswer {
  const { commands, scope } = scopeOf(request);
  const command = asObject(request.json);
  checkAlone(command);
  const at = commands.findIndex((old) => isSame(old, command));
  if (at < 0) {
    assertCounts([...commands, command]);
    noteCreates(request.world, scope, 1);
  }
  const old = commands[at];
  const made = normalised(request, command, old?.['id'], old);
  commands.splice(at < 0 ? commands.length : at, 1, made);
  return { status: old ? 200 : 201, body: made };
}

function editOne(request: RouteRequest): RouteAnswer {
  const { commands, command } = found(request);
  const changed = { ...command, ...asObject(request.json), type: command['type'] };
  checkAlone(changed);
  if (commands.some((other) => other !== command && isSame(other, changed))) {
    throw refusals.invalidForm({
      name: {
        _errors: [{ code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'Application command names must be unique' }],
      },
    });
  }
  const made = normalised(request, changed, command['id'], command);
  commands.splice(commands.indexOf(command), 1, made);
  return { status: 200, body: made };
}

function checkAlone(command: Json): void {
  const errors = new FormErrors();
  checkCommand(errors, [], command);
  errors.throwIfAny();
}

const typeOf = (command: Json) => (command['type'] ?? commandTypes.chatInput) as 1 | 2 | 3;
const isSame = (one: Json, other: Json) => one['name'] === other['name'] && typeOf(one) === typeOf(other);

function assertCounts(commands: readonly Json[]): void {
  for (const type of [1, 2, 3] as const) {
    if (commands.filter((command) => typeOf(command) === type).length > limits[type])
      throw refusals.tooManyCommands(limits[type]);
  }
}

function noteCreates(world: World, scope: string, count: number): void {
  const now = world.clock.now();
  const recent = (world.commandCreates.get(scope) ?? []).filter((at) => at > now - dayMs);
  if (recent.length + count > world.limits.dailyCommandCreates) throw refusals.tooManyCommandCreates();
  world.commandCreates.set(scope, [...recent, ...Array.from({ length: count }, () => now)]);
}

/** As the API tells a command back: every field it has, what was left out at its default, and nothing that says "no". */
function normalised({ world, params }: RouteRequest, command: Json, id: unknown, old: Json | undefined): Json {
  const isSlash = typeOf(command) === commandTypes.chatInput;
  const { options, ...rest } = command;
  const made: Json = {
    default_member_permissions: null,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    // What a new command gets that says nothing: guild installs in every context.
    integration_types: [0],
    contexts: params['guild'] === undefined ? [0, 1, 2] : null,
    ...rest,
    id: id ?? world.clock.snowflake(),
    application_id: world.application.id,
    type: typeOf(command),
    description: isSlash ? command['description'] : '',
    dm_permission: true,
    ...(params['guild'] === undefined ? {} : { guild_id: params['guild'] }),
    ...(isSlash && Array.isArray(options) && options.length > 0
      ? { options: options.map(asObject).map(withoutNo) }
      : {}),
  };
  const { version: _, ...before } = old ?? {};
  const { version: __, ...after } = made;
  return {
    ...made,
    version: old && JSON.stringify(before) === JSON.stringify(after) ? old['version'] : world.clock.snowflake(),
  };
}

/** Options and choices come back without what is false or empty. */
function withoutNo(thing: Json): Json {
  const entries = Object.entries(thing).filter(
    ([, value]) =>
      value !== false && value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      name === 'options' || name === 'choices' ? (value as Json[]).map(asObject).map(withoutNo) : value,
    ]),
  );
}
