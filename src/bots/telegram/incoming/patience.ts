/** Somebody waits for it: a quarter of a minute, or as long as Telegram asks to. Two copies would do no harm, none would. */
export const patience = { attempts: 6, baseDelayMs: 500, maxDelayMs: 70_000 };
