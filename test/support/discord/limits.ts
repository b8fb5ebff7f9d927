export type RateLimitScope = 'user' | 'global' | 'shared';

/** So many in so long. */
export interface Limit {
  readonly limit: number;
  readonly perMs: number;
  /** Whose limit a refusal says it was. */
  readonly scope?: RateLimitScope;
}

/** How often what may be done. Each may be changed while the bot runs; undefined takes a limit away. */
export class DiscordLimits {
  /** Of one interaction token, all its message routes together; seen in headers. About this is reported. */
  webhook: Limit | undefined = { limit: 5, perMs: 2000 };
  /** Of one channel, all interaction tokens together; in no header. About 30 per 60 s is reported. */
  webhookChannel: Limit | undefined;
  /** Requests by the bot's token in a second; interaction routes are not counted. */
  globalPerSecond: number | undefined = 50;
  /** New direct message channels; the number is this server's, Discord names none. */
  dmOpens: Limit = { limit: 10, perMs: 600_000 };
  /** Edits of one message that is older than an hour; the number is this server's, Discord names none. */
  oldEdits: Limit = { limit: 3, perMs: 20_000 };
  /** Commands made anew a day and scope. */
  dailyCommandCreates = 200;
  /** Answers of 401, 403 and 429 (not shared) in 10 minutes; then the address is banned for the rest of them. */
  invalidRequests = 10_000;
}
