/*
 * Run as a process of its own: what a service for both chat platforms cannot do without. The same packages, and the libraries' clients as they
 * are, logged in and waiting for what people do.
 */
import './same-packages.ts';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { Bot } from 'grammy';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '' } = process.env;
const { TELEGRAM_API_ROOT: apiRoot = '', TELEGRAM_BOT_TOKEN: botToken = '' } = process.env;
const bot = new Bot(botToken, { client: { apiRoot } });
const client = new Client({ intents: [GatewayIntentBits.DirectMessages], rest: { api } });
const isReady = new Promise<void>((resolve) => void client.once(Events.ClientReady, () => resolve()));
await client.login(token);
void bot.start({ onStart: () => void isReady.then(() => console.log('ready')) });
