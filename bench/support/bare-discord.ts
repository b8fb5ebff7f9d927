/*
 * Run as a process of its own: what a service for Discord cannot do without. The same packages, and the library's client as it is, logged in.
 */
import './same-packages.ts';
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '' } = process.env;
const client = new Client({ intents: [GatewayIntentBits.DirectMessages], rest: { api } });
client.once(Events.ClientReady, () => console.log('ready'));
await client.login(token);
