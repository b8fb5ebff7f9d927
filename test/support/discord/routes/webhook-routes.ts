import { assertNotArchived } from '../access.ts';
import { type FakeInteraction, tokenLifeMs } from '../fake-interaction.ts';
import { type FakeMessage, messageFlags } from '../fake-message.ts';
import { readMessageForm } from '../message-form.ts';
import { edit, post } from '../posting.ts';
import { refusals } from '../refusals.ts';
import { interactionMetadata } from './callback-route.ts';
import { param, type Route, type RouteName, type RouteRequest } from './route.ts';

const maxUserInstallFollowUps = 5;

/** What an interaction's token may do for 15 minutes: follow up, and read, edit and delete its own messages. */
export const webhookRoutes: readonly Route[] = [
  { name: 'followUp', method: 'POST', pattern: '/webhooks/:app/:token', needs: 'interaction', handle: followUp },
  ...messageRoutes('/webhooks/:app/:token/messages/@original', 'getOriginal', 'editOriginal', 'deleteOriginal'),
  ...messageRoutes('/webhooks/:app/:token/messages/:message', 'getFollowUp', 'editFollowUp', 'deleteFollowUp'),
];

function messageRoutes(pattern: string, get: RouteName, patch: RouteName, remove: RouteName): Route[] {
  return [
    {
      name: get,
      method: 'GET',
      pattern,
      needs: 'interaction',
      handle: (request) => ({ status: 200, body: ownMessage(request).message.toJson() }),
    },
    {
      name: patch,
      method: 'PATCH',
      pattern,
      needs: 'interaction',
      handle: (request) => {
        const { interaction, message } = ownMessage(request);
        assertNotArchived(interaction.channel);
        change(request, interaction, message);
        return { status: 200, body: message.toJson() };
      },
    },
    {
      name: remove,
      method: 'DELETE',
      pattern,
      needs: 'interaction',
      handle: (request) => {
        ownMessage(request).message.delete();
        return { status: 204 };
      },
    },
  ];
}

function change({ world, json, files }: RouteRequest, interaction: FakeInteraction, message: FakeMessage): void {
  const form = readMessageForm(json, files, { fileLimit: interaction.setting.fileLimit, edited: message });
  edit(world, interaction.channel, message, form);
}

/** The interaction of a token that still works: known, responded to and younger than 15 minutes. */
function ownInteraction(request: RouteRequest): FakeInteraction {
  const { world } = request;
  const interaction = world.interaction(param(request, 'token'));
  if (!interaction || param(request, 'app') !== world.application.id) throw refusals.unknownWebhook();
  if (interaction.ageMs > tokenLifeMs) throw refusals.invalidWebhookToken();
  if (!interaction.first) throw refusals.unknownWebhook();
  if (interaction.channel.isDeleted) throw refusals.unknownChannel();
  return interaction;
}

function ownMessage(request: RouteRequest): { interaction: FakeInteraction; message: FakeMessage } {
  const interaction = ownInteraction(request);
  const { message: id } = request.params;
  const message =
    id === undefined
      ? interaction.message
      : [interaction.message, ...interaction.followUps].find((own) => own?.id === id);
  if (!message || message.isDeleted) throw refusals.unknownMessage();
  return { interaction, message };
}

/**
 * A further message. The first one after a deferral fills the placeholder instead (so it stays as ephemeral as that
 * is), and where the app is installed for the person alone there are five.
 */
function followUp(request: RouteRequest): { status: number; body: unknown } {
  const { world, json, files } = request;
  const interaction = ownInteraction(request);
  const { message: original, channel, setting } = interaction;
  if (interaction.isUserInstallOnly && interaction.followUpCount >= maxUserInstallFollowUps) {
    throw refusals.tooManyFollowUps();
  }
  if (original?.isLoading && !original.isDeleted) {
    change(request, interaction, original);
    interaction.followUpCount += 1;
    return { status: 200, body: original.toJson() };
  }
  const form = readMessageForm(json, files, { fileLimit: setting.fileLimit });
  const isEphemeral = (form.flags & messageFlags.ephemeral) !== 0 || setting.isForcedEphemeral;
  const message = post(world, {
    channel,
    form,
    byDefault: 'users',
    flags: isEphemeral ? messageFlags.ephemeral : 0,
    reference: original && !original.isDeleted ? { messageId: original.id, channelId: channel.id } : undefined,
    interaction: interactionMetadata(interaction),
    ephemeralFor: isEphemeral ? setting.personId : undefined,
  });
  interaction.followUpCount += 1;
  interaction.followUps.push(message);
  return { status: 200, body: message.toJson() };
}
