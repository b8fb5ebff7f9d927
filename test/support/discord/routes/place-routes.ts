import { reachedChannel } from '../access.ts';
import { asObject } from '../form-errors.ts';
import { permissionBits } from '../permissions.ts';
import { refusals } from '../refusals.ts';
import { param, type Route, type RouteAnswer, type RouteRequest } from './route.ts';

/** Channels, guilds and direct messages by the bot's own token. */
export const placeRoutes: readonly Route[] = [
  {
    name: 'channel',
    method: 'GET',
    pattern: '/channels/:channel',
    needs: 'bot',
    handle: (request) => ({ status: 200, body: reachedChannel(request.world, param(request, 'channel')).toJson() }),
  },
  { name: 'editChannel', method: 'PATCH', pattern: '/channels/:channel', needs: 'bot', handle: editThread },
  {
    name: 'typing',
    method: 'POST',
    pattern: '/channels/:channel/typing',
    needs: 'bot',
    handle: (request) => {
      reachedChannel(request.world, param(request, 'channel'));
      return { status: 204 };
    },
  },
  { name: 'openDm', method: 'POST', pattern: '/users/@me/channels', needs: 'bot', handle: openDm },
  {
    name: 'guilds',
    method: 'GET',
    pattern: '/users/@me/guilds',
    needs: 'bot',
    handle: ({ world }) => ({
      status: 200,
      body: world.guilds
        .filter(({ installation }) => installation === 'bot')
        .map(({ id, name, botPermissions }) => ({
          id,
          name,
          icon: null,
          owner: false,
          permissions: String(permissionBits(botPermissions)),
          features: [],
        })),
    }),
  },
  {
    name: 'guild',
    method: 'GET',
    pattern: '/guilds/:guild',
    needs: 'bot',
    handle: (request) => {
      const guild = request.world.guilds.find(({ id }) => id === param(request, 'guild'));
      if (guild?.installation !== 'bot') throw refusals.unknownGuild();
      return { status: 200, body: guild.toJson() };
    },
  },
];

/** Opening an archived thread again needs SEND_MESSAGES_IN_THREADS; a locked one MANAGE_THREADS. */
function editThread(request: RouteRequest): RouteAnswer {
  const channel = reachedChannel(request.world, param(request, 'channel'));
  const { archived } = asObject(request.json);
  if (!channel.isThread) throw refusals.missingPermissions();
  if (archived === false) {
    const needed = channel.isLocked ? 'MANAGE_THREADS' : 'SEND_MESSAGES_IN_THREADS';
    if (!channel.botPermissions.has(needed)) throw refusals.missingPermissions();
    channel.unarchive();
  }
  return { status: 200, body: channel.toJson() };
}

/** Gives the channel there is; a new one only so often. Whether messages may go there is found out by sending one. */
function openDm({ world, json }: RouteRequest): RouteAnswer {
  const person = world.people.get(String(asObject(json)['recipient_id']));
  if (!person) throw refusals.unknownUser();
  const { limit, perMs } = world.limits.dmOpens;
  const now = world.clock.now();
  if (!world.openedDms.has(person.id)) {
    const recent = [...world.openedDms.values()].filter((at) => at > now - perMs);
    if (recent.length >= limit) throw refusals.openingDmsTooFast();
    world.openedDms.set(person.id, now);
  }
  return { status: 200, body: person.dm.toJson() };
}
