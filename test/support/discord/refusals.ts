/** What a request is refused with: the HTTP status and Discord's own JSON body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    extra: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
    this.headers = headers;
  }

  get body(): Record<string, unknown> {
    return { message: this.message, code: this.code, ...this.extra };
  }
}

/**
 * The refusals this server knows, each with the rule that Discord's documentation (or, where it says so, the API as it
 * really behaves) gives for it.
 */
export const refusals = {
  /** The Authorization header is missing or wrong. */
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  /** No such address. */
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  /** The address knows other methods only. */
  methodNotAllowed: () => new Refusal(405, 0, '405: Method Not Allowed'),
  /** The channel does not exist or was deleted. */
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  /** The guild does not exist, or the bot is not in it. */
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  /** The message does not exist, was deleted, or is ephemeral and asked for with the bot's own token. */
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  /** The person does not exist. */
  unknownUser: () => new Refusal(404, 10013, 'Unknown User'),
  /** The token is nobody's, or its interaction has not been responded to yet (as the API really behaves). */
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  /** The interaction does not exist, or more than 3 seconds passed before its first response. */
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  /** The command does not exist in this scope. */
  unknownCommand: () => new Refusal(404, 10063, 'Unknown application command'),
  /** A message carries at most 10 attachments. */
  tooManyFiles: () => new Refusal(400, 30015, 'Maximum number of attachments in a message reached (10)'),
  /** A scope holds at most so many commands of a kind: 100 chat input, 15 user, 15 message. */
  tooManyCommands: (limit: number) =>
    new Refusal(400, 30032, `Maximum number of application commands reached (${limit})`),
  /** At most 200 commands are created a day and scope; overwriting one of the same name is no creation. */
  tooManyCommandCreates: () =>
    new Refusal(400, 30034, 'Max number of daily application command creates has been reached (200)'),
  /** Direct messages with new people were opened too fast. */
  openingDmsTooFast: () => new Refusal(400, 40003, 'You are opening direct messages too fast'),
  /** A file is larger than the limit of this place, or the request is larger than 25 MiB. */
  tooLarge: () => new Refusal(413, 40005, 'Request entity too large'),
  /** A forum holds posts, not messages. */
  forumMessage: () => new Refusal(400, 40058, 'Cannot send a message in a forum channel'),
  /** An interaction takes one first response. */
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  /** An app that is only installed for the user may follow up five times an interaction. */
  tooManyFollowUps: () =>
    new Refusal(400, 40094, 'Maximum number of follow-up messages for this interaction has been reached (5)'),
  /** Clients without a valid User-Agent, `DiscordBot (url, version)`, may be blocked. */
  badUserAgent: () => new Refusal(403, 40333, 'internal network error'),
  /** The bot is not in this guild, or does not see this channel. */
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  /** A message is edited by its author only. */
  otherAuthor: () => new Refusal(403, 50005, 'Cannot edit a message authored by another user'),
  /** A message needs a text, an embed, a component or a file. */
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
  /** The person takes no direct messages from this bot. */
  cannotDm: () => new Refusal(403, 50007, 'Cannot send messages to this user'),
  /** The bot lacks a permission in this channel. */
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  /** The interaction token is older than 15 minutes (401, as the API really behaves). */
  invalidWebhookToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  /** The body, or a field of it, is not as documented; `errors` mirrors the body's shape. */
  invalidForm: (errors: Readonly<Record<string, unknown>>) => new Refusal(400, 50035, 'Invalid Form Body', { errors }),
  /** Only version 10 is served here. */
  invalidApiVersion: () => new Refusal(400, 50041, 'Invalid API version provided'),
  /** An archived thread takes no edits; a new message opens it again. */
  threadArchived: () => new Refusal(400, 50083, 'Thread is archived'),
  /** The body is not JSON. */
  invalidJson: () => new Refusal(400, 50109, 'The request body contains invalid JSON.'),
  /** `attachments` names a file that was not uploaded. */
  uploadedFileMissing: () => new Refusal(400, 50146, 'Uploaded file not found.'),
  /** The person and the bot share no guild, and the person has not installed the app. */
  noMutualGuild: () => new Refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds'),
  /** A reply needs the permission to read the history. */
  replyWithoutHistory: () => new Refusal(400, 160002, 'Cannot reply without permission to read message history'),
  /** A locked thread takes messages of moderators only. */
  threadLocked: () => new Refusal(400, 160005, 'This thread is locked'),
} as const;
